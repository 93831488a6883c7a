"""Normal forms in which names are compared: keys, letters without marks, stems, initials."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

_TOKEN = re.compile(r"[^\W_]+(?:['’][^\W_]+)*|&|\+")
_ENDING = re.compile(r"(?<=\w{3})[aeiouyąęėįųūāēīõäöüàèéíóúýěů]+[sm]?$|(?<=\w{4})s$")
_WITHOUT_MARK = str.maketrans("łøđħıßæœþ", "lodhisaot")


@cache
def tokens(name: str) -> tuple[str, ...]:
    """Words of a name in small letters, without punctuation.

    >>> tokens("Mokslo, inovacijų ir technologijų agentūra")
    ('mokslo', 'inovacijų', 'ir', 'technologijų', 'agentūra')
    """
    return tuple(_TOKEN.findall(unicodedata.normalize("NFC", name).casefold()))


@cache
def key(name: str) -> str:
    """The name as its words with single spaces: what equal spellings share.

    >>> key("Vilnos  Raštai") == key("„Vilnos raštai“")
    True
    """
    return " ".join(tokens(name))


@cache
def unmarked(text: str) -> str:
    """Small letters without their marks.

    >>> unmarked("Lõngatar Przędzopol")
    'longatar przedzopol'
    """
    decomposed = unicodedata.normalize("NFD", text.casefold().translate(_WITHOUT_MARK))
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))


@cache
def stem(word: str) -> str:
    """The word without the vowels of its ending: what its cases share.

    >>> stem("universitetas") == stem("universiteto"), stem("akademija") == stem("akademijos")
    (True, True)
    """
    return _ENDING.sub("", word)


def stems(words: tuple[str, ...]) -> tuple[str, ...]:
    """The stem of each word."""
    return tuple(stem(word) for word in words)


def numbers(name: str) -> tuple[str, ...]:
    """The numbers in a name: where they differ, the things do."""
    return tuple(re.findall(r"\d+", name))


def is_short_form(name: str) -> bool:
    """True for an abbreviation: one word of capitals, two to eight letters.

    >>> is_short_form("KTU"), is_short_form("TalTech"), is_short_form("Robolita"), is_short_form("STAKLAVA")
    (True, False, False, False)
    """
    letters = name.strip()
    return letters.isalpha() and 2 <= len(letters) <= 6 and letters.isupper()
