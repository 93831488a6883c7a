"""A document is read in its languages, at its own offsets, and only where it speaks for itself."""

from __future__ import annotations

import pytest

import extractors
from extractors import Document, Segment
from extractors.boundaries import find_boundaries
from extractors.mention import SegmentKind


def _document(*parts: tuple[str, SegmentKind, str | None], language: str = "lt") -> Document:
    """A document of these segments, each with its kind and language."""
    segments, at = [], 0
    for text, kind, own in parts:
        segments.append(Segment(at, at + len(text), kind, own))
        at += len(text) + 1
    return Document("d", "\n".join(text for text, _, _ in parts), tuple(segments), language)


def test_teasers_and_boilerplate_are_not_read() -> None:
    document = _document(
        ("Rašykite ona@pavyzdys.lt", "body", None),
        ("Kita žinutė: jonas@pavyzdys.lt", "teaser", None),
        ("Redakcija: redakcija@pavyzdys.lt", "boilerplate", None),
        ("Kontaktai: rasa@pavyzdys.lt", "contact", None),
    )
    found = [mention for mention in extractors.extract(document) if mention.kind == "email"]
    assert [mention.value for mention in found] == ["ona@pavyzdys.lt", "rasa@pavyzdys.lt"]
    assert all(document.text[mention.start : mention.end] == mention.text for mention in found)


def test_each_segment_is_read_once_in_its_own_language() -> None:
    document = _document(
        ("Sutartis pasirašyta 2012 m. kovo 26 d.", "body", "lt"), ("It ends on 26 March 2014.", "body", "en")
    )
    found = extractors.extract(document)
    assert [(m.value, m.text) for m in found if m.kind == "date"] == [
        ("2012-03-26", "2012 m. kovo 26 d."),
        ("2014-03-26", "26 March 2014"),
    ]


def test_a_plain_text_gives_spans_to_any_user_of_spacy() -> None:
    doc = extractors.load("lt")("Rašykite: ona@pavyzdys.lt arba Jonas@pavyzdys.lt.")
    assert [(span.text, span.kb_id_) for span in doc.spans["email"]] == [
        ("ona@pavyzdys.lt", "ona@pavyzdys.lt"),
        ("Jonas@pavyzdys.lt", "jonas@pavyzdys.lt"),
    ]


def test_an_empty_document_says_nothing() -> None:
    assert extractors.extract(Document("d", "", (), None)) == ()
    assert extractors.extract(_document(("", "body", None))) == ()


@pytest.mark.parametrize(
    ("text", "language", "sentences"),
    [
        ("Sutartis Nr. 5 pasirašyta 2012 m. kovo 26 d. Vilniuje. Vertė – 3 mln. Lt.", "lt", 2),
        ("Pasak G. Bagušinsko, tai gerai. „Taip!“ – sakė jis.", "lt", 2),
        ("Tel. 8 612 40788, el. p. ona@pavyzdys.lt\nKitas", "lt", 2),
        ("The grant (No. 12) of EUR 1.2 million ends in Dec. 2014. Dr. Smith leads it.", "en", 2),
        ("Projektas baigtas. 2012 m. prasidės kitas.", "lt", 2),
    ],
)
def test_sentences(text: str, language: str, sentences: int) -> None:
    assert len(find_boundaries(text, language)) == sentences


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Il progetto vale 2 mln. di euro secondo il dott. Bianchi.", "it"),
        ("Het project kost ca. 3 mln. euro volgens dhr. De Vries.", "nl"),
        ("Projektet kostar ca. 5 milj. kronor enligt tel. besked.", "sv"),
        ("Projekt je vreden 2 mio. evrov po besedah dr. Novaka.", "sl"),
    ],
)
def test_abbreviations_end_no_sentence(text: str, language: str) -> None:
    assert len(find_boundaries(text, language)) == 1
