"""The year of a day that is printed without one.

Ranking: the other end of its range; "this year" beside it; the weekday beside it; what the sentence says; the
document's own day: the next such day where the sentence speaks of what comes, the last one where it speaks of what
was, else the nearest. Days that nothing fixes give nothing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache

from extractors import languages
from extractors.cues import compile_phrases
from extractors.dates.grammar import Reading
from extractors.dates.tokens import DateWords

_BESIDE = 28  # characters between a day and "this year" or its weekday
_YEAR = re.compile(r"(?<![\d.,-])(?:19|20)\d\d(?![\d.,-]*\d)")
_SENTENCE_END = re.compile(r"[.!?]\s+(?=[„“\"(]?[^\W\d_a-zà-öø-ÿāčēģīķļņšūžąęėįųłśźżćńřěů])|\n")


Tenses = tuple[re.Pattern[str], re.Pattern[str]]
"""What finds words of what comes, and of what was."""


@dataclass(frozen=True, slots=True)
class Dated:
    """A reading with its day and how sure its year is."""

    reading: Reading
    day: date
    confidence: float
    method: str


def find_days(text: str, readings: Sequence[Reading], language: str, published_on: date | None) -> list[Dated]:
    """The days that are certain enough, in order. ``text`` is the stretch that the readings were found in."""
    linked = _link_ranges(text, readings, language)
    found: list[Dated] = []
    for reading in linked:
        if reading.year is not None:
            if day := reading.on():
                found.append(Dated(reading, day, 0.97, "date written"))
        elif dated := _complete(text, reading, language, published_on, found):
            found.append(dated)
    return found


def _link_ranges(text: str, readings: Sequence[Reading], language: str) -> list[Reading]:
    """Readings in which both ends of a range have the year that one of them prints."""
    linked, gap = list(readings), _range_gap(language)
    for i in range(len(linked) - 1, 0, -1):
        low, high = linked[i - 1], linked[i]
        if low.year is None and high.year is not None and gap.fullmatch(text[low.end : high.start]):
            later = (low.month, low.day) > (high.month, high.day)
            linked[i - 1] = replace(low, year=high.year - later)
    for i in range(1, len(linked)):
        low, high = linked[i - 1], linked[i]
        if high.year is None and low.year is not None and gap.fullmatch(text[low.end : high.start]):
            earlier = (high.month, high.day) < (low.month, low.day)
            linked[i] = replace(high, year=low.year + earlier)
    return linked


@cache
def _range_gap(language: str) -> re.Pattern[str]:
    words = languages.section(language, "dates", DateWords)
    between = "|".join(map(re.escape, (*words.to, *words.joined))) if words else "(?!)"
    return re.compile(rf"[\s,.]{{0,3}}(?:[-–—/]|{between or '(?!)'})?\s{{0,2}}(?:[^\W\d_]{{1,4}}\s)?", re.IGNORECASE)


def _complete(
    text: str, reading: Reading, language: str, published_on: date | None, before: Sequence[Dated]
) -> Dated | None:
    words = languages.section(language, "dates", DateWords)
    if words is None or not _is_day(text, reading, words):
        return None
    beside = text[max(0, reading.start - _BESIDE) : reading.end + _BESIDE]
    sentence = _SENTENCE_END.split(text[max(0, reading.start - 200) : reading.start])[-1]
    if published_on is None:
        written = [d for d in before if d.method == "date written" and d.reading.start >= reading.start - len(sentence)]
        day = reading.on(written[-1].day.year) if written else None
        return Dated(reading, day, 0.6, "year of the sentence") if day else None
    if _this_year(language).search(beside) and (day := reading.on(published_on.year)):
        return Dated(reading, day, 0.95, "this year")
    years = (published_on.year, published_on.year - 1, published_on.year + 1)
    days = [day for year in years if (day := reading.on(year))]
    days.sort(key=lambda day: abs((day - published_on).days))
    weekday = _weekday(language, text, reading)
    if weekday is not None:
        agreeing = [day for day in days if day.weekday() == weekday]
        return Dated(reading, agreeing[0], 0.9, "weekday") if agreeing else None
    named = {int(year) for year in _YEAR.findall(sentence)}
    if len(named) == 1 and (day := reading.on(*named)) and abs((day - published_on).days) < 400:
        return Dated(reading, day, 0.8, "year of the sentence")
    rest = _SENTENCE_END.split(text[reading.end : reading.end + 200])[0]
    return _by_tense(reading, days, published_on, _tenses(language), sentence + rest) if days else None


def _by_tense(reading: Reading, days: Sequence[date], published_on: date, tenses: Tenses, sentence: str) -> Dated:
    """The nearest day, after the publication or before it where the sentence tells which; ``days``: nearest first."""
    coming, gone = (bool(pattern.search(sentence)) for pattern in tenses)
    fitting = [day for day in days if day != published_on and (day > published_on) == coming]
    if coming != gone and fitting:
        return Dated(reading, fitting[0], 0.8, "tense")
    return Dated(reading, days[0], 0.75, "nearest to publication")


@cache
def _tenses(language: str) -> Tenses:
    words = languages.section(language, "dates", DateWords) or DateWords(months=())
    return compile_phrases(words.coming), compile_phrases(words.gone)


def _is_day(text: str, reading: Reading, words: DateWords) -> bool:
    """Whether a month name and a figure are a day: "kovo 5 d.", "5 March", not "gegužę 20 įmonių" or "3 mar"."""
    printed = text[reading.start : reading.end]
    if reading.marked:
        return True
    month = next((word for word in re.findall(r"[^\W\d_]+", printed) if len(word) > 2), "")
    if len(month) < 5 and month.casefold() != words.months[reading.month - 1][0]:
        return False
    if printed[:1].isdigit():
        return True
    word = re.search(r"([^\W\d_]+)\s*\Z", text[max(0, reading.start - 16) : reading.start])
    return bool(word) and word is not None and word[1].casefold() in words.before


@cache
def _this_year(language: str) -> re.Pattern[str]:
    words = languages.section(language, "dates", DateWords)
    phrases = "|".join(map(re.escape, words.this_year)) if words else ""
    return re.compile(rf"(?<!\w)(?:{phrases or '(?!)'})(?!\w)", re.IGNORECASE)


def _weekday(language: str, text: str, reading: Reading) -> int | None:
    words = languages.section(language, "dates", DateWords)
    if words is None:
        return None
    forms = {form: i for i, forms in enumerate(words.weekdays) for form in forms if len(form) > 2}
    left = re.findall(r"[^\W\d_]+", text[max(0, reading.start - 18) : reading.start])
    right = re.findall(r"[^\W\d_]+", text[reading.end : reading.end + 18])
    for word in [*left[-2:][::-1], *right[:1]]:
        if word.casefold() in forms:
            return forms[word.casefold()]
    return None
