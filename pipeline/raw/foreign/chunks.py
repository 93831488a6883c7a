"""The chunked transfer coding (RFC 9112, section 7.1) undone, for archives that keep what went over the wire."""

from __future__ import annotations

import re

from pipeline.coding import CodingProblem

_SIZE = re.compile(rb"[ \t]*([0-9A-Fa-f]{1,15})[ \t]*(?:;[^\r\n]{0,4096})?\r?\n")  # extensions mean nothing to us


def undo_chunks(payload: bytes) -> bytes:
    """The body of a chunked payload; the payload itself where it is not chunked, though a header says so.

    Many tools undo the coding and keep the header. Raises CodingProblem where a chunk is cut off or damaged.

    >>> undo_chunks(b"5;x=y\\r\\nLabas\\r\\n0\\r\\nX-Trailer: 1\\r\\n\\r\\n"), undo_chunks(b"<p>Labas</p>")
    (b'Labas', b'<p>Labas</p>')
    """
    parts: list[bytes] = []
    at = 0
    while head := _SIZE.match(payload, at):
        size = int(head[1], 16)
        if size == 0:
            return b"".join(parts)
        part = payload[head.end() : head.end() + size]
        if len(part) < size:
            raise CodingProblem("truncated", f"a chunk of {size} bytes that ends after {len(part)}")
        parts.append(part)
        at = head.end() + size
        at += 2 if payload[at : at + 2] == b"\r\n" else 1
    if not parts:
        return payload
    raise CodingProblem("truncated", f"no size of a chunk at byte {at} of {len(payload)}")
