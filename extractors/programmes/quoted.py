"""Programmes and measures named in quotation marks beside a word or a code that says what they are."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from extractors.mention import Mention
from extractors.programmes.words import announces_none, any_of, words_of
from extractors.projects.words import noun
from extractors.projects.words import words_of as project_words
from extractors.quotes import Quote, find_quotes

_LONGEST = 180
_REACH = 90
_GLUE = r"[\s,:;(–—|-]{0,5}"
_NUMBER = r"(?:(?:Nr|No|nr|n°|č)\.?\s*)?"


def find_quoted(text: str, language: str, measures: tuple[Mention, ...]) -> Iterator[Mention]:
    """Mentions of kind ``programme``; ``measures`` are the codes of measures that were found in the text.

    >>> [m.value for m in find_quoted("pagal priemonę „Rytas LT“ ir prioritetą „Ūkis“", "lt", ())]
    ['Rytas LT']
    """
    by_end = {code.end: code for code in measures}
    by_start = {code.start: code for code in measures}
    for quote in find_quotes(text):
        inside = quote.inside(text)
        if quote.depth or not inside.strip() or len(inside) > _LONGEST or not inside[0].isalnum():
            continue
        if _project_before(language).search(text[max(0, quote.start - _REACH) : quote.start]):
            continue
        beside = _code_before(text, quote, by_end) or _code_after(text, quote, by_start)
        before = text[max(0, quote.start - _REACH) : quote.start]
        if beside or _is_announced(before, language):
            end = quote.end - 1
            value = re.sub(r"\s+", " ", inside).strip()
            method = "quoted:code" if beside else "quoted:word"
            yield Mention("programme", quote.start + 1, end, inside, value, method=method, confidence=0.93)


@cache
def _project_before(language: str) -> re.Pattern[str]:
    """A word for a project right before: the quotation is the project's name, whatever stands behind it."""
    return re.compile(rf"{noun(language)}(?:\s{any_of(project_words(language).called)})?[\s:]{{0,2}}\Z")


def _is_announced(before: str, language: str) -> bool:
    match = _announced(language).search(before)
    return match is not None and not announces_none(language).search(before[: match.start()])


@cache
def _announced(language: str) -> re.Pattern[str]:
    """A word for a programme right before the quotation, a number or code between them at most."""
    number = r"(?:[\s,(]{0,2}" + _NUMBER + r"[\w.-]*\d[\w./-]*\)?)?"
    return re.compile(rf"(?<![^\W_]){any_of(words_of(language).announces)}{number}{_GLUE}\Z", re.IGNORECASE)


def _code_before(text: str, quote: Quote, by_end: dict[int, Mention]) -> bool:
    """``VP2-1.4-ŪM-01-K „Inoklaster LT“``, the word for a measure between them or not."""
    gap = re.search(r"[\s.,]{1,2}(?:\w+\s)?\Z", text[max(0, quote.start - 20) : quote.start])
    return gap is not None and quote.start - len(gap[0]) in by_end


def _code_after(text: str, quote: Quote, by_start: dict[int, Mention]) -> bool:
    """``„Inoklaster LT“ (Nr. 01.2.1-LVPA-K-833)``."""
    gap = re.match(rf"\s{{1,2}}\({_NUMBER}", text[quote.end : quote.end + 12])
    return gap is not None and quote.end + len(gap[0]) in by_start
