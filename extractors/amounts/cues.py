"""Words that tell the role of an amount, found in the text around it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, fields
from functools import cache

from extractors import languages


@dataclass(frozen=True)
class RoleWords:
    """``[amount_roles]`` of a language file. In a phrase ``*`` ends a word in any way, ``...`` is up to three words.

    ``total``, ``eu``, ``national``, ``own``, ``other`` name a role by themselves. ``value`` (budget, cost) is a total
    where it is said of a ``project``, not of a ``scheme`` (programme, measure, call). ``call`` is money that nobody has
    been granted yet, ``support`` a grant whose giver is not named, ``share`` what one of several gets, ``rest`` what
    the others leave to pay, ``part`` ("of which") opens the parts of the amount before, ``per`` a price or a rate,
    ``whole`` says that one giver pays all.
    """

    total: tuple[str, ...] = ()
    value: tuple[str, ...] = ()
    eu: tuple[str, ...] = ()
    national: tuple[str, ...] = ()
    own: tuple[str, ...] = ()
    rest: tuple[str, ...] = ()
    other: tuple[str, ...] = ()
    call: tuple[str, ...] = ()
    scheme: tuple[str, ...] = ()
    project: tuple[str, ...] = ()
    support: tuple[str, ...] = ()
    share: tuple[str, ...] = ()
    part: tuple[str, ...] = ()
    per: tuple[str, ...] = ()
    whole: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Cue:
    """One phrase of a kind (a field of ``RoleWords``) in a stretch of text."""

    kind: str
    start: int
    end: int


def find_cues(text: str, language: str, kinds: frozenset[str] | None = None) -> Iterator[Cue]:
    """Cues in a text, kind by kind; only of some kinds where these are given.

    >>> [cue.kind for cue in find_cues("Bendra projekto vertė", "lt", frozenset({"total"}))]
    ['total']
    """
    for kind, pattern in _patterns(language):
        if kinds is None or kind in kinds:
            for match in pattern.finditer(text):
                yield Cue(kind, match.start(), match.end())


@cache
def _patterns(language: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    words = languages.section(language, "amount_roles", RoleWords)
    if words is None:
        return ()
    return tuple((f.name, _compile(getattr(words, f.name))) for f in fields(words) if getattr(words, f.name))


def _compile(phrases: tuple[str, ...]) -> re.Pattern[str]:
    ordered = sorted(phrases, key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(_phrase, ordered))})(?!\w)", re.IGNORECASE)


def _phrase(phrase: str) -> str:
    """``bendr* ... vert*``: each word literal, with any ending after ``*``."""
    pattern = ""
    for word in phrase.split():
        if word == "...":
            pattern += r"(?:\s+[^\s.;|]+){0,3}?"
            continue
        pattern += r"\s+" if pattern else ""
        pattern += re.escape(word.rstrip("*")) + (r"\w*" if word.endswith("*") else "")
    return pattern
