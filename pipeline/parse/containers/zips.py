"""Zip archives of documents: what stands in their headers is not believed, bytes are counted as they come out."""

from __future__ import annotations

import io
import stat
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import PurePosixPath

from pipeline.parse.alphabets import plausibility
from pipeline.parse.containers.member import Member, Opening, Unread
from pipeline.parse.formats import media_type_of
from pipeline.parse.zip_faults import ZIP_FAULTS

_MAGIC = (b"PK\x03\x04", b"PK\x05\x06")
_UTF8_FLAG, _ENCRYPTED_FLAG = 0x800, 0x1
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)  # the others give out more at a time than is asked for
_CHUNK = 1 << 20
_UNICODE_PATH = 0x7075
_CHARSETS = ("cp437", "cp775", "cp1257", "cp852", "cp866", "cp1250", "cp1251")
_CLUTTER = frozenset({".ds_store", "thumbs.db", "desktop.ini"})


def is_zip(body: bytes) -> bool:
    """Whether these bytes are a zip archive, an office file among them."""
    return body.startswith(_MAGIC)


def find_files(body: bytes, opening: Opening) -> Iterator[Member | Unread]:
    """The files of a zip archive in the order of its directory, without folders and what systems add to them."""
    try:
        with zipfile.ZipFile(io.BytesIO(body)) as archive:
            members = archive.infolist()
            for member, name in zip(members, _names(members), strict=True):
                if member.filename.endswith("/") or _is_clutter(name):
                    continue
                opening.spent.members += 1
                if opening.spent.members > opening.bounds.members:
                    found = f"got more than {opening.bounds.members} members; cut it up"
                    yield opening.refuse("", "too large", found)
                    return
                yield _read(archive, member, name, opening)
                if opening.spent.bytes > opening.bounds.total_bytes:
                    found = f"got more than {opening.bounds.total_bytes} bytes in all, the rest is left; cut it up"
                    yield opening.refuse("", "too large", found)
                    return
    except ZIP_FAULTS as error:
        yield opening.refuse("", "damaged", f"{error}; fetch it again or leave it out")


def _read(archive: zipfile.ZipFile, member: zipfile.ZipInfo, name: str, opening: Opening) -> Member | Unread:
    if unfit := _find_fault(member):
        return opening.refuse(name, *unfit)
    try:
        body = _inflate(archive, member, opening)
    except ZIP_FAULTS as error:
        return opening.refuse(name, "damaged", f"{error}; fetch it again or leave it out")
    if body is None:
        bounds = opening.bounds
        found = f"it swells beyond {bounds.member_bytes} bytes or {bounds.ratio} times its size; leave it out"
        return opening.refuse(name, "too large", found)
    if not body:
        return opening.refuse(name, "empty", "got a file without bytes, expected a document; leave it out")
    return Member(opening.name_member(name), name, body, media_type_of(name))


def _find_fault(member: zipfile.ZipInfo) -> tuple[str, str] | None:
    """Why a member is not even opened, None where it is: the reason, and what to do."""
    if member.flag_bits & _ENCRYPTED_FLAG:
        return "password", "it is encrypted; get it without a password"
    if stat.S_ISLNK(member.external_attr >> 16):
        return "unsafe", "it is a link to another file; put that file in its place"
    if member.compress_type not in _METHODS:
        return "format", f"got compression method {member.compress_type}, expected deflate; pack it again"
    return None


def _inflate(archive: zipfile.ZipFile, member: zipfile.ZipInfo, opening: Opening) -> bytes | None:
    """The bytes of a member, None where they go beyond the bounds."""
    bounds, spent = opening.bounds, opening.spent
    by_ratio = max(bounds.small_bytes, member.compress_size * bounds.ratio)
    most = min(bounds.member_bytes, by_ratio, bounds.total_bytes - spent.bytes)
    parts, size = [], 0
    with archive.open(member) as file:
        while part := file.read(_CHUNK):
            size += len(part)
            spent.bytes += len(part)
            if size > most:
                return None
            parts.append(part)
    return b"".join(parts)


def _is_clutter(name: str) -> bool:
    path = PurePosixPath(name.replace("\\", "/").lower())
    return "__macosx" in path.parts or path.name in _CLUTTER or path.name.startswith("._")


def _names(members: Sequence[zipfile.ZipInfo]) -> list[str]:
    """The names as they were meant: many programs write them in the charset of their machine and do not say so."""
    written = [None if m.flag_bits & _UTF8_FLAG else m.orig_filename.encode("cp437", "replace") for m in members]
    undeclared = [raw for raw in written if raw is not None and not raw.isascii()]
    charset = _charset(undeclared) if undeclared else "utf-8"
    return [
        _unicode_path(member.extra) or (member.orig_filename if raw is None else raw.decode(charset, "replace"))
        for member, raw in zip(members, written, strict=True)
    ]


def _charset(names: Sequence[bytes]) -> str:
    """UTF-8 where the names are valid in it, else what makes letters of one language of them all."""
    whole = b"\n".join(names)
    try:
        whole.decode("utf-8")
    except UnicodeDecodeError:
        return max(_CHARSETS, key=lambda name: (plausibility(whole.decode(name, "replace")), -_CHARSETS.index(name)))
    return "utf-8"


def _unicode_path(extra: bytes) -> str | None:
    """The name in the Info-ZIP Unicode Path field (APPNOTE 4.6.9), where there is one."""
    at = 0
    while at + 4 <= len(extra):
        kind, size = (int.from_bytes(extra[i : i + 2], "little") for i in (at, at + 2))
        if kind == _UNICODE_PATH and size > 5:
            return extra[at + 9 : at + 4 + size].decode("utf-8", "replace")
        at += 4 + size
    return None
