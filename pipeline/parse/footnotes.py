"""Raised figures: the marks of footnotes, which must not become the last digit of a sum or a code."""

from __future__ import annotations

_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


def raise_mark(before: str, figures: str) -> str:
    """The figures as raised ones, parted by a blank from a figure before them.

    >>> raise_mark("12 906,50", "3"), raise_mark("m", "2")
    (' ³', '²')
    """
    blank = " " if before[-1:].isdigit() else ""
    return blank + figures.translate(_RAISED)
