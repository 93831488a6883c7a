"""A text as one letter a token, so that the order of day, month and year can be described shortly.

``2012 m. kovo 26 d.`` becomes ``Y y. M N d.``: the same patterns read every language, its words are data.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from extractors import languages


@dataclass(frozen=True)
class DateWords:
    """``[dates]`` of a language file. Words are lower case and without their full stop.

    ``year``, ``month`` and ``day`` go with a figure (``2012 m.``, ``03 mėn.``, ``26 d.``, ``26th``); ``of`` stands
    between day and month, ``to`` in ranges, ``joined`` in lists; ``this_year`` are phrases for the year of publication,
    ``coming`` and ``gone`` verbs and words (``*``: any ending) of what lies ahead of the publication or behind it,
    ``before`` words that stand before a month and a bare figure only where these are a day (``on March 5``).
    """

    months: tuple[tuple[str, ...], ...]
    weekdays: tuple[tuple[str, ...], ...] = ()
    year: tuple[str, ...] = ()
    month: tuple[str, ...] = ()
    day: tuple[str, ...] = ()
    of: tuple[str, ...] = ()
    to: tuple[str, ...] = ()
    joined: tuple[str, ...] = ()
    this_year: tuple[str, ...] = ()
    coming: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()
    before: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Tagged:
    """``tags[i]`` is the letter of the token from ``starts[i]`` to ``starts[i + 1]``; ``numbers`` what it counts.

    Y year in four digits · N one or two digits · M month · R month in Roman figures · W weekday · y n d words for year,
    month, day · o "of" · - hyphen · ~ dash or "to" · & "and" · blank · , . / as written · T between day and time ·
    ( other signs · x the rest
    """

    tags: str
    starts: tuple[int, ...]
    numbers: tuple[int, ...]

    def is_figure(self, i: int) -> bool:
        """Whether the i-th token is a figure of any size."""
        return i < len(self.numbers) and self.numbers[i] != 0 and self.tags[i] in "xNY"

    def length(self, i: int) -> int:
        """The number of characters of the i-th token."""
        return self.starts[i + 1] - self.starts[i]


_FIGURE = -1  # the number of an x that is a figure
_TOKEN = re.compile(r"\d+|[^\W\d_]+|[^\S\n]+\n?[^\S\n]*|\n[^\S\n]*|.", re.DOTALL)
_ROMAN = {
    "I": 1,
    "II": 2,
    "III": 3,
    "IV": 4,
    "V": 5,
    "VI": 6,
    "VII": 7,
    "VIII": 8,
    "IX": 9,
    "X": 10,
    "XI": 11,
    "XII": 12,
}
_SIGNS = dict.fromkeys("-‐‑", "-") | dict.fromkeys("–—‒−", "~") | {",": ",", ".": ".", "/": "/"}


@cache
def _letters(language: str | None) -> dict[str, tuple[str, int]]:
    words = languages.section(language or "", "dates", DateWords)
    if words is None:
        return {}
    letters = {form: ("M", i) for i, forms in enumerate(words.months, 1) for form in forms}
    letters |= {form: ("W", i) for i, forms in enumerate(words.weekdays) for form in forms}
    for letter, forms in zip("ynd", (words.year, words.month, words.day), strict=True):
        letters |= dict.fromkeys(forms, (letter, 0))
    for letter, forms in zip("o~&", (words.of, words.to, words.joined), strict=True):
        letters |= dict.fromkeys(forms, (letter, 0))
    return {form.casefold(): letter for form, letter in letters.items()}  # the final sigma of Greek


def tag(text: str, language: str | None) -> Tagged:
    """The text in letters.

    >>> tag("2012 m. kovo 26 d.", "lt").tags
    'Y y. M N d.'
    """
    words = _letters(language)
    tags, starts, numbers = [], [], []
    for match in _TOKEN.finditer(text):
        letter, number = _classify(match[0], words)
        tags.append(letter)
        starts.append(match.start())
        numbers.append(number)
    return Tagged("".join(tags), (*starts, len(text)), tuple(numbers))


def _classify(printed: str, words: dict[str, tuple[str, int]]) -> tuple[str, int]:
    if printed.isdecimal():
        number = int(printed) if len(printed) <= 4 else 0
        if len(printed) == 4 and 1900 <= number < 2100:
            return "Y", number
        return ("N", number) if len(printed) <= 2 and 1 <= number <= 31 else ("x", _FIGURE)
    if printed.isspace():
        return " ", 0
    if printed.isalpha():
        if printed in _ROMAN and printed.casefold() not in words:
            return "R", _ROMAN[printed]
        return words.get(printed.casefold(), ("T" if printed == "T" else "x", 0))
    return _SIGNS.get(printed, "("), 0
