"""The words by which pages of any language announce what is not the article: section ``[pages]`` of the language files.

All languages are asked at once: a Lithuanian article stands on a page with an English cookie banner.

>>> opens_with("Taip pat skaitykite:", "teasers")
True
>>> opens_with("Taip pat dalyvavo ministras", "teasers")
False
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Literal

from extractors.languages import available, section

_OPENING_LENGTH = 100
WordKind = Literal[
    "teasers", "lists", "comments", "contacts", "cookies", "accept", "updated", "published", "controls", "foot",
    "missing", "login", "subscribers", "firewall", "captcha", "topics",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Pages:
    """Opening words, lower case; ``cookies`` are beginnings of words.

    ``teasers``: headings of lists of other articles. ``lists``: headings that may open such a list. ``comments``,
    ``contacts``: headings of those blocks. ``accept``: what the buttons of a consent dialog say. ``updated``,
    ``published``: labels of days. ``topics``: labels of subjects. ``controls``: what the page offers to do.
    ``foot``: where an article points to the foot of its page. What stands where an article should: ``missing``,
    ``firewall``, ``captcha`` open such a page or its message, ``login`` heads the form, ``subscribers`` say whom the
    text is for.
    """

    teasers: tuple[str, ...] = ()
    lists: tuple[str, ...] = ()
    comments: tuple[str, ...] = ()
    contacts: tuple[str, ...] = ()
    cookies: tuple[str, ...] = ()
    accept: tuple[str, ...] = ()
    updated: tuple[str, ...] = ()
    published: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    controls: tuple[str, ...] = ()
    foot: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    login: tuple[str, ...] = ()
    subscribers: tuple[str, ...] = ()
    firewall: tuple[str, ...] = ()
    captcha: tuple[str, ...] = ()


@cache
def list_words(kind: WordKind) -> tuple[str, ...]:
    """The words of all languages, the longest first."""
    sections = [pages for language in available() if (pages := section(language, "pages", Pages))]
    return tuple(sorted({w for pages in sections for w in getattr(pages, kind)}, key=lambda word: (-len(word), word)))


@cache
def _pattern(kind: WordKind) -> re.Pattern[str]:
    end = "" if kind == "cookies" else r"(?!\w)"
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, list_words(kind)))}){end}")


def opens_with(text: str, kind: WordKind) -> bool:
    """True where the text begins with such words, signs before them aside."""
    return bool(_pattern(kind).match(text[:_OPENING_LENGTH].casefold().lstrip(" \n\t«»‹›<>←→↑|•-–—:*#0123456789()[]")))


def is_all(text: str, kind: WordKind) -> bool:
    """True where such words are all that the text holds, signs around them aside."""
    return text[:_OPENING_LENGTH].casefold().strip(" \n\t«»‹›<>←→↑|•-–—:*+0123456789()[]") in _all_words(kind)


@cache
def _all_words(kind: WordKind) -> frozenset[str]:
    return frozenset(list_words(kind))


def contains(text: str, kind: WordKind) -> bool:
    """True where such words stand anywhere in the text."""
    folded = text.casefold()
    for word in list_words(kind):
        if word in folded:
            return bool(_pattern(kind).search(folded))
    return False
