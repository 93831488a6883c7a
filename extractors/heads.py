"""Column heads of tables, by place in the text."""

from __future__ import annotations

from bisect import bisect_right

from extractors.mention import Cell, Document


class Heads:
    """Cells that stand under a head: asking costs the same in a table of ten rows and of ten thousand.

    >>> from extractors.mention import Segment
    >>> row = Segment(0, 9, "table row", cells=(Cell(0, 4, "Tel."), Cell(7, 9)))
    >>> heads = Heads(Document("d", "1234 | 56", (row,)))
    >>> heads.find(2), heads.find(8)
    (Cell(start=0, end=4, head='Tel.'), None)
    """

    def __init__(self, document: Document | None) -> None:
        segments = document.segments if document else ()
        self._cells = [cell for segment in segments for cell in segment.cells if cell.head]
        self._starts = [cell.start for cell in self._cells]

    def find(self, at: int) -> Cell | None:
        """The cell with a head in which a character stands, None where it stands in none."""
        number = bisect_right(self._starts, at)
        return self._cells[number - 1] if number and at < self._cells[number - 1].end else None
