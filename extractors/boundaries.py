"""Where sentences start: knows abbreviations, initials and the layout of a document."""

from __future__ import annotations

import re
from dataclasses import dataclass

from extractors import languages

# a full stop, question or exclamation mark, closing quotation marks and brackets, white space, then what can open
# a sentence: a capital, a digit, an opening quotation mark, a bracket or a dash
_END = re.compile(r"[.!?…][\"“”’»)\]]*[^\S\n]+(?=[\"„“‘«(\[–—-]?\s?[^\W\d_a-z]|\d)")
_INITIAL = re.compile(r"\A(?:[^\W\d_]\.?|[^\W\d_]{1,2}\.[^\W\d_])\Z")
_LONGEST = 40  # characters of a word that may be an abbreviation


@dataclass(frozen=True)
class Sentences:
    """``[sentences]`` of a language file."""

    abbreviations: tuple[str, ...] = ()


def find_boundaries(text: str, language: str) -> list[int]:
    """Offsets at which a sentence starts, 0 first, in order.

    >>> text = "Skirta 1,2 mln. Lt. Sutartis Nr. 5 pasirašyta 2012 m. kovo 26 d. Vilniuje."
    >>> [text[at:at + 8] for at in find_boundaries(text, "lt")]
    ['Skirta 1', 'Sutartis']
    """
    data = languages.section(language, "sentences", Sentences) or Sentences()
    known = frozenset(data.abbreviations)
    starts = {0}
    starts.update(match.end() for match in re.finditer(r"\n\s*", text))
    for match in _END.finditer(text):
        if not _is_abbreviation(match, text, known):
            starts.add(match.end())
    return sorted(at for at in starts if at < len(text))


def _is_abbreviation(match: re.Match[str], text: str, known: frozenset[str]) -> bool:
    at = match.start()
    if text[at] != "." or text[at + 1] not in "  \t ":
        return False
    word = _word_before(text, at)
    if word.isdigit():  # an ordinal: "3. Dezember", or the number of a clause
        return len(word) <= 2
    return word.casefold() in known or bool(_INITIAL.match(word))


def _word_before(text: str, end: int) -> str:
    """The letters, digits and full stops that stand there: read backwards, as a pattern would start at each of them."""
    start = end
    while start > max(0, end - _LONGEST) and (text[start - 1].isalnum() or text[start - 1] in "._"):
        start -= 1
    return text[start:end]
