"""Text layers that name no letters: fonts whose codes were never told apart from letters, or are shifted ones."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.parse.pdf.shapes import Word

_UNREADABLE = 0.4  # of the characters
_FEWEST_TOKENS = 25
_SAMPLE = 300  # tokens of a page that are looked at
_WORDLIKE = 0.35  # of the tokens: even lists of codes and formulas have more
_FEWEST_LETTERS = 150
_VOWELS = 0.2  # of the letters from a to z
_EDGES = "\"'“”„‚‘’«»()[]{}<>.,;:!?…-–—•*/&%§°|"
_NUMBER = re.compile(r"[+-]?\d[\d.,:/\xa0 %€$-]*")
_CASE = re.compile(r"[^\W\d_]?[^\WA-Z\d_]+|[^\Wa-z\d_]+")
_ASCII_VOWEL = re.compile(r"[aeiouy]", re.IGNORECASE)
_ASCII_LETTER = re.compile(r"[A-Za-z]")
_STRANGE = re.compile("[\ufffd\ue000-\uf8ff\x00-\x1f\x7f-\x9f]")
_MARK = re.compile(r"\(cid:\d+\)")


def is_unreadable(words: Sequence[Word]) -> bool:
    """Whether the words of a page are codes and no letters: then its picture has to be read."""
    letters = "".join(word.text for word in words)
    strange = len(_STRANGE.findall(letters)) + sum(map(len, _MARK.findall(letters)))
    if strange > len(letters) * _UNREADABLE:
        return True
    if len(words) < _FEWEST_TOKENS:
        return False
    sample = words[:: max(len(words) // _SAMPLE, 1)]
    tokens = [token for word in sample if (token := word.text.strip(_EDGES))]
    return _lacks_vowels(letters) or sum(map(is_wordlike, tokens)) < _WORDLIKE * len(sample)


def _lacks_vowels(text: str) -> bool:
    """Whether letters stand for others: of those of any language's text a third and more are vowels."""
    plain = len(_ASCII_LETTER.findall(text))
    vowels = len(_ASCII_VOWEL.findall(text))
    return plain > _FEWEST_LETTERS and plain > len(text) / 2 and vowels < _VOWELS * plain


def is_wordlike(token: str) -> bool:
    """Whether a token could be a word or a number of any language.

    >>> [is_wordlike(token) for token in ("Klasteris", "CO2-neutral", "1.286.400,00", "7KH", "wKRXJK", "Kvt&xp")]
    [True, True, True, False, False, True]
    """
    if _NUMBER.fullmatch(token) or not token.isascii():
        return True
    parts = [part for part in re.split(r"[-‐/'’.,@_&+]", token) if part]
    return bool(parts) and all(_is_part_of_word(part) for part in parts)


def _is_part_of_word(part: str) -> bool:
    if part.isdecimal() or len(part) <= 2:
        return True
    letters = part.rstrip("0123456789")
    return bool(_CASE.fullmatch(letters)) and (len(letters) <= 4 or bool(_ASCII_VOWEL.search(letters)))
