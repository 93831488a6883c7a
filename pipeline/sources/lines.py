"""Where in a TOML file a key stands."""

from __future__ import annotations

import tomllib
from bisect import bisect_left
from collections.abc import Sequence
from typing import Any

Path = Sequence[str | int]


def find_line(text: str, path: Path) -> int:
    """The line, from 1, on which the statement begins that gives a file its key ``path``: ("source", 0, "kind").

    TOML itself is asked, so that no second reading of its grammar is needed: the statement ends with the first
    beginning of the file that knows the key, and begins behind the longest one before it that is whole.

    >>> find_line('[[source]]\\nname = "a"\\n\\n[[source]]\\nplaces = [\\n"x",\\n]\\n', ("source", 1, "places"))
    5
    """
    lines = text.replace("\r\n", "\n").split("\n")
    end = bisect_left(range(len(lines) + 1), True, key=lambda count: _has(_parse_whole(lines, count)[1], path))
    return _parse_whole(lines, end - 1)[0] + 1


def _parse_whole(lines: list[str], count: int) -> tuple[int, Any]:
    """The longest beginning of at most ``count`` lines that is TOML by itself: its length and what it says."""
    while count > 0:
        try:
            return count, tomllib.loads("\n".join(lines[:count]))
        except tomllib.TOMLDecodeError:
            count -= 1
    return 0, {}


def _has(table: Any, path: Path) -> bool:
    for step in path:
        try:
            table = table[step]
        except (KeyError, IndexError, TypeError):
            return False
    return True
