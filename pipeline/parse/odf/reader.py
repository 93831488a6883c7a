"""OpenDocument files: what is shown stands in their XML as words, also figures and days as they are formatted."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from itertools import count

from lxml import etree
from lxml.etree import _Element

from extractors.mention import SegmentKind
from pipeline.parse.heads import find_heads
from pipeline.parse.odf.names import tag
from pipeline.parse.odf.styles import Styles
from pipeline.parse.odf.words import find_boxes, find_runs
from pipeline.parse.office.archive import check_archive
from pipeline.parse.office.contents import Contents
from pipeline.parse.parsed import Shortfall
from pipeline.parse.pieces import Piece, plain
from pipeline.parse.segments import Run, Words, normalize_text
from pipeline.parse.sheets.regions import Cell, find_pieces
from pipeline.problems import ParseProblem

_PARSER = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
_MARGINS = ("style:header", "style:header-first", "style:footer", "style:footer-first")
_MOST_REPEATED = 300  # of a cell or row: more are formats of the empty rest of a sheet


def read_odf(body: bytes, url: str) -> Contents:
    """What an OpenDocument file holds. Raises ParseProblem: damaged, too large, unsafe, password."""
    check_archive(body, url)
    try:
        with zipfile.ZipFile(io.BytesIO(body)) as archive:
            if b"encryption-data" in _part(archive, "META-INF/manifest.xml"):
                raise ParseProblem("password", f"parsing {url}: it is encrypted; save it without a password")
            content = etree.fromstring(archive.read("content.xml"), _PARSER)
            frame = _part(archive, "styles.xml")
        frames = etree.fromstring(frame, _PARSER) if frame else None
    except (KeyError, etree.XMLSyntaxError) as error:
        raise ParseProblem("damaged", f"parsing {url}: {error!r}; open and save it again") from error
    reader = _Reader(content, frames, url)
    pieces = tuple(reader.read())
    return Contents(pieces, tuple(reader.shortfalls()))


def _part(archive: zipfile.ZipFile, name: str) -> bytes:
    return archive.read(name) if name in archive.namelist() else b""


class _Reader:
    """Walks through one file."""

    def __init__(self, content: _Element, frames: _Element | None, url: str) -> None:
        self._content, self._frames, self._url = content, frames, url
        self._styles = Styles([root for root in (frames, content) if root is not None])
        self._hidden: list[str] = []

    def read(self) -> Iterator[Piece]:
        """Headers, the body, footers."""
        yield from self._margin(_MARGINS[:2])
        for body in self._content.iter(tag("office:text"), tag("office:presentation")):
            yield from self._blocks(body, "body", count(1))
        for book in self._content.iter(tag("office:spreadsheet")):
            yield from self._sheets(book)
        yield from self._margin(_MARGINS[2:])

    def shortfalls(self) -> Iterator[Shortfall]:
        """The sheets that somebody has hidden."""
        if self._hidden:
            names = ", ".join(self._hidden)
            yield Shortfall("hidden", f"parsing {self._url}: the sheets {names} are hidden; show them if they count")

    def _margin(self, names: tuple[str, ...]) -> Iterator[Piece]:
        seen: set[str] = set()
        for element in self._frames.iter(*map(tag, names)) if self._frames is not None else ():
            for paragraph in element.iter(tag("text:p")):
                words = find_runs(paragraph)
                if (text := plain(words).strip()) and text not in seen:
                    seen.add(text)
                    yield Piece(words, "boilerplate", names[0].partition(":")[2])

    def _blocks(self, parent: _Element, origin: str, numbers: Iterator[int], inside: bool = False) -> Iterator[Piece]:
        """Paragraphs, headings and tables in order; ``inside`` a list they are its items."""
        for child in parent:
            place = f"{origin} {next(numbers)}"
            if child.tag in (tag("text:p"), tag("text:h")):
                yield Piece(find_runs(child), self._kind(child, inside), place)
                for box in find_boxes(child):
                    yield from self._blocks(box, f"{place} box", count(1))
            elif child.tag == tag("table:table"):
                yield from self._table(child, place)
            elif child.tag != tag("text:tracked-changes") and isinstance(child.tag, str):
                in_list = inside or child.tag == tag("text:list-item")
                yield from self._blocks(child, origin, numbers, in_list)

    def _kind(self, paragraph: _Element, inside: bool) -> SegmentKind:
        kind = self._styles.kind(paragraph.get(tag("text:style-name"), ""))
        if paragraph.tag == tag("text:h") and kind == "body":
            return "heading"
        return "list item" if inside and kind == "body" else kind

    def _table(self, table: _Element, origin: str) -> Iterator[Piece]:
        rows = [[_words(cell) for _, cell in _cells(row)] for row in table.iter(tag("table:table-row"))]
        texts = [[normalize_text(plain(cell)) for cell in row] for row in rows]
        if max(map(len, rows), default=0) == 1:  # a frame, no table
            yield from (Piece(cell, "body", origin) for row in rows for cell in row)
            return
        for number, (row, heads) in enumerate(zip(rows, find_heads(texts), strict=True), 1):
            yield Piece("", "table row", f"{origin} row {number}", tuple(row), heads)

    def _sheets(self, book: _Element) -> Iterator[Piece]:
        sheets = list(book.iterchildren(tag("table:table")))
        visible = [sheet for sheet in sheets if not self._styles.is_hidden(sheet.get(tag("table:style-name"), ""))]
        self._hidden = [sheet.get(tag("table:name"), "") for sheet in sheets if sheet not in visible]
        for sheet in visible:
            name = sheet.get(tag("table:name"), "")
            if len(visible) > 1:
                yield Piece(name, "boilerplate", f"sheet {name}")
            yield from find_pieces(self._sheet_cells(sheet), name, self._url)

    def _sheet_cells(self, sheet: _Element) -> Iterator[Cell]:
        at = 1
        for row in sheet.iter(tag("table:table-row")):
            for column, cell in _cells(row):
                if text := normalize_text(plain(_words(cell))):
                    yield Cell(at, column, text, self._styles.is_bold(cell.get(tag("table:style-name"), "")))
            at += _number(row, "table:number-rows-repeated")


def _cells(row: _Element) -> Iterator[tuple[int, _Element]]:
    """The cells of a row with their columns, those covered by others among them, repeated ones as often."""
    column = 1
    for cell in row.iterchildren(tag("table:table-cell"), tag("table:covered-table-cell")):
        repeated = _number(cell, "table:number-columns-repeated")
        for i in range(repeated if repeated <= _MOST_REPEATED else 1):
            yield column + i, cell
        column += repeated


def _number(element: _Element, name: str) -> int:
    written = element.get(tag(name), "1")
    return int(written) if written.isdecimal() and len(written) < 9 else 1


def _words(cell: _Element) -> Words:
    runs: list[Run] = []
    for paragraph in cell.iter(tag("text:p"), tag("text:h")):
        runs += [Run("\n"), *find_runs(paragraph)] if runs else find_runs(paragraph)
    return tuple(runs)
