"""In which language a document and its segments are written.

A wrong language costs a segment all its facts, so a segment gets one of its own only where it is long and the detector
is sure; short ones keep None, which means the language of the document.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from functools import cache
from typing import Any

from extractors.languages import available
from extractors.mention import UNREAD, Document, Segment

LANGUAGES = tuple(sorted(set(available()) - {"mt"}))
"""Those that the detector chooses from: all that have a language file, but Maltese, which it does not know."""

_ENOUGH_LETTERS = 40  # of a document; below it the page's own word is taken
_SEGMENT_LETTERS = 120
_SEGMENT_CONFIDENCE = 0.9
_SAMPLE_LENGTH = 4000


@cache
def _detector() -> Any:
    from lingua import IsoCode639_1, LanguageDetectorBuilder

    codes = [getattr(IsoCode639_1, language.upper()) for language in LANGUAGES]
    return LanguageDetectorBuilder.from_iso_codes_639_1(*codes).with_low_accuracy_mode().build()


def find_language(text: str) -> tuple[str | None, float]:
    """The language of a text (ISO 639-1) and the detector's confidence (0 to 1); None where there is no word in it."""
    values = _detector().compute_language_confidence_values(text)
    if not values or values[0].value <= 0:
        return None, 0.0
    return values[0].language.iso_code_639_1.name.lower(), values[0].value


def label_languages(document: Document, declared: str | None = None) -> Document:
    """The document with its language, and that of segments clearly in another one.

    ``declared`` is what the document says of itself (``lt-LT``): it holds where the text is too short to tell.
    """
    said = (declared or "").strip().lower().replace("_", "-").partition("-")[0] or None
    read = [s for s in document.segments if s.kind not in UNREAD] or list(document.segments)
    sample = _sample(document, read)
    main: str | None = None
    if sum(map(str.isalpha, sample)) >= _ENOUGH_LETTERS:
        main, _ = find_language(sample)
    main = main or (said if said and len(said) == 2 else None)
    return replace(document, language=main, segments=tuple(_labelled(document, s, main) for s in document.segments))


def _sample(document: Document, segments: list[Segment]) -> str:
    """The longest segments up to a few thousand characters: running text tells more than names and figures."""
    longest = sorted(segments, key=lambda s: s.start - s.end)
    taken, length = [], 0
    for segment in longest:
        if length > _SAMPLE_LENGTH:
            break
        taken.append(document.text[segment.start : segment.end])
        length += segment.end - segment.start
    return "\n".join(taken)[:_SAMPLE_LENGTH]


def _labelled(document: Document, segment: Segment, main: str | None) -> Segment:
    if segment.language or segment.kind in UNREAD or segment.end - segment.start < _SEGMENT_LETTERS:
        return segment
    text = document.text[segment.start : segment.end]
    if Counter(map(str.isalpha, text))[True] < _SEGMENT_LETTERS or not _prose(text):
        return segment
    language, confidence = find_language(text)
    if language == main or confidence < _SEGMENT_CONFIDENCE:
        return segment
    return replace(segment, language=language)


def _prose(text: str) -> bool:
    """True where most words begin with a small letter: lists of names look like any language."""
    words = [word for word in text.split() if word[0].isalpha()]
    return sum(word[0].islower() for word in words) > len(words) * 0.6
