"""What a reader of office files hands back from the child process."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.parse.parsed import Shortfall
from pipeline.parse.pieces import Piece


@dataclass(frozen=True, slots=True)
class Contents:
    """The pieces of a file in reading order, and what of it was not read."""

    pieces: tuple[Piece, ...]
    shortfalls: tuple[Shortfall, ...] = ()
