"""Office files to documents: each is read by the child process, in bounds."""

from __future__ import annotations

from pipeline.parse.assemble import build_document
from pipeline.parse.bounded import run_bounded
from pipeline.parse.office.contents import Contents
from pipeline.parse.parsed import Parsed
from pipeline.problems import ParseProblem
from pipeline.record import Record

_OFFICE = "application/vnd.openxmlformats-officedocument."
_ODF = "application/vnd.oasis.opendocument."


def parse_docx(body: bytes, record: Record) -> Parsed:
    """The document of a Word file. Raises ParseProblem: see ``docs/rejects.md``, as all of these do."""
    return _parse("pipeline.parse.word.reader:read_docx", body, record, _OFFICE + "wordprocessingml.document")


def parse_xlsx(body: bytes, record: Record) -> Parsed:
    """The document of an Excel file: its visible sheets."""
    return _parse("pipeline.parse.sheets.xlsx:read_xlsx", body, record, _OFFICE + "spreadsheetml.sheet")


def parse_pptx(body: bytes, record: Record) -> Parsed:
    """The document of a PowerPoint file: its visible slides."""
    return _parse("pipeline.parse.office.slides:read_pptx", body, record, _OFFICE + "presentationml.presentation")


def parse_odt(body: bytes, record: Record) -> Parsed:
    """The document of an OpenDocument text."""
    return _parse("pipeline.parse.odf.reader:read_odf", body, record, _ODF + "text")


def parse_ods(body: bytes, record: Record) -> Parsed:
    """The document of an OpenDocument spreadsheet: its visible sheets."""
    return _parse("pipeline.parse.odf.reader:read_odf", body, record, _ODF + "spreadsheet")


def parse_odp(body: bytes, record: Record) -> Parsed:
    """The document of an OpenDocument presentation."""
    return _parse("pipeline.parse.odf.reader:read_odf", body, record, _ODF + "presentation")


def parse_rtf(body: bytes, record: Record) -> Parsed:
    """The document of an RTF file."""
    return _parse("pipeline.parse.office.rtf:read_rtf", body, record, "application/rtf")


def parse_old(body: bytes, record: Record) -> Parsed:
    """The document of an Excel file of before 2007; the other formats of that time are refused."""
    return _parse("pipeline.parse.office.old:read_old", body, record, "application/vnd.ms-excel")


def _parse(task: str, body: bytes, record: Record, media_type: str) -> Parsed:
    try:
        contents: Contents = run_bounded(task, body, record.url)
    except ParseProblem as problem:
        if record.url in problem.detail:
            raise
        raise ParseProblem(problem.reason, f"parsing {record.url}: {problem.detail}") from problem
    return Parsed(build_document(contents.pieces, record), media_type, shortfalls=contents.shortfalls)
