"""Grids to tables: which words stand in which cell."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.parse.pdf.blocks import join_lines_of
from pipeline.parse.pdf.lines import build_lines
from pipeline.parse.pdf.shapes import Box, Grid, Table, Word

_MIDDLE = 0.3  # of the font size above the baseline


def fill_grid(grid: Grid, words: Sequence[Word]) -> Table | None:
    """The table of a grid with the words that stand in it; None for a frame that is hardly filled."""
    placed = [((w.x0 + w.x1) / 2, w.y - w.size * _MIDDLE, w) for w in words]
    placed = [(x, y, word) for x, y, word in placed if grid.box.holds(x, y)]
    rows = []
    for row in grid.rows:
        top, bottom = _reach(row)
        beside = [(x, y, word) for x, y, word in placed if top <= y <= bottom]
        cells = []
        for box in row:
            inside = [word for x, y, word in beside if box and box.holds(x, y)]
            cells.append(join_lines_of(build_lines(inside), _room(box, inside)))
        rows.append(tuple(cells))
    filled = sum(len([cell for cell in row if cell]) > 1 for row in rows)
    kept = tuple(row for row in rows if any(row))
    return Table(kept, grid.box, ruled=True) if filled > 1 else None


def _reach(row: Sequence[Box | None]) -> tuple[float, float]:
    """The top and the bottom of a row with all its cells."""
    boxes = [box for box in row if box]
    return min(box.top for box in boxes), max(box.bottom for box in boxes)


def _room(box: Box | None, words: Sequence[Word]) -> float | None:
    """How far a line could run in a cell: its right padding is taken to be as wide as the left one."""
    if box is None or not words:
        return None
    return box.x1 - box.x0 - 2 * (min(word.x0 for word in words) - box.x0)
