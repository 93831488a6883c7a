"""The way of one address: robots.txt, requests, redirects. Who runs the steps makes the requests."""

from __future__ import annotations

from collections.abc import Callable, Generator, Mapping
from dataclasses import dataclass
from random import Random

from pipeline.fetch.address import Target
from pipeline.fetch.blocks import find_block_abroad
from pipeline.fetch.cookies import Cookies
from pipeline.fetch.host import Hosts
from pipeline.fetch.judge import find_failure, find_refusal, with_evidence
from pipeline.fetch.request import REDIRECTS, Answer, Ask
from pipeline.fetch.robots_book import RobotsBook
from pipeline.fetch.tries import Patience, Reply, Wish, follow
from pipeline.problems import FetchProblem
from pipeline.raw import Exchange, Validators, find_charset
from pipeline.settings import Settings

_PRINTABLE = frozenset(map(chr, range(0x20, 0x7F)))


@dataclass(frozen=True, slots=True)
class Fetched:
    """What an address led to: ``url`` is where its redirects ended. ``body`` is None where it has not changed.

    ``is_repeat``: the page was fetched in this run already, by another address; nothing is new, ``body`` is None.
    """

    url: str
    exchange: Exchange
    body: bytes | None
    media_type: str
    charset: str | None
    is_repeat: bool = False


Steps = Generator[Wish, Reply, Fetched]


class Guide:
    """Knows the way: what robots.txt says, what servers were told before, how long to wait after a failure."""

    def __init__(self, settings: Settings, validators: Mapping[str, Validators], hosts: Hosts, rng: Random) -> None:
        self._max_redirects, self._validators = settings.max_redirects, validators
        self.patience = Patience(settings, hosts, rng)
        self._robots = RobotsBook(settings, hosts, self.patience)

    def walk(self, target: Target, pass_by: Callable[[str], None]) -> Steps:
        """The steps of a target; ``pass_by`` is told each address on the way. They raise FetchProblem."""
        try:
            return (yield from self._follow(target, pass_by))
        except FetchProblem as problem:
            if target.url not in problem.detail:
                problem.detail = f"fetching {target.url}, which led on: {problem.detail}"
            raise

    def _follow(self, target: Target, pass_by: Callable[[str], None]) -> Steps:
        at, cookies = target.url, Cookies()
        for _ in range(self._max_redirects + 1):
            pass_by(at)
            yield from self._robots.ask(at, target)
            conditions = self._conditions(at)
            ask = Ask(at, conditions | cookies.headers(at), target)
            answer = yield from self.patience.ask(ask, find_failure)
            if answer.status not in REDIRECTS:
                if refusal := find_refusal(answer, target.url, is_conditional=bool(conditions)):
                    raise refusal
                return _fetched(answer)
            cookies.take(at, answer.exchange)
            at = follow(answer)
            if block := find_block_abroad(answer.url, at):
                detail = f"fetching {target.url}: got a redirect to {at}, {block.detail}"
                raise with_evidence(FetchProblem(block.reason, detail), answer)
        raise FetchProblem(
            "redirects",
            f"fetching {target.url}: got more than {self._max_redirects} redirects; see it in a browser",
        )

    def _conditions(self, url: str) -> dict[str, str]:
        known = self._validators.get(url)
        if known is None:
            return {}
        given = {"If-None-Match": known.etag, "If-Modified-Since": known.last_modified}
        return {name: value for name, value in given.items() if value and _PRINTABLE.issuperset(value)}


def _fetched(answer: Answer) -> Fetched:
    media_type, _, parameters = (answer.exchange.header("Content-Type") or "").partition(";")
    body = answer.body if answer.status == 200 else None
    media_type = media_type.strip().lower() or "application/octet-stream"
    return Fetched(answer.url, answer.exchange, body, media_type, find_charset(parameters))
