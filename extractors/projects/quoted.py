"""Projects named in quotation marks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from extractors.codes.cues import refused_project
from extractors.declension import forms
from extractors.mention import Mention
from extractors.organizations.forms import patterns
from extractors.projects.words import ACRONYM, CAMEL, any_of, noun, words_of
from extractors.quotes import Quote, find_quotes

_LONGEST = 320
_REACH = 80
_NUMBER = r"(?:(?:Nr|No|nr|n°|č|№)\.?\s*)?"


@dataclass(frozen=True)
class Quoted:
    """Text with its quotations; ``codes`` are the codes of projects and contracts that were found in it."""

    text: str
    language: str
    quotes: tuple[Quote, ...]
    codes: tuple[Mention, ...]
    actors: frozenset[str]


def read_quotes(text: str, language: str, codes: tuple[Mention, ...]) -> Quoted:
    """The quotations of a text, with the names that are an organization's."""
    quotes = tuple(sorted(find_quotes(text), key=lambda quote: quote.start))
    actors = {
        form for quote in quotes if _is_actor(text, quote, language) for form in forms(quote.inside(text), language)
    }
    return Quoted(text, language, quotes, codes, frozenset(actors))


def find_quoted(reading: Quoted) -> Iterator[Mention]:
    """Mentions of kind ``project``: quotations beside a word for a project or beside a project's code.

    >>> text = "Projektas „Klasterio „Salvena“ laboratorija“ baigtas, projektą „Robolita“ vykdo su UAB „Robolita“."
    >>> [mention.value for mention in find_quoted(read_quotes(text, "lt", ()))]
    ['Klasterio „Salvena“ laboratorija']
    """
    chained = -1
    for quote in reading.quotes:
        if not _may_be_name(reading, quote):
            continue
        method = _method(reading, quote, chained)
        if method:
            chained = quote.end
            yield name_mention(reading.text, quote.start + 1, quote.end - 1, f"quoted:{method}")


def name_mention(text: str, start: int, end: int, method: str, refers_to: str | None = None) -> Mention:
    """A mention of a project's name; its value on one line, without outer quotation marks."""
    written = text[start:end]
    value = re.sub(r"\s+", " ", written).strip()
    confidence = 0.95 if method.startswith("quoted") else 0.85
    return Mention("project", start, end, written, value, "", method, confidence, refers_to)


def _may_be_name(reading: Quoted, quote: Quote) -> bool:
    inside = quote.inside(reading.text)
    if quote.depth or not 2 < len(inside) <= _LONGEST or "\n\n" in inside:
        return False
    return bool(inside[0].isalnum() or inside[0] in '„“"«') and inside not in reading.actors


def _method(reading: Quoted, quote: Quote, chained: int) -> str:
    text, language = reading.text, reading.language
    before = text[max(0, quote.start - _REACH) : quote.start]
    after = text[quote.end : quote.end + _REACH]
    announced = _after_noun(language).search(before)
    if announced:
        return "" if refused_project(language).search(before[: announced.start()]) else "noun before"
    if _code_before(reading, quote) or _code_after(reading, quote):
        return "code"
    if chained >= 0 and re.fullmatch(r",?\s(?:[^\W\d_]{1,3}\s)?", text[chained : quote.start]):
        return "list"
    inside = quote.inside(text)
    if _before_noun(language).match(after) and (re.match(rf"(?:{CAMEL}|{ACRONYM})", inside) or inside.count(" ") > 1):
        return "noun behind"
    return ""


@cache
def _after_noun(language: str) -> re.Pattern[str]:
    """``projekto Nr. …`` „: between the noun and the name a number, a colon or a dash at most."""
    called = any_of(words_of(language).called)
    return re.compile(rf"{noun(language)}(?:,?\s{called})?(?:\s{_NUMBER}[\w./–-]*\d[\w./–-]*,?)?[\s:–—-]{{1,4}}\Z")


@cache
def _before_noun(language: str) -> re.Pattern[str]:
    words = words_of(language)
    return re.compile(rf"[\s-](?i:{any_of((*words.nouns, *words.holders))})(?![^\W_])")


def _code_before(reading: Quoted, quote: Quote) -> bool:
    gap = reading.text[max(0, quote.start - 4) : quote.start]
    blank = len(gap) - len(gap.rstrip(" \n,–-"))
    return any(code.end == quote.start - blank for code in reading.codes)


def _code_after(reading: Quoted, quote: Quote) -> bool:
    """``“ (projekto kodas VP2-…``: the bracket opens right behind and holds a project's code."""
    gap = re.match(r"[,\s]{0,2}\((?:[^()\n]|\n(?!\n)){0,90}", reading.text[quote.end : quote.end + 100])
    return gap is not None and any(quote.end < code.start <= quote.end + len(gap[0]) for code in reading.codes)


def _is_actor(text: str, quote: Quote, language: str) -> bool:
    before = text[max(0, quote.start - 60) : quote.start]
    if _after_noun(language).search(before):
        return False
    form = next((m for m in patterns().before.finditer(before) if m.end() >= len(before) - 1), None)
    if form is not None:
        return True
    actors = any_of(words_of(language).actors)
    return re.search(rf"(?<![^\W_]){actors}\s\Z", before, re.IGNORECASE) is not None
