"""What an entry of the list of sources says."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal, get_args

from pipeline.record import Layout
from pipeline.sources.patterns import matches

Kind = Literal["feed", "sitemap", "list", "urls", "folder", "warc"]
KINDS: tuple[Kind, ...] = get_args(Kind)
LOCAL_KINDS: frozenset[Kind] = frozenset({"folder", "warc"})
_LIST_LIMITS: dict[Kind, int] = {"feed": 10, "list": 10, "sitemap": 200}
_SLACK = timedelta(hours=6)  # a nightly run that begins a little earlier than last night is not a day too early


@dataclass(frozen=True, slots=True, kw_only=True)
class ListPages:
    """How the list pages of a site are read: ``[source.pages]``, for the kind ``list``. Selectors are CSS.

    ``item`` names the box of one article, or its link itself; ``link``, ``title`` and ``date`` are looked for in it.
    Without ``item`` the links of articles are found by what they look like. Further pages: ``next`` names the link to
    the next one, or ``numbered`` is an address with ``{page}`` in it, counted up from ``first``.
    """

    item: str | None = None
    link: str | None = None
    title: str | None = None
    date: str | None = None
    next: str | None = None
    numbered: str | None = None
    first: int = 2
    step: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceLayout:
    """The layout that the site's pages had in a period, both days included; None where it is open."""

    layout: Layout
    since: date | None = None
    until: date | None = None

    def covers(self, day: date) -> bool:
        """Whether pages that were fetched on a day looked so."""
        return (self.since is None or self.since <= day) and (self.until is None or day <= self.until)


@dataclass(frozen=True, slots=True, kw_only=True)
class Expectation:
    """What a run should find: ``[source.expect]``. Documents that have not changed count too.

    ``fields`` are names of what no document of the source lacks: ``title``, ``published_on`` and the like.
    """

    at_least: int = 0
    at_most: int | None = None
    fields: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A place where press releases come from. Off until somebody has read its terms and turns it on."""

    name: str
    kind: Kind
    places: tuple[str, ...]
    enabled: bool = False
    owner: str = ""
    terms: str = ""
    terms_read_by: str = ""
    terms_read_on: date | None = None
    note: str = ""
    languages: tuple[str, ...] = ()
    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    pace_seconds: float | None = None
    cadence: timedelta | None = None
    max_documents: int = 2000
    max_lists: int | None = None
    recheck_days: int = 7
    trust_lastmod: bool = False
    allow_private: bool = False
    pages: ListPages = ListPages()
    layout: tuple[SourceLayout, ...] = ()
    expect: Expectation = Expectation()

    @property
    def list_limit(self) -> int:
        """How many lists of it are read a run: pages of a feed or list, sitemaps of an index."""
        return self.max_lists or _LIST_LIMITS.get(self.kind, 1)

    @property
    def is_local(self) -> bool:
        """Whether its places are paths, which need no network."""
        return self.kind in LOCAL_KINDS

    def takes(self, url: str) -> bool:
        """Whether a listed address is wanted: an ``include`` matches or there is none, and no ``exclude`` does."""
        wanted = not self.include or any(matches(pattern, url) for pattern in self.include)
        return wanted and not any(matches(pattern, url) for pattern in self.exclude)

    def due_at(self, last: datetime | None) -> datetime | None:
        """The first moment for a run after one that began at ``last``; None where it is due whenever a run begins.

        A quarter of the cadence, six hours at most, is let off: a nightly run does not always begin at the same minute.
        """
        if last is None or self.cadence is None:
            return None
        return last + self.cadence - min(self.cadence / 4, _SLACK)

    def layout_on(self, day: date) -> Layout | None:
        """The layout of its pages on a day, the first that covers it; None where none was written."""
        return next((period.layout for period in self.layout if period.covers(day)), None)
