"""The lists of sources, round after round: feeds, sitemaps and list pages to the documents that they name."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urljoin

from pipeline.fetch import Fetched, Fetcher
from pipeline.inputs.crawl import Crawl
from pipeline.inputs.discovery import (
    FetchedList,
    PageList,
    is_site_root,
    number_page,
    read_feed,
    read_list_page,
    read_robots,
    read_sitemap,
)
from pipeline.inputs.intake import Intake
from pipeline.inputs.known import KnownPages
from pipeline.parse.formats import is_feed
from pipeline.problems import FetchProblem, InputProblem, SourceProblem

LIST_KINDS = frozenset({"feed", "sitemap", "list"})
_PAST_THE_END = frozenset({"not found", "missing", "no links"})  # what stands behind the last of numbered pages


@dataclass(frozen=True, slots=True)
class _Place:
    """A list of a source that is to be read; ``depth`` lists led to it."""

    crawl: Crawl
    url: str
    depth: int


class ListReader:
    """Reads the lists of one run. A list that two sources name is fetched once."""

    def __init__(self, fetcher: Fetcher, intake: Intake, known: KnownPages, now: datetime) -> None:
        self._fetcher, self._intake, self._known, self._now = fetcher, intake, known, now

    def read_all(self, crawls: Sequence[Crawl]) -> None:
        """Read lists until they name nothing new; what they name is then ``wanted`` by their crawls."""
        given = ((crawl, place) for crawl in crawls for place in crawl.source.places)
        places = [place for crawl, url in given for place in _begin(crawl, first_list(crawl, url), 0)]
        while places:
            found = self._read_round(places)  # handled in the order of the places, not in that of the answers
            places = [
                following
                for place in places
                if (listed := found.get((place.crawl.source.name, place.url)))
                for url in self._follow(place, listed)
                for following in _begin(place.crawl, url, place.depth + 1)
            ]

    def _read_round(self, places: Sequence[_Place]) -> dict[tuple[str, str], PageList]:
        """What each list names, by source and address; what goes wrong is kept with its source."""
        asking: dict[str, list[_Place]] = {}
        for place in places:
            asking.setdefault(place.url, []).append(place)
        found: dict[tuple[str, str], PageList] = {}
        for url, outcome in self._fetcher.fetch_all(of[0].crawl.target(url) for url, of in asking.items()):
            try:
                given = self._take(asking[url][0], outcome)
            except FetchProblem as problem:
                for place in asking[url]:
                    _fail(place, problem)
                continue
            for place in asking[url]:
                try:
                    found[place.crawl.source.name, url] = read_list(place.crawl, given)
                except SourceProblem as problem:
                    _fail(place, problem)
        return found

    def _take(self, place: _Place, outcome: Fetched | FetchProblem) -> FetchedList:
        source = place.crawl.source
        if isinstance(outcome, FetchProblem):
            self._intake.keep_evidence(place.url, outcome, source)
            raise outcome
        body, charset = self._intake.take_list(outcome, source)
        return FetchedList(outcome.url, body, self._now, charset, source.languages)

    def _follow(self, place: _Place, listed: PageList) -> Iterator[str]:
        """The lists to read after this one: none where it brought nothing new."""
        crawl, source = place.crawl, place.crawl.source
        is_news = [crawl.want(page) and (crawl.is_first or not self._known.find(page.url)) for page in listed.pages]
        if listed.cut_at:
            crawl.fail(
                place.url,
                SourceProblem(
                    "too large",
                    f"reading the list {place.url}: got more than {listed.cut_at} entries, which a list may not have; "
                    "those after them are left out, ask the owner to split it",
                ),
            )
        if source.kind == "sitemap" or any(is_news):
            yield from listed.further
            numbered = number_page(source.pages, place.depth + 1) if source.kind == "list" else None
            yield from (numbered,) if numbered else ()


def first_list(crawl: Crawl, url: str) -> str:
    """The first list of a place: of a whole site's sitemaps its robots.txt."""
    return urljoin(url, "/robots.txt") if crawl.source.kind == "sitemap" and is_site_root(url) else url


def read_list(crawl: Crawl, given: FetchedList) -> PageList:
    """What a list of a source names. Raises SourceProblem where it cannot be read."""
    match crawl.source.kind:
        case "list":
            return read_list_page(given, crawl.source.pages)
        case "sitemap" if given.url.endswith("/robots.txt"):
            return read_robots(given)
        case "sitemap" if not is_feed(given.body):  # a feed may serve as a sitemap (sitemaps.org, other formats)
            return read_sitemap(given)
        case _:
            return read_feed(given)


def _begin(crawl: Crawl, url: str, depth: int) -> Iterator[_Place]:
    if address := crawl.begin_list(url):
        yield _Place(crawl, address, depth)


def _fail(place: _Place, problem: InputProblem) -> None:
    """Keep a failure, unless it only says that the numbered pages have come to their end."""
    if place.depth > 0 and place.crawl.source.pages.numbered and problem.reason in _PAST_THE_END:
        return
    place.crawl.is_whole = False
    place.crawl.fail(place.url, problem)
