"""Excel files of before 2007 (.xls, BIFF): the cells of their visible sheets as they are shown."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import date, datetime

import xlrd
from xlrd.biffh import XLRDError
from xlrd.book import Book
from xlrd.compdoc import CompDocError
from xlrd.sheet import Sheet
from xlrd.xldate import XLDateError, xldate_as_datetime

from pipeline.parse.numbers import format_value
from pipeline.parse.office.contents import Contents
from pipeline.parse.parsed import Shortfall
from pipeline.parse.pieces import Piece
from pipeline.parse.sheets.regions import Cell, find_pieces
from pipeline.problems import ParseProblem

_BOLD_WEIGHT = 600


def read_xls(body: bytes, url: str) -> Contents:
    """The sheets of an old Excel file. Raises ParseProblem: damaged, too large, password."""
    try:
        with open(os.devnull, "w") as log:  # noqa: PTH123  it writes of what it repairs
            book = xlrd.open_workbook(file_contents=body, formatting_info=True, logfile=log)
    except (XLRDError, CompDocError) as error:
        if "encrypted" in str(error).lower():
            raise ParseProblem("password", f"parsing {url}: it is encrypted; save it without a password") from error
        raise ParseProblem("damaged", f"parsing {url}: {error}; open it and save it as .xlsx") from error
    visible = [sheet for sheet in book.sheets() if not sheet.visibility]
    hidden = [sheet.name for sheet in book.sheets() if sheet.visibility and sheet.nrows]
    lost = (Shortfall("hidden", f"parsing {url}: the sheets {', '.join(hidden)} are hidden; show them if they count"),)
    return Contents(tuple(_pieces(book, visible, url)), lost if hidden else ())


def _pieces(book: Book, sheets: list[Sheet], url: str) -> Iterator[Piece]:
    for sheet in sheets:
        if len(sheets) > 1:
            yield Piece(sheet.name, "boilerplate", f"sheet {sheet.name}")
        yield from find_pieces(_cells(book, sheet), sheet.name, url)


def _cells(book: Book, sheet: Sheet) -> Iterator[Cell]:
    links = {(link.frowx, link.fcolx): link.url_or_path for link in sheet.hyperlink_list}
    for row in range(sheet.nrows):
        for column in range(sheet.row_len(row)):
            text, bold = _shown(book, sheet, row, column)
            if text:
                yield Cell(row + 1, column + 1, text, bold, _target(links.get((row, column))))


def _target(link: str | bytes | None) -> str | None:
    return link.decode("utf-8", "replace") if isinstance(link, bytes) else link


def _shown(book: Book, sheet: Sheet, row: int, column: int) -> tuple[str, bool]:
    """What a cell shows, and whether in bold."""
    kind, value = sheet.cell_type(row, column), sheet.cell_value(row, column)
    if kind in (xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK, xlrd.XL_CELL_ERROR):
        return "", False
    look = book.xf_list[sheet.cell_xf_index(row, column)]
    bold = book.font_list[look.font_index].weight >= _BOLD_WEIGHT
    written = book.format_map.get(look.format_key)
    return _text(kind, value, written.format_str if written else "General", book.datemode), bold


def _text(kind: int, value: str | float, number_format: str, datemode: int) -> str:
    if kind == xlrd.XL_CELL_BOOLEAN:
        return format_value(bool(value), number_format)
    if kind == xlrd.XL_CELL_DATE and isinstance(value, float):
        try:
            return format_value(_moment(xldate_as_datetime(value, datemode), value), number_format)
        except (XLDateError, OverflowError, ValueError):
            return format_value(value, "General")
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return format_value(value, number_format).strip()


def _moment(moment: datetime, value: float) -> date:
    return moment if value % 1 else moment.date()
