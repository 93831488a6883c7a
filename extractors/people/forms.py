"""The case forms of a surname, and the words of a document that may be nominatives."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from itertools import product

from extractors.declension import declension, join
from extractors.people.data import paradigms, people


@cache
def decline_surname(surname: str, language: str) -> tuple[frozenset[str], ...]:
    """The forms that a surname may take, case by case, the nominative first.

    >>> "Kęsgailos-Rimkaus" in decline_surname("Kęsgaila-Rimkus", "lt")[1]
    True
    """
    *particles, last = surname.split(" ")
    parts = [_decline_part(part, language) for part in last.split("-")]
    cases = max((len(part) for part in parts), default=1)
    whole = []
    for case in range(cases):
        combined = product(*(part[case] if case < len(part) else part[0] for part in parts))
        whole.append(frozenset(" ".join([*particles, "-".join(choice)]) for choice in combined))
    return tuple(whole)


def _decline_part(name: str, language: str) -> tuple[frozenset[str], ...]:
    rows = [p.endings for p in paradigms(language) if p.endings[0] and name.endswith(p.endings[0])]
    cases: list[set[str]] = [{name} for _ in range(max((len(p.endings) for p in paradigms(language)), default=1))]
    for endings in rows:
        for case, ending in enumerate(endings):
            cases[case].add(join(name[: len(name) - len(endings[0])], ending, declension(language)))
    for endings in people(language).foreign:
        for case, ending in enumerate(endings):
            cases[case].add(name + ending)
    return tuple(frozenset(case) for case in cases)


def nominatives_in(words: Iterable[str]) -> frozenset[str]:
    """The capitalised words of a document, and the halves of double ones: what ``attested`` takes."""
    return frozenset(part for word in words if word[:1].isupper() for part in (word, *word.split("-")))
