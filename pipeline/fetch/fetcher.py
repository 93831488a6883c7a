"""Addresses to bytes, each host as slowly as its owner and ours want, no host waiting for another."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from random import Random
from types import TracebackType
from typing import Self

from pipeline.fetch.address import Target, find_page_key, normalize_url
from pipeline.fetch.crew import Crew, Memory, Task
from pipeline.fetch.host import Hosts
from pipeline.fetch.request import Connections
from pipeline.fetch.steps import Fetched, Guide
from pipeline.problems import FetchProblem
from pipeline.raw import Validators
from pipeline.settings import Settings


class Fetcher:
    """Fetches addresses for one run, no page twice. ``rng`` spreads the waits after failures.

    Raises SettingsProblem where no contact is set: servers are told whom to ask.
    """

    def __init__(
        self, settings: Settings, validators: Mapping[str, Validators] | None = None, rng: Random | None = None
    ) -> None:
        self._parallel_hosts = settings.parallel_hosts
        self._connections = Connections(settings)
        self._hosts = Hosts(settings)
        self._guide = Guide(settings, validators or {}, self._hosts, rng or Random())  # noqa: S311  no secret
        self._memory = Memory()

    def fetch_all(self, targets: Iterable[Target]) -> Iterator[tuple[str, Fetched | FetchProblem]]:
        """Each address with what came of it, as it comes. Of several that mean one page the shortest is asked for."""
        pages: dict[str, list[Target]] = {}
        for target in sorted(set(targets), key=lambda target: (len(target.url), target.url)):
            pages.setdefault(find_page_key(target.url), []).append(target)
        crew = Crew(self._guide, self._hosts, self._connections, self._memory)
        for first, *twins in sorted(pages.values(), key=lambda same: same[0].url):
            crew.add(Task(first, twins))
        with ThreadPoolExecutor(self._parallel_hosts, "fetch") as threads:
            try:
                at_work = [threads.submit(crew.work) for _ in range(self._parallel_hosts)]
                for _ in range(sum(map(len, pages.values()))):
                    yield crew.outcomes.get()
                for work in at_work:
                    work.result()
            finally:
                crew.stop()  # where the caller stops early, no thread goes on

    def fetch(self, url: str) -> Fetched:
        """What the address leads to, over redirects. Raises FetchProblem with one of the fixed reasons."""
        _, outcome = next(self.fetch_all([Target(normalize_url(url))]))
        if isinstance(outcome, FetchProblem):
            raise outcome
        return outcome

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._connections.close()
