"""Bytes to a Document."""

from __future__ import annotations

from dataclasses import replace

from extractors.mention import Document
from pipeline.parse.formats import find_format, load_parser
from pipeline.parse.language import label_languages
from pipeline.parse.parsed import Parsed
from pipeline.record import Record

__all__ = ["Parsed", "parse_document", "parse_record"]


def parse_document(body: bytes, record: Record) -> Document:
    """The document that these bytes hold.

    Raises ParseProblem where they hold none that can be read; its reason is one of the fixed words of
    ``docs/rejects.md``.
    """
    return parse_record(body, record).document


def parse_record(body: bytes, record: Record) -> Parsed:
    """The document with the media type and charset that its bytes turned out to have; raises as parse_document."""
    parsed = load_parser(find_format(body, record).parser)(body, record)
    if parsed.document.language is None:
        return replace(parsed, document=label_languages(parsed.document))
    return parsed
