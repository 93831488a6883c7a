"""A request, tried as often as it takes and the settings allow. Who runs the steps makes the requests."""

from __future__ import annotations

from collections.abc import Callable, Generator
from dataclasses import dataclass
from random import Random
from urllib.parse import quote_from_bytes, urljoin

from pipeline.fetch.address import Target, find_host, normalize_url
from pipeline.fetch.host import Hosts
from pipeline.fetch.request import Answer, Ask
from pipeline.fetch.retry import PassingProblem
from pipeline.problems import FetchProblem
from pipeline.settings import Settings

_PRINTABLE = bytes(range(0x21, 0x7F)).decode("ascii")
_LEAST_SECONDS = 0.05  # before a second try, also where there is no pace


@dataclass(frozen=True, slots=True)
class Pause:
    """Somebody else is asking what must be known first: come again soon."""


Wish = Ask | Pause
Reply = Answer | FetchProblem
Tries = Generator[Wish, Reply, Answer]


class Patience:
    """How often and how soon a failure is tried again. ``rng`` spreads the waits: crawlers should not march in step."""

    def __init__(self, settings: Settings, hosts: Hosts, rng: Random) -> None:
        self._settings, self._hosts, self._rng = settings, hosts, rng

    def pace(self, target: Target) -> float:
        """Seconds between two requests to a host, as far as it is ours to say."""
        return self._settings.pace_seconds if target.pace_seconds is None else target.pace_seconds

    def ask(self, ask: Ask, find_failure: Callable[[Answer], FetchProblem | None]) -> Tries:
        """The steps to an answer that is no failure. They raise the last FetchProblem where there is none."""
        host, pace = self._hosts.find(find_host(ask.url)), self.pace(ask.target)
        attempt = 0
        while True:
            attempt += 1
            reply = yield ask
            failure = find_failure(reply) if isinstance(reply, Answer) else reply
            host.note(failure, pace)
            if failure is None and isinstance(reply, Answer):
                return reply
            if not isinstance(failure, PassingProblem):
                raise failure or TypeError(f"{reply!r} is neither an answer nor a problem")
            backoff = max(pace, _LEAST_SECONDS) * 2 ** (attempt - 1) * (0.5 + self._rng.random())
            wait = max(failure.wait_seconds, backoff)
            if attempt >= self._settings.max_attempts or wait > self._settings.max_wait_seconds:
                raise failure
            host.rest(wait)


def follow(answer: Answer) -> str:
    """Where a redirect leads to. Raises FetchProblem where that is nowhere."""
    location = answer.exchange.header("Location")
    if not location:
        raise FetchProblem(
            "redirects", f"fetching {answer.url}: got a redirect to nowhere; see the address in a browser"
        )
    try:
        octets = location.encode("utf-8", "surrogateescape")
        return normalize_url(urljoin(answer.url, quote_from_bytes(octets, safe=_PRINTABLE)))
    except (FetchProblem, ValueError) as error:
        raise FetchProblem(
            "redirects", f"fetching {answer.url}: got a redirect to {location!r}; see it in a browser"
        ) from error
