"""PDF files as the objects that they are made of: enough to damage one and leave the rest whole (ISO 32000-1, 7.5)."""

from __future__ import annotations

import base64
import re
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from random import Random

from tests.fuzz.damage import Damage

_OBJECT = re.compile(rb"(?<!\d)(\d+) 0 obj\b(.*?)\bendobj", re.DOTALL)
_TRAILER = re.compile(rb"trailer\s*<<(.*?)>>\s*startxref", re.DOTALL)
_STREAM = re.compile(rb"(.*?)\bstream\r?\n(.*?)\r?\n?endstream", re.DOTALL)

NUMBERS = (b"0", b"-1", b"1e39", b"NaN", b"99999999999", b"0.0000001", b"(x)", b"null", b"[]", b"<<>>", b"1 0 R", b"-")
"""What may stand in the place of a number."""


@dataclass(slots=True)
class Pdf:
    """Objects by number and what the trailer says."""

    objects: dict[int, bytes]
    trailer: bytes

    def numbers(self, mark: bytes) -> list[int]:
        """The objects that hold a mark, all where none does."""
        return [number for number, content in self.objects.items() if mark in content] or [*self.objects]

    def add(self, content: bytes) -> bytes:
        """A reference to a new object."""
        number = max(self.objects) + 1
        self.objects[number] = content
        return b"%d 0 R" % number

    def sub(self, pattern: bytes, by: bytes | Callable[[re.Match[bytes]], bytes]) -> None:
        """Replace a pattern in all objects."""
        for number, content in self.objects.items():
            self.objects[number] = re.sub(pattern, by, content)

    def write(self) -> bytes:
        """The file with a cross-reference table that is right."""
        parts, places = [b"%PDF-1.7\n"], {}
        at = len(parts[0])
        for number, content in sorted(self.objects.items()):
            places[number] = at
            parts.append(b"%d 0 obj%sendobj\n" % (number, content))
            at += len(parts[-1])
        size = max(self.objects) + 1
        rows = [b"%010d 00000 %s \n" % (places.get(n, 0), b"n" if n in places else b"f") for n in range(size)]
        table = b"xref\n0 %d\n" % size + b"".join(rows)
        return b"".join(parts) + table + b"trailer\n<<%s>>\nstartxref\n%d\n%%%%EOF\n" % (self.trailer, at)


def split_pdf(body: bytes) -> Pdf:
    """The objects of a file that holds them in the open, as those of the sample do."""
    found = _TRAILER.search(body)
    return Pdf({int(n): content for n, content in _OBJECT.findall(body)}, found[1] if found else b"")


def stream(content: bytes, *, entries: bytes = b"", packed: bool = True) -> bytes:
    """An object that is a stream."""
    data = zlib.compress(content, 9) if packed else content
    kind = b"/Filter /FlateDecode " if packed else b""
    return b"\n<< %s%s/Length %d >>\nstream\n%s\nendstream\n" % (kind, entries, len(data), data)


def inflate(content: bytes) -> bytes:
    """What the stream of an object holds, empty where it is none or is packed in another way."""
    found = _STREAM.match(content)
    if not found:
        return b""
    data = found[2]
    try:
        if b"ASCII85" in found[1]:
            data = base64.a85decode(data.strip().removesuffix(b"~>"))
        return zlib.decompress(data) if b"Flate" in found[1] else data
    except (ValueError, zlib.error):
        return b""


def on_objects(change: Callable[[Random, Pdf], None]) -> Damage:
    """A damage of bytes from one of objects."""

    @wraps(change)
    def damage(rng: Random, body: bytes) -> bytes:
        pdf = split_pdf(body)
        if not pdf.objects:
            return body
        change(rng, pdf)
        return pdf.write()

    return damage
