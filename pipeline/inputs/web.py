"""Addresses into the archive; a feed is followed to what it lists."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass

from pipeline.fetch import Fetched, Fetcher, Target, normalize_url
from pipeline.parse.feed import is_feed, parse_feed
from pipeline.problems import FetchProblem, InputProblem
from pipeline.raw import Capture, Listing, Validators, Writer
from pipeline.settings import Settings

_UNNAMED = "web"
Failures = Iterator[tuple[str, str | None, InputProblem]]


@dataclass(frozen=True, slots=True)
class _Wanted:
    """Why an address is fetched: the entry of sources.toml it belongs to, and what a feed said of it."""

    source: str | None
    listing: Listing | None = None


def archive_addresses(
    writer: Writer,
    addresses: Mapping[str, str | None],
    settings: Settings,
    validators: Mapping[str, Validators],
) -> Failures:
    """Fetch and archive addresses, given with the entry of sources.toml that each belongs to; yields the failures.

    What feeds list is fetched too, after the feeds; feeds of feeds are not followed.
    """
    given: dict[str, _Wanted] = {}
    for address, source in addresses.items():
        try:
            given[normalize_url(address)] = _Wanted(source)
        except FetchProblem as problem:
            yield address, source, problem
    if not given:
        return
    with Fetcher(settings, validators) as fetcher:
        intake = _Intake(fetcher, writer)
        yield from intake.take(given)
        yield from intake.take(intake.listed)
    intake.settle()


class _Intake:
    """Takes addresses into the archive and remembers where each led and what feeds among them list."""

    def __init__(self, fetcher: Fetcher, writer: Writer) -> None:
        self._fetcher, self._writer = fetcher, writer
        self._ends: dict[str, str] = {}
        self._wanted: dict[str, _Wanted] = {}
        self.listed: dict[str, _Wanted] = {}

    def take(self, wanted: Mapping[str, _Wanted]) -> Failures:
        """Fetch and archive what has not been yet."""
        self._wanted |= wanted
        for url, outcome in self._fetcher.fetch_all(Target(url) for url in wanted.keys() - self._ends.keys()):
            if isinstance(outcome, FetchProblem):
                yield url, wanted[url].source, outcome
                continue
            self._ends[url] = outcome.url
            if outcome.body is None:
                self._writer.revisit(outcome.url, outcome.exchange)
            else:
                self._add(outcome, outcome.body, wanted[url])

    def _add(self, fetched: Fetched, body: bytes, wanted: _Wanted) -> None:
        capture = Capture(
            source=wanted.source or _UNNAMED,
            url=fetched.url,
            body=body,
            media_type=fetched.media_type,
            charset=fetched.charset,
            listing=wanted.listing,
            role="list" if is_feed(body) else "document",
            exchange=fetched.exchange,
        )
        self._writer.add(capture)
        if capture.role == "list":
            self._list(capture, wanted.source)

    def _list(self, feed: Capture, source: str | None) -> None:
        for item in parse_feed(feed.body, feed.url):
            with suppress(FetchProblem):  # a mail address or the like: no page that could be read
                url = normalize_url(item.url)
                found = _Wanted(source, Listing(item.title, item.published_on))
                self.listed[url] = min(found, self.listed.get(url, found), key=repr)  # not by who came first

    def settle(self) -> None:
        """Where several addresses led to one page, let what is known of it not depend on which came first."""
        for url, end in sorted(self._ends.items()):
            wanted = self._wanted[url]
            self._writer.annotate(end, wanted.source or _UNNAMED, wanted.listing)
