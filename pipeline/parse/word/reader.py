"""Word files (.docx) to documents: paragraphs, tables, text boxes, notes, headers and footers in reading order."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import docx
from docx.document import Document as WordDocument
from docx.opc.exceptions import PackageNotFoundError
from docx.opc.part import Part
from docx.oxml.ns import qn
from lxml import etree
from lxml.etree import _Element

from pipeline.parse.heads import find_heads
from pipeline.parse.office.archive import check_archive
from pipeline.parse.office.contents import Contents
from pipeline.parse.pieces import Piece, plain
from pipeline.parse.segments import Run, normalize_text
from pipeline.parse.word.styles import Look, Styles
from pipeline.parse.word.text import find_boxes, find_runs
from pipeline.parse.words import is_phrase
from pipeline.problems import ParseProblem

_DAMAGED = (PackageNotFoundError, KeyError, ValueError, AttributeError, TypeError, etree.XMLSyntaxError)
_NOTES = ("/footnotes", "/endnotes")
_MUCH = 300  # characters of a paragraph: below one of these a heading opens a section
_HEAD = 12  # paragraphs among which the headline stands
_BIGGER = 1.15  # than most paragraphs: a headline where no style tells
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_PARSER = etree.XMLParser(resolve_entities=False, no_network=True)


@dataclass(frozen=True, slots=True)
class _Found:
    """A piece and, for a paragraph of the body, how it looks."""

    piece: Piece
    look: Look | None = None


def read_docx(body: bytes, url: str) -> Contents:
    """What a Word file holds. Raises ParseProblem: damaged, too large, unsafe, password."""
    check_archive(body, url)
    try:
        word = docx.Document(io.BytesIO(body))
        found = list(_Reader(word).read())
        title = _headline(found, word.core_properties.title or "")
    except _DAMAGED as error:  # what python-docx raises where a part is missing or is no XML
        raise ParseProblem("damaged", f"parsing {url}: {error!r}; open and save it again") from error
    return Contents(tuple(replace(f.piece, kind="title") if i == title else f.piece for i, f in enumerate(found)))


class _Reader:
    """Walks through one file."""

    def __init__(self, word: WordDocument) -> None:
        self._word = word
        self._styles = Styles(word)

    def read(self) -> Iterator[_Found]:
        """Headers, the body, notes, footers."""
        edges = [(section.header, section.footer) for section in self._word.sections]
        edges += [(section.first_page_header, section.first_page_footer) for section in self._word.sections]
        yield from self._margin([header._element for header, _ in edges if not header.is_linked_to_previous], "header")
        yield from self._blocks(self._word.element.body, self._word.part, "body")
        for relation in self._word.part.rels.values():
            if relation.reltype.endswith(_NOTES) and not relation.is_external:
                part = relation.target_part
                notes = etree.fromstring(part.blob, _PARSER)
                for note in notes:
                    yield from self._blocks(note, part, "note")
        yield from self._margin([footer._element for _, footer in edges if not footer.is_linked_to_previous], "footer")

    def _margin(self, elements: Sequence[_Element], origin: str) -> Iterator[_Found]:
        seen: set[str] = set()
        for element in elements:
            for number, found in enumerate(self._blocks(element, self._word.part, origin)):
                if found.piece.text not in seen:
                    seen.add(found.piece.text)
                    yield _Found(replace(found.piece, kind="boilerplate", origin=f"{origin} {number + 1}"))

    def _blocks(self, parent: _Element, part: Part, origin: str) -> Iterator[_Found]:
        targets = {key: rel.target_ref for key, rel in part.rels.items() if rel.is_external}
        for number, child in enumerate(_unwrapped(parent), 1):
            place = f"{origin} {number}"
            if child.tag == qn("w:tbl"):
                yield from self._table(child, targets, place)
            elif child.tag == qn("w:p"):
                runs = find_runs(child, targets)
                look = self._styles.look(child, normalize_text(plain(runs)))
                yield _Found(Piece(runs, look.kind, place), look if origin == "body" else None)
                for box in find_boxes(child):
                    yield from self._blocks(box, part, f"{place} box")

    def _table(self, table: _Element, targets: dict[str, str], origin: str) -> Iterator[_Found]:
        kept = [row for row in table.iter(qn("w:tr")) if _owner(row) is table and not _is_deleted(row)]
        rows = [[_cell(cell, targets) for cell in _cells(row)] for row in kept]
        if max(map(len, rows), default=0) == 1:  # a frame, no table
            for row in rows:
                yield from (_Found(Piece(cell, "body", origin)) for cell in row)
            return
        texts = [[normalize_text(plain(cell)) for cell in row] for row in rows]
        bold = [_is_bold(row) or row.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None for row in kept]
        for i, (row, heads) in enumerate(zip(rows, find_heads(texts, bold), strict=True), 1):
            yield _Found(Piece("", "table row", f"{origin} row {i}", tuple(row), heads))


def _unwrapped(parent: _Element) -> Iterator[_Element]:
    """Paragraphs and tables, those inside of content controls and insertions too."""
    for child in parent:
        if child.tag in (qn("w:p"), qn("w:tbl")):
            yield child
        elif child.tag in (qn("w:sdt"), qn("w:sdtContent"), qn("w:ins"), qn("w:customXml"), qn("w:smartTag")):
            yield from _unwrapped(child)


def _is_deleted(row: _Element) -> bool:
    """Whether a tracked change took the row away."""
    return row.find(f"{qn('w:trPr')}/{qn('w:del')}") is not None


def _owner(row: _Element) -> _Element | None:
    return next(row.iterancestors(qn("w:tbl")), None)


def _cells(row: _Element) -> Iterator[_Element | None]:
    """The cells of a row; None in the place of what another cell covers."""
    for cell in row.iter(qn("w:tc")):
        if next(cell.iterancestors(qn("w:tr")), None) is not row:
            continue
        merged = cell.find(f"{qn('w:tcPr')}/{qn('w:vMerge')}")
        yield None if merged is not None and merged.get(qn("w:val")) != "restart" else cell
        span = cell.find(f"{qn('w:tcPr')}/{qn('w:gridSpan')}")
        for _ in range(min(int(span.get(qn("w:val")) or 1), 100) - 1 if span is not None else 0):
            yield None


def _cell(cell: _Element | None, targets: dict[str, str]) -> tuple[Run, ...]:
    """The words of a cell, its paragraphs and those of tables inside of it on lines of their own."""
    if cell is None:
        return ()
    runs: list[Run] = []
    for paragraph in cell.iter(qn("w:p")):
        if next(paragraph.iterancestors(_FALLBACK), None) is not None:  # the same again for old programs
            continue
        runs += [Run("\n"), *find_runs(paragraph, targets)] if runs else find_runs(paragraph, targets)
    return tuple(runs)


def _is_bold(row: _Element) -> bool:
    """Whether all words of a row are bold by themselves."""
    runs = [run for run in row.iter(qn("w:r")) if "".join(t.text or "" for t in run.iter(qn("w:t"))).strip()]
    marks = [run.find(f"{qn('w:rPr')}/{qn('w:b')}") for run in runs]
    return bool(marks) and all(m is not None and m.get(qn("w:val")) not in ("0", "false") for m in marks)


def _headline(found: Sequence[_Found], claimed: str) -> int | None:
    """The paragraph that its style, else its size, or the title in the properties shows to be the headline."""
    looks = [(i, f.look, f.piece.text) for i, f in enumerate(found) if f.look is not None and f.piece.text]
    ranked = [(look.rank, i) for i, look, _ in looks if look.rank is not None]
    before = {i: sum(len(f.piece.text) > _MUCH for f in found[:i]) for _, i in ranked}
    if ranked and not before[min(ranked)[1]]:
        return min(ranked)[1]
    head = [(i, look, text) for i, look, text in looks[:_HEAD] if len(text) < _MUCH and not is_phrase(text, "release")]
    printed = next((i for i, _, text in head if len(claimed) > 9 and text.casefold() == claimed.casefold()), None)
    if printed is not None or not head:
        return printed
    usual = sorted(look.size for _, look, _ in looks)[len(looks) // 2]
    biggest = max(head, key=lambda entry: entry[1].size)
    return biggest[0] if biggest[1].size > usual * _BIGGER else None
