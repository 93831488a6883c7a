"""What the hosts of a run say in their robots.txt: each is asked once, and not at all where it said so within a day."""

from __future__ import annotations

import threading
from collections.abc import Generator

from pipeline.fetch.address import Target, find_host, find_origin
from pipeline.fetch.host import Hosts
from pipeline.fetch.judge import find_passing
from pipeline.fetch.request import REDIRECTS, Ask
from pipeline.fetch.robots import LIMIT, Robots, parse_robots
from pipeline.fetch.robots_cache import RobotsCache
from pipeline.fetch.tries import Patience, Pause, Reply, Wish, follow
from pipeline.problems import FetchProblem
from pipeline.settings import Settings

_REDIRECTS = 5  # RFC 9309 2.3.1.2; after more the file counts as not there
_TOLD_AS_THEY_ARE = frozenset({"unreachable", "certificate", "private address", "host down"})
Said = Robots | FetchProblem


class RobotsBook:
    """One page an origin. Where a file is unavailable (4xx) all is allowed; where it cannot be had (5xx, time, network)
    what the host last said holds, and where it never said anything nothing is allowed, however long that lasts
    (RFC 9309 2.3.1.3, 2.3.1.4)."""

    def __init__(self, settings: Settings, hosts: Hosts, patience: Patience) -> None:
        self._settings, self._hosts, self._patience = settings, hosts, patience
        self._cache = RobotsCache(settings.cache)
        self._said: dict[str, Said] = {}
        self._learning: set[str] = set()
        self._lock = threading.Lock()

    def ask(self, url: str, target: Target) -> Generator[Wish, Reply, None]:
        """The steps to know that an address may be asked for. They raise FetchProblem where it may not."""
        origin = find_origin(url)
        while origin not in self._said:
            if not self._begin(origin):
                yield Pause()
                continue
            try:
                self._said[origin] = yield from self._learn(origin, target)
            finally:
                self._learning.discard(origin)
        said = self._said[origin]
        if isinstance(said, FetchProblem):
            raise FetchProblem(said.reason, f"fetching {url}: before it, {said.detail}")
        if not said.allows(url):
            raise FetchProblem("robots", f"fetching {url}: its robots.txt forbids it; ask the owner, or take it out")
        if said.crawl_delay > self._settings.max_wait_seconds:
            raise FetchProblem(
                "robots",
                f"fetching {url}: its robots.txt wants {said.crawl_delay:g} s between requests, more than "
                "max_wait_seconds; raise that, or take it out",
            )
        host = self._hosts.find(find_host(url))
        host.crawl_delay = max(host.crawl_delay, said.crawl_delay)

    def _begin(self, origin: str) -> bool:
        """Whether it falls to the caller to learn what an origin says."""
        with self._lock:
            if origin in self._learning:
                return False
            self._learning.add(origin)
            return True

    def _learn(self, origin: str, target: Target) -> Generator[Wish, Reply, Said]:
        kept = self._cache.find(origin)
        if kept and kept.is_fresh:
            return kept.robots
        try:
            robots = yield from self._fetch(f"{origin}/robots.txt", target)
        except FetchProblem as problem:
            if kept:
                return kept.robots
            reason = problem.reason if problem.reason in _TOLD_AS_THEY_ARE else "robots unavailable"
            return FetchProblem(reason, problem.detail)
        self._cache.keep(origin, robots)
        return robots

    def _fetch(self, at: str, target: Target) -> Generator[Wish, Reply, Robots]:
        for _ in range(_REDIRECTS + 1):
            answer = yield from self._patience.ask(Ask(at, {}, target, start_only=LIMIT), find_passing)
            if answer.status not in REDIRECTS:
                return parse_robots(answer.body) if 200 <= answer.status < 300 else Robots()
            try:
                at = follow(answer)
            except FetchProblem:
                break  # a redirect to nowhere: there is no such file
        return Robots()
