"""Lists of given names, one TOML file a language; ``xx.toml`` holds those of the languages without a file."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class GivenNames:
    """Given names of a language in the nominative. ``weak`` ones are common words or places too."""

    male: tuple[str, ...]
    female: tuple[str, ...]
    weak: frozenset[str]


@cache
def available() -> tuple[str, ...]:
    """Languages that have a list, in alphabetical order."""
    names = (entry.name for entry in files(__name__).iterdir())
    return tuple(sorted(name.removesuffix(".toml") for name in names if name.endswith(".toml")))


@cache
def given_names(language: str) -> GivenNames:
    """The list of a language; an empty one where there is none.

    >>> "Boleta" in given_names("lt").female, "Henrike" in given_names("de").female
    (True, True)
    """
    if language not in available():
        return GivenNames((), (), frozenset())
    table = tomllib.loads((files(__name__) / f"{language}.toml").read_text(encoding="utf-8"))
    return GivenNames(tuple(table["male"].split()), tuple(table["female"].split()), frozenset(table["weak"].split()))
