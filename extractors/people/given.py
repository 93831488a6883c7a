"""Given names in all their case forms, as a text of a language writes them."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from extractors.declension import declension, join
from extractors.people.data import Paradigm, paradigms, people
from extractors.people.given_names import available, given_names


@dataclass(frozen=True, slots=True)
class Given:
    """A reading of a given name: ``case`` counts from 0, the nominative; ``native`` is one of the text's language."""

    nominative: str
    gender: str
    case: int
    native: bool
    weak: bool


def read_given(form: str, language: str) -> tuple[Given, ...]:
    """What given name a form may be, readings of the text's own language first.

    >>> {(given.nominative, given.case) for given in read_given("Giedriui", "lt")}
    {('Giedrius', 2)}
    >>> [given.nominative for given in read_given("Anna-Lena", "en")], read_given("Klasteris", "lt")
    (['Anna-Lena'], ())
    """
    index = _index(language)
    if found := index.get(form.casefold()):
        return found
    first, hyphen, rest = form.partition("-")  # "Kadri-Ann": a list holds the halves
    if hyphen and (halves := index.get(first.casefold())) and rest.casefold() in index:
        seconds = index[rest.casefold()]
        return tuple(
            Given(f"{a.nominative}-{b.nominative}", a.gender, a.case, a.native, weak=False)
            for a in halves
            for b in seconds
            if a.case == b.case
        )
    return ()


@cache
def _index(language: str) -> dict[str, tuple[Given, ...]]:
    found: dict[str, list[Given]] = defaultdict(list)
    order = (language, *(code for code in available() if code != language))
    known: set[tuple[str, str]] = set()
    for code in order:
        names = given_names(code)
        for gender, listed in (("male", names.male), ("female", names.female)):
            for name in listed:
                for spelling in dict.fromkeys((name, name if code == language else _plain(name))):
                    if (spelling, gender) not in known:
                        known.add((spelling, gender))
                        for form, case in _forms(spelling, gender, language):
                            reading = Given(spelling, gender, case, code == language, name in names.weak)
                            if reading not in found[form.casefold()]:
                                found[form.casefold()].append(reading)
    return {form: tuple(readings) for form, readings in found.items()}


def _forms(name: str, gender: str, language: str) -> Iterator[tuple[str, int]]:
    """The forms of a name with the number of their case."""
    yield name, 0
    rows = [p.endings for p in paradigms(language) if p.gender == gender and _fits(name, p)]
    for endings in rows:
        stem = name[: len(name) - len(endings[0])]
        for case, ending in enumerate(endings[1:], 1):
            yield join(stem, ending, declension(language)), case
    if not rows:
        for endings in people(language).foreign:
            yield from ((name + ending, case) for case, ending in enumerate(endings) if ending)


def _fits(name: str, paradigm: Paradigm) -> bool:
    ending = paradigm.endings[0]
    return len(name) > len(ending) + 1 and name.endswith(ending) and bool(ending or name[-1] not in "aeiouyąęėįųūāēīū")


def _plain(name: str) -> str:
    """Without diacritics, as texts of other languages often write it."""
    decomposed = unicodedata.normalize("NFD", name.replace("ł", "l").replace("Ł", "L").replace("ø", "o"))
    return "".join(character for character in decomposed if not unicodedata.combining(character))
