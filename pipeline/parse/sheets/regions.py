"""What the cells of a sheet hold: title rows, tables with their heads found by their looks, notes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from extractors.mention import SegmentKind
from pipeline.parse.heads import find_heads
from pipeline.parse.pieces import Piece
from pipeline.parse.segments import Run, Words
from pipeline.problems import ParseProblem

MOST_ROWS = 50_000
_MOST_COLUMNS = 200


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell that shows something; ``row`` and ``column`` from 1."""

    row: int
    column: int
    text: str
    bold: bool = False
    link: str | None = None

    @property
    def words(self) -> Words:
        """Its text, with the place that it leads to."""
        return (Run(self.text, self.link),) if self.link else self.text


Row = dict[int, Cell]


def find_pieces(cells: Iterable[Cell], sheet: str, url: str) -> Iterator[Piece]:
    """The pieces of a sheet. Raises ParseProblem: too large."""
    rows: dict[int, Row] = {}
    for cell in cells:
        if cell.text and cell.column <= _MOST_COLUMNS:
            rows.setdefault(cell.row, {})[cell.column] = cell
            if len(rows) > MOST_ROWS:
                raise ParseProblem(
                    "too large", f"parsing {url}: sheet {sheet} has more than {MOST_ROWS} rows; cut it up"
                )
    for region in _regions(rows):
        yield from _region(region, sheet)


def _regions(rows: dict[int, Row]) -> Iterator[list[tuple[int, Row]]]:
    """Rows between empty rows."""
    region: list[tuple[int, Row]] = []
    for number in sorted(rows):
        if region and number > region[-1][0] + 1:
            yield region
            region = []
        region.append((number, rows[number]))
    if region:
        yield region


def _region(rows: Sequence[tuple[int, Row]], sheet: str) -> Iterator[Piece]:
    """A table where rows fill two cells; rows of one cell above and below it are text."""
    used = sorted({column for _, row in rows for column in row})
    texts = [[row[i].text if i in row else "" for i in used] for _, row in rows]
    single = [len(row) == 1 for _, row in rows]
    first = next((i for i, alone in enumerate(single) if not alone), len(rows))
    bold = [all(cell.bold for cell in row.values()) for _, row in rows]
    heads = find_heads(texts[first:], bold[first:])
    for at, (number, row) in enumerate(rows):
        origin = f"sheet {sheet} row {number}"
        if at < first or (single[at] and texts[at][0] and len(used) > 1):
            kind: SegmentKind = "heading" if bold[at] and at < first else "body"
            yield Piece(next(iter(row.values())).words, kind, origin)
        else:
            cells = tuple(row[i].words if i in row else "" for i in used)
            yield Piece("", "table row", origin, cells, heads[at - first])
