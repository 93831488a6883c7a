"""Pieces: what the readers of files without a DOM find, in reading order, before they become segments."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from extractors.mention import SegmentKind
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
