"""Office files are zip archives of XML: what is checked before a library unpacks one."""

from __future__ import annotations

import codecs
import io
import re
import zipfile

from pipeline.parse.zip_faults import ZIP_FAULTS
from pipeline.problems import ParseProblem

MOST_MEMBERS = 5_000
MOST_XML = 60_000_000
"""Bytes of all XML in one file after unpacking: thirty times the longest reports, seconds to parse."""
_MOST_RATIO = 250  # office XML shrinks to a tenth or twentieth
_SMALL = 5_000_000  # below this a ratio is no danger
_CHUNK = 1 << 20
_OVERLAP = 16  # of two chunks, so that no declaration hides between them
_XML = (".xml", ".rels", ".vml")
_DECLARATION = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_CHARSET = re.compile(rb"<\?xml[^>]{0,200}?encoding\s{0,8}=\s{0,8}[\"']([\w.:-]{1,40})")
_PLAIN = re.compile(rb"utf-?(?:8|16(?:[bl]e)?)|us-ascii|iso-?8859-\d{1,2}|windows-125\d|ucs-2", re.IGNORECASE)
_HEAD = 256


def check_archive(body: bytes, url: str) -> None:
    """Nothing, where the archive is fit to be unpacked. Raises ParseProblem: damaged, too large, unsafe, password.

    Sizes in its headers are not believed: all is unpacked once and counted.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(body)) as archive:
            members = archive.infolist()
            if any(member.flag_bits & 1 for member in members):
                raise ParseProblem("password", f"unpacking {url}: it is encrypted; save it without a password")
            if len(members) > MOST_MEMBERS:
                raise _too_large(url, f"{len(members)} parts")
            xml = whole = 0
            for member in members:
                size = _check_member(archive, member, url, _room(body, whole))
                whole += size
                xml += size if member.filename.lower().endswith(_XML) else 0
                if xml > MOST_XML:
                    raise _too_large(url, f"{xml} bytes of XML")
    except ZIP_FAULTS as error:
        raise ParseProblem("damaged", f"unpacking {url}: {error}; fetch it again or leave it out") from error


def _room(body: bytes, unpacked: int) -> int:
    return max(_SMALL, len(body) * _MOST_RATIO) - unpacked


def _check_member(archive: zipfile.ZipFile, member: zipfile.ZipInfo, url: str, room: int) -> int:
    """The size of a member, unpacked."""
    is_xml = member.filename.lower().endswith(_XML)
    size, tail = 0, b""
    with archive.open(member) as part:
        while chunk := part.read(_CHUNK):
            if is_xml:
                _check_xml(tail + chunk, size == 0, url, member.filename)
                tail = chunk[-_OVERLAP * 2 :]
            size += len(chunk)
            if size > room or (is_xml and size > MOST_XML):
                raise _too_large(url, f"more than {size} bytes in {member.filename}")
    return size


def _check_xml(chunk: bytes, is_first: bool, url: str, name: str) -> None:
    """Refuse what could hide or hold declarations of entities (XML 1.0, 2.8; appendix F for the charsets)."""
    plain = chunk.replace(b"\x00", b"")  # UTF-16 and UTF-32 of ASCII
    if _DECLARATION.search(plain):
        raise ParseProblem("unsafe", f"unpacking {url}: {name} declares entities, no office program does; leave it out")
    if not is_first or not plain.strip():
        return
    head = plain[:_HEAD].lstrip(b"\xef\xbb\xbf\xfe\xff \t\r\n")
    charset = _CHARSET.match(head)
    if not head.startswith(b"<"):
        raise ParseProblem("damaged", f"unpacking {url}: {name} is no XML in UTF-8 or UTF-16; open and save it again")
    if charset and not _PLAIN.fullmatch(charset[1]) and _is_known(charset[1]):
        raise ParseProblem("unsafe", f"unpacking {url}: {name} is in {charset[1]!r}, not UTF-8 or UTF-16; leave it out")


def _is_known(charset: bytes) -> bool:
    """Whether there is such a charset; a name that means none is damage, which the parser will tell."""
    try:
        codecs.lookup(charset.decode("ascii"))
    except LookupError:
        return False
    return True


def _too_large(url: str, got: str) -> ParseProblem:
    return ParseProblem(
        "too large",
        f"unpacking {url}: got {got}, expected at most {MOST_MEMBERS} parts, {MOST_XML} bytes of XML, {_MOST_RATIO} "
        "times the size of the file; cut it up",
    )
