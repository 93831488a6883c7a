"""Mentions of calendar days."""

from __future__ import annotations

from datetime import date

from spacy.tokens import Doc

from extractors.dates.grammar import read
from extractors.dates.tokens import tag
from extractors.mention import Mention

__all__ = ["find", "normalize"]


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
    """Nothing yet."""
    return []
