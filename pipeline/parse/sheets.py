"""Excel files (.xlsx) to documents: title rows, tables with their heads found by their looks, notes."""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator, Sequence
from xml.etree.ElementTree import ParseError

import openpyxl
from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.workbook.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from extractors.mention import SegmentKind
from pipeline.parse.archive import check_archive
from pipeline.parse.assemble import build_document
from pipeline.parse.heads import find_heads
from pipeline.parse.numbers import format_value
from pipeline.parse.parsed import Parsed
from pipeline.parse.pieces import Piece
from pipeline.parse.segments import Run, Words
from pipeline.problems import ParseProblem
from pipeline.record import Record

MOST_ROWS = 50_000
_MOST_COLUMNS = 200
_MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_DAMAGED = (InvalidFileException, KeyError, ValueError, TypeError, AttributeError, IndexError, ParseError)
Row = tuple[Cell | MergedCell, ...]


def parse_xlsx(body: bytes, record: Record) -> Parsed:
    """The document of an Excel file: its visible sheets. Raises ParseProblem: damaged, too large, unsafe, empty."""
    check_archive(body, record.url)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", UserWarning)  # about styles and drawings that do not matter here
            book = openpyxl.load_workbook(io.BytesIO(body), data_only=True)
        pieces = list(_pieces(book, record.url))
    except _DAMAGED as error:  # what openpyxl raises where a part is missing or is no XML
        raise ParseProblem("damaged", f"parsing {record.url}: {error!r}; open and save it again") from error
    return Parsed(build_document(pieces, record), _MEDIA_TYPE)


def _pieces(book: Workbook, url: str) -> Iterator[Piece]:
    sheets = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
    for sheet in sheets:
        if sheet.max_row > MOST_ROWS:
            raise ParseProblem(
                "too large",
                f"parsing {url}: sheet {sheet.title} has {sheet.max_row} rows, expected {MOST_ROWS}; cut it",
            )
        if len(sheets) > 1:
            yield Piece(sheet.title, "boilerplate", f"sheet {sheet.title}")
        for rows in _regions(sheet):
            yield from _region(rows, sheet.title)


def _regions(sheet: Worksheet) -> Iterator[list[Row]]:
    """Rows between empty rows."""
    region: list[Row] = []
    for row in sheet.iter_rows(max_col=min(sheet.max_column, _MOST_COLUMNS)):
        if any(cell.value not in (None, "") for cell in row):
            region.append(row)
        elif region:
            yield region
            region = []
    if region:
        yield region


def _region(rows: Sequence[Row], sheet: str) -> Iterator[Piece]:
    """A table where rows fill two cells; rows of one cell above and below it are text."""
    used = [i for i in range(len(rows[0])) if any(row[i].value not in (None, "") for row in rows)]
    texts = [[_text(row[i]) for i in used] for row in rows]
    single = [sum(map(bool, cells)) == 1 for cells in texts]
    first = next((i for i, alone in enumerate(single) if not alone), len(rows))
    bold = [all(row[i].font.b for i in used if _text(row[i])) for row in rows]
    heads = find_heads(texts[first:], bold[first:])
    for number, row in enumerate(rows):
        origin = f"sheet {sheet} row {row[0].row}"
        if number < first or (single[number] and texts[number][0] and len(used) > 1):
            words = next(_words(row[i]) for i in used if _text(row[i]))
            kind: SegmentKind = "heading" if bold[number] and number < first else "body"
            yield Piece(words, kind, origin)
        else:
            yield Piece("", "table row", origin, tuple(_words(row[i]) for i in used), heads[number - first])


def _text(cell: Cell | MergedCell) -> str:
    if cell.value is None or (isinstance(cell.value, str) and cell.value.startswith("#") and cell.data_type == "e"):
        return ""
    return format_value(cell.value, cell.number_format).strip()


def _words(cell: Cell | MergedCell) -> Words:
    link = cell.hyperlink.target if isinstance(cell, Cell) and cell.hyperlink else None
    return (Run(_text(cell), link),) if link else _text(cell)
