"""By which letters languages are written: what bytes were meant to be, and which language a line can be in."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

_MARKS = frozenset("–—‘’‚“”„…•·«»‹›§©®™°€£±²³½×†‡№−\xa0\xad\u2009\u202f\u200b\ufeff")
_MIXED = re.compile(
    r"[A-Za-z][\u0370-\u052f]|[\u0370-\u052f](?=[A-Za-z])"  # no word is half Greek or Cyrillic
    r"|(?<=[a-z])[¼½¾¨´¸¦¤](?=[a-z])"  # c½ur
)
_BEYOND_ASCII = re.compile(r"[^\x00-\x7f]")
_SPELLED = 0.97
_FEWEST_LETTERS = 4


@dataclass(frozen=True)
class Alphabets:
    """Letters beyond ASCII by language, weights of charsets, and what browsers read where a page names a charset."""

    letters: dict[str, frozenset[str]]
    charsets: dict[str, float]
    superset: dict[str, str]


@cache
def load_alphabets() -> Alphabets:
    """The data of alphabets.toml."""
    data = tomllib.loads((files("pipeline.parse") / "alphabets.toml").read_text(encoding="utf-8"))
    letters = {language: frozenset(known + known.upper()) for language, known in data["letters"].items()}
    return Alphabets(letters, data["charsets"], data["superset"])


def plausibility(text: str) -> float:
    """The share (0 to 1) of characters beyond ASCII that the one best language is written with; 1 where none are.

    >>> plausibility("Alsrūdžių rajono savivaldybė")
    1.0
    >>> plausibility("Alsrûdþiø rajono savivaldybë") < 0.8
    True
    """
    foreign = _foreign(text)
    if not foreign:
        return 1.0
    spelled = max(_covered(foreign).values(), default=0)
    return max(0, spelled - len(_MIXED.findall(text))) / foreign.total()


def find_spellings(text: str) -> frozenset[str]:
    """The languages that are written with the letters of a text; empty where it has too few beyond ASCII to tell.

    >>> sorted(find_spellings("Alsrūdžių rajono savivaldybė")), sorted(find_spellings("Kauno rajonas"))
    (['lt'], [])
    """
    foreign = _foreign(text)
    total = foreign.total()
    if total < _FEWEST_LETTERS:
        return frozenset()
    return frozenset(language for language, count in _covered(foreign).items() if count >= _SPELLED * total)


def _foreign(text: str) -> Counter[str]:
    if text.isascii():
        return Counter()
    counts = Counter(_BEYOND_ASCII.findall(text))
    for mark in _MARKS & counts.keys():
        del counts[mark]
    return counts


def _covered(letters: Counter[str]) -> dict[str, int]:
    """How many of the letters each language is written with; languages that use none of them are left out."""
    covered: dict[str, int] = {}
    known = _languages_of()
    for letter, count in letters.items():
        for language in known.get(letter, ()):
            covered[language] = covered.get(language, 0) + count
    return covered


@cache
def _languages_of() -> dict[str, tuple[str, ...]]:
    """The languages that are written with each letter."""
    letters = load_alphabets().letters
    return {
        letter: tuple(language for language, known in letters.items() if letter in known)
        for letter in frozenset().union(*letters.values())
    }
