"""Running headers and footers: what repeats at one height from page to page, or stands small at the very edge."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from pipeline.parse.pdf.lines import weighted_median
from pipeline.parse.pdf.shapes import Line

_ZONE = 0.14  # of the height, at the top and at the bottom
_EDGE_TOP, _EDGE_BOTTOM = 0.085, 0.93
_SMALL = 0.92  # of the usual font size
_NEAR = 6.0  # points: how far a footer moves from page to page
_PAGE_NUMBER = re.compile(
    r"\W*(?:[^\W\d_]{1,10}\.?\s*)?\d{1,4}(?:\s*(?:[/|]|[^\W\d_]{1,4})\s*\d{1,4})?(?:\s*[^\W\d_]{1,10}\.?)?\W*"
)
_DIGITS = re.compile(r"\d+")


def find_margins(pages: Sequence[Sequence[Line]], heights: Sequence[float]) -> list[frozenset[int]]:
    """For each page the indices of its lines that belong to no page in particular."""
    repeated: Counter[tuple[str, int]] = Counter()
    for lines, height in zip(pages, heights, strict=True):
        repeated.update({key for line in lines if _in_zone(line, height) for key in _keys(line)})
    return [_of_page(lines, height, repeated) for lines, height in zip(pages, heights, strict=True)]


def _of_page(lines: Sequence[Line], height: float, repeated: Counter[tuple[str, int]]) -> frozenset[int]:
    usual = _usual_size(lines)
    return frozenset(
        i
        for i, line in enumerate(lines)
        if (_in_zone(line, height) and any(repeated[key] > 1 for key in _keys(line))) or _at_edge(line, height, usual)
    )


def _in_zone(line: Line, height: float) -> bool:
    return line.y < height * _ZONE or line.y > height * (1 - _ZONE)


def _keys(line: Line) -> tuple[tuple[str, int], tuple[str, int]]:
    """Its words without figures, at its height rounded both ways, so that near heights meet."""
    words = _DIGITS.sub("#", line.text)
    return (words, int(line.y // _NEAR)), (words, int((line.y + _NEAR / 2) // _NEAR) + 1_000_000)


def _usual_size(lines: Sequence[Line]) -> float:
    return weighted_median([(line.size, len(line.text)) for line in lines]) if lines else 0.0


def _at_edge(line: Line, height: float, usual: float) -> bool:
    edge = line.y < height * _EDGE_TOP or line.y > height * _EDGE_BOTTOM
    return edge and (line.size <= usual * _SMALL or bool(_PAGE_NUMBER.fullmatch(line.text)))
