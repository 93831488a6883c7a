"""Countries written as two letters: in brackets behind the members of a consortium, or in a column of a table."""

from __future__ import annotations

import re

from spacy.tokens import Doc

from extractors.countries.cues import roles_of, starts_with
from extractors.countries.forms import Hit, known_codes
from extractors.mention import Cell

_BRACKETED = re.compile(r"\(([A-Z]{2})\)")
_USUAL = {"EL": "GR", "UK": "GB"}  # what the European Commission writes
_FEWEST = 2  # one pair of letters in brackets may be any abbreviation: (IT), (PR), (ES)


def find_codes(doc: Doc) -> list[Hit]:
    """Two-letter codes that stand for a country.

    >>> from extractors import load
    >>> doc = load("en")("Partners: UAB Austefibra (LT), Kuituranta Oy (FI). Information technology (IT) helps.")
    >>> [hit.code for hit in find_codes(doc)]
    ['LT', 'FI']
    """
    text: str = doc._.readable
    columns = roles_of(doc.lang_).country_column
    cells = [cell for segment in doc._.document.segments for cell in segment.cells]
    hits = [hit for cell in cells if starts_with([cell.head.casefold()], columns) for hit in _in_cell(text, cell)]
    ends = [m.end for m in doc._.mentions if m.kind == "organization"]
    bracketed = [
        Hit(match.start(1), match.end(1), _USUAL.get(match[1], match[1]), "short")
        for match in _BRACKETED.finditer(text)
        if any(0 <= match.start() - end <= 2 or _same_line(text[end : match.start()]) for end in ends)
    ]
    hits += bracketed if len({hit.code for hit in bracketed}) >= _FEWEST else []
    return [hit for hit in hits if hit.code in known_codes()]


def _same_line(between: str) -> bool:
    """Whether nothing but a part stands between the name and the bracket: ", coordinator"."""
    return between.startswith(",") and len(between) <= 40 and "\n" not in between and "(" not in between


def _in_cell(text: str, cell: Cell) -> list[Hit]:
    written = text[cell.start : cell.end].strip()
    if len(written) != 2 or not written.isupper():
        return []
    start = text.index(written, cell.start)
    return [Hit(start, start + 2, _USUAL.get(written, written), "short")]
