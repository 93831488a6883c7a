"""Feeds: RSS, RDF, Atom and JSON Feed, and their further pages (RFC 5005)."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterable
from typing import Any

import feedparser
from bs4 import BeautifulSoup

from pipeline.inputs.discovery.days import read_day
from pipeline.inputs.discovery.listed import FetchedList, ListedPage, PageList
from pipeline.inputs.discovery.refusals import refuse_damaged, refuse_large, refuse_unsafe
from pipeline.inputs.folding import join_address
from pipeline.parse.charset import decode
from pipeline.parse.formats import is_feed

_MAX_BYTES = 20 * 1024 * 1024  # of text; a feed of 1,000 whole articles has 5
_MAX_ITEMS = 50_000
_DECLARATION = re.compile(r"^\s*<\?xml[^>]{0,200}\?>")
_ENTITIES = re.compile(r"<!ENTITY", re.IGNORECASE)
_SUBSET = 20_000  # characters: where a document type stands that declares something
_MARKUP = re.compile(r"[<&]")
_BROKEN = (ArithmeticError, AttributeError, LookupError, RuntimeError, TypeError, ValueError)
"""What feedparser raises at some feeds that are no XML: a surrogate as a reference, a list of places that is none."""
_DAYS = ("published", "updated", "created")  # asked as of a dict: feedparser answers one with another
_FURTHER = ("next", "prev-archive")  # RFC 5005, 3 and 4
_PAGES = ("text/html", "application/xhtml+xml", "application/pdf", "")


def read_feed(given: FetchedList) -> PageList:
    """What a feed lists, in its order; items without a link are left out. A broken feed gives what can be read of it.

    Raises SourceProblem: ``damaged`` where it is no feed, ``too large``, ``unsafe`` where it declares XML entities.
    """
    if len(given.body) > _MAX_BYTES:
        raise refuse_large(given.url, f"{len(given.body)} bytes", f"a feed of at most {_MAX_BYTES}")
    text = decode(given.body, given.charset).text.lstrip("\ufeff \t\r\n")
    if text.startswith("{"):
        return _read_json(text, given)
    if _ENTITIES.search(text, 0, _SUBSET):
        raise refuse_unsafe(given.url)
    if not is_feed(text[:4096].encode("utf-8")):
        raise refuse_damaged(given.url, "RSS, Atom or JSON Feed", given.body)
    return _read_xml(text, given)


def _read_xml(text: str, given: FetchedList) -> PageList:
    body = io.BytesIO(_DECLARATION.sub("", text).encode("utf-8", "replace"))
    headers = {"content-location": given.url, "content-type": "application/xml; charset=utf-8"}
    try:
        feed = feedparser.parse(body, sanitize_html=False, resolve_relative_uris=False, response_headers=headers)
    except _BROKEN:
        raise refuse_damaged(given.url, "RSS or Atom", given.body) from None
    languages = given.languages or _language_of(feed.feed.get("language"))
    pages = []
    for entry in feed.entries[:_MAX_ITEMS]:
        if link := _link(entry):
            written = next((str(day) for key in _DAYS if (day := dict.get(entry, key))), "")
            on = read_day(written, languages, given.seen_at.date())
            pages.append(ListedPage(join_address(given.url, link), _plain(entry.get("title")), on))
    further = [
        join_address(given.url, link["href"])
        for link in feed.feed.get("links", ())
        if link.get("rel") in _FURTHER and link.get("href")
    ]
    return PageList(tuple(pages), tuple(further), _MAX_ITEMS if len(feed.entries) > _MAX_ITEMS else None)


def _link(entry: Any) -> str:
    """Where an item leads: the address behind a counter of clicks, its page, else a paper that it carries."""
    links = [
        link for link in entry.get("links", ()) if link.get("href") and link.get("rel") in ("alternate", "enclosure")
    ]
    readable = [link["href"] for link in links if (link.get("type") or "").partition(";")[0] in _PAGES]
    return str(entry.get("feedburner_origlink") or entry.get("link") or next(iter(readable), "")).strip()


def _language_of(tag: Any) -> tuple[str, ...]:
    """The language that a feed declares, with English, in which programs write.

    >>> _language_of("lt-LT"), _language_of(None)
    (('lt', 'en'), ())
    """
    primary = str(tag or "").partition("-")[0].strip().lower()
    return (primary, "en") if len(primary) == 2 else ()


def _read_json(text: str, given: FetchedList) -> PageList:
    """JSON Feed 1 and 1.1 (jsonfeed.org)."""
    try:
        feed = json.loads(text)
    except (ValueError, RecursionError):
        raise refuse_damaged(given.url, "JSON Feed", given.body) from None
    items = feed.get("items")
    if "jsonfeed.org" not in str(feed.get("version")) or not isinstance(items, list):
        raise refuse_damaged(given.url, "JSON Feed", given.body)
    languages = given.languages or _language_of(feed.get("language"))
    pages = tuple(_json_pages((item for item in items[:_MAX_ITEMS] if isinstance(item, dict)), given, languages))
    following = feed.get("next_url")
    further = (join_address(given.url, following),) if isinstance(following, str) and following else ()
    return PageList(pages, further, _MAX_ITEMS if len(items) > _MAX_ITEMS else None)


def _json_pages(
    items: Iterable[dict[str, Any]], given: FetchedList, languages: tuple[str, ...]
) -> Iterable[ListedPage]:
    for item in items:
        link = next((item[key] for key in ("url", "external_url", "id") if isinstance(item.get(key), str)), "").strip()
        if not link or (link == item.get("id") and "://" not in link):
            continue
        written = next((item[key] for key in ("date_published", "date_modified") if isinstance(item.get(key), str)), "")
        on = read_day(written, languages, given.seen_at.date())
        yield ListedPage(join_address(given.url, link), _plain(item.get("title")), on)


def _plain(title: Any) -> str | None:
    """A title without the mark-up that some feeds put there."""
    if not isinstance(title, str):
        return None
    if _MARKUP.search(title):
        title = BeautifulSoup(f"<p>{title}</p>", "lxml").get_text()
    return " ".join(title.split()) or None
