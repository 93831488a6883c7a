"""Pieces: what the readers of files without a DOM find, in reading order, before they become segments."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from extractors.mention import Document, SegmentKind
from pipeline.parse.segments import CELL_SEPARATOR, Run, SegmentBuilder, Words, normalize_text


@dataclass(frozen=True, slots=True)
class Piece:
    """A paragraph, heading, list item or (where ``cells`` are given) table row. ``words`` of a row are ignored."""

    words: Words
    kind: SegmentKind = "body"
    origin: str = ""
    cells: tuple[Words, ...] = ()
    heads: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """What is visible, normalized."""
        if self.cells:
            return CELL_SEPARATOR.join(normalize_text(plain(cell)) for cell in self.cells)
        return normalize_text(plain(self.words))


def plain(words: Words) -> str:
    """The words without their links."""
    return words if isinstance(words, str) else "".join(run.text for run in words)


def links(piece: Piece) -> list[Run]:
    """The runs of a piece that lead somewhere."""
    parts: Iterable[Words] = piece.cells or (piece.words,)
    return [run for words in parts if not isinstance(words, str) for run in words if run.target]


def build_segments(pieces: Sequence[Piece]) -> SegmentBuilder:
    """A builder that has taken all pieces."""
    builder = SegmentBuilder()
    for piece in pieces:
        if piece.cells:
            builder.add_row(piece.cells, piece.heads, piece.origin, piece.kind)
        else:
            builder.add(piece.words, piece.kind, piece.origin)
    return builder


def find_pieces_of(document: Document) -> Iterator[Piece]:
    """The pieces that a document is made of: what another reader found, to be put into a greater whole."""
    for segment in document.segments:
        cells = tuple(_runs(document, cell.start, cell.end) for cell in segment.cells)
        heads = tuple(cell.head for cell in segment.cells)
        words = "" if cells else _runs(document, segment.start, segment.end)
        yield Piece(words, segment.kind, segment.origin, cells, heads)


def _runs(document: Document, start: int, end: int) -> Words:
    """The words between two offsets with the links among them."""
    inside = [link for link in document.links if start <= link.start and link.end <= end]
    if not inside:
        return document.text[start:end]
    runs, at = [], start
    for link in inside:
        runs += [Run(document.text[at : link.start]), Run(document.text[link.start : link.end], link.target)]
        at = link.end
    return (*runs, Run(document.text[at:end]))
