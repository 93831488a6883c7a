"""Mentions of calendar days and their roles."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date

from spacy.tokens import Doc

from extractors.boundaries import find_boundaries
from extractors.cues import label_above
from extractors.dates.grammar import Reading, read
from extractors.dates.roles import Surroundings, find_roles
from extractors.dates.tokens import tag
from extractors.dates.years import Dated, find_days
from extractors.mention import Document, Mention, Segment
from extractors.taken import Taken

__all__ = ["find", "normalize"]

_SLASHED = re.compile(r"(?<![\w/])\d{1,2}/\d{1,2}/\d{4}(?![\w/])")


def normalize(text: str, language: str | None = None) -> date | None:
    """The first full day that a string prints, or None.

    Month names need the language; figures do not (``26/03/2012``: day first, unless only month first is a day).

    >>> normalize("Paskelbta 02 birželio d., 2020", "lt")
    datetime.date(2020, 6, 2)
    >>> normalize("2012-03-26T10:00:00+02:00")
    datetime.date(2012, 3, 26)
    """
    for reading in read(tag(text, language)):
        day = reading.on() or (reading.swapped().on() if reading.swappable else None)
        if day is not None:
            return day
    return None


def find(doc: Doc) -> list[Mention]:
    """Every full day that is written or that the text fixes; the label is its role.

    >>> import extractors
    >>> doc = extractors.load("lt")("Paroda vyko 2019 m. lapkričio 14–15 d. Olborge.")
    >>> [(m.text, m.value, m.label) for m in doc._.mentions if m.kind == "date"]
    [('2019 m. lapkričio 14', '2019-11-14', 'event'), ('15 d.', '2019-11-15', 'event')]
    """
    document: Document = doc._.document
    text: str = doc._.readable
    taken = Taken(len(text), ((m.start, m.end) for m in doc._.mentions))
    month_first = _is_month_first(text)
    found: list[Mention] = []
    for segment in document.segments:
        for start, end, labels in _stretches(segment, document):
            part = text[start:end]
            if not any(character.isdigit() for character in part):
                continue
            readings = [_turned(r, month_first) for r in read(tag(part, doc.lang_))]
            free = [r for r in readings if not taken.meets(start + r.start, start + r.end)]
            days = find_days(part, free, doc.lang_, document.published_on)
            around = Surroundings(part, _sentences(part, days, doc.lang_), labels)
            roles = find_roles(days, around, doc.lang_) if days else []
            found += (_mention(part, start, day, role) for day, role in zip(days, roles, strict=True))
    return found


def _turned(reading: Reading, month_first: bool) -> Reading:
    is_american = reading.swappable and (month_first or reading.on() is None)
    return reading.swapped() if is_american else reading


def _is_month_first(text: str) -> bool:
    """Whether the document writes 12/26/2019, as Americans do: some figure in second place is no month."""
    readings = [r for match in _SLASHED.finditer(text) for r in read(tag(match[0], None))]
    days = [r for r in readings if r.swappable]
    return any(r.on() is None for r in days) and not any(r.swapped().on() is None for r in days)


def _stretches(segment: Segment, document: Document) -> Iterator[tuple[int, int, tuple[str, ...]]]:
    """Start, end and labels of what is read together: a cell of a table, else the whole segment."""
    if not segment.cells:
        yield segment.start, segment.end, (label_above(document, segment),)
        return
    first = segment.cells[0]
    for cell in segment.cells:
        row = document.text[first.start : first.end] if cell is not first else ""
        yield cell.start, cell.end, (cell.head, row)


def _sentences(text: str, days: Sequence[Dated], language: str) -> list[tuple[int, int]]:
    starts = find_boundaries(text.replace("\n", " "), language) if days else [0]
    inside = [(day.reading.start, day.reading.end) for day in days]
    starts = [at for at in starts if not any(start < at < end for start, end in inside)]
    return list(zip(starts, [*starts[1:], len(text)], strict=True))


def _mention(text: str, offset: int, dated: Dated, role: str) -> Mention:
    start, end = dated.reading.start, dated.reading.end
    value = dated.day.isoformat()
    return Mention("date", offset + start, offset + end, text[start:end], value, role, dated.method, dated.confidence)
