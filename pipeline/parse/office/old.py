"""Formats of Office before 2007 (OLE compound files): Excel is read, the others are refused with advice."""

from __future__ import annotations

from pipeline.parse.office.contents import Contents
from pipeline.problems import ParseProblem

_KINDS = {  # names of the streams by which they are told
    "EncryptedPackage": ("password", "the file is encrypted; save it without a password"),
    "WordDocument": ("old format", "a .doc of before 2007; save it as .docx or PDF"),
    "PowerPoint Document": ("old format", "a .ppt of before 2007; save it as .pptx or PDF"),
    "__substg1.0_": ("old format", "a message of Outlook (.msg); save it as .eml"),
}
_SHEETS = ("Workbook", "Book")


def read_old(body: bytes, url: str) -> Contents:
    """The sheets of an old Excel file. Raises ParseProblem: old format, password, damaged, too large."""
    for name, (reason, advice) in _KINDS.items():
        if name.encode("utf-16-le") in body:
            raise ParseProblem(reason, f"parsing {url}: {advice}")
    if not any(name.encode("utf-16-le") in body for name in _SHEETS):
        raise ParseProblem("old format", f"parsing {url}: a file of Office before 2007; save it in a newer format")
    from pipeline.parse.sheets.xls import read_xls

    return read_xls(body, url)
