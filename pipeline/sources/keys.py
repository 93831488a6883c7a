"""The keys that entries of the list of sources may have, and what each takes: a row a key."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

from pipeline.raw.writer import UNNAMED
from pipeline.selectors import compile_selector
from pipeline.sources.model import KINDS
from pipeline.sources.patterns import check_pattern

_NAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,63}")
_LANGUAGE = re.compile(r"[a-z]{2}")
_CADENCE = re.compile(r"(\d{1,4}) (hour|day|week)s?")
_NAMED_CADENCES = {"hourly": timedelta(hours=1), "daily": timedelta(days=1), "weekly": timedelta(weeks=1)}
FIELDS = (
    *("title", "published_on", "language", "text", "projects", "contacts", "codes", "programmes", "amounts"),
    *("organizations", "countries", "people", "emails", "phones", "dates"),
)
"""What ``fields`` of ``[source.expect]`` may name: columns of a document, and kinds of mentions and facts."""


@dataclass(frozen=True, slots=True)
class Key:
    """What a key takes: ``expected`` says it to people, ``read`` turns the value of the file into ours.

    ``read`` raises ValueError, with or without a word why, or TypeError. ``keys`` are those of a table below the key.
    """

    expected: str
    read: Callable[[Any], Any]
    is_required: bool = False
    keys: Mapping[str, Key] = field(default_factory=dict)


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError
    return value.strip()


def _filled(value: Any) -> str:
    if not (text := _text(value)):
        raise ValueError
    return text


def _texts(value: Any, read: Callable[[Any], str] = _filled) -> tuple[str, ...]:
    if not isinstance(value, list) or not value:
        raise TypeError
    return tuple(read(item) for item in value)


def _list_of(read: Callable[[Any], str]) -> Callable[[Any], tuple[str, ...]]:
    return lambda value: _texts(value, read)


def _one_of(allowed: tuple[str, ...]) -> Callable[[Any], str]:
    def read(value: Any) -> str:
        if value not in allowed:
            raise ValueError
        return str(value)

    return read


def _matching(pattern: re.Pattern[str], refused: frozenset[str] = frozenset()) -> Callable[[Any], str]:
    def read(value: Any) -> str:
        if not pattern.fullmatch(_text(value)) or value in refused:
            raise ValueError
        return str(value)

    return read


def _flag(value: Any) -> bool:
    if not isinstance(value, bool):
        raise TypeError
    return value


def _whole(least: int) -> Callable[[Any], int]:
    def read(value: Any) -> int:
        if isinstance(value, bool) or not isinstance(value, int) or value < least:
            raise ValueError
        return value

    return read


def _seconds(value: Any) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 < value < 3600:
        raise ValueError
    return float(value)


def _day(value: Any) -> date:
    if not isinstance(value, date) or isinstance(value, datetime):
        raise TypeError
    return value


def _cadence(value: Any) -> timedelta:
    if value in _NAMED_CADENCES:
        return _NAMED_CADENCES[value]
    match = _CADENCE.fullmatch(_text(value))
    if not match or not int(match[1]):
        raise ValueError
    return timedelta(**{f"{match[2]}s": int(match[1])})


def _selector(value: Any) -> str:
    compile_selector(selector := _filled(value))
    return selector


def _selectors(value: Any) -> tuple[str, ...]:
    return (_selector(value),) if isinstance(value, str) else _texts(value, _selector)


def _numbered(value: Any) -> str:
    address = _filled(value)
    if address.count("{page}") != 1 or not is_web_address(address):
        raise ValueError
    return address


def is_web_address(place: str) -> bool:
    """Whether a place is an http(s) address with a host.

    >>> [is_web_address(place) for place in ("https://a.lt/x", "a.lt/x", "https://", "ftp://a.lt/")]
    [True, False, False, False]
    """
    try:
        parts = urlsplit(place)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.hostname)


def _table(value: Any) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise TypeError
    return value


def _tables(value: Any) -> list[dict[str, Any]]:
    if not isinstance(value, list):
        raise TypeError
    return [_table(item) for item in value]


_PATTERNS = Key("patterns of addresses as in robots.txt: /news/, /*.html$, https://a.example/", _list_of(check_pattern))
_CSS = Key("a CSS selector", _selector)
_DAY = Key("a day, without quotation marks: 2026-01-31", _day)

PAGE_KEYS: dict[str, Key] = {
    **dict.fromkeys(("item", "link", "title", "date", "next"), _CSS),
    "numbered": Key("an address with {page} in it", _numbered),
    "first": Key("the number of the second page: 0 or above", _whole(0)),
    "step": Key("what is added for the next page: 1 or above", _whole(1)),
}
LAYOUT_KEYS: dict[str, Key] = {
    **dict.fromkeys(("title", "body", "date"), _CSS),
    "drop": Key("a CSS selector or a list of them", _selectors),
    **dict.fromkeys(("from", "until"), _DAY),
}
EXPECT_KEYS: dict[str, Key] = {
    "at_least": Key("the fewest documents a run: 0 or above", _whole(0)),
    "at_most": Key("the most documents a run: 1 or above", _whole(1)),
    "fields": Key(f"a list of some of {', '.join(FIELDS)}", _list_of(_one_of(FIELDS))),
}
KEYS: dict[str, Key] = {
    "name": Key(
        f"a name of lower case letters, digits, - and _, none of {', '.join(sorted(UNNAMED))}",
        _matching(_NAME, UNNAMED),
        is_required=True,
    ),
    "kind": Key(f"one of {', '.join(KINDS)}", _one_of(KINDS), is_required=True),
    "places": Key("a list of addresses (of paths for the kinds folder and warc)", _texts, is_required=True),
    "enabled": Key("true or false", _flag),
    "owner": Key("a text: who publishes it", _text),
    "terms": Key("a text: the licence, or the address of the terms of use", _text),
    "terms_read_by": Key("a text: who has read the terms", _text),
    "terms_read_on": _DAY,
    "note": Key("a text", _text),
    "languages": Key('a list of ISO 639-1 codes: ["lt", "en"]', _list_of(_matching(_LANGUAGE))),
    "include": _PATTERNS,
    "exclude": _PATTERNS,
    "pace_seconds": Key("seconds between two requests to its host: above 0, below 3600", _seconds),
    "cadence": Key('how often: "hourly", "daily", "weekly", "12 hours", "3 days", "2 weeks"', _cadence),
    "max_documents": Key("how many documents are fetched a run: 1 or above", _whole(1)),
    "max_lists": Key("how many list pages or sitemaps are read a run: 1 or above", _whole(1)),
    "recheck_days": Key(
        "for how many days pages that are no longer listed are asked for changes: 0 or above", _whole(0)
    ),
    "trust_lastmod": Key("true or false: whether what its sitemaps call unchanged is not asked for", _flag),
    "allow_private": Key("true or false: whether its own addresses may be of this network", _flag),
    "pages": Key("a table [source.pages]", _table, keys=PAGE_KEYS),
    "layout": Key("tables [[source.layout]]", _tables, keys=LAYOUT_KEYS),
    "expect": Key("a table [source.expect]", _table, keys=EXPECT_KEYS),
}
