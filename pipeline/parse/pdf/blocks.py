"""Lines to blocks: which lines make a paragraph, and where a line only broke at the margin."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from statistics import median_low

from pipeline.parse.pdf.order import Column, Rows, find_order
from pipeline.parse.pdf.shapes import Block, Line, Table

_BULLET = re.compile(r"[•●▪■◦○‣►➢✓·–—*-]\s|\(?\d{1,2}[.)]\s|[a-z]\)\s")
_BROKEN = re.compile(r"[^\W_][-‐]\Z|\w@\Z|\d/\Z")
_SENTENCE_END = re.compile(r"[.:;!?…][\"”“’»)\]]*\Z")
_SAME_SIZE = 0.11  # a line mostly of code or of capitals is set a little smaller
_LEADING = 1.25  # usual distance of baselines, in font sizes, where a column does not tell
_GAP = 1.22  # times the usual distance: a new paragraph
_INDENT = 0.8  # of the font size
_BLANK = 0.25
_TOLERANCE = 0.97
_NEARLY_FULL = 0.88  # of the column: justified text and words that must not part leave some room
_HALF_FULL = 0.6
_PROSE_LINES, _PROSE_SHARE = 4, 0.6


def build_blocks(items: Sequence[Line | Table]) -> Iterator[Block | Table]:
    """Paragraphs and tables of a page in reading order."""
    for part in find_order(items):
        if isinstance(part, Rows):
            yield build_table(part)
        else:
            yield from _column(part)


def join_lines_of(lines: Sequence[Line], width: float | None = None) -> tuple[Line, ...]:
    """The lines of one block with ``soft`` set; ``width`` is how far they could run (else as far as the longest)."""
    if not lines:
        return ()
    right = lines[0].box.x0 + width if width is not None else max(line.box.x1 for line in lines)
    soft = [_runs_on(above, line, right) for above, line in pairwise(lines)]
    prose = len(lines) >= _PROSE_LINES and sum(soft) >= len(soft) * _PROSE_SHARE
    soft = [s or (prose and _may_run_on(above, right)) for s, above in zip(soft, lines, strict=False)]
    return (lines[0], *(replace(line, soft=is_soft) for line, is_soft in zip(lines[1:], soft, strict=True)))


def _may_run_on(above: Line, right: float) -> bool:
    """In a paragraph a line that is not quite full runs on too, unless it ends a sentence or a lead."""
    return not _SENTENCE_END.search(above.text) and above.box.x1 - above.box.x0 > (right - above.box.x0) * _HALF_FULL


def _runs_on(above: Line, line: Line, right: float) -> bool:
    if _BROKEN.search(above.text):
        return True
    room = max(right - above.box.x0, 1.0)
    used = above.box.x1 - above.box.x0
    if used + _BLANK * line.size + line.first > room * _TOLERANCE:
        return True
    share = _HALF_FULL if not _SENTENCE_END.search(above.text) else _NEARLY_FULL
    return line.text[:1].islower() and used > room * share


def _column(column: Column) -> Iterator[Block | Table]:
    steps = _leading([item for item in column.items if isinstance(item, Line)])
    run: list[Line] = []
    for item in column.items:
        if isinstance(item, Table):
            yield from _block(run, column.box.x1)
            yield item
            run = []
        else:
            if run and _starts_block(run, item, steps.get(round(item.size), _LEADING * item.size)):
                yield from _block(run, column.box.x1)
                run = []
            run.append(item)
    yield from _block(run, column.box.x1)


def _leading(lines: Sequence[Line]) -> dict[int, float]:
    """The usual distance of baselines by font size in points."""
    steps = defaultdict(list)
    for above, line in pairwise(lines):
        if 0 < line.y - above.y < 2 * line.size and _alike(above, line):
            steps[round(line.size)].append(line.y - above.y)
    return {size: median_low(found) for size, found in steps.items()}


def _block(lines: Sequence[Line], right: float) -> Iterator[Block]:
    if lines:
        left = min(line.box.x0 for line in lines)
        yield Block(join_lines_of(lines, right - left))


def _alike(a: Line, b: Line) -> bool:
    return abs(a.size - b.size) <= _SAME_SIZE * max(a.size, b.size)


def _starts_block(run: Sequence[Line], line: Line, leading: float) -> bool:
    above = run[-1]
    if line.y - above.y > _GAP * leading or not _alike(above, line):
        return True
    if line.y - above.y < 0.5 * line.size:  # beside it: parts of one row that nothing else holds together
        return True
    if above.bold != line.bold and all(other.bold == above.bold for other in run):
        return True
    if _BULLET.match(line.text) and not line.text[:1].isdigit():
        return True
    indented = line.box.x0 - above.box.x0 > _INDENT * line.size
    hanging = bool(_BULLET.match(run[0].text))
    return indented and not hanging and bool(_SENTENCE_END.search(above.text))


def build_table(rows: Rows) -> Table:
    """The table of bands without rules: a band is a row unless it stands close under the one it goes on."""
    tops = [min(line.box.top for cell in band for line in cell) for band in rows.bands]
    steps = [b - a for a, b in pairwise(tops)]
    closest = min(steps, default=0.0)
    far = any(step > closest * 1.3 for step in steps)
    found: list[list[list[Line]]] = []
    for i, band in enumerate(rows.bands):
        close = i > 0 and steps[i - 1] <= closest * 1.3
        goes_on = close and (far or not band[0]) and bool(found)
        if goes_on:
            for cell, more in zip(found[-1], band, strict=True):
                cell.extend(more)
        else:
            found.append([list(cell) for cell in band])
    return Table(tuple(tuple(join_lines_of(cell) for cell in row) for row in found), rows.box, ruled=False)
