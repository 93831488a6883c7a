"""The reading order of a page: which of its parts are columns, which are tables without rules, which just follow.

A page is cut into bands (what stands side by side). As long as neighbouring bands leave one vertical strip free, they
share columns; what stands on both sides of the strip is a table where it stands in rows, else text in columns.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from statistics import median

from pipeline.parse.pdf.shapes import Box, Line, Table, around

Item = Line | Table
Strip = tuple[float, float]

_NARROWEST_STRIP = 0.8  # of the usual font size
_FAR_APART = 2.6  # usual distances between lines: what is farther apart is ordered by itself
_PROSE_LINE = 24  # characters
_IN_ROWS = 0.75  # of the lines of the shorter column stand on a baseline with one of another column
_SAME_BASELINE = 2.0  # points
_DEEPEST = 12


@dataclass(frozen=True, slots=True)
class Column:
    """Items that follow each other; ``width`` is how far text can run."""

    items: tuple[Item, ...]
    box: Box


@dataclass(frozen=True, slots=True)
class Rows:
    """Lines in the columns of a table that has no rules: its bands, each with the lines of each column."""

    bands: tuple[tuple[tuple[Line, ...], ...], ...]
    box: Box


def find_order(items: Sequence[Item], depth: int = 0) -> Iterator[Column | Rows]:
    """The parts of a page as they are read."""
    if not items:
        return
    size = median(_size(item) for item in items)
    for part in _far_apart(_bands(items), size):
        for bands, strips in _sharing_strips(part, size * _NARROWEST_STRIP):
            inside = [item for band in bands for item in band]
            columns = _columns(inside, strips)
            if len(columns) < 2 or depth > _DEEPEST:
                yield Column(tuple(sorted(inside, key=lambda item: (item.box.top, item.box.x0))), _box(inside))
            elif _is_table(columns):
                yield _rows([_cells(band, strips) for band in bands], inside)
            else:
                for column in columns:
                    yield from find_order(column, depth + 1)


def _rows(bands: Sequence[tuple[tuple[Line, ...], ...]], items: Sequence[Item]) -> Column | Rows:
    """The rows of a table; a column where hardly any band fills two cells."""
    pairs = Counter(pair for band in bands for pair in combinations([i for i, cell in enumerate(band) if cell], 2))
    filled = max(pairs.values(), default=0)
    if filled > 1 and filled * 2 >= len(bands):
        return Rows(tuple(bands), _box(items))
    return Column(tuple(sorted(items, key=lambda item: (item.box.top, item.box.x0))), _box(items))


def _size(item: Item) -> float:
    return item.size if isinstance(item, Line) else 10.0


def _box(items: Sequence[Item]) -> Box:
    return around(item.box for item in items)


def _bands(items: Sequence[Item]) -> list[list[Item]]:
    """Items side by side, from top to bottom."""
    bands: list[list[Item]] = []
    bottom = float("-inf")
    for item in sorted(items, key=lambda item: item.box.top):
        if item.box.top < bottom - 0.3 * _size(item):
            bands[-1].append(item)
        else:
            bands.append([item])
        bottom = max(bottom, item.box.bottom)
    return bands


def _far_apart(bands: Sequence[list[Item]], size: float) -> list[list[list[Item]]]:
    """The bands cut where much white runs across the page."""
    boxes = [_box(band) for band in bands]
    parts = [[bands[0]]]
    for above, box, band in zip(boxes, boxes[1:], bands[1:], strict=False):
        if box.top - above.bottom > size * _FAR_APART:
            parts.append([])
        parts[-1].append(band)
    return parts


@dataclass(slots=True)
class _Group:
    """Neighbouring bands with the strips that all of them leave free."""

    bands: list[list[Item]]
    strips: list[Strip]
    first_end: float
    last_start: float

    def take(self, other: _Group, strips: list[Strip]) -> None:
        self.bands += other.bands
        self.strips = strips
        self.first_end = min(self.first_end, other.first_end)
        self.last_start = max(self.last_start, other.last_start)

    def inner(self, strips: Sequence[Strip], other: _Group | None = None) -> list[Strip]:
        """Those of some strips that have something on both sides in this group, or in it and another one."""
        first = min(self.first_end, other.first_end) if other else self.first_end
        last = max(self.last_start, other.last_start) if other else self.last_start
        return [strip for strip in strips if first <= strip[0] + 1 and last >= strip[1] - 1]


def _sharing_strips(bands: Sequence[list[Item]], narrowest: float) -> list[tuple[list[list[Item]], list[Strip]]]:
    """Neighbouring bands that leave the same strips free between items, with these strips."""
    whole = _box([item for band in bands for item in band])
    groups: list[_Group] = []
    for band in bands:
        free = [strip for strip in _free(band, whole) if strip[1] - strip[0] >= narrowest]
        ends, starts = min(item.box.x1 for item in band), max(item.box.x0 for item in band)
        new = _Group([band], free, ends, starts)
        if groups:
            last = groups[-1]
            common = _common(last.strips, free, narrowest)
            divided = bool(last.inner(last.strips))
            joins = divided or len(last.bands) == 1 if last.inner(common, new) else not divided and not new.inner(free)
            if joins:
                last.take(new, common)
                continue
        groups.append(new)
    return [(group.bands, group.inner(group.strips)) for group in groups]


def _free(band: Sequence[Item], whole: Box) -> list[Strip]:
    free, at = [], whole.x0
    for item in sorted(band, key=lambda item: item.box.x0):
        if item.box.x0 > at:
            free.append((at, item.box.x0))
        at = max(at, item.box.x1)
    return [*free, (at, whole.x1)] if at < whole.x1 else free


def _common(left: Sequence[Strip], right: Sequence[Strip], narrowest: float) -> list[Strip]:
    pairs = ((max(a[0], b[0]), min(a[1], b[1])) for a in left for b in right)
    return [strip for strip in pairs if strip[1] - strip[0] >= narrowest]


def _columns(items: Sequence[Item], strips: Sequence[Strip]) -> list[list[Item]]:
    columns: list[list[Item]] = [[] for _ in range(len(strips) + 1)]
    for item in items:
        columns[_place(item, strips)].append(item)
    return [column for column in columns if column]


def _place(item: Item, strips: Sequence[Strip]) -> int:
    middle = (item.box.x0 + item.box.x1) / 2
    return sum(strip[0] < middle for strip in strips)


def _cells(band: Sequence[Item], strips: Sequence[Strip]) -> tuple[tuple[Line, ...], ...]:
    cells: list[list[Line]] = [[] for _ in range(len(strips) + 1)]
    for item in sorted(band, key=lambda item: (item.box.top, item.box.x0)):
        if isinstance(item, Line):
            cells[_place(item, strips)].append(item)
    return tuple(map(tuple, cells))


def _is_table(columns: Sequence[Sequence[Item]]) -> bool:
    """Whether columns stand in rows: on common baselines, and not all of them lines of prose."""
    lines = [[item for item in column if isinstance(item, Line)] for column in columns]
    if any(len(found) < len(column) for found, column in zip(lines, columns, strict=True)):
        return False
    if all(median(len(line.text) for line in column) >= _PROSE_LINE and len(column) > 2 for column in lines):
        return False
    longest = max(lines, key=len)
    others = [line for column in lines if column is not longest for line in column]
    beside = sum(any(abs(line.y - other.y) < _SAME_BASELINE for other in longest) for line in others)
    return beside >= len(others) * _IN_ROWS
