"""One document as the finders of organizations read it: one line a sentence part, quotes and places at hand."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from spacy.tokens import Doc

from extractors.boundaries import find_boundaries
from extractors.mention import Document, Mention, Segment
from extractors.quotes import Quote, find_quotes

UPPER = "".join(chr(code) for code in range(0x41, 0x530) if chr(code).isupper())
_SHORT_LINE = 42  # characters; a line that breaks later than this was broken for want of room
_LONGEST_QUOTE = 70  # characters that a quoted name may have
_SPACE = re.compile(r"[^\S\n]")
_START = re.compile(r"(?:\A|[\n:|•*·–—]|[„“”\"«(])\s*[„“\"«(]?\Z")


@dataclass(frozen=True)
class Reading:
    """``text`` has the length of the document's text; its only white space is the blank and, where a line ends for a
    reason, the newline."""

    text: str
    language: str
    document: Document
    before: tuple[Mention, ...]

    @cached_property
    def quotes(self) -> list[Quote]:
        """Quoted stretches by start."""
        return sorted(find_quotes(self.text), key=lambda quote: (quote.start, -quote.end))

    @cached_property
    def quote_by_end(self) -> dict[int, Quote]:
        """Quoted stretches by the offset behind their closing mark."""
        return {quote.end: quote for quote in self.quotes}

    @cached_property
    def _sentences(self) -> list[int]:
        starts = find_boundaries(self.text, self.language)
        return [
            at for at in starts if not (self.text[at] == "(" and at and self.text[at - 1] != "\n")
        ]  # „X e. V.“ (DE)

    @cached_property
    def _segments(self) -> list[int]:
        return [segment.start for segment in self.document.segments]

    def sentence(self, at: int) -> tuple[int, int]:
        """Start and end of the sentence (or line) that holds an offset."""
        index = bisect_right(self._sentences, at)
        end = self._sentences[index] if index < len(self._sentences) else len(self.text)
        return self._sentences[max(index - 1, 0)], end

    def segment(self, at: int) -> Segment | None:
        """The segment that holds an offset."""
        index = bisect_right(self._segments, at) - 1
        segment = self.document.segments[index] if index >= 0 else None
        return segment if segment is not None and at < segment.end else None

    def segment_number(self, at: int) -> int:
        """Its place in ``document.segments``, -1 before the first."""
        return bisect_right(self._segments, at) - 1

    def starts_sentence(self, at: int) -> bool:
        """Whether the capital at an offset may be owed to its place alone."""
        return at in set(self.sentence(at)[:1]) or bool(_START.search(self.text[max(0, at - 6) : at]))


def read(doc: Doc) -> Reading:
    """The document of a spaCy Doc, with the line breaks inside running text blanked."""
    document: Document = doc._.document
    text = _SPACE.sub(" ", doc._.readable)
    parts, at = [], 0
    for segment in document.segments:
        parts += [text[at : segment.start], _joined(text[segment.start : segment.end])]
        at = segment.end
    return Reading("".join((*parts, text[at:])), doc.lang_, document, tuple(doc._.mentions))


def _joined(text: str) -> str:
    """Line breaks that only the width of the page made, as blanks."""
    if "\n" not in text:
        return text
    lines = text.split("\n")
    joined = lines[0]
    for previous, line in pairwise(lines):
        goes_on = line[:1].islower() or (len(previous) >= _SHORT_LINE and line.strip() and not _is_item(line))
        joined += (" " if goes_on else "\n") + line
    return joined


def _is_item(line: str) -> bool:
    return bool(re.match(r"\s*(?:[-*•·–—▪]\s|\d{1,2}[.)]\s|\w[\w .-]{0,24}:)", line))


def reading_of(text: str, language: str) -> Reading:
    """A bare text as one segment: for tests and for those who try a finder by itself."""
    return Reading(text, language, Document("", text, (Segment(0, len(text), "body"),), language), ())


def quote_at(reading: Reading, at: int) -> Quote | None:
    """The quoted stretch that starts at an offset, where it is short enough for a name."""
    index = bisect_left(reading.quotes, at, key=lambda quote: quote.start)
    quote = reading.quotes[index] if index < len(reading.quotes) else None
    return quote if quote and quote.start == at and quote.end - quote.start <= _LONGEST_QUOTE else None
