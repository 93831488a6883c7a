"""Lists and containers in a process of their own: what they name or hold, in bounds of time.

What the archive is given before anything is parsed is read in the main process of a run: nothing there may hang or die.
"""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from functools import partial
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess

from pipeline.fetch import normalize_url
from pipeline.fetch.robots import parse_robots
from pipeline.inputs.discovery import FetchedList, PageList, read_feed, read_list_page, read_robots, read_sitemap
from pipeline.inputs.folding import fold_address
from pipeline.parse.containers import Member, Unread, find_members
from pipeline.problems import FetchProblem, SourceProblem
from pipeline.sources.model import ListPages

Found = list[Member | Unread] | str
_READERS: tuple[Callable[[FetchedList], PageList], ...] = (
    read_feed,
    read_sitemap,
    partial(read_list_page, pages=ListPages()),
)


class Hung(Exception):  # noqa: N818  what a test finds, no error of ours
    """A process that gave no answer in time, or died."""


class Lister:
    """A process that is started at the first question and again after one that ended it."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._process: BaseProcess | None = None
        self._pipe: Connection

    def ask(self, task: Callable[[bytes, str], Found], body: bytes, url: str) -> Found:
        """What a task makes of bytes. Raises Hung."""
        if self._process is None:
            context = multiprocessing.get_context("forkserver")
            self._pipe, theirs = context.Pipe()
            self._process = context.Process(target=_serve, args=(theirs,), daemon=True)
            self._process.start()
            theirs.close()
        try:
            self._pipe.send((task, body, url))
            if self._pipe.poll(self._seconds):
                answer: Found = self._pipe.recv()
                return answer
        except (EOFError, OSError) as error:
            code = self.close()
            raise Hung(f"the process ended with {code}") from error
        self.close()
        raise Hung(f"it took longer than {self._seconds:g} s")

    def close(self) -> int | None:
        """End the process, if there is one."""
        process, self._process = self._process, None
        if process is None:
            return None
        self._pipe.close()
        process.join(timeout=0.5)
        process.kill()
        process.join()
        return process.exitcode


def _serve(pipe: Connection) -> None:
    try:
        while True:
            task, body, url = pipe.recv()
            pipe.send(_do(task, body, url))
    except (EOFError, BrokenPipeError):
        pipe.close()


def _do(task: Callable[[bytes, str], Found], body: bytes, url: str) -> Found:
    try:
        return task(body, url)
    except Exception as error:  # noqa: BLE001  whatever is raised is what the test is for
        return f"internal error: {error!r}"


def list_members(body: bytes, url: str) -> Found:
    """What a container holds."""
    return list(find_members(body, url))


def list_items(body: bytes, url: str) -> Found:
    """What came of a list in each way that it may be read, in words."""
    given = FetchedList(url, body, datetime(2026, 1, 1, tzinfo=UTC))
    parse_robots(body).allows(url)
    robots = _list(partial(read_robots, given))
    words = {_list(partial(read, given)) for read in _READERS} if not url.endswith(".txt") else {robots}
    return next((word for word in ("read", "unsafe", "too large") if word in words), min(words))


def _list(read: Callable[[], PageList]) -> str:
    try:
        listed = read()
    except SourceProblem as problem:
        return problem.reason
    for page in listed.pages:
        (page.title or "").encode("utf-8")
        _normalize(page.url)
    for address in listed.further:
        _normalize(address)
    return "read"


def _normalize(url: str) -> None:
    with suppress(FetchProblem):
        fold_address(normalize_url(url))
