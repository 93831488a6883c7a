"""Names of people in the nominative, read back from the case in which a text writes them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from itertools import product

from extractors.declension import declension, harden
from extractors.people.data import Paradigm, paradigms, people
from extractors.people.given import Given, read_given
from extractors.people.given_names import given_names

_VOWELS = re.compile(r"[aeiouyąęėįųūāēīōäöüõåáéíóúýěů]+", re.IGNORECASE)
_ATTESTED = 10.0  # more than any ending can weigh: the document itself writes the nominative
_REMEMBERED = 20_000  # words whose readings are kept: names come again and again


@dataclass(frozen=True, slots=True)
class Name:
    """A name in the nominative. ``weight`` compares readings of one form; ``listed`` tells whether the given name
    stands in a list, ``typical`` whether the surname ends as surnames do, ``weak`` whether the given name is also a
    word or a place."""

    given: str
    surname: str
    gender: str
    weight: float
    listed: bool
    typical: bool
    weak: bool = False
    case: int = 0

    @property
    def value(self) -> str:
        """Given name first."""
        return f"{self.given} {self.surname}".strip()


def read_name(given: tuple[str, ...], surname: str, language: str, attested: frozenset[str]) -> Name | None:
    """The likeliest nominative of a name whose given names stand in a list; None where they do not, or disagree.

    ``attested`` holds words of the document: among several nominatives the one that it writes elsewhere is right.

    >>> read_name(("Boletą",), "Senkienę", "lt", frozenset()).value
    'Boleta Senkienė'
    >>> read_name(("Tomo",), "Vaidelio", "lt", frozenset({"Vaidelys"})).value
    'Tomas Vaidelys'
    >>> read_name(("Neringos", "Vasarės"), "Tolvaišaitės", "lt", frozenset()).value
    'Neringa Vasarė Tolvaišaitė'
    """
    found = list(_readings_of(given, language))
    native = any(readings[0].native for readings in found)  # then "Jono" is no form of Jon
    names = [
        Name(
            " ".join(reading.nominative for reading in readings),
            last,
            first.gender,
            weight + 0.4 * readings[0].native - 0.1 * first.case,
            listed=True,
            typical=typical,
            weak=all(reading.weak for reading in readings),
            case=first.case,
        )
        for readings in found
        for first in (replace(readings[0], native=native or readings[0].native),)
        for last, weight, typical in read_surname(surname, first, language, attested)
    ]
    return max(names, key=lambda name: name.weight, default=None)


def _readings_of(given: tuple[str, ...], language: str) -> Iterator[tuple[Given, ...]]:
    initials = {word for word in given if word.endswith(".")}
    options = [read_given(word, language) for word in given if word not in initials]
    for readings in product(*options):
        if len({(reading.gender, reading.case) for reading in readings}) == 1:
            if not initials:
                yield readings
            else:  # "John F. Kennedy": the initial stays where it was
                rest = iter(readings)
                first = readings[0]
                yield tuple(
                    Given(word, first.gender, first.case, first.native, weak=True) if word in initials else next(rest)
                    for word in given
                )


def guess_name(given: tuple[str, ...], surname: str, language: str, attested: frozenset[str]) -> Name | None:
    """The likeliest nominative of a name whose given name is unknown: both words must agree in gender and case.

    >>> guess_name(("Airiaus",), "Petrausko", "lt", frozenset()).value
    'Airius Petrauskas'
    """
    names: list[Name] = []
    for gender, case in _gender_and_case(language):
        reading = Given("", gender, case, native=True, weak=False)
        firsts = [_guesses(word, gender, case, language) for word in given]
        if not all(firsts):
            continue
        for last, weight, typical in read_surname(surname, reading, language, attested):
            first = " ".join(max(options, key=lambda option: option[1])[0] for options in firsts)
            names.append(Name(first, last, gender, weight - 0.1 * case, listed=False, typical=typical, case=case))
    if not names:
        return Name(" ".join(given), surname, "", 0.0, listed=False, typical=False)
    return max(names, key=lambda name: name.weight)


@lru_cache(maxsize=_REMEMBERED)
def _guesses(word: str, gender: str, case: int, language: str) -> tuple[tuple[str, float], ...]:
    """Nominatives of an unknown given name that end as given names do."""
    options = _undo(word, gender, case, language)
    return tuple(option for option in options if _ends_like_given(option[0], gender, language))


@cache
def _last_letters(language: str, gender: str) -> frozenset[str]:
    """The last letters of at least one in fifty given names."""
    names = given_names(language)
    listed = names.male if gender == "male" else names.female
    counted = Counter(name[-1] for name in listed)
    return frozenset(letter for letter, count in counted.items() if count * 50 >= len(listed))


def _ends_like_given(name: str, gender: str, language: str) -> bool:
    letters = _last_letters(language, gender)
    return not letters or name[-1] in letters


def read_initialled(initials: str, surname: str, language: str, attested: frozenset[str]) -> Name:
    """The nominative of a name of which only initials and the surname are written.

    >>> read_initialled("G.", "Bagušinsko", "lt", frozenset()).value
    'G. Bagušinskas'
    """
    best = Name(initials, surname, "", 0.0, listed=False, typical=False)
    for gender, case in _gender_and_case(language):
        reading = Given(initials, gender, case, native=True, weak=False)
        for last, weight, typical in read_surname(surname, reading, language, attested):
            weighed = weight - 0.1 * case + (0.6 if case == 0 else 0.0)
            if weighed > best.weight:
                best = Name(initials, last, gender, weighed, listed=False, typical=typical, case=case)
    return best


def read_surname(form: str, given: Given, language: str, attested: frozenset[str]) -> list[tuple[str, float, bool]]:
    """Nominatives of a surname that agrees with a given name, with their weights and whether they end typically.

    Parts of a double surname are read alike; particles (``van``) stay.
    """
    *particles, last = form.split(" ")
    parts = last.split("-")
    options = [_read_part(part, given, language, attested) for part in parts]
    found = []
    for choice in product(*options):
        weight = sum(weight for _, weight, _ in choice) / len(choice)
        weight += 1.0 if particles and given.case == 0 else 0.0  # "Ursula von der Aue" is foreign, so rather as it is
        whole = " ".join([*particles, "-".join(part for part, _, _ in choice)])
        found.append((whole, weight, any(typical for _, _, typical in choice)))
    return sorted(found, key=lambda option: -option[1])[:8]


def _read_part(form: str, given: Given, language: str, attested: frozenset[str]) -> list[tuple[str, float, bool]]:
    data = people(language)
    endings = data.male_surnames if given.gender == "male" else data.female_surnames
    options = list(_undone(form, given.gender, given.case, language, foreign_first=not given.native))
    if not options and given.case:
        options = [(form, -1.0)]  # a surname that is not declined
    weighed = []
    for name, weight in options:
        fitting = [ending for ending in endings if name.endswith(ending) and (given.native or ending in data.strong)]
        fit = max(map(len, fitting), default=0)
        bonus = _ATTESTED if name in attested and name != form else 0.0
        odd = 0.5 if endings and not fit and given.gender == "female" else 0.0  # women's surnames end as listed
        weighed.append((name, weight + fit + bonus - odd, fit > 0))
    return weighed


@cache
def _gender_and_case(language: str) -> tuple[tuple[str, int], ...]:
    pairs = {(paradigm.gender, case) for paradigm in paradigms(language) for case in range(len(paradigm.endings))}
    return tuple(sorted(pairs, key=lambda pair: (pair[1], pair[0]))) or (("", 0),)


@lru_cache(maxsize=_REMEMBERED)
def _undone(form: str, gender: str, case: int, language: str, *, foreign_first: bool) -> tuple[tuple[str, float], ...]:
    return tuple(_undo(form, gender, case, language, foreign_first=foreign_first))


def _undo(
    form: str, gender: str, case: int, language: str, *, foreign_first: bool = False
) -> Iterator[tuple[str, float]]:
    """Nominatives that a form in a case may come from, with a small weight for the likelihood of the paradigm."""
    if case == 0:
        fits = any(form.endswith(p.endings[0]) for p in paradigms(language) if p.gender == gender and p.endings[0])
        yield form, 1.0 if fits else 0.5
        for ending, nominative in people(language).endings:
            if form.endswith(ending) and len(form) > len(ending) + 2:
                yield form[: -len(ending)] + nominative, 0.8
        return
    ranked = enumerate(p for p in paradigms(language) if p.gender == gender and case < len(p.endings))
    for rank, paradigm in ((rank, p) for rank, p in ranked if _is_in(form, p, case)):
        stem = form[: len(form) - len(paradigm.endings[case])]
        name = harden(stem, paradigm.endings[case], declension(language)) + paradigm.endings[0]
        if _is_impossible(stem, paradigm, name, language):
            continue
        short = len(_VOWELS.findall(stem)) == 1 and paradigm.name == people(language).short_stems
        yield name, 1.0 - 0.05 * rank + (0.5 if short else 0.0)
    for endings in people(language).foreign:
        if (
            case < len(endings)
            and endings[case]
            and form.endswith(endings[case])
            and len(form) > len(endings[case]) + 2
        ):
            yield form[: -len(endings[case])], 3.0 + 0.1 * len(endings[case]) if foreign_first else 0.2


def _is_impossible(stem: str, paradigm: Paradigm, name: str, language: str) -> bool:
    """``Nowaka`` does not come from ``Nowaek``, ``Kairio`` not from ``Kairias``."""
    first = paradigm.endings[0][:1]
    hiatus = (stem[-1] in "aeouyáéóú" and first in tuple("aeiouy")) or (stem[-1] == "i" and first == "e")
    return hiatus or name.endswith(people(language).impossible)


def _is_in(form: str, paradigm: Paradigm, case: int) -> bool:
    ending = paradigm.endings[case]
    return form.endswith(ending) and len(form) > len(ending) + 1 and bool(ending or paradigm.endings[0] == "")
