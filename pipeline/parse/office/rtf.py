"""RTF files: their paragraphs and the rows of their tables."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator

from striprtf.striprtf import rtf_to_text

from pipeline.parse.heads import find_heads
from pipeline.parse.office.contents import Contents
from pipeline.parse.pieces import Piece
from pipeline.parse.segments import normalize_text
from pipeline.parse.wrapped import split_bullet
from pipeline.problems import ParseProblem

_CODE_PAGE = re.compile(rb"\\ansicpg(\d{3,5})")
_HEAD_LENGTH = 4096
_CELL_END = "|"
_MOST = 60_000_000


def read_rtf(body: bytes, url: str) -> Contents:
    """What an RTF file holds. Raises ParseProblem: damaged, too large."""
    if len(body) > _MOST:
        raise ParseProblem("too large", f"parsing {url}: got {len(body)} bytes, expected {_MOST}; save it as .docx")
    charset = _charset(body)
    text = rtf_to_text(_without_pictures(body).decode(charset, "replace"), encoding=charset, errors="replace")  # type: ignore[no-untyped-call]
    return Contents(tuple(_pieces(text)))


def _charset(body: bytes) -> str:
    """The code page that the file names; Windows' Western one where it names none that is known."""
    found = _CODE_PAGE.search(body, 0, _HEAD_LENGTH)
    try:
        return codecs.lookup(f"cp{found[1].decode()}" if found else "cp1252").name
    except LookupError:
        return "cp1252"


def _without_pictures(body: bytes) -> bytes:
    """The file without the digits of its pictures, which are most of it."""
    return re.sub(rb"[0-9a-fA-F\r\n]{2000,}", b"", body)


def _pieces(text: str) -> Iterator[Piece]:
    rows: list[tuple[int, tuple[str, ...]]] = []
    for number, line in enumerate(text.split("\n"), 1):
        words = normalize_text(line)
        if words.endswith(_CELL_END) and words.count(_CELL_END) > 1:
            rows.append((number, tuple(cell.strip() for cell in words[:-1].split(_CELL_END))))
            continue
        yield from _table(rows)
        rows = []
        is_item, item = split_bullet(words)
        yield Piece(item, "list item" if is_item else "body", f"line {number}")
    yield from _table(rows)


def _table(rows: list[tuple[int, tuple[str, ...]]]) -> Iterator[Piece]:
    heads = find_heads([cells for _, cells in rows])
    for (number, cells), head in zip(rows, heads, strict=True):
        yield Piece("", "table row", f"line {number}", cells, head)
