"""What a list of documents says: a feed, a sitemap, a list page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class ListedPage:
    """A document that a list names. ``url`` is absolute, not yet normalized.

    ``on`` is the day of publication as the list writes it, ``changed_at`` the instant of the last change that a sitemap
    claims: the last one that its words allow, for a day without an hour the end of it.
    """

    url: str
    title: str | None = None
    on: date | None = None
    changed_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class PageList:
    """What one list names: documents, and lists to read further: the next page, the sitemaps of an index.

    ``cut_at`` is how many documents were read of a list that names more than a list may, None for all others.
    """

    pages: tuple[ListedPage, ...] = ()
    further: tuple[str, ...] = ()
    cut_at: int | None = None


@dataclass(frozen=True, slots=True)
class FetchedList:
    """A list as it came: ``url`` is where its redirects ended, ``charset`` what the server declared.

    ``languages`` are those in which its days may be written, ``seen_at`` is now: no document was published later.
    """

    url: str
    body: bytes
    seen_at: datetime
    charset: str | None = None
    languages: tuple[str, ...] = ()
