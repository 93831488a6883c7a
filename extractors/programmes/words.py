"""``[programmes]`` of a language file: the words by which programmes and measures are named."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache

from extractors import languages


@dataclass(frozen=True)
class Programmes:
    """``heads``: a noun in the nominative and its forms, for names that end with it ("Baltijos tyrimų programa").

    ``leads``: the same for names that begin with it ("Operational Programme for …"). ``announces``: words before a
    name in quotation marks (``*``: any ending). ``joins``: small words inside a name; ``conjunctions``: those that
    join two halves of one. ``stops``: words that are never part of a name. ``strong``: words before a head that make
    a name of it by themselves. ``proper``: the word before a head must have a capital. ``refused``: words before one
    that announces: a degree programme, a computer program, the verb "measure".
    """

    heads: dict[str, tuple[str, ...]] = field(default_factory=dict)
    leads: dict[str, tuple[str, ...]] = field(default_factory=dict)
    announces: tuple[str, ...] = ()
    joins: tuple[str, ...] = ()
    stops: tuple[str, ...] = ()
    strong: tuple[str, ...] = ()
    proper: bool = False
    refused: tuple[str, ...] = ()
    conjunctions: tuple[str, ...] = ()


@cache
def words_of(language: str) -> Programmes:
    """The words of a language; those of English for one that has none."""
    found = languages.section(language, "programmes", Programmes)
    return found or languages.section("en", "programmes", Programmes) or Programmes()


def any_of(words: Iterable[str]) -> str:
    """A pattern of words, the longest first, ``*`` for any ending."""
    parts = (re.escape(w).replace(r"\*", r"\w*").replace(r"\ ", r"\s+") for w in sorted(words, key=len, reverse=True))
    return "(?:" + ("|".join(parts) or r"(?!)") + ")"


@cache
def announces_none(language: str) -> re.Pattern[str]:
    """A word before one that announces which makes it something else."""
    return re.compile(rf"(?<![^\W_]){any_of(words_of(language).refused)}\s\Z", re.IGNORECASE)
