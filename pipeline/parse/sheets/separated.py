"""Tables in plain text (.csv, .tsv; RFC 4180 and what programs write): rows with the separator that fits."""

from __future__ import annotations

import csv
import io
from collections import Counter

from pipeline.parse.assemble import build_document
from pipeline.parse.charset import decode
from pipeline.parse.parsed import Parsed
from pipeline.parse.sheets.regions import Cell, find_pieces
from pipeline.parse.text import parse_text
from pipeline.record import Record

_SEPARATORS = ";\t,|"
_SAMPLE_LINES = 60
_ALIKE = 0.6  # of the rows have the same number of cells
_LONGEST_CELL = 1_000_000


def parse_csv(body: bytes, record: Record) -> Parsed:
    """The document of a file of separated values; one without rows is read as text. Raises ParseProblem: empty."""
    decoded = decode(body, record.charset)
    separator = find_separator(decoded.text)
    if separator is None:
        return parse_text(body, record)
    csv.field_size_limit(_LONGEST_CELL)
    try:
        rows = list(csv.reader(io.StringIO(decoded.text, newline=""), delimiter=separator))
    except csv.Error:  # a quotation mark that never ends
        return parse_text(body, record)
    cells = (Cell(i, j, text.strip()) for i, row in enumerate(rows, 1) for j, text in enumerate(row, 1))
    document = build_document(list(find_pieces(cells, "1", record.url)), record)
    return Parsed(document, "text/csv", decoded.charset, decoded.found_in)


def find_separator(text: str) -> str | None:
    """What parts the cells of a table: the sign that gives most rows one number of cells; None where none does.

    >>> find_separator("Code;Value\\nA-1;1,5\\nA-2;2,5"), find_separator("Dear all,\\nthis is a letter.")
    (';', None)
    """
    lines = text.splitlines()[:_SAMPLE_LINES]
    best, best_share = None, _ALIKE
    for separator in _SEPARATORS:
        try:
            widths = Counter(len(row) for row in csv.reader(lines, delimiter=separator) if row)
        except csv.Error:
            continue
        width, count = max(widths.items(), key=lambda pair: (pair[1], pair[0]), default=(0, 0))
        share = count / max(widths.total(), 1)
        if width > 1 and count > 1 and share > best_share:
            best, best_share = separator, share
    return best
