"""Words that tell the role of something, found in the text around it.

In a phrase ``*`` ends a word in any way and ``...`` stands for up to three words: ``bendr* ... vert*``.
"""

from __future__ import annotations

import re
import tomllib
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, fields
from functools import cache
from importlib.resources import files

from extractors import languages
from extractors.mention import Document, Segment


@dataclass(frozen=True, slots=True)
class Cue:
    """One phrase of a kind (a field of the language data) in a stretch of text."""

    kind: str
    start: int
    end: int


class CueFinder:
    """Finds the phrases of one section of the language files; ``words`` is its dataclass, a field a kind.

    ``shared`` names a file of ``extractors/data`` with phrases of the same kinds that all languages write alike.
    """

    def __init__(self, section: str, words: type, shared: str = "") -> None:
        self.section = section
        self.words = words
        self.shared = shared

    def find(self, text: str, language: str, kinds: frozenset[str] | None = None) -> Iterator[Cue]:
        """Cues in a text, kind by kind; only of some kinds where these are given."""
        for kind, pattern in _patterns(self.section, self.words, language, self.shared):
            if kinds is None or kind in kinds:
                for match in pattern.finditer(text):
                    yield Cue(kind, match.start(), match.end())


@cache
def _patterns(section: str, words: type, language: str, shared: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    data = languages.section(language, section, words)
    if data is None:
        return ()
    common = _shared(shared) if shared else {}
    phrases = {f.name: (*getattr(data, f.name), *common.get(f.name, ())) for f in fields(words)}
    return tuple((kind, compile_phrases(own)) for kind, own in phrases.items() if own)


@cache
def _shared(name: str) -> dict[str, tuple[str, ...]]:
    table = tomllib.loads((files("extractors") / "data" / name).read_text(encoding="utf-8"))
    return {kind: tuple(phrases) for kind, phrases in table.items()}


def compile_phrases(phrases: tuple[str, ...]) -> re.Pattern[str]:
    """A pattern of phrases that matches whole words, in any case.

    >>> compile_phrases(("bendr* ... vert*",)).search("Bendra viso projekto vertė yra")[0]
    'Bendra viso projekto vertė'
    """
    ordered = sorted(phrases, key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(_phrase, ordered)) or '(?!)'})(?!\w)", re.IGNORECASE)


def _phrase(phrase: str) -> str:
    pattern = ""
    for word in phrase.split():
        if word == "...":
            pattern += r"(?:\s+[^\s.;|]+){0,3}?"
            continue
        pattern += r"\s+" if pattern else ""
        pattern += re.escape(word.rstrip("*")) + (r"\w*" if word.endswith("*") else "")
    return pattern


def label_above(document: Document, segment: Segment) -> str:
    """The heading or label right above a segment (``Biudžetas:``, ``EU contribution``), or nothing."""
    number = bisect_right(document.segments, segment.start, key=lambda other: other.end)
    if number == 0:
        return ""
    above = document.segments[number - 1]
    text = document.text[above.start : above.end].strip()
    return text if len(text) <= 80 and not text.endswith((".", "!", "?")) else ""
