"""The orders in which day, month and year are written, over the letters of ``tokens.Tagged``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from extractors.dates.tokens import Tagged

_DAY = r"N(?:-?d|\.? ?d)?\.?"  # 26 · 26. · 26th · 26 d. · 26-osios · 26. päivänä
_BETWEEN = r"(?: ?[-~] ?| ?& ?| ?, ?(?:& )?|/)"  # 5–9 · 5 and 9 · 5, 6 and 9 · 5./6.
_DAYS = rf"(?P<days>{_DAY}(?:{_BETWEEN}{_DAY}){{0,9}})"
_MONTH = r"(?P<month>M)\.?(?: ?n\.?)?"  # kovo · Mar. · kovo mėn.
_YEAR = r"(?P<year>Y)\.?(?:-?y|(?: ?y)\b\.?)?"  # 2012 · 2012. · 2012 m. · 2012. gada · 2012-ųjų
_O = r"(?:o )?"

_PATTERNS = (
    # 2012-03-26 · 2012.03.26 · 2012/3/26 · 2012 m. 03 mėn. 26 d. · the days of a range: 2012-03-26–28
    re.compile(r"(?P<year>Y)(?P<sep>[-./] ?)(?P<month>N)(?P=sep)(?P<days>N(?:[-~/]N(?![-./]))?)"),
    re.compile(r"(?P<year>Y)\.? y\.? (?P<month>N) ?n?\.? (?P<days>N) ?d\.?"),
    # 26.03.2012 · 26. 3. 2012 · 26/03/2012 · 26-03-2012 · 26.–28.3.2012
    re.compile(r"(?P<days>N(?:\.? ?[-~] ?N)?)(?P<sep>\. ?)(?P<month>N)\. ?(?P<year>Y)"),
    re.compile(r"(?P<days>N(?: ?[-~] ?N)?)(?P<sep>/)(?P<month>N)/(?P<year>Y)"),
    re.compile(r"(?P<days>N)(?P<sep>-)(?P<month>N)-(?P<year>Y)"),
    # 2012 03 26, all figures in full; 6 XII 2023
    re.compile(r"(?P<year>Y)(?P<sep> )(?P<month>N) (?P<days>N)"),
    re.compile(r"(?P<days>N)(?P<sep>\.? |\.)(?P<month>R)(?: |\.)(?P<year>Y)(?: y\.?)?"),
    # 26.3.–2.4.2012 · 26/03–02/04/2012: the first half
    re.compile(r"(?P<days>N)(?P<sep>[./]) ?(?P<month>N)\.?(?= ?[-~] ?N[./] ?N[./] ?Y)"),
    # 2012 m. kovo 26 d. · 2012. gada 26. martā
    re.compile(rf"{_YEAR},? {_O}{_MONTH},? {_DAYS}"),
    re.compile(rf"{_YEAR},? {_O}{_DAYS} {_O}{_MONTH}"),
    # 26 March 2012 · 26. und 27. März 2012 · 02 birželio d., 2020 · 26 de marzo de 2012
    re.compile(rf"{_DAYS}(?: |-|(?<=\.)){_O}{_MONTH}(?: ?d\.?)?(?:,? {_O}|-)(?:y\.? )?{_YEAR}"),
    # March 26, 2012 · maaliskuun 26. päivänä 2012
    re.compile(rf"{_MONTH} {_O}{_DAYS},? {_YEAR}"),
    # without a year: kovo 26 d. · 26 March · 26. März
    re.compile(rf"{_MONTH} {_O}{_DAYS}"),
    re.compile(rf"{_DAYS} ?{_O}{_MONTH}(?: ?d\b\.?)?"),
)
_START = re.compile(r"[YNM]")
_DIGIT = re.compile(r"N")
_GLUED_BEFORE = re.compile(r"[xNYM/]\Z|[xNY][-.]\Z")
_GLUED_AFTER = re.compile(r"(?<!\.)(?:[xNYM]|[./][NYx]|-(?!Y-N-N)[NYx])")


@dataclass(frozen=True, slots=True)
class Reading:
    """One printed day. ``start`` and ``end`` count characters; ``year`` is None where none is written.

    ``swappable``: written in figures with slashes, so that day and month may stand the other way round.
    ``marked``: a word or sign beside the figure says that it is a day.
    """

    start: int
    end: int
    year: int | None
    month: int
    day: int
    swappable: bool = False
    marked: bool = True

    def on(self, year: int | None = None) -> date | None:
        """The day, in the written or else the given year; None where the calendar has no such day."""
        try:
            return date(self.year or year or 0, self.month, self.day)
        except ValueError:
            return None

    def swapped(self) -> Reading:
        """Day and month the other way round: ``12/26/2019`` is American."""
        return replace(self, month=self.day, day=self.month)


def read(tagged: Tagged) -> Iterator[Reading]:
    """All printed days in order, those of ranges and lists one by one."""
    at, last = 0, -2
    while start := _START.search(tagged.tags, at):
        match = _longest(tagged.tags, start.start(), last)
        if match is None or not _is_in_full(tagged, match):
            at = start.end()
        else:
            yield from _days(tagged, match)
            at = last = match.end()


def _longest(tags: str, at: int, last: int) -> re.Match[str] | None:
    """The longest pattern that matches here, unless it is the tail or head of a longer number, code, version or word:
    ``S-2012-03-26``, ``v1.2.2012``, ``10.5.2012.7``."""
    if _GLUED_BEFORE.search(tags, max(at - 2, 0), at) and last not in (at, at - 1):
        return None
    matches = (pattern.match(tags, at) for pattern in _PATTERNS)
    return max((m for m in matches if m and not _GLUED_AFTER.match(tags, m.end())), key=re.Match.end, default=None)


def _is_in_full(tagged: Tagged, match: re.Match[str]) -> bool:
    """Figures between blanks are a day only as 2012 03 26, not as 2012 3 000 or 8 5 2012 10 12."""
    groups = match.groupdict()
    if groups.get("sep") != " " or groups.get("month") != "N":
        return True
    lengths = {tagged.length(match.start(name)) for name in ("month", "days")}
    before = match.start() - 2
    alone = not tagged.is_figure(match.end() + 1) and not (before >= 0 and tagged.is_figure(before))
    return lengths == {2} and alone


def _days(tagged: Tagged, match: re.Match[str]) -> Iterator[Reading]:
    places = [i.start() for i in _DIGIT.finditer(tagged.tags, match.start("days"), match.end("days"))]
    year = tagged.numbers[match.start("year")] if match.groupdict().get("year") else None
    separator = match.groupdict().get("sep")
    for i, place in enumerate(places):
        first = match.start() if i == 0 else place
        last = match.end() if i == len(places) - 1 else _end_of_day(tagged.tags, place)
        yield Reading(
            tagged.starts[first],
            tagged.starts[_without_full_stop(tagged.tags, last)],
            year,
            tagged.numbers[match.start("month")],
            tagged.numbers[place],
            swappable=separator == "/" and match.start("days") < match.start("month"),
            marked=separator is not None or "d" in match[0] or "." in match["days"],
        )


def _end_of_day(tags: str, place: int) -> int:
    match = re.compile(_DAY).match(tags, place)
    return match.end() if match else place + 1


def _without_full_stop(tags: str, end: int) -> int:
    """A full stop belongs to an abbreviation (``26 d.``), else it ends the sentence."""
    return end - 1 if tags[end - 1] == "." and tags[end - 2] not in "ynd" else end
