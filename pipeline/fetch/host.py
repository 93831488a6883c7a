"""What is known of one host in this run: when it may be asked, how slowly, and whether it is worth asking."""

from __future__ import annotations

import threading
import time

from pipeline.fetch.pace import Budget
from pipeline.fetch.retry import PassingProblem
from pipeline.problems import FetchProblem
from pipeline.settings import Settings

_LEAST_SLOW_SECONDS = 0.1  # between requests to a host that said it was too much, whatever its pace
_ADDRESSES_IN_A_ROW = 2  # that fail at every try before a host counts as down
_RECOVERY = 0.8  # of the slowness stays after each good answer


class Host:
    """One host, by its name: all its ports and protocols together. Asked by one thread at a time."""

    def __init__(self, name: str, settings: Settings) -> None:
        self.name = name
        self.budget = Budget(settings.cache, name)
        self.crawl_delay = 0.0
        self._patience = _ADDRESSES_IN_A_ROW * settings.max_attempts
        self._max_wait = settings.max_wait_seconds
        self._not_before = 0.0
        self._slow_seconds = 0.0
        self._failures = 0
        self._closed: tuple[str, str] | None = None

    def pace(self, wanted_seconds: float) -> float:
        """Seconds between two requests, where ``wanted_seconds`` are what we want."""
        return max(wanted_seconds, self.crawl_delay, self._slow_seconds)

    def begin(self, wanted_seconds: float) -> float:
        """0 where it may be asked now, until ``budget.end``; else the seconds after which to try again."""
        wait = self._not_before - time.monotonic()
        return wait if wait > 0 else self.budget.begin(self.pace(wanted_seconds))

    def refusal(self, url: str) -> FetchProblem | None:
        """Why the host is not asked any more in this run, None where it is."""
        if self._closed is None:
            return None
        reason, detail = self._closed
        return FetchProblem(reason, f"fetching {url}: not asked; {self.name} {detail}")

    def note(self, problem: FetchProblem | None, pace_seconds: float) -> None:
        """Learn from what came of a request: slow down where it was too much, give up after failures in a row."""
        if not isinstance(problem, PassingProblem):
            self._failures = 0
            self._slow_seconds *= _RECOVERY
            if self._slow_seconds < pace_seconds:
                self._slow_seconds = 0.0
            return
        if problem.reason == "busy":
            doubled = 2 * max(pace_seconds, self._slow_seconds, _LEAST_SLOW_SECONDS / 2)
            self._slow_seconds = min(doubled, self._max_wait)
            self.rest(problem.wait_seconds)
            if problem.wait_seconds > self._max_wait:
                self._closed = ("busy", f"asked to come {problem.wait_seconds:g} s later; wait for the next night")
        self._failures += 1
        if self._failures >= self._patience:
            self._closed = (
                "host down",
                f"failed {self._failures} times in a row, the last time so: {problem.detail}; see whether it is up",
            )

    def rest(self, seconds: float) -> None:
        """Ask nothing for so long."""
        self._not_before = max(self._not_before, time.monotonic() + min(seconds, self._max_wait))


class Hosts:
    """All hosts of a run, by name."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._hosts: dict[str, Host] = {}
        self._lock = threading.Lock()

    def find(self, name: str) -> Host:
        """The host of that name."""
        with self._lock:
            if name not in self._hosts:
                self._hosts[name] = Host(name, self._settings)
            return self._hosts[name]
