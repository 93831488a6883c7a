"""Every written form of every country in one language, and the places where a text has one of them.

The nominatives are those of CLDR with the further ones of ``extractors/data/countries/<language>.toml``; the other
cases follow from the endings in the same file: the longest ending that a word has decides, a word without one stays.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from itertools import product
from typing import Any, Literal

from babel import Locale, UnknownLocaleError

Kind = Literal[
    "name",
    "short",  # an abbreviation
    "adjective",  # counts beside the name of an organization or a word for one
]

_NO_COUNTRIES = frozenset(
    {
        "AC",
        "AQ",
        "BL",
        "BV",
        "CP",
        "CQ",
        "DG",
        "EA",
        "EU",
        "EZ",
        "GS",
        "HM",
        "IC",
        "IO",
        "MF",
        "QO",
        "SX",
        "TA",
        "TF",
        "UM",
        "UN",
    }
    | {"XA", "XB", "ZZ"}
)
NO_COUNTRY = "-"
_LONG_IN_CLDR = frozenset({"HK", "MO", "PS"})  # "Hong Kong SAR China": the data files have the short names
_WORD = re.compile(r"\w+")
_ONE_FOR_ONE = str.maketrans({"’": "'", "\u2011": "-", "\u00a0": " ", "\n": " ", "\t": " ", "\u202f": " "})
_MOST_FORMS = 400  # of one name: three words of fourteen cases each need no more than the last one declined


@dataclass(frozen=True, slots=True)
class Names:
    """One file of ``extractors/data/countries``."""

    endings: Mapping[str, str] = field(default_factory=dict)
    others: Sequence[str] = ()  # places that have the name of a country in theirs: South America, New Mexico
    unlike_cldr: Sequence[str] = ()  # codes whose CLDR name means something else more often: Maurice, Granada
    names: Mapping[str, list[str]] = field(default_factory=dict)
    fixed: Mapping[str, list[str]] = field(default_factory=dict)
    adjectives: Mapping[str, list[str]] = field(default_factory=dict)
    adjective_endings: Mapping[str, str] = field(default_factory=dict)
    guards: Mapping[str, Any] = field(default_factory=dict)  # the keys of extractors.countries.guards.Guards
    roles: Mapping[str, Any] = field(default_factory=dict)  # the keys of extractors.countries.roles.Roles


@dataclass(frozen=True, slots=True)
class Form:
    """One spelling, straight apostrophes and plain hyphens, and the country (ISO 3166-1 alpha-2) that it means."""

    text: str
    code: str
    kind: Kind


@dataclass(frozen=True, slots=True)
class Hit:
    """A form at its place in a text."""

    start: int
    end: int
    code: str
    kind: Kind


@cache
def read(language: str) -> Names:
    """The data of a language; empty where it has no file."""
    path = files("extractors") / "data" / "countries" / f"{language}.toml"
    return Names(**tomllib.loads(path.read_text(encoding="utf-8"))) if path.is_file() else Names()


def decline(name: str, endings: Mapping[str, str]) -> frozenset[str]:
    """All cases of a name, itself among them.

    >>> sorted(decline("Pietų Korėja", {"a": "os ai ą"}))
    ['Pietų Korėja', 'Pietų Korėjai', 'Pietų Korėjos', 'Pietų Korėją']
    """
    words = name.split(" ")
    cases = [_cases(word, endings) for word in words]
    forms = {name}
    for split in range(len(words)):  # all words from here on, or all words up to here: "Šri Lankos", "Republiki Czech"
        for part in (range(split, len(words)), range(split + 1)):
            chosen = [cases[i] if i in part else (word,) for i, word in enumerate(words)]
            combined = [" ".join(choice) for choice in product(*chosen)] if _few(chosen) else []
            forms.update(combined)
    return frozenset(forms)


def _few(chosen: list[tuple[str, ...]]) -> bool:
    total = 1
    for cases in chosen:
        total *= len(cases)
    return total <= _MOST_FORMS


def _cases(word: str, endings: Mapping[str, str]) -> tuple[str, ...]:
    for cut in range(len(word)):
        if (others := endings.get(word[cut:])) is not None and len(word) > 2:
            return (word, *(word[:cut] + ending for ending in others.split()))
    return (word,)


def _cldr(language: str) -> Iterator[tuple[str, str]]:
    try:
        territories = Locale.parse(language).territories
    except (UnknownLocaleError, ValueError):
        return
    for code, name in territories.items():
        if len(code) == 2 and code not in _NO_COUNTRIES | _LONG_IN_CLDR:
            for part in re.split(r"\s*[()]\s*", name):  # "Mianmaras (Birma)": both
                if part:
                    yield code, part


@cache
def known_codes() -> frozenset[str]:
    """ISO 3166-1 alpha-2 of all countries that have a name."""
    return frozenset(code for code, _ in _cldr("en")) | _LONG_IN_CLDR


def _forms(language: str) -> Iterator[Form]:
    data = read(language)
    listed = [(code, name) for code, names in data.names.items() for name in names]
    others = [(NO_COUNTRY, name) for name in data.others]
    cldr = [(code, name) for code, name in _cldr(language) if code not in data.unlike_cldr]
    for code, name in [*others, *listed, *cldr]:
        for text in sorted(decline(name, data.endings)):
            yield Form(text, code, "name")
    for code, names in data.fixed.items():
        yield from (Form(name, code, "short") for name in names)
    for code, names in data.adjectives.items():
        for name in names:
            for text in sorted(decline(name, data.adjective_endings)):
                yield Form(text, code, "adjective")
                yield Form(text[0].upper() + text[1:], code, "adjective")


@cache
def index(language: str) -> Mapping[str, tuple[Form, ...]]:
    """The forms by their first word, longest first; in capitals too. What stands earlier in the data wins."""
    by_text: dict[str, Form] = {}
    for form in _forms(language):
        text = form.text.translate(_ONE_FOR_ONE)
        by_text.setdefault(text, Form(text, form.code, form.kind))
    for form in list(by_text.values()):
        if form.kind == "name" and len(form.text) > 3:
            by_text.setdefault(form.text.upper(), Form(form.text.upper(), form.code, form.kind))
    first_words: dict[str, list[Form]] = {}
    for form in by_text.values():
        if match := _WORD.search(form.text):
            first_words.setdefault(match[0], []).append(form)
    return {word: tuple(sorted(forms, key=lambda f: (-len(f.text), f.text))) for word, forms in first_words.items()}


def find_forms(text: str, language: str) -> list[Hit]:
    """Places of country forms, longest first, without overlaps; whether they mean the country is not looked at.

    >>> [(hit.code, hit.start) for hit in find_forms("Iš Pietų Korėjos į JAV", "lt")]
    [('KR', 3), ('US', 19)]
    """
    forms = index(language)
    plain = text.translate(_ONE_FOR_ONE)
    hits: list[Hit] = []
    covered = 0
    for word in _WORD.finditer(plain):
        if word.start() < covered:
            continue
        for form in forms.get(word[0], ()):
            end = word.start() + len(form.text)
            if plain.startswith(form.text, word.start()) and not plain[end : end + 1].isalnum():
                covered = end
                if form.code != NO_COUNTRY:
                    hits.append(Hit(word.start(), end, form.code, form.kind))
                break
    return hits
