"""Short lines before and after the text that say something of it: its day, its topics, what to do with it, whose it is.

Lines with a name stay: who wrote a text or took its pictures is part of what it tells.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from extractors.mention import Document
from pipeline.parse.html.blocks import Block
from pipeline.parse.html.words import is_all, opens_with
from pipeline.parse.html.zones import Layout
from pipeline.parse.printed import find_days, on_day

_PROSE_LENGTH = 120
_LINE_LENGTH = 100
_TOPICS_LENGTH = 200
_NEAR = 6  # blocks around the headline and below the text
_OWNED = re.compile(r"(?:©|\(c\)|copyright)\W{0,3}(?:19|20)\d\d\b", re.IGNORECASE)
_LABEL = re.compile(r"\A[^:|]{2,25}:\s")
_YEAR = re.compile(r"(?:19|20)\d\d|\d[./]\d\d\b")
_LETTERS = re.compile(r"[^\W\d_]{2,}")
_FEW_WORDS = 2  # "d.", a weekday, an hour
_MOST_WORDS = 6  # beside a day: "Published: Wednesday, … at 4:35 PM ET"


def find_edges(layout: Layout, headline: Block | None, document: Document) -> frozenset[Block]:
    """Such lines around the headline and below the last paragraph; ``document`` has its language and day."""
    lines = (block for block in _edges(layout.shown(), headline) if block.kind in ("body", "list item"))
    return frozenset(block for block in lines if _is_about(block, document))


def _edges(shown: list[Block], headline: Block | None) -> Iterator[Block]:
    """The blocks around the headline up to the first paragraph, and those below the last one."""
    prose = [number for number, block in enumerate(shown) if block.breadth > _PROSE_LENGTH and block is not headline]
    at = shown.index(headline) if headline in shown else 0
    opening = next((number for number in prose if number > at), at + 1)
    closing = prose[-1] + 1 if prose else len(shown)
    yield from shown[max(0, at - _NEAR) : at]
    yield from shown[at + 1 : min(opening, at + 1 + _NEAR)]
    yield from shown[max(closing, opening) :][:_NEAR]


def _is_about(block: Block, document: Document) -> bool:
    text = block.text
    if is_all(text, "controls") or _OWNED.match(text):
        return True
    if opens_with(text, "topics") and block.breadth <= _TOPICS_LENGTH and (_LABEL.match(text) or block.linked):
        return True
    return all(_is_day(line, document) for line in text.split("\n"))


def _is_day(line: str, document: Document) -> bool:
    """True for a line with the day of publication or of the last change, and no name beside it."""
    if len(line) > _LINE_LENGTH or not _YEAR.search(line) or not (days := find_days(line, document.language)):
        return False
    changed = opens_with(line, "updated")
    if not changed and on_day(days[0]) != document.published_on:
        return False
    rest = f"{line[: days[0].start]} {line[days[-1].end :]}"
    most = _MOST_WORDS if changed or opens_with(line, "published") else _FEW_WORDS
    return len(_LETTERS.findall(rest)) <= most and not _has_name(rest)


def _has_name(text: str) -> bool:
    words = [word for word in text.split() if len(word) > 2]
    pairs = ((one, other) for one, other in pairwise(words) if one[-1].isalpha())  # ``Published: Thursday`` is none
    return any(one[0].isupper() and other[0].isupper() and not other.isupper() for one, other in pairs)
