"""Ruled tables: where a page has some is seen cheaply by pdfium; their cells are found by pdfplumber."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import pypdfium2 as pdfium
from pypdfium2 import raw

from pipeline.parse.pdf.blocks import join_lines_of
from pipeline.parse.pdf.lines import build_lines
from pipeline.parse.pdf.shapes import Box, Grid, Table, Word

if TYPE_CHECKING:
    from pdfplumber.page import Page

_MOST_PATHS = 4000  # a drawing, no table
_THIN = 2.5
_FEWEST_EDGES = 3  # across and down: the least table has two rows and two columns


def has_rules(page: pdfium.PdfPage) -> bool:
    """Whether enough lines run across and down a page to make a table."""
    across: set[int] = set()
    down: set[int] = set()
    for number, shape in enumerate(page.get_objects(filter=[raw.FPDF_PAGEOBJ_PATH], max_depth=3)):
        if number > _MOST_PATHS:
            return False
        left, bottom, right, top = shape.get_bounds()
        if top - bottom > _THIN:
            down.update((round(left), round(right)))
        if right - left > _THIN:
            across.update((round(bottom), round(top)))
    return len(across) >= _FEWEST_EDGES and len(down) >= _FEWEST_EDGES


def find_grids(body: bytes, numbers: Sequence[int]) -> dict[int, list[Grid]]:
    """The grids of some pages (counted from 0) that have at least two rows and two columns."""
    import pdfplumber

    with pdfplumber.open(io.BytesIO(body), pages=[number + 1 for number in numbers]) as paper:
        return {page.page_number - 1: list(_grids(page)) for page in paper.pages}


def _grids(page: Page) -> Iterator[Grid]:
    left, top = page.bbox[0], page.bbox[1]
    for table in page.find_tables():
        rows = tuple(
            tuple(Box(c[0] - left, c[1] - top, c[2] - left, c[3] - top) if c else None for c in row.cells)
            for row in table.rows
        )
        if len(rows) > 1 and max(map(len, rows)) > 1:
            x0, y0, x1, y1 = table.bbox
            yield Grid(Box(x0 - left, y0 - top, x1 - left, y1 - top), rows)


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
