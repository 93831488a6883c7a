"""Lines of print back to running text: what a line break cut is mended, what a writer meant stays.

>>> join_lines(["projekto inovaci-", "joms skirta (Nr. Est-", "Lat147)"], frozenset())
'projekto inovacijoms skirta (Nr. Est-Lat147)'
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache

from extractors import languages
from pipeline.parse.words import LayoutWords

_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_HYPHEN = re.compile(r"(?P<before>[^\W_]+(?:[-./][^\W_]+)*)[-‐\u00ad\ufffe]\Z")
_UNBROKEN = re.compile(r"\w@\Z|\d[/.]\Z|\A[@/]\w")  # an address or number that goes on in the next line
_FIRST = re.compile(r"[^\s,;:!?)\"“”]+")


def find_evidence(texts: Iterable[str]) -> frozenset[str]:
    """All words of a document, in lower case, those with inner hyphens whole: evidence for ``join_lines``."""
    return frozenset(match[0].casefold() for text in texts for match in _WORD.finditer(text))


def join_lines(lines: Sequence[str], evidence: frozenset[str]) -> str:
    """The lines as one line of text."""
    text = ""
    for line in (line.strip() for line in lines):
        text = _join(text, line, evidence) if text and line else text + line
    return text


def _join(text: str, line: str, evidence: frozenset[str]) -> str:
    hyphen = _HYPHEN.search(text)
    first = _FIRST.match(line)
    if hyphen is None or first is None or not line[0].isalnum():
        glued = text.endswith("@") and len(text) > 1 and text[-2].isalnum() and line[0].isalnum()
        return text + line if glued else f"{text} {line}"
    before, after = hyphen["before"], first[0]
    if _is_code(before, after):
        return f"{text[:-1]}-{line}"
    if after.casefold() in _conjunctions():  # Bildungs- und Kulturprogramm
        return f"{text[:-1]}- {line}"
    if _is_compound(before.casefold(), after.casefold(), evidence):
        return f"{text[:-1]}-{line}"
    return text[:-1] + line


def _is_code(before: str, after: str) -> bool:
    """VP2-1.4-|ŪM, Est-|Lat147, 2014-|2020, Sabaitė-|Rimkienė: hyphenation divides lower-case letters only."""
    return not (before[-1].islower() and after[0].islower()) or any(c.isdigit() for c in before + after)


def _is_compound(before: str, after: str, evidence: frozenset[str]) -> bool:
    """Whether the document itself writes the word with a hyphen, and not also without."""
    tail = _WORD.search(before[before.rfind("/") + 1 :])
    head = _WORD.match(after)
    if tail is None or head is None:
        return False
    whole, joined = f"{tail[0]}-{head[0]}", tail[0] + head[0]
    return whole in evidence and joined not in evidence


@cache
def _conjunctions() -> frozenset[str]:
    """Words before which a hyphen stands for the rest of a compound, in all languages."""
    sections = (languages.section(language, "layout", LayoutWords) for language in languages.available())
    return frozenset(word for words in sections if words for word in words.conjunctions)
