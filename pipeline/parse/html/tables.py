"""Rows with cells and heads: data tables, definition lists, labels with their values.

A table that only sets out the page gives no rows: what it holds is read as blocks.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from lxml.etree import _Element as Element

from pipeline.parse.html.marks import MARKS, names_of
from pipeline.parse.segments import normalize_text

_STRUCTURE = MARKS.block_tags - {"body", "html", "tr", "td", "th"}
_HEADINGS = frozenset(["h1", "h2", "h3", "h4", "article", "section", "form"])
_PAIR_TAGS = frozenset(("div", "p", "span", "strong", "b"))
_LONG_CELL = 400
_LABEL_LENGTH = 80
_VALUE_LENGTH = 300
_WIDEST = 60  # columns; a colspan beyond it is a slip


@dataclass(frozen=True, slots=True)
class Row:
    """The cells of one row with the words of their heads."""

    element: Element
    cells: tuple[Element, ...]
    heads: tuple[str, ...]
    kind: Literal["table row", "caption"] = "table row"


def read_table(table: Element) -> list[Row]:
    """The rows of a data table with its caption first, heads of several storeys joined; none of a layout table."""
    lines = [(row, cells) for row in _own_rows(table) if (cells := [c for c in row if c.tag in ("td", "th")])]
    if not _holds_data(table, [cells for _, cells in lines]):
        return []
    grid = _Grid()
    caption = table.find("caption")
    rows = [] if caption is None or not _words(caption) else [Row(caption, (caption,), ("",), "caption")]
    heads = _head_count(lines)
    labelled = not heads and all(len(cells) == 2 for _, cells in lines)
    for number, (row, cells) in enumerate(lines):
        places = grid.place(cells)
        if number < heads:
            grid.take_heads(cells, places)
            rows.append(Row(row, tuple(cells), ("",) * len(cells)))
        else:
            rows.append(Row(row, tuple(cells), _heads(cells, places, grid, labelled=labelled)))
    return rows


def read_pairs(node: Element) -> list[Row]:
    """The rows of a definition list, or the one row of a block made of a short label and its short value."""
    if node.tag == "dl":
        return list(_definitions(node))
    if node.tag not in ("div", "li", "section") or len(node) != 2 or _own_text(node):
        return []
    first, second = node
    tags = {first.tag, second.tag}
    if (
        not tags <= _PAIR_TAGS or not tags & {"div", "p"} or _parts(node) > 2
    ):  # two inside one line are read as one anyway
        return []
    label, value = _words(first), _words(second)
    if not 0 < len(label) <= _VALUE_LENGTH or not 0 < len(value) <= _VALUE_LENGTH:
        return []
    if len(label) <= _LABEL_LENGTH and (label.endswith(":") or _is_label(first)):
        return [Row(node, (first, second), ("", label.rstrip(": ")))]
    turned = len(value) <= _LABEL_LENGTH and _is_label(second)
    return [Row(node, (first, second), (value.rstrip(": "), ""))] if turned else []


def _definitions(node: Element) -> Iterator[Row]:
    """A row for each term with all its definitions; none where they hold more than words."""
    entries = [e for child in node for e in (child if child.tag == "div" else (child,)) if e.tag in ("dt", "dd")]
    if len(entries) < 2 or any(_parts(entry) > 3 or len(_words(entry)) > _LONG_CELL for entry in entries):
        return
    start = 0
    for number, (entry, after) in enumerate(pairwise([*entries, None])):
        if entry is not None and (after is None or (after.tag == "dt" and entry.tag == "dd")):
            group = entries[start : number + 1]
            start = number + 1
            term = _words(group[0]).rstrip(": ") if group[0].tag == "dt" else ""
            yield Row(group[0], tuple(group), tuple("" if e.tag == "dt" else term for e in group))


class _Grid:
    """Columns of a table whose cells may be wider or higher than one."""

    def __init__(self) -> None:
        self.heads: dict[int, list[str]] = {}
        self._below: dict[int, int] = {}

    def place(self, cells: list[Element]) -> list[int]:
        """The first column of each cell of the next row."""
        places, column, below = [], 0, {c: n - 1 for c, n in self._below.items() if n > 1}
        for cell in cells:
            while self._below.get(column, 0) > 0:
                column += 1
            places.append(column)
            for _ in range(_span(cell, "colspan")):
                if (height := _span(cell, "rowspan")) > 1:
                    below[column] = height - 1
                column += 1
        self._below = below
        return places

    def take_heads(self, cells: list[Element], places: list[int]) -> None:
        """Remembers the words of a head row for the columns below."""
        for cell, place in zip(cells, places, strict=True):
            for column in range(place, place + _span(cell, "colspan")):
                if (words := _words(cell)) and words not in self.heads.setdefault(column, []):
                    self.heads[column].append(words)


def _heads(cells: list[Element], places: list[int], grid: _Grid, *, labelled: bool) -> tuple[str, ...]:
    """The head of each cell: of its column, else of its row."""
    opens = cells[0].tag == "th" or labelled
    row_head = _words(cells[0]).rstrip(": ") if opens and len(cells) > 1 else ""
    if len(cells) == 1 and len(grid.heads) > 1:
        return ("",)  # a line across the table names a part of it
    by_column = [" ".join(grid.heads.get(place, ())) for place in places]
    if not any(by_column):
        return ("", *(row_head for _ in cells[1:]))
    if not row_head or not any(by_column[1:]):
        return tuple(by_column)
    return (by_column[0], *(f"{row_head} {head}".strip() for head in by_column[1:]))


def _head_count(lines: list[tuple[Element, list[Element]]]) -> int:
    """How many rows at the top are heads: of ``thead``, all ``th``, or bold or wordy above a column of figures."""
    count = 0
    for row, cells in lines:
        parent = row.getparent()
        if (parent is not None and parent.tag == "thead") or (len(cells) > 1 and all(c.tag == "th" for c in cells)):
            count += 1
        else:
            break
    if count or len(lines) < 3 or len(lines[0][1]) < 3:
        return min(count, len(lines) - 1)
    first = [_words(cell) for cell in lines[0][1]]
    if not all(first) or any(any(map(str.isdigit, words)) for words in first):
        return 0
    bold = all(cell.find(".//b") is not None or cell.find(".//strong") is not None for cell in lines[0][1])
    return int(bold or _figures_below(lines))


def _figures_below(lines: list[tuple[Element, list[Element]]]) -> bool:
    columns = len(lines[0][1])
    body = [[_words(cell) for cell in cells] for _, cells in lines[1:] if len(cells) == columns]
    return any(sum(any(map(str.isdigit, row[c])) for row in body) > len(body) / 2 for c in range(columns))


def _holds_data(table: Element, rows: list[list[Element]]) -> bool:
    """True for a table of data: several cells in several rows, none of which holds a page of its own."""
    if table.get("role") in ("presentation", "none") or not rows or max(map(len, rows)) < 2:
        return False
    marked = table.find("thead") is not None or any(cell.tag == "th" for cells in rows for cell in cells)
    if len(rows) < 2 and not marked:
        return False
    for cells in rows:
        for number, cell in enumerate(cells):
            if any(node.tag in ("table", *_HEADINGS) for node in cell.iter() if node is not cell):
                return False
            if not marked and len(_words(cell)) > _LONG_CELL * (3 if number and len(cells) == 2 else 1):
                return False
    filled = sum(sum(bool(_words(cell)) for cell in cells) > 1 for cells in rows)
    return marked or filled * 2 >= len(rows)


def _own_rows(table: Element) -> Iterator[Element]:
    for child in table:
        if child.tag == "tr":
            yield child
        elif child.tag in ("thead", "tbody", "tfoot"):
            yield from (row for row in child if row.tag == "tr")


def _span(cell: Element, name: str) -> int:
    value = cell.get(name) or ""
    return min(max(int(value), 1), _WIDEST) if value.isdecimal() and len(value) < 4 else 1


def _words(element: Element) -> str:
    seen = (node for node in element.iter() if node.tag not in ("script", "style", "noscript"))
    parts = (part for node in seen for part in ((node.text if isinstance(node.tag, str) else ""), node.tail))
    return normalize_text(" ".join(part for part in parts if part))


def _own_text(element: Element) -> str:
    return ((element.text or "") + "".join(child.tail or "" for child in element)).strip()


def _parts(element: Element) -> int:
    """How many blocks with words of their own an element holds."""
    return sum(node.tag in _STRUCTURE and bool(_own_text(node)) for node in element.iter() if node is not element)


def _is_label(element: Element) -> bool:
    return bool(names_of(element) & MARKS.label) or element.tag == "dt"
