"""Stretches in quotation marks, nested ones among them, in the habits of all the EU languages."""

from __future__ import annotations

import re
from dataclasses import dataclass

_MARK = re.compile(r"[„“”«»\"\n]")
_OPENS = {"„", "«"}
_CLOSES = {"”", "»"}


@dataclass(frozen=True, slots=True)
class Quote:
    """``start`` and ``end`` hold the marks too; ``depth`` is 0 for one that stands in no other."""

    start: int
    end: int
    depth: int

    def inside(self, text: str) -> str:
        """The words between the marks."""
        return text[self.start + 1 : self.end - 1]


def find_quotes(text: str) -> list[Quote]:
    """Quoted stretches in the order of their ends; a blank line ends whatever is still open.

    >>> text = 'Projektą „Klasterio „Salvena“ plėtra“ vykdo UAB "Robolita" ir “Tvagila”.'
    >>> [(quote.inside(text), quote.depth) for quote in find_quotes(text)]
    [('Salvena', 1), ('Klasterio „Salvena“ plėtra', 0), ('Robolita', 0), ('Tvagila', 0)]
    """
    found: list[Quote] = []
    opened: list[int] = []
    for match in _MARK.finditer(text):
        at, mark = match.start(), match[0]
        if mark == "\n":
            if text[at + 1 : at + 2] == "\n":
                opened.clear()
        elif _is_opening(text, at, opened):
            opened.append(at)
        elif opened:
            start = opened.pop()
            found.append(Quote(start, at + 1, len(opened)))
    return found


def _is_opening(text: str, at: int, opened: list[int]) -> bool:
    mark = text[at]
    if mark in _OPENS:
        return True
    if mark in _CLOSES:
        return False
    # “ closes in Lithuanian and German, opens in English; " does both
    after_gap = at == 0 or text[at - 1] in " \n([{„“«/–—-|*"
    before_gap = text[at + 1 : at + 2] in {"", " ", "\n", ")", ",", ".", ";", ":"}
    if opened and text[opened[-1]] == "„" and mark == "“":
        return False
    return (after_gap or not opened) and not before_gap
