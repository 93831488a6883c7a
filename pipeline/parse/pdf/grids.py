"""Rules to grids: where edges cross are corners, four corners that edges join make a cell, cells that touch a table.

The way of Anssi Nurminen (Algorithmic extraction of data in tables in PDF documents, 2013), as Tabula and pdfplumber
go it, with their tolerances.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from operator import attrgetter

from pipeline.parse.pdf.rules import Edge
from pipeline.parse.pdf.shapes import Box, Grid

_SNAP = 3.0  # points: edges as near as that lie on one line
_JOIN = 3.0  # and those on one line with no wider gap are one
_SHORTEST = 3.0
_REACH = 3.0  # how far an edge may end before the one that it meets
_MOST_CORNERS = 30_000
_FEWEST_EDGES = 3  # across and down: the least table has two rows and two columns

Corner = tuple[float, float]


def find_grids(edges: Sequence[Edge]) -> tuple[Grid, ...]:
    """The grids that edges make, from top to bottom, of at least two rows and two columns."""
    across = _merge([edge for edge in edges if edge.across])
    down = _merge([edge for edge in edges if not edge.across])
    if len({edge.at for edge in across}) < _FEWEST_EDGES or len({edge.at for edge in down}) < _FEWEST_EDGES:
        return ()
    corners = _corners(across, down)
    if len(corners) > _MOST_CORNERS:
        return ()
    grids = (_grid(cells) for cells in _tables(list(_cells(corners))))
    return tuple(grid for grid in grids if len(grid.rows) > 1 and max(map(len, grid.rows)) > 1)


def _merge(edges: Iterable[Edge]) -> list[Edge]:
    """Edges that lie on nearly one line put on it, those that meet there made one."""
    lines: list[list[Edge]] = []
    for edge in sorted(edges, key=attrgetter("at")):
        if lines and edge.at <= lines[-1][-1].at + _SNAP:
            lines[-1].append(edge)
        else:
            lines.append([edge])
    merged: list[Edge] = []
    for line in lines:
        at = sum(edge.at for edge in line) / len(line)
        joined: list[Edge] = []
        for edge in sorted(line, key=attrgetter("start")):
            if joined and edge.start <= joined[-1].end + _JOIN:
                joined[-1] = replace(joined[-1], end=max(joined[-1].end, edge.end))
            else:
                joined.append(replace(edge, at=at))
        merged += [edge for edge in joined if edge.end - edge.start >= _SHORTEST]
    return merged


def _corners(across: Sequence[Edge], down: Sequence[Edge]) -> dict[Corner, tuple[set[int], set[int]]]:
    """Where edges cross, with the numbers of those that run down and across there."""
    heights = [edge.at for edge in across]
    corners: dict[Corner, tuple[set[int], set[int]]] = {}
    for i, v in enumerate(down):
        for j in range(bisect_left(heights, v.start - _REACH), len(across)):
            h = across[j]
            if h.at > v.end + _REACH:
                break
            if h.start - _REACH <= v.at <= h.end + _REACH:
                through = corners.setdefault((v.at, h.at), (set(), set()))
                through[0].add(i)
                through[1].add(j)
        if len(corners) > _MOST_CORNERS:
            break
    return corners


def _cells(corners: dict[Corner, tuple[set[int], set[int]]]) -> Iterator[Box]:
    """The least cell to the right of and below each corner."""
    below: dict[float, list[float]] = defaultdict(list)
    right: dict[float, list[float]] = defaultdict(list)
    for x, y in sorted(corners):
        below[x].append(y)
        right[y].append(x)
    for x, y in sorted(corners):
        downs, acrosses = corners[x, y]
        ys = below[x][bisect_left(below[x], y) + 1 :]
        xs = right[y][bisect_left(right[y], x) + 1 :]
        reached_ys = [y1 for y1 in ys if downs & corners[x, y1][0]]
        reached_xs = [x1 for x1 in xs if acrosses & corners[x1, y][1]]
        found = (
            Box(x, y, x1, y1)
            for y1 in reached_ys
            for x1 in reached_xs
            if (x1, y1) in corners and corners[x1, y1][0] & corners[x1, y][0] and corners[x1, y1][1] & corners[x, y1][1]
        )
        if (cell := next(found, None)) is not None:
            yield cell


def _tables(cells: Sequence[Box]) -> list[list[Box]]:
    """Cells that share a corner, directly or by others, from the topmost table on; none of one cell alone."""
    leader = list(range(len(cells)))

    def find(i: int) -> int:
        while leader[i] != i:
            leader[i] = leader[leader[i]]
            i = leader[i]
        return i

    seen: dict[Corner, int] = {}
    for i, cell in enumerate(cells):
        for corner in ((cell.x0, cell.top), (cell.x1, cell.top), (cell.x0, cell.bottom), (cell.x1, cell.bottom)):
            leader[find(i)] = find(seen.setdefault(corner, i))
    groups: dict[int, list[Box]] = defaultdict(list)
    for i, cell in enumerate(cells):
        groups[find(i)].append(cell)
    tables = [group for group in groups.values() if len(group) > 1]
    return sorted(tables, key=lambda group: min((cell.top, cell.x0) for cell in group))


def _grid(cells: Sequence[Box]) -> Grid:
    lefts = sorted({cell.x0 for cell in cells})
    ordered = sorted(cells, key=lambda cell: (cell.top, cell.x0))
    rows = []
    for _, row in groupby(ordered, key=lambda cell: cell.top):
        by_left = {cell.x0: cell for cell in row}
        rows.append(tuple(by_left.get(x) for x in lefts))
    box = Box(lefts[0], ordered[0].top, max(c.x1 for c in cells), max(c.bottom for c in cells))
    return Grid(box, tuple(rows))
