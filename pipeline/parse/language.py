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
from pipeline.parse.alphabets import find_spellings
from pipeline.parse.common_words import find_by_words

LANGUAGES = tuple(sorted(set(available()) - {"mt"}))
"""Those that the detector chooses from: all that have a language file, but Maltese, which it does not know."""

_ENOUGH_LETTERS = 40  # of a document; below it the page's own word is taken
_SEGMENT_LETTERS = 120
_SEGMENT_CONFIDENCE = 0.9
_ENOUGH_WORDS = 10
_SHARED = 0.2  # of the words of a segment: of another language few are
_NAMED = 0.7
_SAMPLE_SEGMENTS = 4
_OPENING_LENGTH = 200


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
    read = [segment for segment in document.segments if segment.kind not in UNREAD] or list(document.segments)
    openings = _openings(document, read)
    sample = "\n".join(openings)
    main = said if said and len(said) == 2 else None
    if sum(map(str.isalpha, sample)) >= _ENOUGH_LETTERS:
        spelled = main if find_spellings(sample) == {main} else None
        main = _agreed(openings) or spelled or find_by_words(sample) or find_language(sample)[0] or main
    return replace(document, language=main, segments=_labelled(document, main))


def _openings(document: Document, segments: list[Segment]) -> list[str]:
    """The openings of the longest segments: running text tells more than names and figures."""
    longest = sorted(segments, key=lambda segment: (segment.start - segment.end, segment.start))[:_SAMPLE_SEGMENTS]
    return [document.text[s.start : min(s.end, s.start + _OPENING_LENGTH)] for s in longest]


def _agreed(openings: list[str]) -> str | None:
    """The language that the common words of most openings tell."""
    told = Counter(find_by_words(opening) for opening in openings)
    language, votes = told.most_common(1)[0]
    return language if votes * 2 > len(openings) else None


def _labelled(document: Document, main: str | None) -> tuple[Segment, ...]:
    """The segments, the detector asked only of those that neither letters nor common words nor words known from other
    segments show to be in the main language: it is a hundred times slower than a look into a set."""
    known: set[str] = set()
    labelled: list[Segment] = []
    for segment in document.segments:
        text = document.text[segment.start : segment.end]
        words = _common_words(text) if _can_tell(segment) else []
        if (
            len(words) < _ENOUGH_WORDS
            or sum(word in known for word in words) >= _SHARED * len(words)
            or find_by_words(text[:_OPENING_LENGTH]) == main
            or find_spellings(text) == {main}
            or (len(text) > _OPENING_LENGTH and find_by_words(text) == main)
        ):
            labelled.append(segment)
            continue
        language, confidence = find_language(text[:_OPENING_LENGTH])
        if language == main:
            known.update(words)
        foreign = language != main and confidence >= _SEGMENT_CONFIDENCE
        labelled.append(replace(segment, language=language) if foreign else segment)
    return tuple(labelled)


def _can_tell(segment: Segment) -> bool:
    return not segment.language and segment.kind not in UNREAD and segment.end - segment.start >= _SEGMENT_LETTERS


def _common_words(text: str) -> list[str]:
    """The words that begin with a small letter; none where most do not: lists of names look like any language."""
    words = [word.strip(".,;:!?()„“”\"'»«") for word in text.split()]
    small = [word for word in words if word[:1].islower()]
    named = sum(word[:1].isupper() for word in words)
    return small if named < _NAMED * len(small) else []
