"""Words to lines: what stands on one baseline without a wide gap."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median

from pipeline.parse.pdf.shapes import Box, Line, Word

_SAME_BASELINE = 0.3  # all of these are shares of the font size
_TOUCHING = 0.1
_WIDE_GAP = 1.0
_WIDEST_BLANK = 2.2  # in justified text
_ASCENT, _DESCENT = 0.8, 0.22
_TWIN = 0.15  # letters drawn twice a little apart to look bold


def build_lines(words: Sequence[Word]) -> list[Line]:
    """The lines of some words, from top to bottom, those on one baseline from left to right."""
    return [build_line(run) for row in _rows(words) for run in _runs(row)]


def build_line(words: Sequence[Word]) -> Line:
    """One line of words that stand in order."""
    text, last = words[0].text, words[0]
    for word in words[1:]:
        text += word.text if word.x0 - last.x1 < word.size * _TOUCHING else f" {word.text}"
        last = word
    size = weighted_median([(word.size, len(word.text)) for word in words])
    y = max(words, key=lambda word: len(word.text)).y
    box = Box(words[0].x0, y - size * _ASCENT, max(word.x1 for word in words), y + size * _DESCENT)
    bold = all(word.bold for word in words)
    end = next((i for i, word in enumerate(words) if i and not word.glued), len(words))
    return Line(text, box, y, size, bold, words[end - 1].x1 - words[0].x0)


def weighted_median(sizes: Sequence[tuple[float, int]]) -> float:
    """The font size in the middle, each counted as often as its number of characters says; there must be one."""
    half, seen = sum(n for _, n in sizes) / 2, 0
    for size, n in sorted(sizes):
        seen += n
        if seen >= half:
            return size
    return sizes[-1][0]


def _rows(words: Sequence[Word]) -> Iterator[list[Word]]:
    row: list[Word] = []
    for word in sorted(words, key=lambda word: (word.y, word.x0)):
        if row and word.y - row[0].y > min(word.size, row[0].size) * _SAME_BASELINE:
            yield row
            row = []
        row.append(word)
    if row:
        yield row


def _runs(row: Sequence[Word]) -> Iterator[list[Word]]:
    ordered = sorted(row, key=lambda word: word.x0)
    gaps = [b.x0 - a.x1 for a, b in pairwise(ordered)]
    blanks = [gap for gap, word in zip(gaps, ordered, strict=False) if gap > word.size * _TOUCHING]
    printed = any(word.blank for word in ordered)  # then the file itself tells a wide blank from a gap
    usual = median(blanks) if len(blanks) > 2 and not printed else 0.0
    run = [ordered[0]]
    for gap, word in zip(gaps, ordered[1:], strict=True):
        last = run[-1]
        if word.text == last.text and abs(word.x0 - last.x0) < word.size * _TWIN:
            continue
        widest = min(max(_WIDE_GAP * word.size, 2.5 * usual), _WIDEST_BLANK * word.size)
        if gap > widest and abs(gap - word.blank) > 1:
            yield run
            run = []
        run.append(word)
    yield run
