"""Case forms of nouns, adjectives and names by the paradigms of a language file.

A paradigm lists the endings of its cases in the order of the language, the nominative first. Two paradigms of one
language agree case by case, so an adjective can be put into the nominative beside its noun.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache

from extractors import languages


@dataclass(frozen=True)
class Declension:
    """``[declension]`` of a language file.

    ``nouns`` come with the likeliest reading of an ending first. ``agreeing`` names the adjective paradigms that go
    with a noun paradigm. ``names`` gives what the end of any name turns into, where a language has no paradigms for
    them. ``softened`` pairs the end of a stem with what it becomes before ``softens`` (medis, medžio).
    """

    nouns: dict[str, tuple[str, ...]] = field(default_factory=dict)
    adjectives: dict[str, tuple[str, ...]] = field(default_factory=dict)
    agreeing: dict[str, tuple[str, ...]] = field(default_factory=dict)
    names: dict[str, tuple[str, ...]] = field(default_factory=dict)
    softened: dict[str, str] = field(default_factory=dict)
    softens: str = ""


@cache
def declension(language: str) -> Declension:
    """The paradigms of a language; an empty set for one that has none."""
    return languages.section(language, "declension", Declension) or Declension()


def inflect(stem: str, paradigm: str, language: str) -> tuple[str, ...]:
    """The forms of a stem in the order of the cases.

    >>> inflect("agentūr", "a", "lt")[:3]
    ('agentūra', 'agentūros', 'agentūrai')
    >>> inflect("med", "is", "lt")[:2]
    ('medis', 'medžio')
    """
    data = declension(language)
    endings = data.nouns[paradigm] if paradigm in data.nouns else data.adjectives[paradigm]
    return tuple(join(stem, ending, data) for ending in endings)


def join(stem: str, ending: str, data: Declension) -> str:
    """The stem with an ending, softened before it where the language does so (med-, medžio)."""
    if data.softens and re.match(data.softens, ending):
        for hard, soft in data.softened.items():
            if stem.endswith(hard):
                return stem[: -len(hard)] + soft + ending
    return stem + ending


@cache
def forms(nominative: str, language: str) -> frozenset[str]:
    """All case forms that a word in the nominative may take, itself among them.

    >>> {"Robmetos", "Robmetai", "Robmetoje"} <= forms("Robmeta", "lt")
    True
    """
    data = declension(language)
    found = {nominative}
    for paradigm, endings in (*data.nouns.items(), *data.adjectives.items()):
        if endings[0] and len(nominative) > len(endings[0]) + 1 and nominative.endswith(endings[0]):
            found.update(inflect(nominative[: -len(endings[0])], paradigm, language))
    for end, others in data.names.items():
        if nominative.endswith(end):
            found.update(nominative[: len(nominative) - len(end)] + other for other in others)
    return frozenset(found)


@cache
def nominatives(form: str, language: str, case: int | None = None) -> tuple[str, ...]:
    """The nominatives that a case form may come from, the likeliest first, the form itself not among them.

    ``case`` is the place of the case in the paradigms where it is known (1 the genitive).

    >>> nominatives("Skydro", "lt")[0], nominatives("Robmetos", "lt")[0], nominatives("Bičio", "lt")[0]
    ('Skydras', 'Robmeta', 'Bitis')
    """
    data = declension(language)
    found = [
        (len(ending), harden(form[: -len(ending)], ending, data) + endings[0])
        for endings in data.nouns.values()
        for index, ending in enumerate(endings)
        if index and case in (None, index) and ending and len(form) > len(ending) + 1 and form.endswith(ending)
    ]
    found.sort(key=lambda pair: -pair[0])  # "Bičio" is rather Bit-is than Bič-ias; else the order of the paradigms
    return tuple(dict.fromkeys(name for _, name in found if name != form))


def harden(stem: str, ending: str, data: Declension) -> str:
    """The stem as it is before the ending of the nominative: the reverse of what ``join`` does."""
    if data.softens and re.match(data.softens, ending):
        for hard, soft in data.softened.items():
            if stem.endswith(soft):
                return stem[: -len(soft)] + hard
    return stem
