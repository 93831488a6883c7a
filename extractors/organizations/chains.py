"""Names that stand in one list: A, B (Denmark), and the new member C."""

from __future__ import annotations

import re
from itertools import pairwise

from extractors.organizations.candidates import Candidate
from extractors.organizations.reading import UPPER, Reading
from extractors.organizations.words import compiled, words

_GAP = 60  # characters between two names of one list


def list_length(reading: Reading, ordered: list[Candidate], bare: bool = False) -> int:
    """How many of the names, from the first, stand in one list; a bare list has nothing but joining words in it.

    ``ordered`` goes from left to right or from right to left.

    >>> from extractors.organizations import find_names
    >>> from extractors.organizations.reading import reading_of
    >>> reading = reading_of("Vykdo UAB „Burė“ ir MB „Kilis“, įrangą tieks AB „Stiebas“.", "lt")
    >>> list_length(reading, find_names(reading)), list_length(reading, find_names(reading), bare=True)
    (3, 2)
    """
    joiners = "|".join(map(re.escape, words(reading.language).joiners)) or "(?!)"
    place = rf"(?: (?:\w{{1,4}} )?[{UPPER}][\w-]+)?"  # Mikroluma UAB Leedust, Austefibra UAB aus Kaunas
    joint = compiled(rf"\)?\s*(?:\([^)]*\))?{place}(?:[,;]| (?:{joiners}) | – [^,;]{{1,40}}[,;]|\Z)")
    empty = compiled(rf"(?:\W|\b(?:{joiners})\b|\b\w{{1,2}}\b)*\Z")
    for number, (one, other) in enumerate(pairwise(ordered), 1):
        left, right = sorted((one, other), key=lambda candidate: candidate.start)
        gap = reading.text[left.end : right.start]
        if len(gap) > _GAP or not (joint.match(gap) or gap.startswith(" (") or gap == " per "):
            return number
        if bare and not empty.match(gap):
            return number
    return len(ordered)
