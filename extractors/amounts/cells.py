"""Bare figures in the cells of a table: the currency stands in the head, the label or a column of its own."""

from __future__ import annotations

import re
from decimal import Decimal

from extractors.amounts.cues import find_cues
from extractors.amounts.figures import FIGURE, SPACES, normalize_figure
from extractors.amounts.grammar import Part, Reader
from extractors.mention import Document, Segment

_WORD = re.compile(r"[^\W\d_]+|[€$£]")
# 1 245 300¹ and 12 906,50³ where the note's digit is glued to the figure
_NOTED = re.compile(rf"(\d{{1,3}}(?:[{SPACES}]\d{{3}})+|\d{{1,3}}(?:[{SPACES}]?\d{{3}})*[.,]\d{{2}})([1-9])")


def find_cell_parts(document: Document, segment: Segment, reader: Reader, language: str) -> list[Part]:
    """Amounts in cells that hold nothing but a figure."""
    text = document.text
    found = []
    row = _row_currency(text, segment, reader)
    for cell in segment.cells:
        bare = text[cell.start : cell.end].strip()
        if not bare[:1].isdigit():
            continue
        scale, currency = _named(cell.head, reader)
        if currency is None and row is not None and _is_of_money(cell.head, language, cell.start, row):
            currency = row[0]
        figure = _figure(text, bare)
        if currency is None or figure is None:
            continue
        number = normalize_figure(figure, reader.style, scaled=scale is not None)
        if number:
            start = text.index(bare, cell.start)
            found.append(Part(start, start + len(figure), number, scale, currency))
    return found


def _named(words: str, reader: Reader) -> tuple[Decimal | None, str | None]:
    """Scale and currency that a head or label names: ``Vertė, tūkst. Eur``."""
    scale = currency = None
    for word in _WORD.findall(words):
        scale = scale or reader.lexicon.scale(word)
        currency = currency or reader.lexicon.currency(word)
    return (scale, currency) if currency else (None, None)


def _row_currency(text: str, segment: Segment, reader: Reader) -> tuple[str, int] | None:
    """The currency of a cell that holds nothing else, or of the row's label, and where it stands."""
    for i, cell in enumerate(segment.cells):
        words = text[cell.start : cell.end].strip()
        if code := reader.lexicon.currency(words.rstrip(".")):
            return code, -1
        if i == 0 and not FIGURE.search(words) and (code := _named(words, reader)[1]):
            return code, cell.start
    return None


def _is_of_money(head: str, language: str, start: int, row: tuple[str, int]) -> bool:
    """A column whose head speaks of money; with the currency in the row's label, any column."""
    return (0 <= row[1] < start) or any(find_cues(head, language))


def _figure(text: str, bare: str) -> str | None:
    bare = bare.rstrip("¹²³⁴⁵⁶⁷⁸⁹⁰* ")
    match = FIGURE.fullmatch(bare)
    noted = _NOTED.fullmatch(bare)
    if noted and re.search(rf"(?m)^\s*{noted[2]}\)?(?:\s|\n)", text):
        return noted[1]
    return match[0] if match else None
