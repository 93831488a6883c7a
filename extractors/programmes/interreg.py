"""Interreg programmes: "Interreg V-A Latvia–Lithuania Programme 2014–2020", "Interreg Baltic Sea Region"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from extractors.mention import Mention
from extractors.programmes.words import any_of, words_of

_CAPITAL = r"[A-ZÀ-ÖØ-ÞĀ-ŽА-Я][\w’'-]*(?:[-–—][A-ZÀ-ÖØ-ÞĀ-Ž]\w*)*"
_STRAND = r"(?:[IV]{1,3}[-‐‑–\s]?[ABC](?![^\W_])|[IV]{1,3}(?![^\W_])|[ABC](?![^\W_]))"
_NAME = re.compile("Interreg|INTERREG")
_YEARS = r"(?:\s(?:19|20)\d\d\s?[-–—]\s?(?:19|20)\d\d)?"


def find_interreg(text: str, language: str) -> Iterator[Mention]:
    """Mentions of kind ``programme``, the years left out, the noun at the end in the nominative.

    >>> [m.value for m in find_interreg("the Interreg V‑A Latvia–Lithuania Programme 2014–2020 and others", "en")]
    ['Interreg V-A Latvia–Lithuania Programme']
    """
    if not _NAME.search(text):
        return
    for match in _pattern(language).finditer(text):
        written = re.sub(rf"{_YEARS}\s*\Z", "", match[0])
        value = re.sub(r"\s+", " ", re.sub(_YEARS, "", written)).replace("‑", "-").strip(" -")
        head = match["head"]
        if head and head.islower() and words_of(language).proper and not re.search(_STRAND, value):
            # "the Interreg Europe programme": the noun is no part of the name
            value, head = value.removesuffix(head).rstrip(), None
        yield Mention(
            "programme",
            match.start(),
            match.start() + len(written),
            written,
            _nominative(value, head, language),
            method="interreg",
            confidence=0.95,
        )


@cache
def _pattern(language: str) -> re.Pattern[str]:
    words = words_of(language)
    heads = any_of(form for nominative, others in words.heads.items() for form in (nominative, *others))
    area = rf"(?:\s{_STRAND})?(?:\s{_CAPITAL}(?:\s(?:{any_of(words.joins)}\s)?{_CAPITAL}){{0,4}})?"
    linked = r"(?:\s[^\W\d_][\w-]{2,}){0,4}?"
    return re.compile(
        rf"(?<![\w-])(?:{_CAPITAL}\s(?:[^\W\d_]\w+\s){{0,2}}(?=Interreg-))?"  # "Itämeren alueen Interreg-ohjelma"
        rf"(?:Interreg|INTERREG)(?:{area}{linked}{_YEARS}\s?[\s-](?i:(?P<head>{heads}))(?![^\W_]){_YEARS}|{area}{_YEARS})"
    )


def _nominative(value: str, head: str | None, language: str) -> str:
    if head is None:
        return value
    before = value[: len(value) - len(head)]
    for nominative, others in words_of(language).heads.items():
        if head.casefold() in others and head.casefold() != nominative.casefold():
            return before + nominative
    return value
