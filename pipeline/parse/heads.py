"""Which rows of a table name its columns."""

from __future__ import annotations

from collections.abc import Sequence

_MOSTLY = 0.6
_DEEPEST = 4  # rows in which the head is looked for: a title, a note and two rows of heads


def find_heads(rows: Sequence[Sequence[str]], bold: Sequence[bool] = ()) -> list[tuple[str, ...]]:
    """For each row the words of the heads of its cells; nothing for the heads themselves and what stands above them.

    ``bold``: which rows are wholly in bold type.

    >>> find_heads([["Nr.", "Vertė, Eur"], ["1", "5 000"], ["2", "7 000"]])
    [(), ('Nr.', 'Vertė, Eur'), ('Nr.', 'Vertė, Eur')]
    >>> find_heads([["Pavadinimas", "„Alfa“"], ["Pradžia", "2016-05-09"], ["Vykdytojas", "UAB „Beta“"]])
    [(), (), ()]
    """
    first = _first_head(rows, bold)
    if first is None:
        return [()] * len(rows)
    last = first + 1 if _goes_on(rows, first) else first
    heads = _merge(rows[first], rows[last]) if last > first else tuple(rows[first])
    return [heads if i > last else () for i in range(len(rows))]


def is_figure(text: str) -> bool:
    """Whether a cell holds a number, a sum, a day or a code rather than words.

    >>> [is_figure(text) for text in ("1 482 310,44", "2018-12-17", "12 mėn.", "UAB „Alfa 2“", "")]
    [True, True, False, False, False]
    """
    digits = sum(c.isdigit() for c in text)
    return digits > 0 and digits > sum(c.isalpha() for c in text)


def _first_head(rows: Sequence[Sequence[str]], bold: Sequence[bool]) -> int | None:
    width = max(map(len, rows), default=0)
    for i, row in enumerate(rows[:_DEEPEST]):
        filled = sum(bool(cell) for cell in row)
        if filled < 2 or i + 1 >= len(rows):
            continue
        if any(is_figure(cell) for cell in row):
            return None
        is_bold = len(bold) > i + 1 and bold[i] and not all(bold)
        corner = not row[0] and filled == width - 1 and width > 2
        return i if is_bold or corner or _names_figures(rows, i) else None
    return None


def _names_figures(rows: Sequence[Sequence[str]], head: int) -> bool:
    """Whether a column under the row holds mostly figures; in a table of two columns, which may be names and values,
    nothing else."""
    below = rows[head + 1 :]
    share = _MOSTLY if len(rows[head]) > 2 else 1.0
    for column, name in enumerate(rows[head]):
        cells = [row[column] for row in below if column < len(row) and row[column]]
        if name and cells and sum(map(is_figure, cells)) >= len(cells) * share and len(rows[head]) > 1:
            return True
    return False


def _goes_on(rows: Sequence[Sequence[str]], head: int) -> bool:
    """Whether a second row of heads fills the gaps of the first: ``Lėšos |  | `` over ``ES | Valstybės``."""
    if head + 2 >= len(rows) or all(rows[head][1:]):
        return False
    second = rows[head + 1]
    gaps = [j for j, cell in enumerate(rows[head]) if not cell and j]
    return any(second[j : j + 1] not in ([], [""]) for j in gaps) and not any(map(is_figure, second))


def _merge(upper: Sequence[str], lower: Sequence[str]) -> tuple[str, ...]:
    heads, over = [], ""
    for j in range(max(len(upper), len(lower))):
        above = upper[j] if j < len(upper) else ""
        below = lower[j] if j < len(lower) else ""
        over = above or (over if below else "")
        heads.append(f"{over} {below}".strip())
    return tuple(heads)
