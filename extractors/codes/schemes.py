"""Code schemes: what a code of a funded project, measure or contract looks like, read from ``extractors/data/codes``.

A scheme's pattern is written in its clean form; reading it loosens what scanners, typists and layouts change:

======  ==================================================================================
``#``   a digit, the letter O typed for a zero too
``-``   any dash, with blanks or a line break at its sides; a mere blank where ``spaced``
``.``   a full stop with blanks at its sides, a comma too; ``/`` a slash with blanks at its sides
``{x}`` the part ``x`` of the file
======  ==================================================================================

All else is a regular expression. Letters match in both cases unless ``exact``.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property
from importlib.resources import files
from typing import Any

from extractors.codes.letters import find_firsts, find_letters

DASHES = "-‐‑‒–—―−\xad"  # the last one breaks words, and stands for a dash where somebody mistook it for one
_BLANK = r"[\s\u200b\u2060]"
_DASH = rf"(?:{_BLANK}{{0,3}}[{DASHES}]{_BLANK}{{0,3}})"
_TOKEN = re.compile(r"\\.|\[[^\]]*\]|[#\-./]|.", re.DOTALL)
_PART = re.compile(r"\{([a-z]\w*)\}")
# a code is no piece of a longer word, number or code
_BEFORE = r"(?<![^\W_])(?<![\dO][-./])"
_AFTER = rf"(?![^\W_¹²³⁰⁴⁵⁶⁷⁸⁹])(?![{DASHES}/](?-i:[A-ZÀ-ÖØ-ÞĀ-Ž\d]))(?!\.\d)"


@dataclass(frozen=True)
class Scheme:
    """A family of codes with one pattern. ``programmes`` and ``funds`` tell them by a part of the code.

    ``cue``: one of these families of cue words must stand right before; ``near``: one of these words within a line or
    two. ``joint``: codes that differ in the last letter alone are shares of one project.
    """

    id: str
    kind: str
    pattern: str
    source: str
    country: str = ""
    period: str = ""
    programme: str = ""
    fund: str = ""
    spaced: bool = False
    exact: bool = False
    joint: bool = False
    confidence: float = 0.99
    cue: tuple[str, ...] = ()
    near: tuple[str, ...] = ()
    hints: tuple[str, ...] = ()
    spellings: Mapping[str, str] = field(default_factory=dict)
    programmes: Mapping[str, str] = field(default_factory=dict)
    funds: Mapping[str, str] = field(default_factory=dict)
    examples: tuple[tuple[str, str], ...] = ()
    near_misses: tuple[str, ...] = ()

    @cached_property
    def expression(self) -> re.Pattern[str]:
        """The pattern as it is looked for in text."""
        dash = rf"(?:{_DASH}|[  ])" if self.spaced else _DASH
        stop = r"(?:\s?\.\s?)" if self.exact else r"(?:\s?\.\s?|,)"
        loose = {"#": "[0-9OoО]", "-": dash, ".": stop, "/": r"(?:\s?/\s?)"}
        body = "".join(_loosened(token, loose) for token in _TOKEN.findall(self.pattern))
        return re.compile(f"{_BEFORE}(?:{body}){_AFTER}", 0 if self.exact else re.IGNORECASE)

    @cached_property
    def letters(self) -> tuple[str, ...]:
        """Folded strings, one of which stands in every text that holds a code of the scheme; none: no telling."""
        return self.hints or find_letters(self.pattern)

    @cached_property
    def firsts(self) -> frozenset[str]:
        """The characters one of which every code of the scheme begins with."""
        return find_firsts(self.pattern)

    @cached_property
    def clean_expression(self) -> re.Pattern[str]:
        """The pattern of the normal form before ``spellings``."""
        clean = {"#": "[0-9]", "-": "-", ".": r"\.", "/": "/"}
        return re.compile("".join(clean.get(token, token) for token in _TOKEN.findall(self.pattern)))

    def normalize(self, written: str) -> str:
        """The normal form of a code that the pattern matched.

        >>> scheme("lt-2007-2013").normalize("vp2 – 1.4–UM–O1–K–01–014")
        'VP2-1.4-ŪM-01-K-01-014'
        """
        code = re.sub(_DASH, "-", written)
        code = re.sub(r"\s*([./!])\s*", r"\1", code if self.exact else code.replace(",", "."))
        code = re.sub(r"\s+", "-" if self.spaced else "", code)
        code = code if self.exact else code.upper()
        code = self._with_zeros(code)
        for wrong, right in self.spellings.items():
            code = code.replace(wrong, right)
        return code

    def _with_zeros(self, code: str) -> str:
        """The code with a zero for each letter O that stands where the pattern wants a digit."""
        places = [at for at, character in enumerate(code) if character in "OoО"]
        if not places or self.clean_expression.fullmatch(code):
            return code
        zeros = list(code)
        for at in places:
            zeros[at] = "0"
        for at in places:
            zeros[at] = code[at]
            if not self.clean_expression.fullmatch("".join(zeros)):
                zeros[at] = "0"
        return "".join(zeros)

    def programme_of(self, code: str) -> str | None:
        """The programme that a code of this scheme stands for, None where the scheme does not tell."""
        return next((name for part, name in self.programmes.items() if part in code), self.programme or None)

    def fund_of(self, code: str) -> str | None:
        """The fund whose money a code of this scheme stands for, None where the scheme does not tell."""
        return next((fund for part, fund in self.funds.items() if part in code), self.fund or None)


def _loosened(token: str, loose: Mapping[str, str]) -> str:
    if token in loose:
        return loose[token]
    return {"Ū": "[ŪU]", "Š": "[ŠS]", "Ž": "[ŽZ]"}.get(token, token)


@cache
def schemes() -> tuple[Scheme, ...]:
    """All schemes, by file name and place in the file."""
    folder = files("extractors") / "data" / "codes"
    texts = sorted((entry.name, entry.read_text(encoding="utf-8")) for entry in folder.iterdir())
    return tuple(s for name, text in texts if name.endswith(".toml") for s in _read(tomllib.loads(text)))


@cache
def scheme(id: str) -> Scheme:
    """The scheme of an id. Raises KeyError for one that no file defines."""
    return {s.id: s for s in schemes()}[id]


def _read(table: dict[str, Any]) -> list[Scheme]:
    parts: dict[str, str] = table.pop("parts", {})
    own = table.pop("schemes")
    return [_scheme({**table, **entry}, parts) for entry in own]


def _scheme(entry: dict[str, Any], parts: Mapping[str, str]) -> Scheme:
    pattern = entry["pattern"]
    while _PART.search(pattern):  # parts may be made of parts
        pattern = _PART.sub(lambda match: f"(?:{parts[match[1]]})", pattern)
    examples = tuple((e, e) if isinstance(e, str) else (e[0], e[1]) for e in entry.pop("examples"))
    lists: dict[str, Any] = {key: tuple(entry.pop(key, ())) for key in ("cue", "near", "hints", "near_misses")}
    return Scheme(**{**entry, **lists, "pattern": pattern, "examples": examples})
