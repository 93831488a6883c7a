"""Pieces of text in reading order become the one text of a Document, with segments, cells and links at exact offsets.

>>> builder = SegmentBuilder()
>>> builder.add("Kontak\\u00adtai", "heading")
True
>>> builder.add_row(["Vadovas", (Run("Jonas", "mailto:j@x.lt"),)], heads=["", "Vardas"])
True
>>> document = builder.build("doc-1")
>>> document.text
'Kontaktai\\nVadovas | Jonas'
>>> [document.text[link.start : link.end] for link in document.links]
['Jonas']
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from datetime import date
from itertools import groupby
from typing import NamedTuple

from extractors.mention import Cell, Document, Link, Segment, SegmentKind

CELL_SEPARATOR = " | "
_INVISIBLE = re.compile(
    "[\u00ad\u200b-\u200f\u2060-\u2064\u202a-\u202e\u2066-\u2069\ufeff\ufff9-\ufffb"  # hyphens, joiners, directions
    "\x00-\x08\x0e-\x1f\x7f\u0080-\u0084\u0086-\u009f]"  # control characters that are no white space
)


class Run(NamedTuple):
    """Words of one piece that lead to ``target`` (None: nowhere). A tuple: a page has thousands."""

    text: str
    target: str | None = None


Words = str | Sequence[Run]
"""What a piece or a cell is made of: plain words, or runs where some of them are links."""


def normalize_text(text: str) -> str:
    """The text in NFC, without invisible characters, blanks collapsed, single line breaks; empty where nothing stays.

    >>> normalize_text("Visi a\\u0328z\\u030cuo\\u00adlai\\xa0 \\r\\n\\r\\n  ošia")
    'Visi ąžuolai\\nošia'
    """
    if text.isprintable():  # no line break and no blank but the plain one
        text = " ".join(text.split())
    else:
        lines = [" ".join(line.split()) for line in _INVISIBLE.sub("", text).splitlines()]
        text = "\n".join([line for line in lines if line])
    return text if text.isascii() else unicodedata.normalize("NFC", text)


class SegmentBuilder:
    """Takes pieces in reading order and makes a Document of them; pieces without visible text leave no trace."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._at = 0
        self._segments: list[Segment] = []
        self._links: list[Link] = []

    def add(self, words: Words, kind: SegmentKind, origin: str = "", language: str | None = None) -> bool:
        """True where the piece became a segment, False where it holds nothing visible."""
        text, links = _flatten(words)
        if not text:
            return False
        start = self._open()
        self._put(text, links)
        self._segments.append(Segment(start, self._at, kind, language, origin))
        return True

    def add_row(
        self, cells: Sequence[Words], heads: Sequence[str] = (), origin: str = "", kind: SegmentKind = "table row"
    ) -> bool:
        """True where the row became a segment. Empty cells keep their place; ``heads`` are padded with empty ones."""
        flat = [_flatten(cell) for cell in cells]
        if not any(text for text, _ in flat):
            return False
        start = self._open()
        placed: list[Cell] = []
        for number, (text, links) in enumerate(flat):
            if number:
                self._put(CELL_SEPARATOR)
            head = normalize_text(heads[number]) if number < len(heads) else ""
            placed.append(Cell(self._at, self._at + len(text), head))
            self._put(text, links)
        self._segments.append(Segment(start, self._at, kind, None, origin, tuple(placed)))
        return True

    def build(
        self, document_id: str, title: str | None = None, published_on: date | None = None, language: str | None = None
    ) -> Document:
        """The Document of all pieces taken so far."""
        return Document(
            document_id, "".join(self._parts), tuple(self._segments), language, title, published_on, tuple(self._links)
        )

    def _open(self) -> int:
        if self._segments:
            self._put("\n")
        return self._at

    def _put(self, text: str, links: Sequence[Link] = ()) -> None:
        self._links += [Link(self._at + link.start, self._at + link.end, link.target) for link in links]
        self._parts.append(text)
        self._at += len(text)


def _flatten(words: Words) -> tuple[str, list[Link]]:
    """The normalized text of a piece and the places of its links in it.

    Only what stands between two links is measured again, so that a menu of a thousand links costs no square.
    """
    if isinstance(words, str):
        return normalize_text(words), []
    text = normalize_text("".join([run.text for run in words]))
    links: list[Link] = []
    if not any(run.target for run in words):
        return text, links
    at = 0
    between: list[str] = []
    joined = _joined(words)
    spoken = [run for run in joined if not run.text.isspace()]
    if text and len(spoken) == 1 and (target := spoken[0].target):
        return text, [Link(0, len(text), target)]
    for run in joined:
        inner = normalize_text(run.text) if run.target else ""
        if not run.target or not inner:
            between.append(run.text)
            continue
        # a blank on either side of what stands between may have been lost to the edges: search from the least place
        start = text.find(inner, at + len(normalize_text("".join(between))))
        if start >= 0:
            links.append(Link(start, start + len(inner), run.target))
            at = start + len(inner)
        between = []
    return text, links


def _joined(runs: Sequence[Run]) -> list[Run]:
    """Runs with neighbours that lead to the same place made one: words in bold inside a link end no link."""
    return [Run("".join(run.text for run in group), target) for target, group in groupby(runs, lambda run: run.target)]
