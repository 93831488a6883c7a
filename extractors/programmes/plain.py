"""Names without quotation marks: after a word for a measure, or before its code in brackets."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from extractors.mention import Mention
from extractors.programmes.words import announces_none, any_of, words_of

_CAPITAL = r"[A-ZÀ-ÖØ-ÞĀ-Ž][\w’'+-]*"
_NEXT = rf"(?:[ \xa0](?:[–-][ \xa0])?(?:{_CAPITAL}|LT[+-]?\d?|\d[\d.]*\+?))"
# a word before, and no conjunction: "Information and Communication Technology Cluster (…)" begins earlier
_BEFORE_CODE = re.compile(
    rf"(?:\A|[\n,:;(]\s?|(?P<word>[\w’'-]+)[\s:,–-]{{1,3}})(?P<name>{_CAPITAL}{_NEXT}{{0,5}})\s\((?:(?:Nr|No|nr)\.?\s?)?\Z"
)


def find_plain(text: str, language: str, measures: tuple[Mention, ...]) -> Iterator[Mention]:
    """Mentions of kind ``programme``; ``measures`` are the codes of measures that were found in the text.

    >>> [m.value for m in find_plain("supported under the measure Aurora LT and sold", "en", ())]
    ['Aurora LT']
    """
    for match in _announced(language).finditer(text):
        refused = announces_none(language).search(text[max(0, match.start() - 30) : match.start()])
        if not refused and not match[0].isupper():  # in a line of capitals nothing tells where a name begins
            yield _mention(match, match.start("name"))
    for code in measures:
        at = max(0, code.start - 100)
        found = _BEFORE_CODE.search(text[at : code.start])
        if found and (found["word"] or "").casefold() not in words_of(language).conjunctions:
            yield _mention(found, at + found.start("name"))


@cache
def _announced(language: str) -> re.Pattern[str]:
    """Two capitals at least: "measure Intelektas LT"; a single one may be anything."""
    words = any_of(words_of(language).announces)
    return re.compile(rf"(?<![^\W_])(?i:{words})[ \xa0](?P<name>{_CAPITAL}{_NEXT}{{1,5}})")


def _mention(match: re.Match[str], start: int) -> Mention:
    name = match["name"]
    return Mention("programme", start, start + len(name), name, name, method="plain", confidence=0.8)
