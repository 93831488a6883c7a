"""Where a mention stands: its segment, sentence, table row and the heading above it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from extractors.boundaries import find_boundaries
from extractors.mention import Document, Mention


@dataclass(frozen=True, slots=True)
class Place:
    """``segment`` and ``sentence`` count from the start of the document; ``table`` is None outside of tables."""

    segment: int
    sentence: int
    table: int | None
    heading: bool


class Layout:
    """The order of a document in numbers that can be compared."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self._starts = [segment.start for segment in document.segments]
        self._sentences = sorted(_sentence_starts(document))
        self._tables = list(_tables(document))

    def place(self, mention: Mention) -> Place:
        """The place of a mention."""
        index = max(0, bisect_right(self._starts, mention.start) - 1)
        kind = self.document.segments[index].kind if self._starts else "body"
        return Place(
            index,
            bisect_right(self._sentences, mention.start),
            self._tables[index] if self._tables else None,
            kind in ("title", "heading"),
        )

    def context(self, mention: Mention) -> str:
        """The sentence of a mention; the whole row with its heads; the whole item with the line above its list."""
        index = self.place(mention).segment
        segment = self.document.segments[index]
        text = self.document.text
        if segment.kind == "table row":
            return " ".join([*(cell.head for cell in segment.cells), text[segment.start : segment.end]])
        if segment.kind == "list item":
            above = index
            while above > 0 and self.document.segments[above].kind == "list item":
                above -= 1
            lead = self.document.segments[above]
            return f"{text[max(lead.start, lead.end - 200) : lead.end]} {text[segment.start : segment.end]}"
        at = bisect_right(self._sentences, mention.start)
        end = self._sentences[at] if at < len(self._sentences) else len(text)
        return text[self._sentences[at - 1] : end]

    def opens_segment(self, place: Place) -> bool:
        """Whether a place is in the first sentence of its segment."""
        return place.sentence == bisect_right(self._sentences, self._starts[place.segment])


def _sentence_starts(document: Document) -> Iterator[int]:
    for segment in document.segments:
        text = document.text[segment.start : segment.end]
        language = segment.language or document.language or "xx"
        yield segment.start
        yield from (segment.start + at for at in find_boundaries(text, language))


def _tables(document: Document) -> Iterator[int | None]:
    """The number of the table that each segment is a row of: rows that follow each other are one table."""
    table, inside = -1, False
    for segment in document.segments:
        row = segment.kind == "table row"
        if row and not inside:
            table += 1
        inside = row
        yield table if row else None
