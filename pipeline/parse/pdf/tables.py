"""Grids to tables: which words stand in which cell."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.parse.pdf.blocks import join_lines_of
from pipeline.parse.pdf.lines import build_lines
from pipeline.parse.pdf.shapes import Box, Grid, Table, Word


def fill_grid(grid: Grid, words: Sequence[Word]) -> Table | None:
    """The table of a grid with the words that stand in it; None for a frame that is hardly filled."""
    rows = []
    for row in grid.rows:
        cells = []
        for box in row:
            inside = [word for word in words if box and box.holds((word.x0 + word.x1) / 2, word.y - word.size * 0.3)]
            cells.append(join_lines_of(build_lines(inside), _room(box, inside)))
        rows.append(tuple(cells))
    filled = sum(len([cell for cell in row if cell]) > 1 for row in rows)
    kept = tuple(row for row in rows if any(row))
    return Table(kept, grid.box, ruled=True) if filled > 1 else None


def _room(box: Box | None, words: Sequence[Word]) -> float | None:
    """How far a line could run in a cell: its right padding is taken to be as wide as the left one."""
    if box is None or not words:
        return None
    return box.x1 - box.x0 - 2 * (min(word.x0 for word in words) - box.x0)
