"""Plain text to documents: paragraphs, headings, lists, tables and contact blocks by their layout alone."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extractors.mention import SegmentKind
from pipeline.parse.assemble import build_document
from pipeline.parse.charset import decode
from pipeline.parse.hyphens import find_evidence
from pipeline.parse.markdown import build_markdown, is_markdown
from pipeline.parse.parsed import Parsed
from pipeline.parse.pieces import Piece
from pipeline.parse.wrapped import find_width, join_wrapped, split_bullet, split_items
from pipeline.record import Record

_RULE = re.compile(r"\s*(?:[-=_*~#+.—–]{3,}|--|(?:[-=_*~]\s){3,})\s*\Z")
_UNDERLINE = re.compile(r"\s*(?:={3,}|-{3,}|~{3,}|\^{3,})\s*\Z")
_CELL_GAP = re.compile(r"(?<=\S)(?:\s{2,}|\s+\|\s+)(?=\S)")
_WIDE_GAP = re.compile(r"(?<=\S)\s{4,}(?=\S)")
_CELLS = 2
_HEADING_LENGTH = 120
_SHORT = 70
_WORDS_ALONE = re.compile(r"[^\W\d_][^.,:;!@]*[^.,:;!…@]")
_HEAD_BLOCKS = 4
_MUCH = 300  # characters of a paragraph: with it the head of the document ends
_PARAGRAPH_LENGTH = 120  # a longer line is a paragraph of its own, no line of an address


@dataclass(frozen=True, slots=True)
class _Block:
    """Lines without a blank line between them; ``is_heading`` where a rule runs under them."""

    lines: tuple[str, ...]
    number: int
    is_heading: bool = False


def parse_text(body: bytes, record: Record) -> Parsed:
    """The document of a text file; Markdown in a text file is read as such."""
    decoded = decode(body, record.charset)
    pieces = build_markdown(decoded.text) if is_markdown(decoded.text) else list(find_pieces(decoded.text))
    return Parsed(build_document(pieces, record), "text/plain", decoded.charset, decoded.found_in)


def find_pieces(text: str) -> Iterator[Piece]:
    """The pieces of a text in order.

    >>> [(piece.kind, piece.text) for piece in find_pieces("NEWS\\n====\\nOne line.\\n\\n* first\\n* second")]
    [('heading', 'NEWS'), ('body', 'One line.'), ('list item', 'first'), ('list item', 'second')]
    """
    text = re.sub("\r\n?", "\n", text).replace("\f", "\n\n").replace("\v", "\n")
    lines = text.expandtabs(8).split("\n")
    blocks = list(_blocks(lines))
    width = find_width(block.lines for block in blocks)
    evidence = find_evidence(lines)
    in_head = True
    for number, block in enumerate(blocks):
        origin = f"line {block.number}"
        in_head = in_head and number < _HEAD_BLOCKS and sum(map(len, block.lines)) < _MUCH
        if len(block.lines) == 1 or block.is_heading:
            below = blocks[number + 1].lines[0] if number + 1 < len(blocks) else ""
            opens = number >= _HEAD_BLOCKS and len(below) > len(block.lines[0])
            yield from _single(block, origin, opens)
        elif rows := _table(block.lines):
            yield from (Piece("", "table row", origin, row, heads) for row, heads in rows)
        else:
            apart = in_head or any(len(line) > _PARAGRAPH_LENGTH for line in block.lines)
            for is_item, part in split_items(block.lines):
                yield from _paragraph(join_wrapped(part, width, evidence), is_item, apart, origin)


def _blocks(lines: Sequence[str]) -> Iterator[_Block]:
    start, block = 1, list[str]()
    for number, line in enumerate((*lines, ""), 1):
        if line.strip() and not _RULE.match(line):
            start = start if block else number
            block.append(line)
            continue
        underlined = bool(block and _UNDERLINE.match(line) and line.strip() != "--")
        if underlined and block[:-1]:
            yield _Block(tuple(block[:-1]), start)
            start, block = number - 1, block[-1:]
        if block:
            yield _Block(tuple(block), start, underlined and len(block[0]) < _HEADING_LENGTH)
        block = []


def _single(block: _Block, origin: str, opens: bool) -> Iterator[Piece]:
    """One line, or an underlined one; a wide gap in it parts what stands left and right of a page.

    ``opens``: a longer text follows, so a few words without an end are its heading.
    """
    for text in (part for line in block.lines for part in _WIDE_GAP.split(line.strip())):
        is_head = text.isupper() and len(text) < _HEADING_LENGTH
        is_head = is_head or (opens and len(text) < _SHORT and bool(_WORDS_ALONE.fullmatch(text)))
        is_item, words = split_bullet(text)
        kind: SegmentKind = "heading" if block.is_heading or is_head else "list item" if is_item else "body"
        yield Piece(words, kind, origin)


def _table(lines: Sequence[str]) -> list[tuple[tuple[str, ...], tuple[str, ...]]]:
    """Rows with the words of their heads, where all lines fall into the same cells; else nothing."""
    rows = [tuple(_CELL_GAP.split(line.strip(" |"))) for line in lines]
    if len(rows[0]) < _CELLS or any(len(row) != len(rows[0]) for row in rows):
        return []
    headed = (
        len(rows) > _CELLS
        and not any(c.isdigit() for c in "".join(rows[0]))
        and any(c.isdigit() for row in rows[1:] for c in "".join(row))
    )
    return [(row, rows[0] if headed and number else ()) for number, row in enumerate(rows)]


def _paragraph(text: str, is_item: bool, apart: bool, origin: str) -> Iterator[Piece]:
    if is_item:
        yield Piece(text.replace("\n", " "), "list item", origin)
        return
    for part in text.split("\n") if apart else [text]:
        yield Piece(part, "heading" if part.isupper() and len(part) < _HEADING_LENGTH else "body", origin)
