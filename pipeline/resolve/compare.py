"""Comparison: how alike two spellings are, and in what they differ."""

from __future__ import annotations

from dataclasses import dataclass

from rapidfuzz import fuzz
from rapidfuzz.distance import OSA

from pipeline.resolve.normal import key, numbers, stems, tokens, unmarked

_ALIKE = 85  # of 100: two words that may be one, misspelled or in another case


@dataclass(frozen=True, slots=True)
class Comparison:
    """``score`` lies between 0 and 1; the rest says what the difference is made of."""

    score: float
    same_letters: bool  # but for marks, spaces and punctuation
    same_stems: bool
    numbers_differ: bool
    words_differ: bool  # one of them has a word without a like in the other
    letters_apart: int  # left out, put in, changed or swapped
    one_inserted: bool  # the difference is one letter more


def compare_names(left: str, right: str) -> Comparison:
    """The comparison of two spellings without legal forms.

    >>> compare_names("Sensovija", "Sensovia").one_inserted
    True
    >>> compare_names("Programa 2020", "Programa 2021").numbers_differ
    True
    """
    a, b = unmarked(key(left)), unmarked(key(right))
    distance = OSA.distance(a, b, score_cutoff=3)
    return Comparison(
        score=round(fuzz.ratio(a, b) / 100, 4),
        same_letters=a.replace(" ", "") == b.replace(" ", ""),
        same_stems=stems(tokens(left)) == stems(tokens(right)),
        numbers_differ=numbers(left) != numbers(right),
        words_differ=_words_differ(a.split(), b.split()),
        letters_apart=distance,
        one_inserted=distance == 1 and abs(len(a) - len(b)) == 1,
    )


def _words_differ(left: list[str], right: list[str]) -> bool:
    if len(left) != len(right):
        return True
    return any(fuzz.ratio(a, b) < _ALIKE for a, b in zip(left, right, strict=True))
