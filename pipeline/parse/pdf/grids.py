"""Rules to grids: where edges cross are corners, four corners that edges join make a cell, cells that touch a table.

The edges are those that pdfium sees, the way from them to tables is pdfplumber's: its own reading of a page, by
pdfminer, takes fifty times as long and comes to the same edges.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby

from pdfplumber.table import cells_to_tables, edges_to_intersections, intersections_to_cells, merge_edges

from pipeline.parse.pdf.rules import Edge
from pipeline.parse.pdf.shapes import Box, Grid

_SNAP = 3.0  # points: edges as near as that lie on one line
_JOIN = 3.0  # and those on one line with no wider gap are one
_SHORTEST = 3.0
_REACH = 3.0  # how far an edge may end before the one that it meets
_MOST_CROSSINGS = 1_000_000  # edges across times edges down: half a second
_MOST_CORNERS = 4_000  # a table of a hundred rows and forty columns: some seconds
_FEWEST_EDGES = 3  # across and down: the least table has two rows and two columns

Cell = tuple[float, float, float, float]


def find_grids(edges: Sequence[Edge]) -> tuple[Grid, ...]:
    """The grids that edges make, from top to bottom, of at least two rows and two columns."""
    merged = merge_edges([_named(edge) for edge in edges], _SNAP, _SNAP, _JOIN, _JOIN)
    merged = [edge for edge in merged if max(edge["x1"] - edge["x0"], edge["bottom"] - edge["top"]) >= _SHORTEST]
    across = {edge["top"] for edge in merged if edge["orientation"] == "h"}
    down = {edge["x0"] for edge in merged if edge["orientation"] == "v"}
    if min(len(across), len(down)) < _FEWEST_EDGES or len(merged) ** 2 / 4 > _MOST_CROSSINGS:
        return ()
    corners = edges_to_intersections(merged, _REACH, _REACH)
    if len(corners) > _MOST_CORNERS:
        return ()
    grids = map(_grid, cells_to_tables(intersections_to_cells(corners)))
    return tuple(grid for grid in grids if len(grid.rows) > 1 and max(map(len, grid.rows)) > 1)


def _named(edge: Edge) -> dict[str, float | str]:
    """The edge as pdfplumber knows it."""
    length = edge.end - edge.start
    if edge.across:
        place: dict[str, float | str] = {"x0": edge.start, "x1": edge.end, "top": edge.at, "bottom": edge.at}
        return place | {"width": length, "height": 0.0, "orientation": "h"}
    place = {"x0": edge.at, "x1": edge.at, "top": edge.start, "bottom": edge.end}
    return place | {"width": 0.0, "height": length, "orientation": "v"}


def _grid(cells: Iterable[Cell]) -> Grid:
    boxes = sorted((Box(*cell) for cell in cells), key=lambda box: (box.top, box.x0))
    lefts = sorted({box.x0 for box in boxes})
    rows = []
    for _, row in groupby(boxes, key=lambda box: box.top):
        by_left = {box.x0: box for box in row}
        rows.append(tuple(by_left.get(x) for x in lefts))
    whole = Box(lefts[0], boxes[0].top, max(box.x1 for box in boxes), max(box.bottom for box in boxes))
    return Grid(whole, tuple(rows))
