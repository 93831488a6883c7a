"""Reading costs time linear in the text, whatever the text is made of."""

from __future__ import annotations

import time
from dataclasses import replace

import pytest

import extractors
from extractors import Document, Segment, languages
from tests.bench.generate import generate_texts

SECONDS = 20  # for 100,000 characters, on a slow and busy machine; the square of the length takes minutes
WORD_SECONDS = 5  # for one word of 13,000 letters


def _document(text: str) -> Document:
    """A document of one paragraph a line."""
    segments, at = [], 0
    for line in text.split("\n"):
        segments.append(Segment(at, at + len(line), "body", "lt"))
        at += len(line) + 1
    return Document("d", text, tuple(segments), "lt")


def _seconds(document: Document) -> float:
    """Processor time of one reading."""
    start = time.process_time()
    extractors.extract(document)
    return time.process_time() - start


def test_four_times_the_text_takes_four_times_the_time() -> None:
    texts = list(generate_texts(48))
    short, long = _document("\n".join(texts[:12])), _document("\n".join(texts))
    _seconds(long)  # patterns are compiled at first use
    ratio = min(_seconds(long) for _ in range(3)) / min(_seconds(short) for _ in range(5))
    assert ratio < 6


_UNITS = ["12 345 ", "7", " ", "\n", "„", '"', "(", "[", "a@", "UAB „", ". ", "- ", "+370 "]
_UNITS += ["1 Eur ", "2013 m. kovo 9 d. ", "Lietuva, "]


@pytest.mark.parametrize("unit", _UNITS)
def test_rows_of_one_thing_are_read_in_time(unit: str) -> None:
    extractors.extract(_document("UAB „Drobė“"))
    assert _seconds(_document((unit * 100_000)[:100_000])) < SECONDS


@pytest.mark.parametrize("language", languages.available())
def test_a_word_without_end_is_read_in_time(language: str) -> None:
    text = f"{'ministeeriumi' * 1000} 12"
    document = Document("long", text, (Segment(0, len(text), "body", language),), language)
    extractors.extract(replace(document, text=text[-20:], segments=(Segment(0, 20, "body", language),)))
    assert _seconds(document) < WORD_SECONDS
