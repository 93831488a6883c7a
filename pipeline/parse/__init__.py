"""Bytes to a Document."""

from __future__ import annotations

from extractors.mention import Document
from pipeline.problems import ParseProblem
from pipeline.record import Record

__all__ = ["parse_document"]


def parse_document(body: bytes, record: Record) -> Document:
    """The document that these bytes hold.

    Raises ParseProblem where they hold none that can be read; its reason is one of the fixed words of
    ``docs/rejects.md``.
    """
    raise ParseProblem("not built", f"parsing {record.url} ({len(body)} bytes)")
