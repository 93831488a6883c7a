"""Projects named in cells under a head, after a label, or in a heading right above their code."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from extractors.mention import UNREAD, Document, Mention, Segment
from extractors.projects.quoted import name_mention
from extractors.projects.words import CAMEL, any_of, noun, words_of
from extractors.quotes import find_quotes

_LONGEST = 320
_NUMBERED = re.compile(r"\s*(?:[#*•]\s*)?(?:\d{1,2}[.)]\s+)?")


def find_labelled(document: Document, text: str, language: str, codes: tuple[Mention, ...]) -> Iterator[Mention]:
    """Mentions of kind ``project`` by the layout. ``text`` is the part of the document that is read."""
    for segment in document.segments:
        if segment.kind in UNREAD or not text[segment.start : segment.end].strip():
            continue
        for cell in segment.cells:
            label = cell.head or _first_cell(segment, text, cell.start)
            written = text[cell.start : cell.end]
            if label and _head(language).match(label) and not _is_other(language).match(written):
                yield from _stretch(text, cell.start, cell.end)
        if segment.kind in ("title", "heading"):
            yield from _alone(text, segment)
        for match in _label(language).finditer(text, segment.start, segment.end):
            yield from _stretch(text, match.start("name"), match.end("name"))
        # in a row of many cells the next cell is another head
        end = segment.end if len(segment.cells) in (0, 2) else segment.start
        for match in _acronym_label(language).finditer(text, segment.start, end):
            yield name_mention(text, *match.span("name"), "acronym label")
    yield from _headings(document, text, language, codes)


def _alone(text: str, segment: Segment) -> Iterator[Mention]:
    """A headline that is an acronym and nothing else."""
    written = text[segment.start : segment.end].strip()
    if re.fullmatch(CAMEL, written):
        start = text.index(written, segment.start)
        yield name_mention(text, start, start + len(written), "headline")


def _first_cell(segment: Segment, text: str, start: int) -> str:
    """The words of the first cell, which label the second one in a table of two columns."""
    first = segment.cells[0]
    return text[first.start : first.end] if len(segment.cells) == 2 and start > first.start else ""


@cache
def _head(language: str) -> re.Pattern[str]:
    return re.compile(rf"\W*{any_of(words_of(language).heads)}\W*\Z", re.IGNORECASE)


@cache
def _is_other(language: str) -> re.Pattern[str]:
    """A head said again on the next page, or the word before a sum."""
    words = words_of(language)
    return re.compile(rf"\W*(?:{any_of(words.heads)}\W*\Z|{any_of(words.totals)}(?![^\W_]))", re.IGNORECASE)


@cache
def _label(language: str) -> re.Pattern[str]:
    """``Projekto pavadinimas: …`` to the end of the line; a single word is no label in running text."""
    labels = [head for head in words_of(language).heads if " " in head]
    return re.compile(rf"(?<![^\W_])(?i:{any_of(labels)})\s?[:–-]\s?\n?(?P<name>[^\n|]{{3,{_LONGEST}}})")


@cache
def _acronym_label(language: str) -> re.Pattern[str]:
    labels = any_of(words_of(language).acronyms)
    return re.compile(rf"(?<![^\W_])(?i:{labels})\s?[:|–-]\s?[„“\"«]?(?P<name>[^\W\d_][\w+-]{{2,24}})(?![^\W_])")


def _stretch(text: str, start: int, end: int) -> Iterator[Mention]:
    """The name in a stretch: its first quotation where it begins with one, else all of it."""
    written = text[start:end]
    start += len(written) - len(written.lstrip())
    written = written.strip().rstrip(";,")
    quotes = [quote for quote in find_quotes(written) if quote.start == 0 and quote.depth == 0]
    whole = [
        quote for quote in quotes if quote.end >= len(written) - 1 or written[quote.end : quote.end + 2] in (" (", ", ")
    ]
    if whole:
        yield name_mention(text, start + 1, start + whole[0].end - 1, "quoted:label")
    elif 3 <= len(written) <= _LONGEST and any(character.isalpha() for character in written):
        end = start + len(written.rstrip(".") if written.count(".") == 1 else written)
        yield name_mention(text, start, end, "label")


def _headings(document: Document, text: str, language: str, codes: tuple[Mention, ...]) -> Iterator[Mention]:
    """A short line that stands right above a project's code and begins with a capital, its number left out."""
    above: Segment | None = None
    for segment in document.segments:
        if segment.kind in UNREAD:
            continue
        first = next((code for code in codes if segment.start <= code.start < segment.end), None)
        if above is not None and first is not None and _opens_with(text, segment, first, language):
            number = _NUMBERED.match(text, above.start, above.end)
            yield from _stretch(text, number.end() if number else above.start, above.end)
        lined = segment.kind in ("heading", "title") or segment.end - segment.start < 120
        name = text[segment.start : segment.end].rstrip()
        above = (
            segment if lined and first is None and name and name[-1] not in ".:;!?" and ": " not in name[:40] else None
        )


def _opens_with(text: str, segment: Segment, code: Mention, language: str) -> bool:
    """Whether a segment says first of all what its code is: ``Projekto kodas Nr. VP2-…``."""
    before = text[segment.start : code.start]
    opens = re.match(rf"[^\w„“\"«]*{noun(language)}[^„“\"«]*\Z", before) is not None
    return opens and len(before) < 40 and before.count(" ") < 4
