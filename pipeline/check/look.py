"""Looks at a source: fetches politely, archives nothing."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path

from pipeline.expectations import find_missing
from pipeline.fetch import Fetched, Fetcher, normalize_url
from pipeline.inputs.crawl import Crawl
from pipeline.inputs.discovery import FetchedList, ListedPage, PageList
from pipeline.inputs.foreign import is_warc
from pipeline.inputs.lists import LIST_KINDS, first_list, read_list
from pipeline.inputs.local import find_files, guess_media_type, name_file, read_file
from pipeline.problems import FetchProblem, InputProblem
from pipeline.raw import Capture
from pipeline.raw.foreign import read_foreign
from pipeline.reading import Reading, read_record
from pipeline.record import Record
from pipeline.settings import Settings
from pipeline.sources import Source

_MOST_LISTS = 4  # robots.txt, an index of sitemaps, an index in it, a sitemap


@dataclass(frozen=True, slots=True)
class ListLook:
    """A list as it was read: ``taken`` are those of its pages that the patterns of the source let pass."""

    url: str
    listed: PageList = field(default_factory=PageList)
    taken: tuple[ListedPage, ...] = ()
    problem: InputProblem | None = None


@dataclass(frozen=True, slots=True)
class ArticleLook:
    """An article as it was read, or why it was not; ``missing`` is what the source expects of it and it lacks."""

    url: str
    reading: Reading | None = None
    missing: tuple[str, ...] = ()
    problem: InputProblem | None = None


@dataclass(frozen=True, slots=True)
class SourceLook:
    """All that one look at a source showed; no ``article`` where no list named one."""

    source: Source
    lists: tuple[ListLook, ...] = ()
    article: ArticleLook | None = None

    @property
    def is_well(self) -> bool:
        """Whether an article was found and read, with all that the source expects of it."""
        return bool(self.article and self.article.reading and not self.article.missing)


def look_at_source(settings: Settings, source: Source) -> SourceLook:
    """What a list page and an article of the source give now. Nothing is archived; robots.txt and pace are obeyed.

    Raises InputProblem where a folder of the source is not there.
    """
    if source.is_local:
        return SourceLook(source, article=_look_at_file(settings, source))
    with Fetcher(settings) as fetcher:
        lists = tuple(_look_at_lists(fetcher, source)) if source.kind in LIST_KINDS else ()
        page = next((look.taken[0] for look in lists if look.taken), None)
        if source.kind == "urls":
            page = ListedPage(source.places[0])
        return SourceLook(source, lists, _look_at_page(fetcher, source, page) if page else None)


def _look_at_lists(fetcher: Fetcher, source: Source) -> Iterator[ListLook]:
    """Lists until one names articles: a sitemap may stand behind robots.txt and an index."""
    crawl = Crawl(source)
    url: str | None = first_list(crawl, source.places[0])
    for _ in range(_MOST_LISTS):
        if url is None:
            return
        look = _look_at_list(fetcher, crawl, url)
        yield look
        url = next(iter(look.listed.further), None) if not look.listed.pages else None


def _look_at_list(fetcher: Fetcher, crawl: Crawl, url: str) -> ListLook:
    try:
        fetched = _fetch(fetcher, crawl, url)
        given = FetchedList(
            fetched.url, fetched.body or b"", datetime.now(UTC), fetched.charset, crawl.source.languages
        )
        listed = read_list(crawl, given)
    except InputProblem as problem:
        return ListLook(url, problem=problem)
    return ListLook(url, listed, tuple(page for page in listed.pages if crawl.want(page)))


def _look_at_page(fetcher: Fetcher, source: Source, page: ListedPage) -> ArticleLook:
    try:
        fetched = _fetch(fetcher, Crawl(source), page.url)
        body = fetched.body or b""
        record = replace(
            _record(source, fetched.url, body, fetched.media_type),
            charset=fetched.charset,
            listed_title=page.title,
            listed_on=page.on,
        )
        return _read(source, body, record)
    except InputProblem as problem:
        return ArticleLook(page.url, problem=problem)


def _look_at_file(settings: Settings, source: Source) -> ArticleLook | None:
    """The first document among the files of a source."""
    for capture in _captures(settings, source):
        if source.takes(capture.url):
            record = replace(_record(source, capture.url, capture.body, capture.media_type), charset=capture.charset)
            try:
                return _read(source, capture.body, record)
            except InputProblem as problem:
                return ArticleLook(capture.url, problem=problem)
    return None


def _captures(settings: Settings, source: Source) -> Iterator[Capture]:
    for place in source.places:
        for path in find_files(Path(place), settings.raw):
            if is_warc(path):
                found = read_foreign(path, source.name, settings.max_bytes)
                yield from (outcome for outcome in found if isinstance(outcome, Capture))
            else:
                body = read_file(path, settings.max_bytes)
                yield Capture(source.name, name_file(path, settings.raw), body, guess_media_type(path))


def _read(source: Source, body: bytes, record: Record) -> ArticleLook:
    reading = read_record(body, record)
    return ArticleLook(record.url, reading, find_missing(reading, source.expect.fields))


def _record(source: Source, url: str, body: bytes, media_type: str) -> Record:
    now = datetime.now(UTC)
    digest = hashlib.sha256(body).hexdigest()
    return Record(source.name, url, now, media_type, digest, "", layout=source.layout_on(now.date()))


def _fetch(fetcher: Fetcher, crawl: Crawl, url: str) -> Fetched:
    """The response of one address. Raises FetchProblem, blocks among them."""
    _, outcome = next(fetcher.fetch_all([crawl.target(normalize_url(url))]))
    if isinstance(outcome, FetchProblem):
        raise outcome
    return outcome
