"""Content codings (gzip, deflate, br, zstd) undone with bounds, so that a small body never swells into all memory.

Damaged ends are taken as browsers take them: what follows the compressed stream (checksums, garbage) decides nothing,
a stream that breaks off is truncated.

>>> import gzip
>>> undo_coding(gzip.compress(b"Labas"), "gzip", max_bytes=100)
b'Labas'
"""

from __future__ import annotations

import zlib
from collections.abc import Generator, Iterator
from typing import Literal

import brotli
import zstandard

ACCEPTED = "gzip, deflate, br"
"""What Accept-Encoding promises. All of it is undone here, and zstd, which archives made by browsers hold."""
MAX_RATIO = 200
"""How many times as large as the payload a body may be; pages of repetitive markup reach some tens."""
_RATIO_COUNTS_FROM = 1 << 20  # bytes: a small body is no harm, whatever its ratio
_STEP = 1 << 16
_NONE = frozenset({"", "identity", "none", "binary", "utf-8", "utf8"})  # the last four: common mistakes of servers
_GZIP_MAGIC, _GZIP_HEAD = b"\x1f\x8b\x08", 10
_EXTRA, _NAME, _COMMENT, _HEAD_CHECKSUM = 4, 8, 16, 2  # flags, RFC 1952 2.3.1
_ZLIB_DICTIONARY = 32
_ZSTD_WINDOW = 8 << 20
_ZSTD_STEP = 128  # a block of 128 KiB may stand in 4 bytes: a step makes 4 MiB at most


class CodingProblem(ValueError):  # noqa: N818  a problem is what it is called in the whole project
    """A payload that cannot be decoded. ``reason`` is ``coding``, ``truncated`` or ``too large``."""

    def __init__(self, reason: Literal["coding", "truncated", "too large"], detail: str) -> None:
        super().__init__(detail)
        self.reason = reason


def undo_coding(payload: bytes, coding: str | None, *, max_bytes: int) -> bytes:
    """The body of a payload; ``coding`` is the value of Content-Encoding.

    Raises CodingProblem where the coding is unknown or one of several, the payload is damaged, or the body would be
    larger than ``max_bytes`` or absurdly larger than the payload.
    """
    parts: list[bytes] = []
    length = 0
    for part in iter_body(payload, coding):
        parts.append(part)
        length += len(part)
        if length > max_bytes:
            raise CodingProblem("too large", f"more than {max_bytes} bytes when decoded")
        if length > _RATIO_COUNTS_FROM and length > MAX_RATIO * len(payload):
            raise CodingProblem("too large", f"{len(payload)} bytes that swell to more than {MAX_RATIO} times as many")
    return b"".join(parts)


def iter_body(payload: bytes, coding: str | None) -> Iterator[bytes]:
    """The body piece by piece, as far as it can be decoded; what is taken of it is decoded, no more.

    Raises CodingProblem at the place where the payload is damaged.
    """
    name = (coding or "").strip().lower()
    if name in _NONE:
        yield payload
    elif name in ("gzip", "x-gzip"):
        yield from _gzip_members(payload)
    elif name == "deflate":
        yield from _inflate(payload, _zlib_head(payload))
    elif name == "br":
        yield from _unbrotli(payload)
    elif name == "zstd":
        yield from _unzstd(payload)
    else:
        raise CodingProblem("coding", f"the content coding {coding!r}, expected one of {ACCEPTED}, zstd")


def _inflate(payload: bytes, start: int) -> Generator[bytes, None, int]:
    """Pieces of the raw deflate stream that begins at ``start``; gives the place after its end."""
    inflate = zlib.decompressobj(wbits=-zlib.MAX_WBITS)
    at = start
    while not inflate.eof:
        given = inflate.unconsumed_tail
        if not given:
            given = payload[at : at + _STEP]
            at += len(given)
        try:
            part = inflate.decompress(given, _STEP)
        except zlib.error as error:
            raise CodingProblem("truncated", f"a damaged compressed stream ({error})") from error
        if part:
            yield part
        elif not given and not inflate.eof:
            raise CodingProblem("truncated", "a compressed stream that breaks off")
    return at - len(inflate.unused_data)


def _gzip_members(payload: bytes) -> Generator[bytes, None, None]:
    """One gzip member or several in a row; what comes after them counts for nothing."""
    at = _gzip_head(payload, 0)
    if at is None:
        raise CodingProblem("coding", f"no gzip, but {payload[:4]!r}")
    while at is not None:
        end = yield from _inflate(payload, at)
        at = _gzip_head(payload, end + 8)  # checksum and length: 4 bytes each


def _gzip_head(payload: bytes, start: int) -> int | None:
    """The place after the head of a gzip member (RFC 1952 2.3), None where there is none."""
    if payload[start : start + 3] != _GZIP_MAGIC or len(payload) < start + _GZIP_HEAD:
        return None
    flags, at = payload[start + 3], start + _GZIP_HEAD
    if flags & _EXTRA:
        at += 2 + int.from_bytes(payload[at : at + 2], "little")
    for flag in (_NAME, _COMMENT):
        if flags & flag:
            at = payload.find(b"\0", at) + 1
            if not at:
                return None
    return at + 2 if flags & _HEAD_CHECKSUM else at


def _zlib_head(payload: bytes) -> int:
    """The place where the deflate stream begins: many servers leave out the two bytes that RFC 1950 asks for."""
    head = payload[:2]
    has_head = len(head) == 2 and head[0] & 15 == 8 and int.from_bytes(head, "big") % 31 == 0
    return 2 if has_head and not head[1] & _ZLIB_DICTIONARY else 0


def _unbrotli(payload: bytes) -> Generator[bytes, None, None]:
    decoder = brotli.Decompressor()
    at = 0
    while not decoder.is_finished():
        given = b""
        if decoder.can_accept_more_data():
            given = payload[at : at + _STEP]
            at += len(given)
        try:
            part = decoder.process(given, output_buffer_limit=_STEP)
        except brotli.error as error:
            raise CodingProblem("truncated", f"a damaged compressed stream ({error})") from error
        if part:
            yield part
        elif not given and at >= len(payload) and not decoder.is_finished():
            raise CodingProblem("truncated", "a compressed stream that breaks off")


def _unzstd(payload: bytes) -> Generator[bytes, None, None]:
    """Frames in a row (RFC 8878), with the window that RFC 9659 allows on the web."""
    at = 0
    while at < len(payload):
        decoder = zstandard.ZstdDecompressor(max_window_size=_ZSTD_WINDOW).decompressobj()
        while not decoder.eof:
            given = payload[at : at + _ZSTD_STEP]
            at += len(given)
            if not given:
                raise CodingProblem("truncated", "a compressed stream that breaks off")
            try:
                part = decoder.decompress(given)
            except zstandard.ZstdError as error:
                raise CodingProblem("truncated", f"a damaged compressed stream ({error})") from error
            if part:
                yield part
        at -= len(decoder.unused_data)
