"""The records of a WARC file one after another, whatever is damaged in between."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import BinaryIO

from fastwarc import ArchiveIterator, WarcRecord

from pipeline.problems import InputProblem
from pipeline.raw.foreign.record import Outcome, Place
from pipeline.raw.members import find_record

_CHUNK = 1 << 16
_GZIP = b"\x1f\x8b"
_BEGIN = b"\r\n\r\nWARC/"


@dataclass(frozen=True, slots=True)
class Part:
    """One WARC file: the input itself or a member of a WACZ. ``name`` is for messages."""

    name: str
    open: Callable[[], AbstractContextManager[BinaryIO]]


def walk_records(part: Part, take: Callable[[WarcRecord, Place], Iterator[Outcome]]) -> Iterator[Outcome]:
    """What ``take`` makes of each record of a file; where bytes are damaged, the next whole record is looked for."""
    start: int | None = 0
    with part.open() as file:
        while start is not None:
            at = start
            file.seek(start)
            try:
                for record in ArchiveIterator(file, parse_http=False, strict_mode=False):
                    at = record.stream_pos
                    place = Place(part.name, at)
                    if record.headers.get("Content-Length") is None:
                        yield place.problem("damaged", "a record without its length, cut off in its headers")
                        continue
                    try:
                        yield from take(record, place)
                    except InputProblem as problem:
                        yield problem
            except (OSError, ValueError) as error:
                found = _find_next(file, at)
                yield _damage(part, at, found, error)
                start = found
            else:
                if (tail := _find_tail(file, at)) is not None:
                    yield Place(part.name, tail).problem("damaged", "a record that is cut off at its beginning")
                start = None


def _damage(part: Part, at: int, following: int | None, error: Exception) -> InputProblem:
    if at == 0 and following is None:
        return InputProblem("format", f"reading {part.name}: got {error}, expected a WARC file; leave it out")
    rest = "nothing could be read after it" if following is None else f"reading went on at {following}"
    return Place(part.name, at).problem("damaged", f"{error} in or after the record there ({rest})")


def _find_next(file: BinaryIO, after: int) -> int | None:
    """Where the next record begins after a damaged one, compressed or plain; None where none is found."""
    file.seek(after)
    if file.read(2) == _GZIP:
        return find_record(file, after + 1)
    at, rest = after, b""
    file.seek(after)
    while chunk := file.read(_CHUNK):
        window = rest + chunk
        place = window.find(_BEGIN)
        if place >= 0:
            return at + place + 4
        rest = window[-len(_BEGIN) + 1 :]
        at += len(window) - len(rest)
    return None


def _find_tail(file: BinaryIO, last: int) -> int | None:
    """Where bytes begin that follow the last record of a gzip file and are none, None where there are no such."""
    file.seek(last)
    inflate = zlib.decompressobj(wbits=31)
    is_gzip = False
    while not inflate.eof and (chunk := file.read(_CHUNK)):
        if not is_gzip and chunk[:2] != _GZIP:
            return None
        is_gzip = True
        while chunk and not inflate.eof:
            inflate.decompress(chunk, _CHUNK)
            chunk = inflate.unconsumed_tail
    end = file.tell() - len(inflate.unused_data)
    return end if inflate.eof and end < file.seek(0, 2) else None
