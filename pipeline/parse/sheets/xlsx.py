"""Excel files (.xlsx): the cells of their visible sheets as they are shown."""

from __future__ import annotations

import io
import re
import warnings
import zipfile
from collections.abc import Iterator
from xml.etree.ElementTree import ParseError

import openpyxl
from lxml.etree import XMLSyntaxError
from openpyxl.cell.cell import Cell as BookCell
from openpyxl.cell.cell import MergedCell
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.workbook.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from pipeline.parse.numbers import format_value
from pipeline.parse.office.archive import check_archive
from pipeline.parse.office.contents import Contents
from pipeline.parse.parsed import Shortfall
from pipeline.parse.pieces import Piece
from pipeline.parse.sheets.regions import Cell, find_pieces
from pipeline.problems import ParseProblem

_DAMAGED = (
    *(InvalidFileException, KeyError, ValueError, TypeError, AttributeError, IndexError, OverflowError),
    *(ParseError, XMLSyntaxError),
)
_SHEET_PART = re.compile(r"xl/worksheets/[^/]+\.xml")
_FORMULA = re.compile(  # <c r="B3" s="1"><f>SUM(B1:B2)</f><v/></c>
    rb"<(?:\w+:)?c(?P<cell>\s[^>]{0,300})>\s*<(?:\w+:)?f\b[^>]{0,500}?(?:/>|>[^<]{0,9000}</(?:\w+:)?f>)\s*"
    rb"(?:<(?:\w+:)?v\s*(?:/>|></(?:\w+:)?v>)\s*)?</(?:\w+:)?c>"
)
_PLACE = re.compile(rb"\br=\"([A-Z]{1,3}\d{1,7})\"")
_EMPTY_TEXT = b't="str"'  # a formula that gives no letters, not one that was never computed


def read_xlsx(body: bytes, url: str) -> Contents:
    """The sheets of an Excel file. Raises ParseProblem: damaged, too large, unsafe, password."""
    check_archive(body, url)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", UserWarning)  # about styles and drawings that do not matter here
            book = openpyxl.load_workbook(io.BytesIO(body), data_only=True, keep_links=False)
        return Contents(tuple(_pieces(book, url)), tuple(_shortfalls(book, body, url)))
    except _DAMAGED as error:  # what openpyxl raises where a part is missing or is no XML
        raise ParseProblem("damaged", f"parsing {url}: {error!r}; open and save it again") from error


def _pieces(book: Workbook, url: str) -> Iterator[Piece]:
    sheets = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
    for sheet in sheets:
        if len(sheets) > 1:
            yield Piece(sheet.title, "boilerplate", f"sheet {sheet.title}")
        yield from find_pieces(_cells(sheet), sheet.title, url)


def _cells(sheet: Worksheet) -> Iterator[Cell]:
    """The cells that are there: a sheet may be formatted down to its millionth row, which holds nothing."""
    for (row, column), cell in sorted(sheet._cells.items()):
        if text := _text(cell):
            yield Cell(row, column, text, bool(cell.font.b), _link(cell))


def _text(cell: BookCell | MergedCell) -> str:
    if cell.value is None or (isinstance(cell.value, str) and cell.value.startswith("#") and cell.data_type == "e"):
        return ""
    return format_value(cell.value, cell.number_format).strip()


def _link(cell: BookCell | MergedCell) -> str | None:
    return cell.hyperlink.target if isinstance(cell, BookCell) and cell.hyperlink else None


def _shortfalls(book: Workbook, body: bytes, url: str) -> Iterator[Shortfall]:
    """Formulas that no program has computed, and sheets that somebody has hidden."""
    found = []
    with zipfile.ZipFile(io.BytesIO(body)) as archive:
        for name in filter(_SHEET_PART.fullmatch, archive.namelist()):
            cells = [match["cell"] for match in _FORMULA.finditer(archive.read(name))]
            places = (_PLACE.search(cell) for cell in cells if _EMPTY_TEXT not in cell)
            found += [f"{name.rpartition('/')[2]} {place[1].decode()}" for place in places if place]
    if found:
        yield Shortfall(
            "formula",
            f"parsing {url}: {len(found)} cells hold formulas without a value, the first is {found[0]}; open it in a "
            "spreadsheet program and save it",
        )
    hidden = [sheet.title for sheet in book.worksheets if sheet.sheet_state != "visible" and sheet._cells]
    if hidden:
        yield Shortfall("hidden", f"parsing {url}: the sheets {', '.join(hidden)} are hidden; show them if they count")
