"""Which parser reads which bytes: a table, one row a format.

The bytes are believed before the server, the server before the file name. To add a format, add a row and a module
with ``parse_<name>(body: bytes, record: Record) -> Parsed``; it is imported when the first such document comes.
"""

from __future__ import annotations

import importlib
import io
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import PurePosixPath
from urllib.parse import urlsplit

from pipeline.parse.parsed import Parsed
from pipeline.parse.zip_faults import ZIP_FAULTS
from pipeline.problems import ParseProblem
from pipeline.record import Record

Parser = Callable[[bytes, Record], Parsed]
_OFFICE = "application/vnd.openxmlformats-officedocument."
_ODF = "application/vnd.oasis.opendocument."
_PDF = b"%pdf-"
_ZIP = b"PK\x03\x04"
_KIND = "mimetype:"
_KIND_MEMBER = "mimetype"
_KIND_LENGTH = 80
_MAIL = "pipeline.parse.mail:parse_mail"


@dataclass(frozen=True, slots=True)
class Format:
    """How a format is known. The first of ``media_types`` is its name in the table of documents.

    ``magic`` are prefixes of the bytes (white space before them aside, lower case for letters); ``member`` is how a
    name inside the archive begins for formats that are zip files. ``parser`` is ``module:function``.
    """

    parser: str
    media_types: tuple[str, ...]
    extensions: tuple[str, ...]
    magic: tuple[bytes, ...] = ()
    member: str = ""


FORMATS: tuple[Format, ...] = (
    Format("pipeline.parse.pdf.parser:parse_pdf", ("application/pdf", "application/x-pdf"), (".pdf",), (_PDF,)),
    Format(
        "pipeline.parse.office.parser:parse_docx",
        (_OFFICE + "wordprocessingml.document",),
        (".docx", ".docm", ".dotx"),
        member="word/document",
    ),
    Format(
        "pipeline.parse.office.parser:parse_xlsx",
        (_OFFICE + "spreadsheetml.sheet",),
        (".xlsx", ".xlsm"),
        member="xl/workbook",
    ),
    Format(
        "pipeline.parse.office.parser:parse_pptx",
        (_OFFICE + "presentationml.presentation",),
        (".pptx", ".pptm", ".ppsx"),
        member="ppt/presentation",
    ),
    Format("pipeline.parse.office.parser:parse_odt", (_ODF + "text",), (".odt", ".ott"), member=_KIND + _ODF + "text"),
    Format(
        "pipeline.parse.office.parser:parse_ods",
        (_ODF + "spreadsheet",),
        (".ods", ".ots"),
        member=_KIND + _ODF + "spreadsheet",
    ),
    Format(
        "pipeline.parse.office.parser:parse_odp",
        (_ODF + "presentation",),
        (".odp",),
        member=_KIND + _ODF + "presentation",
    ),
    Format("pipeline.parse.office.parser:parse_rtf", ("application/rtf", "text/rtf"), (".rtf",), (b"{\\rtf",)),
    Format(
        "pipeline.parse.office.parser:parse_old",
        (
            "application/vnd.ms-excel",
            "application/msword",
            "application/vnd.ms-powerpoint",
            "application/vnd.ms-outlook",
        ),
        (".xls", ".doc", ".ppt", ".msg"),
        (b"\xd0\xcf\x11\xe0",),
    ),
    Format(
        _MAIL,
        ("message/rfc822", "multipart/related"),
        (".eml", ".mht", ".mhtml"),
        (b"received:", b"return-path:", b"delivered-to:", b"mime-version:", b"message-id:", b"x-mozilla-status:"),
    ),
    Format(
        "pipeline.parse.html:parse_html",
        ("text/html", "application/xhtml+xml"),
        (".html", ".htm", ".xhtml", ".shtml", ".php", ".asp", ".aspx"),
        (b"<!doctype html", b"<html", b"<head", b"<body"),
    ),
    Format("pipeline.parse.sheets.separated:parse_csv", ("text/csv", "text/tab-separated-values"), (".csv", ".tsv")),
    Format("pipeline.parse.markdown:parse_markdown", ("text/markdown", "text/x-markdown"), (".md", ".markdown")),
    Format("pipeline.parse.text:parse_text", ("text/plain",), (".txt", ".text")),
)
_MEDIA_TYPES = {extension: row.media_types[0] for row in FORMATS for extension in row.extensions}
_FEED_MAGIC = (b"<rss", b"<feed", b"<rdf:rdf")
_HEAD_LENGTH = 2048
_PDF_HEADER_LENGTH = 1024  # ISO 32000-1, appendix H, note 13
_NEVER = 9


def find_format(body: bytes, record: Record) -> Format:
    """The row of ``FORMATS`` that reads these bytes; raises ParseProblem where no row does."""
    if is_feed(body):
        raise ParseProblem("feed", f"parsing {record.url}: a feed lists documents and is none; name it as a source")
    found = _best(body, record.url, record.media_type)
    if found is not None:
        return found
    if body.startswith(_ZIP):
        raise ParseProblem("format", f"parsing {record.url}: a zip archive without a document; put in what it holds")
    extension = _extension(record.url) or "none"
    raise ParseProblem(
        "format",
        f"parsing {record.url}: got {record.media_type or 'no media type'}, extension {extension}, first bytes "
        f"{body[:8]!r}, expected a format of pipeline/parse/formats.py; add a row there or leave the source out",
    )


def _best(body: bytes, url: str, media_type: str) -> Format | None:
    head = _head(body)
    media_type = media_type.partition(";")[0].strip().lower()
    extension = _extension(url)
    names = zip_names(body) if body.startswith(_ZIP) else None

    def rank(row: Format) -> int:
        if head.startswith(row.magic) or (names is not None and row.member and _holds(names, row.member, body)):
            return 0
        if row.member or names is not None:
            return _NEVER
        if media_type in row.media_types and media_type != "text/plain":
            return 1
        if extension in row.extensions:  # servers call much text/plain that is more
            return 2
        return 3 if media_type in row.media_types else _NEVER

    best = min(FORMATS, key=rank)
    if rank(best) < _NEVER:
        return best
    return FORMATS[0] if _PDF in head[:_PDF_HEADER_LENGTH] else None  # its header need not stand at the first byte


def _extension(url: str) -> str:
    return PurePosixPath(urlsplit(url).path).suffix.lower()


def _holds(names: Sequence[str], member: str, body: bytes) -> bool:
    """Whether an archive holds a member of that name; one that was cut off has no list of names."""
    if names:
        return any(name.startswith(member) for name in names)
    return member.removeprefix(_KIND).encode() in body


def zip_names(body: bytes) -> tuple[str, ...]:
    """The names in the directory of a zip archive, none where it is damaged. An OpenDocument file says its kind first.

    The kind comes as a name, ``mimetype:application/vnd.oasis.opendocument.text``.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(body)) as archive:
            names = archive.namelist()
            if _KIND_MEMBER not in names:
                return tuple(names)
            with archive.open(_KIND_MEMBER) as member:
                return (_KIND + member.read(_KIND_LENGTH).decode("ascii", "replace"), *names)
    except ZIP_FAULTS:
        return ()


def is_office(body: bytes) -> bool:
    """Whether these bytes are a zip archive that one of the formats is made of."""
    found = _best(body, "", "") if body.startswith(_ZIP) else None
    return found is not None


def is_mail(body: bytes, url: str, media_type: str = "") -> bool:
    """Whether these bytes are an e-mail."""
    found = _best(body, url, media_type)
    return found is not None and found.parser == _MAIL


def media_type_of(name: str) -> str:
    """What the name of a file says it is, the same on every machine.

    >>> media_type_of("Kvietimas.PDF"), media_type_of("raštas")
    ('application/pdf', 'application/octet-stream')
    """
    return _MEDIA_TYPES.get(PurePosixPath(name).suffix.lower(), "application/octet-stream")


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
