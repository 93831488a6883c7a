"""Pages of blocks to pieces: what a page cut is joined, headings and items get their kinds, tables their heads."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from extractors.mention import SegmentKind
from pipeline.parse.heads import find_heads
from pipeline.parse.hyphens import find_evidence, join_lines
from pipeline.parse.pdf.headline import find_headline, usual_size
from pipeline.parse.pdf.links import find_runs
from pipeline.parse.pdf.shapes import Block, Line, Page, Paper, Table
from pipeline.parse.pieces import Piece

_BULLET = re.compile(r"(?:[•●▪■◦○‣►➢✓·*]|-(?=\s))\s*(?=\S)")
_DASH = re.compile(r"[–—]\s")  # opens speech as often as an item
_NUMBERED = re.compile(r"\(?\d{1,2}[.)]\s|[a-z]\)\s")
_ENDED = re.compile(r"[.:;!?…][\"”“’»)\]]*\Z")
_BIGGER = 1.12  # than the usual font size: a heading
_HEADING_LENGTH = 250
_BOLD_HEADING_LENGTH = 120
_NEARLY = 0.08
_FULL = 0.85  # of the width of its block: a line that ran on


@dataclass(frozen=True, slots=True)
class Placed:
    """A block or table with its page."""

    item: Block | Table
    page: Page

    @property
    def origin(self) -> str:
        """Where it stands."""
        return f"page {self.page.number} box {self.item.box}"


def build_pieces(paper: Paper) -> list[Piece]:
    """The pieces of a file in reading order; the headline is marked as title where its size tells."""
    placed = list(_joined([Placed(item, page) for page in paper.pages for item in page.items]))
    evidence = find_evidence(line.text for p in placed for line in _lines(p.item))
    usual = usual_size([p.item for p in placed if isinstance(p.item, Block) and not p.item.aside])
    headline = find_headline([p.item for p in placed if p.page is paper.pages[0]], paper.pages[0], usual, paper.title)
    pieces: list[Piece] = []
    heads: tuple[str, ...] = ()
    for p in placed:
        if isinstance(p.item, Table):
            rows = _rows(p.item, p.origin, heads, evidence)
            heads = rows[-1].heads
            pieces += rows
            continue
        text = _text(p.item.lines, evidence)
        kind: SegmentKind = "title" if p.item is headline else _kind(p.item, text, usual)
        heads = heads if p.item.aside else ()
        words = _BULLET.sub("", text, count=1) if kind == "list item" else text
        pieces.append(Piece(find_runs(words, p.item, p.page.targets), kind, p.origin))
    return pieces


def _lines(item: Block | Table) -> list[Line]:
    return list(item.lines) if isinstance(item, Block) else [line for row in item.rows for cell in row for line in cell]


def _text(lines: Sequence[Line], evidence: frozenset[str]) -> str:
    """The words of some lines, those that ran on joined."""
    groups: list[list[str]] = []
    for line in lines:
        if groups and line.soft:
            groups[-1].append(line.text)
        else:
            groups.append([line.text])
    return "\n".join(join_lines(group, evidence) for group in groups)


def _kind(block: Block, text: str, usual: float) -> SegmentKind:
    if block.aside:
        return "boilerplate"
    if block.lines[0].size >= usual * _BIGGER and len(text) < _HEADING_LENGTH:
        return "heading"
    bold = all(line.bold for line in block.lines)
    if bold and len(text) < _BOLD_HEADING_LENGTH and "\n" not in text and not text.endswith((".", ",", ";")):
        return "heading"
    if _BULLET.match(text) or _NUMBERED.match(text) or (_DASH.match(text) and not _ENDED.search(text)):
        return "list item"
    return "body"


def _joined(placed: Sequence[Placed]) -> Iterator[Placed]:
    """The blocks with those joined that a page or a column cut in two; margins stand between them and stay."""
    waiting: list[Placed] = []
    for p in placed:
        last = waiting[0] if waiting else None
        if last is not None and _runs_on(last.item, p.item):
            lines = (*_lines(last.item), replace(_lines(p.item)[0], soft=True), *_lines(p.item)[1:])
            waiting[0] = Placed(Block(lines), last.page)
            continue
        if isinstance(p.item, Table) or not p.item.aside:
            yield from waiting
            waiting = []
        waiting.append(p)
    yield from waiting


def _runs_on(above: Block | Table, below: Block | Table) -> bool:
    if isinstance(above, Table) or isinstance(below, Table) or below.aside:
        return False
    last, first = above.lines[-1], below.lines[0]
    if above.aside or abs(last.size - first.size) > _NEARLY * last.size or last.bold != first.bold:
        return False
    if _ENDED.search(last.text) or _BULLET.match(first.text) or len(above.lines) < 2:
        return False
    width = max(line.box.x1 for line in above.lines) - min(line.box.x0 for line in above.lines)
    return first.text[:1].islower() or last.box.x1 - last.box.x0 > width * _FULL


def _rows(table: Table, origin: str, heads: tuple[str, ...], evidence: frozenset[str]) -> list[Piece]:
    """The rows of a table. ``heads`` are those of a table right before it: it may go on from the page above."""
    rows = [tuple(_text(cell, evidence) for cell in row) for row in table.rows]
    bold = [all(line.bold for cell in row for line in cell) for row in table.rows]
    repeated = bool(heads) and rows[0] == heads
    own = find_heads(rows, bold)
    if heads and not repeated and not own[-1] and len(rows[0]) == len(heads):
        own = [heads] * len(rows)
    first: SegmentKind = "boilerplate" if repeated else "table row"
    return [Piece("", "table row" if i else first, origin, row, own[i]) for i, row in enumerate(rows)]
