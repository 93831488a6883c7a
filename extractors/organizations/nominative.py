"""Names of organizations in the nominative: head nouns with what agrees with them, and inflected brands."""

from __future__ import annotations

from collections.abc import Collection
from functools import cache

from extractors.declension import declension, forms, inflect, nominatives
from extractors.organizations.words import INVARIANT, Head, compiled, words


def adjective_of(word: str, head: Head, language: str) -> str | None:
    """The word in the nominative where it is an adjective that can agree with the head noun, else None."""
    data = declension(language)
    noun = data.nouns.get(head.paradigm, ("",))
    cases = [case for case, ending in enumerate(noun) if ending == noun[head.case]]  # agentūra twice
    for name in data.agreeing.get(head.paradigm, ()):
        endings = data.adjectives[name]
        for ending in (endings[case] for case in cases):
            if word.casefold().endswith(ending) and len(word) > len(ending) + 2:
                return word[: -len(ending)] + (endings[0].upper() if word.isupper() else endings[0])
    return None


def name_in_nominative(before: list[str], written: str, after: str, head: Head, language: str) -> str:
    """The words before a head noun, the noun and its complement as one name in the nominative.

    Genitive attributes stay as they are: only adjectives that agree with the head change with it.
    """
    noun = head.nominative(written, language)
    if head.paradigm != INVARIANT:
        before = [_agreed(before, index, head, language) for index in range(len(before))]
        first, _, rest = after.strip().partition(" ")
        after = f" {adjective_of(first, head, language) or first} {rest}" if first else ""
    return " ".join(" ".join([*before, noun + after]).split())


def _agreed(parts: list[str], index: int, head: Head, language: str) -> str:
    word, following = parts[index], parts[index + 1] if index + 1 < len(parts) else ""
    adjective = adjective_of(word, head, language)
    if adjective is None:
        return word
    if not following or head.case != 1 or compiled(words(language).proper).match(word):
        return adjective
    # "regioninės plėtros agentūros": the adjective belongs to the genitive behind it if that could be of its gender
    data = declension(language)
    like = data.agreeing[head.paradigm]
    endings = {data.nouns[name][1] for name in data.agreeing if data.agreeing[name] == like}
    return word if following.endswith(tuple(endings)) else adjective


def brand_in_nominative(name: str, language: str, known: Collection[str], case: int | None = 1) -> str:
    """A name that stands in a case (the genitive if not told) in the nominative: a known one, else by rule.

    >>> brand_in_nominative("Skydro", "lt", ()), brand_in_nominative("Vilnos raštų", "lt", ("Vilnos raštai",))
    ('Skydras', 'Vilnos raštai')
    """
    if name in known:
        return name
    seen = next((other for other in known if name in name_forms(other, language)), None)
    if seen is not None:
        return seen
    *first, last = name.split(" ")
    if last.isupper() and first:
        return f"{brand_in_nominative(' '.join(first), language, (), case)} {last}"
    if last.isupper():
        return name
    options = nominatives(last, language, case)
    return " ".join([*first, options[0]]) if options else name


@cache
def name_forms(name: str, language: str) -> frozenset[str]:
    """All case forms of a name whose last word is its noun, adjectives before it declined with it.

    >>> {"Informacinės raidos", "Informacinėje raidoje"} <= name_forms("Informacinė raida", "lt")
    True
    """
    *first, last = name.split(" ")
    if first and last.isupper():  # „Aerodromo LT“
        return frozenset(f"{form} {last}" for form in name_forms(" ".join(first), language))
    found = {" ".join([*first, form]) for form in forms(last, language)}
    data = declension(language)
    for paradigm, likes in data.agreeing.items():
        ending = data.nouns[paradigm][0]
        if not first or not last.endswith(ending):
            continue
        nouns = inflect(last[: len(last) - len(ending)], paradigm, language)
        for like in likes:
            own = data.adjectives[like][0]
            if first[-1].endswith(own):
                declined = inflect(first[-1][: len(first[-1]) - len(own)], like, language)
                found |= {" ".join([*first[:-1], *pair]) for pair in zip(declined, nouns, strict=False)}
    return frozenset(found)
