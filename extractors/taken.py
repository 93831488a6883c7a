"""Stretches of a text that are taken already."""

from __future__ import annotations

from collections.abc import Iterable


class Taken:
    """Marks characters, so that asking costs the length of a stretch and not the number of those before it.

    >>> taken = Taken(20, [(2, 5)])
    >>> taken.meets(4, 9), taken.meets(5, 9)
    (True, False)
    """

    def __init__(self, length: int, stretches: Iterable[tuple[int, int]] = ()) -> None:
        self._marks = bytearray(length)
        for start, end in stretches:
            self.add(start, end)

    def add(self, start: int, end: int) -> None:
        """Take a stretch."""
        self._marks[start:end] = b"\x01" * (end - start)

    def meets(self, start: int, end: int) -> bool:
        """Whether a stretch shares a character with one that is taken."""
        return self._marks.find(1, start, end) >= 0
