from __future__ import annotations

import gzip
import random
import zlib
from itertools import islice

import brotli
import pytest

from pipeline.coding import CodingProblem, iter_body, undo_coding

BODY = "Klasteris pradeda projektą. ".encode() * 500 + random.Random(1).randbytes(200_000)
RAW = zlib.compress(BODY, wbits=-15)
NAMED = b"\x1f\x8b\x08\x1e\0\0\0\0\0\3\x02\0ababc\0comment\0\0\0" + RAW + b"\0" * 8  # every optional part of a head


@pytest.mark.parametrize(
    ("coding", "payload"),
    [
        (None, BODY),
        ("identity", BODY),
        ("UTF-8", BODY),  # a charset, put into the wrong header
        ("gzip", gzip.compress(BODY)),
        ("X-GZIP", NAMED),
        ("gzip", gzip.compress(BODY[:1000]) + gzip.compress(BODY[1000:])),
        ("gzip", gzip.compress(BODY)[:-8]),  # no checksum, no length
        ("gzip", gzip.compress(BODY)[:-8] + b"12345678"),  # wrong ones
        ("gzip", gzip.compress(BODY) + b"<!-- cached -->"),
        ("deflate", zlib.compress(BODY)),
        ("deflate", RAW),
        ("deflate", zlib.compress(BODY)[:-4] + b"0000"),
        ("br", brotli.compress(BODY, quality=5)),
    ],
)
def test_what_browsers_decode_is_decoded(coding: str | None, payload: bytes) -> None:
    assert undo_coding(payload, coding, max_bytes=len(BODY)) == BODY


@pytest.mark.parametrize(
    ("coding", "payload", "reason"),
    [
        ("gzip", gzip.compress(BODY)[:-5000], "truncated"),
        ("gzip", gzip.compress(BODY)[:12], "truncated"),
        ("gzip", gzip.compress(BODY)[:500] + b"\xff" * 5000, "truncated"),
        ("deflate", RAW[:-100], "truncated"),
        ("br", brotli.compress(BODY, quality=5)[:-100], "truncated"),
        ("br", b"\xff" * 100, "truncated"),
        ("gzip", b"<p>not packed at all</p>", "coding"),
        ("gzip", b"\x1f\x8b\x08\x08\0\0\0\0\0\3endless name", "coding"),
        ("compress", BODY, "coding"),
        ("gzip, br", BODY, "coding"),
        ("gzip", gzip.compress(BODY + b"!"), "too large"),
    ],
)
def test_what_is_damaged_or_unknown_is_refused_by_name(coding: str, payload: bytes, reason: str) -> None:
    with pytest.raises(CodingProblem) as caught:
        undo_coding(payload, coding, max_bytes=len(BODY))
    assert caught.value.reason == reason


@pytest.mark.parametrize("coding", ["gzip", "deflate", "br"])
def test_a_bomb_is_stopped_long_before_its_end(coding: str) -> None:
    zeros = bytes(100_000_000)
    packed = {"gzip": gzip.compress, "deflate": zlib.compress, "br": lambda raw: brotli.compress(raw, quality=1)}
    bomb = packed[coding](zeros)
    with pytest.raises(CodingProblem) as caught:
        undo_coding(bomb, coding, max_bytes=1 << 30)
    assert caught.value.reason == "too large"
    assert max(map(len, iter_body(bomb, coding))) <= 1 << 17


def test_what_came_before_a_break_can_be_had() -> None:
    pieces = iter_body(gzip.compress(BODY)[:-5000], "gzip")
    assert BODY.startswith(b"".join(islice(pieces, 3)))
    with pytest.raises(CodingProblem):
        list(pieces)
