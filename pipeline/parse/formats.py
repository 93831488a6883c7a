"""Which parser reads which bytes: a table, one row a format.

The bytes are believed before the server, the server before the file name. To add a format, add a row and a module
with ``parse_<name>(body: bytes, record: Record) -> Parsed``; it is imported when the first such document comes.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import PurePosixPath
from urllib.parse import urlsplit

from pipeline.parse.parsed import Parsed
from pipeline.problems import ParseProblem
from pipeline.record import Record

Parser = Callable[[bytes, Record], Parsed]
_OFFICE = "application/vnd.openxmlformats-officedocument."
_ODF = "application/vnd.oasis.opendocument."
_ZIP = b"PK\x03\x04"


@dataclass(frozen=True, slots=True)
class Format:
    """How a format is known. The first of ``media_types`` is its name in the table of documents.

    ``magic`` are prefixes of the bytes (white space before them aside, lower case for letters); ``member`` is a name
    inside the archive for formats that are zip files. ``parser`` is ``module:function``.
    """

    parser: str
    media_types: tuple[str, ...]
    extensions: tuple[str, ...]
    magic: tuple[bytes, ...] = ()
    member: bytes = b""


FORMATS: tuple[Format, ...] = (
    Format("pipeline.parse.pdf:parse_pdf", ("application/pdf", "application/x-pdf"), (".pdf",), (b"%pdf-",)),
    Format(
        "pipeline.parse.word:parse_docx",
        (_OFFICE + "wordprocessingml.document",),
        (".docx", ".docm", ".dotx"),
        member=b"word/document.xml",
    ),
    Format(
        "pipeline.parse.sheets:parse_xlsx",
        (_OFFICE + "spreadsheetml.sheet",),
        (".xlsx", ".xlsm"),
        member=b"xl/workbook.xml",
    ),
    Format(
        "pipeline.parse.archive:parse_old",
        ("application/msword", "application/vnd.ms-excel", "application/vnd.ms-powerpoint"),
        (".doc", ".xls", ".ppt"),
        (b"\xd0\xcf\x11\xe0",),
    ),
    Format(
        "pipeline.parse.html:parse_html",
        ("text/html", "application/xhtml+xml"),
        (".html", ".htm", ".xhtml", ".shtml", ".php", ".asp", ".aspx"),
        (b"<!doctype html", b"<html", b"<head", b"<body"),
    ),
    Format("pipeline.parse.markdown:parse_markdown", ("text/markdown", "text/x-markdown"), (".md", ".markdown")),
    Format("pipeline.parse.text:parse_text", ("text/plain",), (".txt", ".text")),
)
_FEED_MAGIC = (b"<rss", b"<feed", b"<rdf:rdf")
_HEAD_LENGTH = 2048
_NEVER = 9


def find_format(body: bytes, record: Record) -> Format:
    """The row of ``FORMATS`` that reads these bytes; raises ParseProblem where no row does."""
    head = _head(body)
    if is_feed(body):
        raise ParseProblem("feed", f"parsing {record.url}: a feed lists documents and is none; name it as a source")
    media_type = record.media_type.partition(";")[0].strip().lower()
    extension = PurePosixPath(urlsplit(record.url).path).suffix.lower()
    zipped = body.startswith(_ZIP)

    def rank(row: Format) -> int:
        if head.startswith(row.magic) or (zipped and row.member and row.member in body):
            return 0
        if row.member or zipped:
            return _NEVER
        if media_type in row.media_types and media_type != "text/plain":
            return 1
        if extension in row.extensions:  # servers call much text/plain that is more
            return 2
        return 3 if media_type in row.media_types else _NEVER

    best = min(FORMATS, key=rank)
    if rank(best) < _NEVER:
        return best
    raise ParseProblem(
        "format",
        f"parsing {record.url}: got {record.media_type or 'no media type'}, extension {extension or 'none'}, first "
        f"bytes {body[:8]!r}, expected a format of pipeline/parse/formats.py; add a row there or leave the source out",
    )


def is_feed(body: bytes) -> bool:
    """Whether these bytes are a list of documents and no document."""
    return _head(body).startswith(_FEED_MAGIC)


def _head(body: bytes) -> bytes:
    """The first bytes in lower case, without byte order mark, declarations and comments of XML before the root."""
    head = body[:_HEAD_LENGTH].removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    while head.startswith((b"<?", b"<!--")):
        end = b"?>" if head.startswith(b"<?") else b"-->"
        _, found, rest = head.partition(end)
        if not found:
            break
        head = rest.lstrip()
    return head


@cache
def load_parser(name: str) -> Parser:
    """The function that ``module:function`` names."""
    module, _, function = name.partition(":")
    parser: Parser = getattr(importlib.import_module(module), function)
    return parser
