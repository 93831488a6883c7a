"""Damages of office files: zip archives of XML that lie about themselves, in their directory or in their parts."""

from __future__ import annotations

import io
import re
import struct
import zipfile
from collections.abc import Callable
from functools import wraps
from random import Random

from tests.fuzz.damage import BYTES, Damage, amount, insert
from tests.fuzz.sheets import SHEETS
from tests.fuzz.words import WORDS

Parts = dict[str, bytes]

_LAUGHS = b"".join(b'<!ENTITY l%d "%s">' % (n, b"&l%d;" % (n - 1) * 10) for n in range(1, 12))
_BOMB = b'<!DOCTYPE x [<!ENTITY l0 "ha">' + _LAUGHS + b"]>"
_DECLARATIONS = (
    _BOMB, b'<!DOCTYPE x SYSTEM "file:///etc/passwd">', b'<!DOCTYPE x [<!ENTITY % a SYSTEM "http://127.0.0.1/">%a;]>',
)  # fmt: skip


def declare_bomb(rng: Random, body: bytes) -> bytes:
    """XML with entities that swell or that lead outside."""
    head, mark, rest = body.partition(b"?>")
    declared = rng.choice(_DECLARATIONS)
    return head + mark + declared + rest.replace(b"<title>", b"<title>&l11;") if mark else declared + body


def unpack(body: bytes) -> Parts:
    """The parts of an archive by name."""
    with zipfile.ZipFile(io.BytesIO(body)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def pack(parts: Parts) -> bytes:
    """An archive of parts, the same bytes for the same parts."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return file.getvalue()


def on_parts(change: Callable[[Random, Parts], None]) -> Damage:
    """A damage of bytes from one of the parts of an archive."""

    @wraps(change)
    def damage(rng: Random, body: bytes) -> bytes:
        parts = unpack(body)
        change(rng, parts)
        return pack(parts)

    return damage


def main_part(parts: Parts) -> str:
    """The name of the part that holds the words or the first sheet."""
    return next(name for name in (*parts, "") if re.search(r"word/document\.xml|worksheets/sheet\d*\.xml|^$", name))


def lie_in_directory(rng: Random, body: bytes) -> bytes:
    """Sizes, offsets, methods and flags in the central directory (APPNOTE 4.3.12) made wrong."""
    damaged = bytearray(body)
    field, size = rng.choice(((8, 2), (10, 2), (16, 4), (20, 4), (24, 4), (28, 2), (30, 2), (42, 4)))
    at = damaged.find(b"PK\x01\x02")
    while at >= 0 and at + 46 <= len(damaged):
        if rng.random() < 0.5:
            value = rng.choice((0, 1, 0xFFFF, 2 ** (8 * size) - 1, rng.getrandbits(8 * size)))
            damaged[at + field : at + field + size] = value.to_bytes(4, "little")[:size]
        at = damaged.find(b"PK\x01\x02", at + 4)
    return bytes(damaged)


def lie_at_end(rng: Random, body: bytes) -> bytes:
    """The end of the directory (APPNOTE 4.3.16) made wrong, or a zip64 end beside it."""
    at = body.rfind(b"PK\x05\x06")
    numbers = [rng.choice((0, 1, 65535)) for _ in range(4)] + [rng.choice((0, 2**32 - 1, len(body))) for _ in range(2)]
    end = struct.pack("<4s4H2LH", b"PK\x05\x06", *numbers, rng.choice((0, 65535)))
    return body[:at] + rng.choice((b"", b"PK\x06\x06" + b"\xff" * 52, b"PK\x06\x07" + bytes(16))) + end


@on_parts
def drop_parts(rng: Random, parts: Parts) -> None:
    for name in rng.sample(list(parts), min(len(parts), amount(rng, 4))):
        del parts[name]


@on_parts
def swap_parts(rng: Random, parts: Parts) -> None:
    a, b = rng.sample(list(parts), 2)
    parts[a], parts[b] = parts[b], parts[a]


@on_parts
def damage_part(rng: Random, parts: Parts) -> None:
    """Damages of bytes inside a part whose checksum is right."""
    name = rng.choice([main_part(parts) or next(iter(parts)), *parts])
    parts[name] = rng.choice(BYTES)(rng, parts[name] or b"<x/>")


@on_parts
def declare_entities(rng: Random, parts: Parts) -> None:
    name = rng.choice([main_part(parts), *(name for name in parts if name.endswith((".xml", ".rels")))])
    head, mark, rest = parts.get(name, b"").partition(b"?>")
    filler = b"<!--" + b" " * 3_000 + b"-->" if rng.random() < 0.5 else b""  # beyond where a careless reader looks
    parts[name] = head + mark + filler + rng.choice(_DECLARATIONS) + rest.replace(b"<w:t>", b"<w:t>&l11;", 1)


@on_parts
def misdirect_relations(rng: Random, parts: Parts) -> None:
    """Relations that lead to themselves, nowhere, outside, or to all parts of the same kind."""
    target = rng.choice(
        (b"../../../etc/passwd", b"", b"document.xml", b"/_rels/.rels", b"http://[::1", b"%00", b"a" * 9_999)
    )
    for name in [name for name in parts if name.endswith(".rels")]:
        parts[name] = re.sub(
            rb'Target="[^"]*"', lambda t: b'Target="' + target + b'"' if rng.random() < 0.3 else t[0], parts[name]
        )
        if rng.random() < 0.3:
            parts[name] = re.sub(rb'TargetMode="External"|Type="[^"]*"', b'Type="x"', parts[name])


@on_parts
def multiply_relations(rng: Random, parts: Parts) -> None:
    for name in [name for name in parts if name.endswith(".rels")]:
        row = b'<Relationship Id="z%d" Type="http://x/footnotes" Target="document.xml"/>'
        rows = b"".join(row % number for number in range(amount(rng, 20_000)))
        parts[name] = parts[name].replace(b"</Relationships>", rows + b"</Relationships>")


@on_parts
def nest_elements(rng: Random, parts: Parts) -> None:
    depth, name = amount(rng, 100_000), main_part(parts)
    parts[name] = insert(rng, parts.get(name, b""), b"<a>" * depth + b"</a>" * depth)


@on_parts
def swell(rng: Random, parts: Parts) -> None:
    """A part that is a bomb: much white space, or a comment."""
    name = rng.choice(list(parts))
    parts[name] += b"<!--" + b" " * rng.choice((1_000_000, 30_000_000)) + b"-->"


@on_parts
def add_parts(rng: Random, parts: Parts) -> None:
    for number in range(amount(rng, 8_000)):
        parts[f"word/../x{number}.xml"] = b"<a/>"


@on_parts
def fill_numbers(rng: Random, parts: Parts) -> None:
    """Any attribute that is a number made absurd."""
    wrong, share = rng.choice((b"-1", b"999999999999", b"NaN", b"", b"1e400", b"0", b"x")), rng.choice((0.02, 0.3, 1))
    name = rng.choice([name for name in parts if name.endswith(".xml")])
    parts[name] = re.sub(rb'(?<==")-?\d+(?=")', lambda n: wrong if rng.random() < share else n[0], parts[name])


@on_parts
def damage_words(rng: Random, parts: Parts) -> None:
    rng.choice(WORDS)(rng, parts) if "word/document.xml" in parts else _damage_sheet(rng, parts)


def _damage_sheet(rng: Random, parts: Parts) -> None:
    """A damage of what workbooks alone have."""
    name = main_part(parts)
    if name.startswith("xl/"):
        rng.choice(SHEETS)(rng, parts, name)


ARCHIVE: tuple[Damage, ...] = (
    lie_in_directory, lie_at_end, drop_parts, swap_parts, damage_part, declare_entities, misdirect_relations,
    multiply_relations, nest_elements, swell, add_parts, fill_numbers,
)  # fmt: skip
OFFICE: tuple[Damage, ...] = (*ARCHIVE, *[damage_words] * 8)
"""What only words and sheets have comes as often as it has kinds."""
