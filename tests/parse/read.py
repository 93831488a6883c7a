"""How the tests of parsers call them and look at what comes out."""

from __future__ import annotations

from datetime import UTC, datetime

from extractors.mention import Document
from pipeline.parse import parse_document
from pipeline.record import Record


def read(body: bytes, name: str, media_type: str = "") -> Document:
    """The document of some bytes under a file name."""
    return parse_document(body, Record("test", name, datetime(2024, 5, 1, tzinfo=UTC), media_type, "0", "test"))


def pieces(document: Document, *kinds: str) -> list[str]:
    """The texts of the segments, of some kinds where they are named."""
    return [document.text[s.start : s.end] for s in document.segments if not kinds or s.kind in kinds]


def heads(document: Document) -> list[tuple[str, ...]]:
    """The heads of the cells of each table row."""
    return [tuple(cell.head for cell in s.cells) for s in document.segments if s.kind == "table row"]
