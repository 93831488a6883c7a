"""Gzip members of WARC files: one record each, found again after damage."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

_CHUNK = 1 << 16
_MAGIC = b"\x1f\x8b\x08"  # of gzip members with deflate inside, which are all there are
_BEGIN = b"WARC/"
_BEGIN_CODED = 1 << 10  # coded bytes that surely hold the first five


@dataclass(frozen=True, slots=True)
class Member:
    """A whole gzip member: where it begins and ends in the file, and what it holds."""

    start: int
    end: int
    content: bytes


@dataclass(frozen=True, slots=True)
class Damage:
    """Bytes that are no whole member; ``is_tail`` where no whole record follows them."""

    start: int
    end: int
    is_tail: bool


def read_member(file: BinaryIO, start: int) -> Member | None:
    """The member that begins at ``start``, None where none is whole there."""
    file.seek(start)
    inflate = zlib.decompressobj(wbits=31)
    parts: list[bytes] = []
    while not inflate.eof and (chunk := file.read(_CHUNK)):
        try:
            parts.append(inflate.decompress(chunk))
        except zlib.error:
            return None
    if not inflate.eof:
        return None
    return Member(start, file.tell() - len(inflate.unused_data), b"".join(parts))


def read_members(file: BinaryIO, start: int = 0) -> Iterator[Member | Damage]:
    """Every whole member from ``start`` on, and what lies damaged between and after them."""
    end = file.seek(0, 2)
    while start < end:
        found = read_member(file, start) or _find_damage(file, start, end)
        yield found
        start = found.end


def _find_damage(file: BinaryIO, start: int, end: int) -> Damage:
    following = find_record(file, start + 1)
    return Damage(start, end if following is None else following, following is None)


def find_record(file: BinaryIO, start: int) -> int | None:
    """Where the next member begins that holds a record, None where none does."""
    file.seek(start)
    rest = b""
    at = start
    while chunk := file.read(_CHUNK):
        window = rest + chunk
        place = window.find(_MAGIC)
        while place >= 0:
            if _holds_record(file, at + place):
                return at + place
            place = window.find(_MAGIC, place + 1)
        rest = window[-len(_MAGIC) + 1 :]
        at += len(window) - len(rest)
        file.seek(at + len(rest))
    return None


def _holds_record(file: BinaryIO, start: int) -> bool:
    file.seek(start)
    try:
        return zlib.decompressobj(wbits=31).decompress(file.read(_BEGIN_CODED), len(_BEGIN)) == _BEGIN
    except zlib.error:
        return False
