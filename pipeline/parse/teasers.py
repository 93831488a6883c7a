"""Teasers of other articles at the end of a text without markup: their facts are not this document's.

A teaser ends with a read-more phrase. Above it, nearest first, may stand a text that is cut off, a headline and a day;
several in a row, and the heading over them, go together.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.parse.pieces import Piece
from pipeline.parse.printed import is_day_line
from pipeline.parse.words import is_phrase

__all__ = ["find_teasers", "is_phrase"]

_CUT_OFF = re.compile(r"(?:…|\.\.\.|\[…\]|\[\.\.\.\])\W{0,3}\Z")
_HEADLINE_LENGTH = 200
_TEASER_LENGTH = 700


def find_teasers(pieces: Sequence[Piece]) -> frozenset[int]:
    """Indices of all pieces that announce other articles; never all of a document.

    >>> pieces = [Piece("Visas tekstas."), Piece("Kita žinia", "heading"), Piece("Ji prasideda…"), Piece("Plačiau »")]
    >>> sorted(find_teasers(pieces))
    [1, 2, 3]
    """
    texts = [piece.text for piece in pieces]
    found: set[int] = set()
    for end in (i for i, text in enumerate(texts) if is_phrase(text, "read_more")):
        floor = max((i for i in found if i < end), default=-1) + 1
        start = _start_of_teaser(texts, floor, end)
        if start is not None:
            found.update(range(start, end + 1))
    found |= _list_under_heading(pieces, texts, found)
    return frozenset(found) if len(found) < sum(map(bool, texts)) else frozenset()


def _start_of_teaser(texts: Sequence[str], floor: int, end: int) -> int | None:
    """Where the teaser that ends with the phrase at ``end`` begins, None where the phrase stands alone."""
    at = end
    if at > floor and _CUT_OFF.search(texts[at - 1]) and len(texts[at - 1]) < _TEASER_LENGTH:
        at -= 1
        cut_off = True
    else:
        cut_off = False
        if at - 2 >= floor and len(texts[at - 1]) < _TEASER_LENGTH and _has_day(texts, floor, at - 1):
            at -= 1  # a whole sentence as teaser: only a day above its headline tells
        elif at - 1 < floor or not _has_day(texts, floor, at):
            return None
    if at > floor and not is_day_line(texts[at - 1]) and _is_headline(texts[at - 1]):
        at -= 1
    if at > floor and is_day_line(texts[at - 1]):
        at -= 1
    elif at > floor + 1 and not cut_off:
        return None
    return at


def _has_day(texts: Sequence[str], floor: int, at: int) -> bool:
    return any(is_day_line(text) for text in texts[max(floor, at - 2) : at])


def _is_headline(text: str) -> bool:
    return 0 < len(text) < _HEADLINE_LENGTH and not text.endswith((".", ":", ";", ","))


def _list_under_heading(pieces: Sequence[Piece], texts: Sequence[str], found: set[int]) -> set[int]:
    """The heading over the first teaser; or a heading like "Related news" with short lines alone below it."""
    first = min(found, default=None)
    if first is not None:
        return {first - 1} if first and is_phrase(texts[first - 1], "related") else set()
    for i in range(len(pieces) - 1, max(0, len(pieces) // 2), -1):
        if is_phrase(texts[i], "related") and all(_is_headline(text) for text in texts[i + 1 :] if text):
            return set(range(i, len(pieces))) if i + 1 < len(pieces) else set()
    return set()
