"""PowerPoint files (.pptx): the words of their visible slides in order; notes of the speaker are no part of them."""

from __future__ import annotations

import io
import posixpath
import zipfile
from collections.abc import Iterator

from lxml import etree
from lxml.etree import _Element

from extractors.mention import SegmentKind
from pipeline.parse.heads import find_heads
from pipeline.parse.office.archive import check_archive
from pipeline.parse.office.contents import Contents
from pipeline.parse.parsed import Shortfall
from pipeline.parse.pieces import Piece, plain
from pipeline.parse.segments import Run, normalize_text
from pipeline.problems import ParseProblem

_PARSER = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_BOOK = "ppt/presentation.xml"
_MARGINS = frozenset({"dt", "ftr", "sldNum", "hdr"})
_TITLES = frozenset({"title", "ctrTitle"})


def read_pptx(body: bytes, url: str) -> Contents:
    """The slides of a PowerPoint file. Raises ParseProblem: damaged, too large, unsafe, password."""
    check_archive(body, url)
    pieces: list[Piece] = []
    hidden: list[str] = []
    try:
        with zipfile.ZipFile(io.BytesIO(body)) as archive:
            targets = _targets(archive, _BOOK)
            for number, entry in enumerate(_read(archive, _BOOK).iter(_P + "sldId"), 1):
                name = targets[entry.get(_R + "id", "")]
                slide = _read(archive, name)
                if slide.get("show") in ("0", "false"):
                    hidden.append(str(number))
                else:
                    pieces += _slide(slide, _targets(archive, name), number)
    except (KeyError, etree.XMLSyntaxError) as error:
        raise ParseProblem("damaged", f"parsing {url}: {error!r}; open and save it again") from error
    lost = Shortfall("hidden", f"parsing {url}: the slides {', '.join(hidden)} are hidden; show them if they count")
    return Contents(tuple(pieces), (lost,) if hidden else ())


def _read(archive: zipfile.ZipFile, name: str) -> _Element:
    return etree.fromstring(archive.read(name), _PARSER)


def _targets(archive: zipfile.ZipFile, name: str) -> dict[str, str]:
    """Where the relations of a part lead, by id: names of parts, or addresses outside."""
    folder, _, file = name.rpartition("/")
    relations = f"{folder}/_rels/{file}.rels"
    if relations not in archive.namelist():
        return {}
    found = {}
    for relation in _read(archive, relations):
        target = relation.get("Target", "")
        inner = relation.get("TargetMode") != "External"
        path = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/") if inner else target
        found[relation.get("Id", "")] = path
    return found


def _slide(slide: _Element, targets: dict[str, str], number: int) -> Iterator[Piece]:
    """The shapes of a slide in their order."""
    shapes = slide.iter(_P + "sp", _A + "tbl")
    for at, shape in enumerate(shapes, 1):
        origin = f"slide {number} shape {at}"
        if shape.tag == _A + "tbl":
            yield from _table(shape, targets, origin)
            continue
        holder = shape.find(f"{_P}nvSpPr/{_P}nvPr/{_P}ph")
        role = holder.get("type", "body") if holder is not None else ""
        for paragraph in shape.iterfind(f"{_P}txBody/{_A}p"):
            yield Piece(_words(paragraph, targets), _kind(role, number), origin)


def _kind(role: str, number: int) -> SegmentKind:
    if role in _MARGINS:
        return "boilerplate"
    if role in _TITLES:
        return "title" if number == 1 else "heading"
    return "list item" if role == "body" and number > 1 else "body"


def _table(table: _Element, targets: dict[str, str], origin: str) -> Iterator[Piece]:
    rows = [[_cell(cell, targets) for cell in row.iterfind(_A + "tc")] for row in table.iterfind(_A + "tr")]
    texts = [[normalize_text(plain(cell)) for cell in row] for row in rows]
    for number, (row, heads) in enumerate(zip(rows, find_heads(texts), strict=True), 1):
        yield Piece("", "table row", f"{origin} row {number}", tuple(row), heads)


def _cell(cell: _Element, targets: dict[str, str]) -> tuple[Run, ...]:
    runs: list[Run] = []
    for paragraph in cell.iter(_A + "p"):
        runs += [Run("\n"), *_words(paragraph, targets)] if runs else _words(paragraph, targets)
    return tuple(runs)


def _words(paragraph: _Element, targets: dict[str, str]) -> tuple[Run, ...]:
    runs = []
    for child in paragraph:
        if child.tag == _A + "br":
            runs.append(Run("\n"))
        elif child.tag in (_A + "r", _A + "fld"):
            link = child.find(f"{_A}rPr/{_A}hlinkClick")
            target = targets.get(link.get(_R + "id", "")) if link is not None else None
            runs.append(Run("".join(text.text or "" for text in child.iterfind(_A + "t")), target))
    return tuple(runs)
