"""Addresses to bytes, a host at a time as its owner asks for it."""

from __future__ import annotations

import queue
import threading
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from types import TracebackType
from typing import Self
from urllib.parse import urljoin, urlsplit

from protego import Protego

from pipeline.fetch.address import GuardedTransport, Target, normalize_url
from pipeline.fetch.request import Answer, PassingProblem, open_client, request_once
from pipeline.problems import FetchProblem
from pipeline.raw import Exchange, Validators, find_charset
from pipeline.settings import Settings

_ROBOT = "clusterpress"  # what robots.txt may call us
_REDIRECTS = frozenset({301, 302, 303, 307, 308})


@dataclass(frozen=True, slots=True)
class Fetched:
    """What an address led to: ``url`` is where its redirects ended. ``body`` is None where it has not changed."""

    url: str
    exchange: Exchange
    body: bytes | None
    media_type: str
    charset: str | None


class _Host:
    """What is known of one host in this run: its robots.txt, and when it may be asked again."""

    def __init__(self) -> None:
        self.asking = threading.Lock()  # held for one request
        self.learning = threading.Lock()  # held while robots.txt is read, which may lead to another host
        self.robots: Protego | FetchProblem | None = None
        self.pace_seconds = 0.0
        self.free_at = 0.0


class Fetcher:
    """Fetches addresses for one run; hosts are asked side by side, the addresses of a host one after another."""

    def __init__(self, settings: Settings, validators: Mapping[str, Validators] | None = None) -> None:
        self._settings = settings
        self._validators = validators or {}
        self._client = open_client(settings, GuardedTransport(allow_private=settings.allow_private_addresses))
        self._hosts: defaultdict[str, _Host] = defaultdict(_Host)
        self._stopped = threading.Event()

    def fetch_all(self, targets: Iterable[Target]) -> Iterator[tuple[str, Fetched | FetchProblem]]:
        """Each address with what came of it, as it comes."""
        self._stopped.clear()
        by_host: defaultdict[str, list[str]] = defaultdict(list)
        for url in sorted({target.url for target in targets}):
            by_host[_origin(url)].append(url)
        outcomes: queue.SimpleQueue[tuple[str, Fetched | FetchProblem]] = queue.SimpleQueue()

        def fetch_host(of_host: list[str]) -> None:
            for url in of_host:
                if not self._stopped.is_set():
                    outcomes.put((url, self._outcome(url)))

        with ThreadPoolExecutor(self._settings.parallel_hosts) as threads:
            try:
                for of_host in by_host.values():
                    threads.submit(fetch_host, of_host)
                for _ in range(sum(map(len, by_host.values()))):
                    yield outcomes.get()
            finally:
                self._stopped.set()  # where the caller stops early, no thread goes on

    def _outcome(self, url: str) -> Fetched | FetchProblem:
        try:
            return self.fetch(url)
        except FetchProblem as problem:
            return problem
        except Exception as error:  # noqa: BLE001  the place where an address's failure becomes a reject
            return FetchProblem("internal error", f"fetching {url}: {error!r}; please report it")

    def fetch(self, url: str) -> Fetched:
        """What the address leads to, over redirects. Raises FetchProblem with one of the fixed reasons."""
        at = normalize_url(url)
        for _ in range(self._settings.max_redirects + 1):
            self._ask_robots(at)
            answer = self._try(at, self._conditions(at))
            if answer.status not in _REDIRECTS:
                return _fetched(answer)
            at = _next(at, answer)
        raise FetchProblem(
            "redirects", f"fetching {url}: got more than {self._settings.max_redirects} redirects; see it in a browser"
        )

    def _conditions(self, url: str) -> dict[str, str]:
        known = self._validators.get(url)
        if known is None:
            return {}
        given = {"If-None-Match": known.etag, "If-Modified-Since": known.last_modified}
        return {name: value for name, value in given.items() if value}

    def _try(self, url: str, headers: Mapping[str, str]) -> Answer:
        """The answer, after as many tries as it takes and the settings allow, in the pace of the host."""
        host = self._hosts[_origin(url)]
        attempt = 0
        while True:
            attempt += 1
            with host.asking:
                time.sleep(max(0.0, host.free_at - time.monotonic()))
                try:
                    return request_once(self._client, url, headers, self._settings)
                except PassingProblem as problem:
                    wait = max(problem.wait_seconds, self._settings.pace_seconds * 2**attempt)
                    if attempt >= self._settings.max_attempts or wait > self._settings.max_wait_seconds:
                        raise
                    host.free_at = time.monotonic() + wait
                finally:
                    host.free_at = max(host.free_at, time.monotonic() + self._pace(host))

    def _pace(self, host: _Host) -> float:
        return max(self._settings.pace_seconds, host.pace_seconds)

    def _ask_robots(self, url: str) -> None:
        """Raises FetchProblem where the owner does not want the address fetched, or did not say (RFC 9309, 2.3.1)."""
        host = self._hosts[_origin(url)]
        with host.learning:
            if host.robots is None:
                host.robots = self._read_robots(_origin(url))
                if isinstance(host.robots, Protego):
                    host.pace_seconds = host.robots.crawl_delay(_ROBOT) or 0.0
        if isinstance(host.robots, FetchProblem):
            raise FetchProblem(host.robots.reason, f"fetching {url}: before it, {host.robots.detail}")
        if not host.robots.can_fetch(url, _ROBOT):
            raise FetchProblem("robots", f"fetching {url}: its robots.txt forbids it; ask the owner, or take it out")

    def _read_robots(self, origin: str) -> Protego | FetchProblem:
        at = f"{origin}/robots.txt"
        try:
            for _ in range(self._settings.max_redirects + 1):
                answer = self._try(at, {})
                if answer.status not in _REDIRECTS:
                    return Protego.parse(answer.body.decode("utf-8", "replace"))
                at = _next(at, answer)
        except FetchProblem as problem:
            if isinstance(problem, PassingProblem) or problem.reason == "private address":
                return problem
        return Protego.parse("")  # there is none: everything is allowed

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._client.close()


def _origin(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"


def _next(url: str, answer: Answer) -> str:
    """Where a redirect leads to."""
    location = answer.exchange.header("Location") or ""
    try:
        return normalize_url(urljoin(url, location))
    except ValueError as error:
        raise FetchProblem(
            "redirects", f"fetching {url}: got a redirect to {location!r}; see it in a browser"
        ) from error


def _fetched(answer: Answer) -> Fetched:
    media_type, _, parameters = (answer.exchange.header("Content-Type") or "").partition(";")
    body = answer.body if answer.status == 200 else None
    media_type = media_type.strip().lower() or "application/octet-stream"
    return Fetched(answer.url, answer.exchange, body, media_type, find_charset(parameters))
