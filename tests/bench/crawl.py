"""Crawling against bare httpx: what politeness, bounds and judgement cost beside the requests themselves."""

from __future__ import annotations

import asyncio
import multiprocessing
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from itertools import islice
from multiprocessing.connection import Connection
from pathlib import Path

import httpx

from pipeline.fetch import Fetched, Fetcher, Target
from pipeline.settings import Settings
from tests.bench.generate import generate_pages
from tests.bench.measure import Ratio, compare

PAGES = 5000
HOSTS = tuple(f"127.0.4.{number}" for number in range(1, 9))
ROUNDS = 3


def bench_crawl(pages: int = PAGES) -> Ratio:
    """The pages of several hosts without a pace, by the Fetcher and by httpx with as many hosts at once."""
    with _serve() as port, tempfile.TemporaryDirectory() as folder:
        urls = [[f"http://{host}:{port}/{n}" for n in range(pages // len(HOSTS))] for host in HOSTS]
        return compare(
            f"crawl of {pages} loopback pages / httpx alone, as many hosts at once",
            lambda: _crawl(urls, Path(folder)),
            lambda: _download(urls),
            ROUNDS,
        )


def _crawl(urls: list[list[str]], folder: Path) -> None:
    settings = Settings(
        cache=folder,
        contact="mailto:data@example.org",
        allow_private_addresses=True,
        pace_seconds=0,
        parallel_hosts=len(HOSTS),
    )
    with Fetcher(settings) as fetcher:
        outcomes = list(fetcher.fetch_all(Target(url) for of_host in urls for url in of_host))
    if failed := [outcome for _, outcome in outcomes if not isinstance(outcome, Fetched)]:
        raise RuntimeError(f"all pages should be there: {failed[0]}")


def _download(urls: list[list[str]]) -> None:
    with httpx.Client(trust_env=False) as client, ThreadPoolExecutor(len(urls)) as threads:
        list(threads.map(lambda of_host: [client.get(url).content for url in of_host], urls))


@contextmanager
def _serve() -> Iterator[int]:
    """The port of a quick server in a process of its own, which answers for all of 127.0.4.*."""
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=_run_server, args=(theirs,), daemon=True)
    process.start()
    try:
        yield ours.recv()
    finally:
        process.terminate()
        process.join()


class _Quick(asyncio.Protocol):
    """Answers each request at once with one of a few pages; there is no robots.txt."""

    pages: tuple[bytes, ...] = ()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = transport
        self._received = b""

    def data_received(self, data: bytes) -> None:
        self._received += data
        while b"\r\n\r\n" in self._received:
            head, _, self._received = self._received.partition(b"\r\n\r\n")
            name = head.split(b" ", 2)[1].lstrip(b"/")
            status, page = (b"200 OK", self.pages[int(name) % len(self.pages)]) if name.isdigit() else (b"404 No", b"")
            length = len(page)
            self._transport.write(
                b"HTTP/1.1 %s\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: %d\r\n\r\n"
                % (status, length)
                + page
            )


def _run_server(pipe: Connection) -> None:
    _Quick.pages = tuple(islice(generate_pages(50), 50))

    async def serve() -> None:
        server = await asyncio.get_running_loop().create_server(_Quick, "0.0.0.0", 0)
        pipe.send(server.sockets[0].getsockname()[1])
        await server.serve_forever()

    asyncio.run(serve())
