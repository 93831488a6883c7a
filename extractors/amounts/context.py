"""The words that belong to an amount: before it and behind it in its clause, its sentence, its label."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from extractors.amounts.ranges import Figure
from extractors.amounts.words import lexicon
from extractors.boundaries import find_boundaries
from extractors.cues import label_above
from extractors.mention import Document, Segment
from extractors.taken import Taken

# where the words of one amount end and those of the next begin: "A, of which B" · "A; B" · "A (B)" · "A and B"
_BOUNDARY = re.compile(r"[,;:()\[\]]|\s[-–—·•|]\s")
_BRACKET = re.compile(r"[^,;:()\[\]]*\(\s?\Z")  # behind it the next amount: "by A with 1 and by B (2)"
_NEW_LINE = re.compile(r"\A[.,;]?\s?\n(?=\s*[A-ZÀ-ÖØ-ÞĀ-Ž])|\n")  # at once, before a capital: a list of labels
_OWN_SIGN = re.compile(r"\s?[-–—:(]\s?")  # A – the EU's share · A (the EU's share)
_KEPT_BREAK = re.compile(r"(?<=[.;!?])\n|\n(?=[-•*–] |[^\n:.]{3,70}:\s|\d{1,2}[.)] )")
_LONGEST = 1500  # characters of a sentence that are read for one amount: more are a list without full stops
_MANY = 20  # amounts in a sentence: what its opening says is not said of those behind any more
_NEAR = 160  # characters of a neighbouring clause that can still belong to an amount


@dataclass(frozen=True, slots=True)
class Unit:
    """Figures that say one thing, and the text around them.

    ``left`` and ``right`` belong to its clause, ``far`` follows the clause, ``opening`` is its sentence before it,
    ``previous`` the sentence before, ``label`` its column head or the line above, ``row`` the first cell of its row.
    ``linked`` counts the units before it in its sentence.
    """

    figures: tuple[Figure, ...]
    left: str
    right: str
    far: str = ""
    opening: str = ""
    previous: str = ""
    label: str = ""
    row: str = ""
    linked: int = 0

    @property
    def is_range(self) -> bool:
        """Whether these are the ends of a range."""
        return any(figure.is_range for figure in self.figures)


@dataclass(frozen=True, slots=True)
class Stretch:
    """What is read together: a paragraph with the line above as label, or a cell with its head and its row's name."""

    start: int
    end: int
    label: str
    language: str
    row: str = ""


def find_units(document: Document, segment: Segment, figures: Sequence[Figure], language: str) -> list[Unit]:
    """The amounts of a segment with their context, in order."""
    groups: dict[int, list[Figure]] = {}
    for figure in figures:
        groups.setdefault(figure.unit, []).append(figure)
    runs = [tuple(run) for run in groups.values()]
    if not segment.cells:
        stretch = Stretch(segment.start, segment.end, label_above(document, segment), language)
        return _in_stretch(document.text, stretch, runs)
    first, found = segment.cells[0], []
    for cell in segment.cells:
        row = document.text[first.start : first.end] if cell is not first else ""
        inside = [run for run in runs if cell.start <= run[0].start < cell.end]
        found += _in_stretch(document.text, Stretch(cell.start, cell.end, cell.head, language, row), inside)
    return found


def _in_stretch(text: str, stretch: Stretch, runs: Sequence[tuple[Figure, ...]]) -> list[Unit]:
    figures = [figure for run in runs for figure in run]
    bounds = _sentences(text[stretch.start : stretch.end], stretch.start, stretch.language, figures) if runs else []
    return [_unit(text, stretch, runs, i, bounds) for i in range(len(runs))]


def _sentences(text: str, offset: int, language: str, figures: Sequence[Figure]) -> list[tuple[int, int]]:
    """Sentences as (start, end); the full stop of a scale word ("31,6 mil. Kč") ends none."""
    kept = {match.start() for match in _KEPT_BREAK.finditer(text)}
    joined = "".join(" " if c == "\n" and i not in kept else c for i, c in enumerate(text))
    starts = [offset + at for at in find_boundaries(joined, language)]
    inside = Taken(len(text), ((figure.start + 1 - offset, figure.end - offset) for figure in figures))
    starts = [at for at in starts if not inside.meets(at - offset, at - offset + 1)]
    return list(zip(starts, [*starts[1:], offset + len(text)], strict=True))


def _unit(
    text: str, stretch: Stretch, runs: Sequence[tuple[Figure, ...]], i: int, bounds: Sequence[tuple[int, int]]
) -> Unit:
    language = stretch.language
    run = runs[i]
    at = max(bisect_right(bounds, run[0].start, key=lambda bound: bound[0]) - 1, 0)
    start, end = bounds[at]
    before = i - bisect_right(runs, start, 0, i, key=lambda other: other[-1].end)
    after = i + 1 < len(runs) and runs[i + 1][0].start < end
    left_gap = text[runs[i - 1][-1].end if before else start : run[0].start]
    right_gap = text[run[-1].end : runs[i + 1][0].start if after else max(end, run[-1].end)]
    if left_gap.endswith("(") and right_gap.startswith(")"):
        right_gap = right_gap[1:]  # an amount in brackets stands in the clause around them
    right, far = _split(right_gap, language)
    return Unit(
        figures=run,
        left=_split(left_gap, language)[1] if before else left_gap,
        right=right,
        far="" if after else far[:_NEAR],
        opening=text[max(start, run[0].start - (_NEAR if before > _MANY else _LONGEST)) : run[0].start],
        previous=text[bounds[at - 1][0] : bounds[at - 1][1]][-_LONGEST:] if at else "",
        label=stretch.label if run[0].start - stretch.start < 60 or stretch.row else "",
        row=stretch.row,
        linked=before,
    )


def _split(gap: str, language: str) -> tuple[str, str]:
    """What belongs to the amount before a gap, and the rest of it."""
    own = _OWN_SIGN.match(gap)
    if own and "(" in own[0]:
        close = gap.find(")")
        return (gap[: close + 1], gap[close + 1 :]) if close > 0 else ("", gap)
    line = _NEW_LINE.search(gap)
    match = _BOUNDARY.search(gap, own.end() if own else 0)
    if line and (match is None or line.start() < 3):
        match = line
    if match is None or (not own and _BRACKET.fullmatch(gap)):
        match = _last_and(gap, language) or match
    if own and match is None and len(gap) > _NEAR:
        return "", gap
    return (gap[: match.start()], gap[match.start() :]) if match else (gap, gap)


def _last_and(gap: str, language: str) -> re.Match[str] | None:
    """The last "and" of a gap: "is paid by the Fund and the remaining" divides there."""
    words = lexicon(language).words.joined
    found = list(re.finditer(rf"\s(?:{'|'.join(map(re.escape, words))})\s", gap)) if words else []
    return found[-1] if found else None
