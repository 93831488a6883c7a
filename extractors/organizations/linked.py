"""Short and full names of one organization inside one document: Filaterys and Pôle Filaterys."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from extractors.organizations.candidates import Candidate
from extractors.organizations.words import head_words


def linked(found: list[Candidate], short: Mapping[str, str | None], language: str) -> list[Candidate]:
    """The candidates, each bare brand referring to the one name that says what kind of thing it is.

    ``short`` holds the short names that the document gives, with their full ones.

    >>> names = [Candidate(0, 9, "Pôle Fila", "head noun", 0.9), Candidate(20, 24, "Fila", "list", 0.7)]
    >>> [candidate.refers_to for candidate in linked(names, {}, "fr")]
    [None, 'Pôle Fila']
    """
    found = _joined(found)
    kinds = head_words(language, ("heads", "classes")).pattern
    full: dict[str, set[str]] = {}
    for value in {candidate.value for candidate in found if not candidate.refers_to}:
        parts = value.split(" ")
        for brand, kind in ((parts[0], parts[-1]), (parts[-1], parts[0])):
            if len(parts) > 1 and kinds.fullmatch(kind) and brand[:1].isupper() and not kinds.fullmatch(brand):
                full.setdefault(brand.casefold(), set()).add(value)
    plain = {candidate.value for candidate in found if not candidate.refers_to}
    for value in plain:
        if names := {name for name in plain if _abbreviates(value, name)}:
            full.setdefault(value.casefold(), set()).update(names)
    found = [c if c.refers_to else replace(c, refers_to=short.get(c.value)) for c in found]
    return [
        replace(candidate, refers_to=next(iter(names)))
        if not candidate.refers_to and len(names := full.get(candidate.value.casefold(), set())) == 1
        else candidate
        for candidate in found
    ]


def _joined(found: list[Candidate]) -> list[Candidate]:
    """A kind with its modifiers and the bare brand behind it as one: Lithuanian Wood Cluster PrimeWood."""
    joined: list[Candidate] = []
    for candidate in found:
        last = joined[-1] if joined else None
        if (
            last
            and last.method == "head noun"
            and candidate.method == "kind unquoted"
            and candidate.start == last.end + 1
        ):
            joined[-1] = replace(candidate, start=last.start)
        else:
            joined.append(candidate)
    return joined


def _abbreviates(short: str, name: str) -> bool:
    """Whether the first word holds the initials of the full name's first words and the rest is equal: TU Dresden."""
    first, *rest = short.split(" ")
    words = name.split(" ")
    if not first.isupper() or not rest or len(words) != len(first) + len(rest):
        return False
    return [word[0].upper() for word in words[: len(first)]] == list(first) and words[len(first) :] == rest
