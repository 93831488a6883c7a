"""Office files are zip archives of XML: what is checked before a library unpacks one."""

from __future__ import annotations

import io
import re
import zipfile

from pipeline.parse.parsed import Parsed
from pipeline.problems import ParseProblem
from pipeline.record import Record

MOST_MEMBERS = 5_000
MOST_XML = 60_000_000
"""Bytes of all XML in one file after unpacking: thirty times the longest reports, seconds to parse."""
_MOST_RATIO = 250  # office XML shrinks to a tenth or twentieth
_SMALL = 5_000_000  # below this a ratio is no danger
_XML = (".xml", ".rels", ".vml")
_DECLARATION = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_HEAD = 2048
_OLE_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")


def check_archive(body: bytes, url: str) -> None:
    """Nothing, where the archive is fit to be unpacked. Raises ParseProblem: damaged, too large, unsafe."""
    try:
        with zipfile.ZipFile(io.BytesIO(body)) as archive:
            members = archive.infolist()
            _check_sizes(members, len(body), url)
            for member in members:
                if member.filename.lower().endswith(_XML):
                    with archive.open(member) as part:
                        _check_head(part.read(_HEAD), url, member.filename)
    except (zipfile.BadZipFile, EOFError, NotImplementedError, RuntimeError, OSError, ValueError) as error:
        raise ParseProblem("damaged", f"unpacking {url}: {error}; fetch it again or leave it out") from error


def _check_sizes(members: list[zipfile.ZipInfo], packed: int, url: str) -> None:
    xml = sum(member.file_size for member in members if member.filename.lower().endswith(_XML))
    whole = sum(member.file_size for member in members)
    if len(members) > MOST_MEMBERS or xml > MOST_XML or (whole > _SMALL and whole > packed * _MOST_RATIO):
        raise ParseProblem(
            "too large",
            f"unpacking {url}: got {len(members)} parts, {xml} bytes of XML, {whole} in all from {packed}, expected at "
            f"most {MOST_MEMBERS} parts, {MOST_XML} bytes, {_MOST_RATIO} times the file; cut it up",
        )


def _check_head(head: bytes, url: str, name: str) -> None:
    if _DECLARATION.search(head.replace(b"\x00", b"")):
        raise ParseProblem("unsafe", f"unpacking {url}: {name} declares entities, no office program does; leave it out")


def parse_old(body: bytes, record: Record) -> Parsed:
    """Nothing: always raises ParseProblem, for the formats of Office before 2007 and for encrypted files."""
    if _OLE_ENCRYPTED in body:
        raise ParseProblem("password", f"parsing {record.url}: the file is encrypted; save it without a password")
    raise ParseProblem(
        "old format", f"parsing {record.url}: .doc, .xls or .ppt of before 2007; save it as .docx, .xlsx or PDF"
    )
