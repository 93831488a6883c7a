"""What holds of every document that was read, however damaged its bytes were."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import asdict
from datetime import date
from itertools import pairwise

import pyarrow as pa

from extractors.mention import Document, Mention
from pipeline.reading import Reading

_ALLOWED = "\n"


def find_faults(reading: Reading) -> Iterator[str]:
    """What is wrong with a reading, in words; nothing where all is as it should be."""
    document = reading.document
    yield from _text_faults("text", document.text)
    yield from _text_faults("title", document.title or "")
    yield from _place_faults(document)
    yield from _mention_faults(document, reading.facts.mentions)
    yield from _table_faults(reading)


def _text_faults(name: str, text: str) -> Iterator[str]:
    """Surrogates cannot be written as UTF-8, control characters break what shows them; names are compared in NFC."""
    if not unicodedata.is_normalized("NFC", text):
        yield f"{name} is not in NFC"
    bad = {c for c in set(text) if unicodedata.category(c) in ("Cs", "Cc") and c not in _ALLOWED}
    if bad:
        yield f"{name} holds {sorted(map(ascii, bad))[:5]}"


def _place_faults(document: Document) -> Iterator[str]:
    length = len(document.text)
    if any(not 0 <= s.start < s.end <= length for s in document.segments):
        yield "a segment is empty or lies outside of the text"
    if any(a.end > b.start for a, b in pairwise(document.segments)):
        yield "segments overlap or are not in order"
    for segment in document.segments:
        if any(not segment.start <= cell.start <= cell.end <= segment.end for cell in segment.cells):
            yield f"a cell of {segment.origin} lies outside of its row"
    if any(not 0 <= link.start <= link.end <= length for link in document.links):
        yield "a link lies outside of the text"


def _mention_faults(document: Document, mentions: tuple[Mention, ...]) -> Iterator[str]:
    for mention in mentions:
        if document.text[mention.start : mention.end] != mention.text or not mention.text:
            yield f"a mention of {mention.kind} is not what stands at its place: {mention.text[:50]!r}"
        if not 0 <= mention.confidence <= 1:
            yield f"a mention of {mention.kind} has the confidence {mention.confidence}"


def _table_faults(reading: Reading) -> Iterator[str]:
    """Whether all can stand in a Parquet file."""
    document = reading.document
    strings = [document.text, document.title, document.language, reading.parsed.media_type, reading.parsed.charset]
    strings += [value for s in document.segments for value in (s.origin, s.language, *(cell.head for cell in s.cells))]
    strings += [link.target for link in document.links]
    strings += [value for m in reading.facts.mentions for value in asdict(m).values() if isinstance(value, str)]
    try:
        pa.array(strings, pa.string())
    except (pa.ArrowException, UnicodeEncodeError) as error:
        yield f"it cannot be written as Parquet: {error}"
    if document.published_on and not date(1900, 1, 1) <= document.published_on <= date(2200, 1, 1):
        yield f"it was published on {document.published_on}"
