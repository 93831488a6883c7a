"""Headline and day of publication as a document prints them, for formats that have no better place for them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date
from functools import cache

from extractors import languages
from extractors.dates.grammar import Reading, read
from extractors.dates.tokens import tag
from pipeline.parse.words import phrase_pattern

_DIGIT = re.compile(r"\d")
_TIME = re.compile(r"\b\d{1,2}[:.]\d{2}(?::\d{2})?\b")
_LETTERS = re.compile(r"[^\W\d_]{2,}")
_AFTER_DATELINE = re.compile(r"\s*(?:[.:)/]|[-–—]{1,2}(?=\s))")
_BEFORE_DATELINE = re.compile(r"[^\W\d_][^,.:;()]{1,40}[,(]\s*\Z|\(\s*\Z")
_RANGE = re.compile(r"(?<![\d/])\d{1,2}\.?\s*(?:[-–—]|\b\w{1,5})\Z")  # 3. bis | 14. August 2020
_APART = re.compile(r"\W{0,3}\w?\.?\W{0,3}\Z|\s*[,;·•|/()–—-]|[\s,]*(?:\w+\.?\s*)?\d{1,2}[:.]\d{2}\b")
_LINE_LENGTH = 120
_WORDS_BESIDE_DAY = 8
_DAY_WORDS = 2  # "d.", "m.", "Posted on"


def find_days(text: str, language: str | None = None) -> list[Reading]:
    """The full days that a text prints, in order, by the first language that can read one, ``language`` before all."""
    if not _DIGIT.search(text):
        return []
    for candidate in dict.fromkeys((language, *_languages())):
        days = [reading for reading in read(tag(text, candidate)) if reading.year and on_day(reading)]
        if days:
            return days
    return []


def is_day_line(text: str) -> bool:
    """Whether a line is a day and next to nothing else.

    >>> is_day_line("28 rugsėjo d., 2020"), is_day_line("Sutartis pasirašyta 2020-09-28 Vilniuje")
    (True, False)
    """
    if len(text) > 60:
        return False
    days = find_days(text)
    return len(days) == 1 and _words_beside(text, days[0]) <= _DAY_WORDS


def find_published(lines: Iterable[str], language: str | None = None) -> date | None:
    """The day of publication among the first lines of a document, None where none is printed.

    A line of its own (``Vilnius, 4 March 2021``), the dateline of the first paragraph (``Kaunas, 11 May 2023. The …``);
    a day of change (``Atnaujinta 2023-10-02``) only where there is no other.

    >>> find_published(["Pranešimas spaudai", "Kaunas, 2022 m. gruodžio 6 d."], "lt")
    datetime.date(2022, 12, 6)
    >>> find_published(["On 21 May 2019 a seminar was held in Valga."], "en") is None
    True
    """
    changed: date | None = None
    for line in lines:
        day = _own_line(line, language) if len(line) <= _LINE_LENGTH else None
        day = day or _dateline(line, language)
        if day is None:
            continue
        if not phrase_pattern("updated").search(line):
            return day
        changed = changed or day
    return changed


def _own_line(line: str, language: str | None) -> date | None:
    days = find_days(line, language)
    if len(days) != 1 or _words_beside(line, days[0]) > _WORDS_BESIDE_DAY:
        return None
    before, after = line[: days[0].start].strip(), line[days[0].end :]
    if _RANGE.search(before) or (before and not _APART.match(after)) or _is_sentence(line, after):
        return None
    return on_day(days[0])


def _dateline(line: str, language: str | None) -> date | None:
    days = find_days(line[:_LINE_LENGTH], language)
    if not days or not _BEFORE_DATELINE.search(line, 0, days[0].start):
        return None
    return on_day(days[0]) if _AFTER_DATELINE.match(line, days[0].end) else None


def _is_sentence(line: str, after: str) -> bool:
    """A day inside a sentence: it ends like one and goes on in lower case after the day."""
    words = after.lstrip(" .,")
    return line.rstrip().endswith((".", "!", "?")) and words[:1].islower() and len(_LETTERS.findall(words)) > 1


def _words_beside(line: str, day: Reading) -> int:
    rest = _TIME.sub(" ", line[: day.start] + " " + line[day.end :])
    return len(_LETTERS.findall(rest))


def on_day(reading: Reading) -> date | None:
    """The day of a reading, day and month swapped where only that is a day."""
    return reading.on() or (reading.swapped().on() if reading.swappable else None)


@cache
def _languages() -> Sequence[str]:
    """Languages in which a day is tried, those that are read most first."""
    first = ("lt", "en")
    return (*first, *(language for language in languages.available() if language not in first))
