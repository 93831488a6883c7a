"""Feeds (RSS, RDF, Atom): lists of documents, with what they say of each."""

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import date, datetime
from email.utils import parsedate_to_datetime
from urllib.parse import urljoin

import feedparser
from bs4 import BeautifulSoup

from pipeline.parse.formats import is_feed

__all__ = ["FeedItem", "is_feed", "parse_feed"]


@dataclass(frozen=True, slots=True)
class FeedItem:
    """A document that a feed lists. ``url`` is absolute; ``published_on`` is the day in the zone the feed writes."""

    url: str
    title: str | None
    published_on: date | None


def parse_feed(body: bytes, url: str) -> tuple[FeedItem, ...]:
    """What a feed lists, in its order; items without a link are left out. ``url`` is where the feed itself is from.

    A feed that is broken gives the items that stand before the break.

    >>> parse_feed(b"<rss><channel><item><link>/a</link><title>A &amp;amp; B</title></item></channel></rss>", "http://x.lt/")
    (FeedItem(url='http://x.lt/a', title='A & B', published_on=None),)
    """
    feed = feedparser.parse(io.BytesIO(body), sanitize_html=False, resolve_relative_uris=False)
    items = []
    for entry in feed.entries:
        link = (entry.get("link") or "").strip()
        if link:
            title = _plain(entry.get("title") or "")
            written = entry.get("published") or entry.get("updated") or ""
            items.append(FeedItem(urljoin(url, link), title or None, normalize_feed_date(written)))
    return tuple(items)


def normalize_feed_date(written: str) -> date | None:
    """The day of an RFC 822 or ISO 8601 date as written, whatever day that is elsewhere; None where it is neither.

    >>> normalize_feed_date("Thu, 07 Sep 2023 00:30:00 +0300"), normalize_feed_date("2023-09-07T23:30:00-05:00")
    (datetime.date(2023, 9, 7), datetime.date(2023, 9, 7))
    >>> normalize_feed_date("vakar") is None
    True
    """
    for read in (datetime.fromisoformat, parsedate_to_datetime):
        try:
            return read(written.strip()).date()
        except (ValueError, TypeError, IndexError):
            continue
    return None


def _plain(title: str) -> str:
    """A title without the mark-up that some feeds put there."""
    return " ".join(BeautifulSoup(f"<p>{title}</p>", "lxml").get_text().split())
