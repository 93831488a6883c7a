"""Damages of bytes, whatever they mean: what disks, transfers and people do to files."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

Damage = Callable[[Random, bytes], bytes]

_SECTOR = 512
_MARKS = (b"<", b">", b"endobj", b"stream", b"xref", b"trailer", b"PK\x01\x02", b"PK\x05\x06", b"\n\n", b"--", b"&")


def amount(rng: Random, most: int) -> int:
    """A number from 1 to ``most``, small ones as likely as great ones of each size."""
    return max(1, int(most ** rng.random()))


def insert(rng: Random, body: bytes, piece: bytes) -> bytes:
    """The bytes with a piece put in at any place."""
    at = rng.randint(0, len(body))
    return body[:at] + piece + body[at:]


def flip_bits(rng: Random, body: bytes) -> bytes:
    damaged = bytearray(body)
    for _ in range(amount(rng, 200)):
        damaged[rng.randrange(len(damaged))] ^= 1 << rng.randrange(8)
    return bytes(damaged)


def replace_bytes(rng: Random, body: bytes) -> bytes:
    damaged = bytearray(body)
    for _ in range(amount(rng, 500)):
        damaged[rng.randrange(len(damaged))] = rng.choice((0, 0xFF, 0x0A, 0x20, 0x3C, rng.randrange(256)))
    return bytes(damaged)


def cut_anywhere(rng: Random, body: bytes) -> bytes:
    return body[: rng.randrange(len(body))]


def cut_at_mark(rng: Random, body: bytes) -> bytes:
    """Cut off just before, in or after what its format begins something with."""
    present = [mark for mark in _MARKS if mark in body]
    if not present:
        return cut_anywhere(rng, body)
    mark = rng.choice(present)
    at = body.find(mark, rng.randrange(len(body)))
    return body[: max(1, (at if at >= 0 else body.find(mark)) + rng.choice((0, 1, len(mark), len(mark) + 1)))]


def cut_start(rng: Random, body: bytes) -> bytes:
    return body[amount(rng, len(body) - 1) :]


def _block(rng: Random, body: bytes) -> tuple[int, int]:
    start = rng.randrange(len(body))
    return start, start + amount(rng, len(body))


def remove_block(rng: Random, body: bytes) -> bytes:
    start, end = _block(rng, body)
    return body[:start] + body[end:] or b" "


def repeat_block(rng: Random, body: bytes) -> bytes:
    start, end = _block(rng, body)
    block = body[start:end][:20_000]
    return body[:end] + block * min(amount(rng, 2_000), 400_000 // max(1, len(block))) + body[end:]


def swap_blocks(rng: Random, body: bytes) -> bytes:
    a, b, c = sorted(rng.randint(0, len(body)) for _ in range(3))
    return body[:a] + body[b:c] + body[a:b] + body[c:]


def zero_sectors(rng: Random, body: bytes) -> bytes:
    damaged = bytearray(body)
    for _ in range(amount(rng, 20)):
        at = rng.randrange(len(body)) // _SECTOR * _SECTOR
        damaged[at : at + _SECTOR] = bytes(min(_SECTOR, len(damaged) - at))
    return bytes(damaged)


def insert_nulls(rng: Random, body: bytes) -> bytes:
    for _ in range(amount(rng, 50)):
        body = insert(rng, body, bytes(amount(rng, 2_000)))
    return body


def insert_noise(rng: Random, body: bytes) -> bytes:
    return insert(rng, body, rng.randbytes(amount(rng, 50_000)))


def add_random_tail(rng: Random, body: bytes) -> bytes:
    return body + rng.randbytes(amount(rng, 100_000))


def double(rng: Random, body: bytes) -> bytes:
    """Twice the file, the second time perhaps from its middle."""
    return body + body[rng.choice((0, len(body) // 2)) :]


def turn_line_ends(rng: Random, body: bytes) -> bytes:
    """What a transfer in text mode does to any file."""
    return body.replace(b"\n", rng.choice((b"\r\n", b"\r", b"", b"\n\n")))


def lose_high_bit(_: Random, body: bytes) -> bytes:
    return bytes(byte & 0x7F for byte in body)


def encode_twice(_: Random, body: bytes) -> bytes:
    return body.decode("cp1252", "replace").encode("utf-8")


BYTES: tuple[Damage, ...] = (
    flip_bits, replace_bytes, cut_anywhere, cut_at_mark, cut_start, remove_block, repeat_block, swap_blocks,
    zero_sectors, insert_nulls, insert_noise, add_random_tail, double, turn_line_ends, lose_high_bit, encode_twice,
)  # fmt: skip
