"""What stands on a page and where: distances in points (1/72 inch) from the left and the top, text upright."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle."""

    x0: float
    top: float
    x1: float
    bottom: float

    def holds(self, x: float, y: float) -> bool:
        """Whether a point lies inside."""
        return self.x0 <= x <= self.x1 and self.top <= y <= self.bottom

    def __str__(self) -> str:
        return f"{self.x0:.0f},{self.top:.0f},{self.x1:.0f},{self.bottom:.0f}"


def around(boxes: Iterable[Box]) -> Box:
    """The least box that holds all of them; there must be one."""
    x0, top, x1, bottom = zip(*((box.x0, box.top, box.x1, box.bottom) for box in boxes), strict=True)
    return Box(min(x0), min(top), max(x1), max(bottom))


@dataclass(frozen=True, slots=True)
class Frame:
    """How the coordinates of a page turn into upright ones: the direction of its text and its box."""

    angle: int
    box: Box

    def place(self, x: float, y: float) -> tuple[float, float]:
        """A point of the page's own space, in points from the left and the top as the text is read."""
        right, up = (x, y) if self.angle == 0 else turned(x, y, self.angle)
        return right - self.box.x0, self.box.bottom - up

    def cover(self, left: float, bottom: float, right: float, top: float) -> Box:
        """A rectangle of the page's own space."""
        corners = [self.place(x, y) for x in (left, right) for y in (bottom, top)]
        xs, ys = zip(*corners, strict=True)
        return Box(min(xs), min(ys), max(xs), max(ys))


def turned(x: float, y: float, angle: int) -> tuple[float, float]:
    """A point after the page is turned by a right angle (or none) so that its text runs to the right."""
    return {0: (x, y), 90: (y, -x), 180: (-x, -y), 270: (-y, x)}[angle]


@dataclass(frozen=True, slots=True)
class Word:
    """Characters without a blank between them. ``y`` is the baseline; ``size`` that of the font.

    ``glued``: a no-break space stands before it. ``blank``: how wide the printed blank before it is, where that is
    wide (justified text). ``askew``: it runs in another direction than the page's text.
    """

    text: str
    x0: float
    x1: float
    y: float
    size: float
    bold: bool = False
    glued: bool = False
    blank: float = 0.0
    askew: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """Words on one baseline without a wide gap. ``first`` is the width up to the first place where it could break.

    ``box`` is what the letters cover, from the usual ascent to the usual descent of a font.
    ``soft``: the line above runs on into this one; else somebody wanted the break.
    """

    text: str
    box: Box
    y: float
    size: float
    bold: bool
    first: float
    soft: bool = False


@dataclass(frozen=True, slots=True)
class Grid:
    """The cells of a ruled table, row by row; None where a cell of another row or column reaches in."""

    box: Box
    rows: tuple[tuple[Box | None, ...], ...]


@dataclass(frozen=True, slots=True)
class Block:
    """Lines that belong together: a paragraph, heading, item or address.

    ``aside``: a running header or footer, or what stands across the reading direction.
    """

    lines: tuple[Line, ...]
    aside: bool = False

    @property
    def box(self) -> Box:
        """What its lines cover."""
        return around(line.box for line in self.lines)


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells, each cell its lines. ``ruled`` where the page shows its cells."""

    rows: tuple[tuple[tuple[Line, ...], ...], ...]
    box: Box
    ruled: bool


@dataclass(frozen=True, slots=True)
class Target:
    """A place on a page that leads somewhere."""

    box: Box
    url: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page before its words are put in order.

    ``is_drawn``: it shows something. ``is_seen``: its picture was read already. ``fault``: why it could not be read, a
    reason of ``docs/rejects.md``.
    """

    number: int
    width: float
    height: float
    words: tuple[Word, ...]
    targets: tuple[Target, ...] = ()
    is_drawn: bool = True
    grids: tuple[Grid, ...] = ()
    is_seen: bool = False
    fault: str = ""

    @property
    def is_scan(self) -> bool:
        """Whether the page is a picture that is still to be read."""
        return self.is_drawn and not self.words and not self.is_seen and not self.fault


@dataclass(frozen=True, slots=True)
class Draft:
    """The pages of a file before their words are put in order, and the title that its metadata claim."""

    sheets: tuple[Sheet, ...]
    title: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """What one page holds, in reading order."""

    number: int
    width: float
    height: float
    items: tuple[Block | Table, ...]
    targets: tuple[Target, ...] = ()


@dataclass(frozen=True, slots=True)
class Paper:
    """All pages of a file, and the title that its metadata claim. ``is_drawn``: some page shows something.

    ``unread`` are the numbers (from 1) of pages by the reason why they were not read.
    """

    pages: tuple[Page, ...]
    title: str = ""
    is_drawn: bool = True
    unread: tuple[tuple[str, tuple[int, ...]], ...] = ()
