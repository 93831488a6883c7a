"""Quoted names with a word beside them that tells they are organizations, and the lists such names stand in."""

from __future__ import annotations

import re
from functools import cache

from extractors.organizations.candidates import Candidate
from extractors.organizations.forms import split_legal_form, unquoted
from extractors.organizations.nominative import brand_in_nominative, name_forms
from extractors.organizations.reading import UPPER, Reading, quote_at
from extractors.organizations.words import compiled, head_words, words
from extractors.quotes import Quote

_NAME = re.compile(rf"(?:[{UPPER}]|\d+[{UPPER}])[^.!?:;„“”\"«»\n]{{1,60}}(?:\.[^.!?:;„“”\"\n]{{0,12}}\.?)?\Z")
_MOST_WORDS = 6
_LOCAL_WORDS = 2
_NEAR = 70


def find_quoted(reading: Reading, known: list[Candidate]) -> list[Candidate]:
    """Quoted names after a kind of organization (``klasterio „Rugiva“``), before one or before an office.

    >>> from extractors.organizations.reading import reading_of
    >>> text = "Klasterio „Rugiva“ narė kepykla „Duonraža“ ir „Robmetos“ klasteris pristatė projektą „Raugas“."
    >>> [found.value for found in find_quoted(reading_of(text, "lt"), [])]
    ['Rugiva', 'Duonraža', 'Robmeta']
    """
    names = {candidate.value for candidate in known}
    found: list[Candidate] = []
    for quote in names_in_quotes(reading):
        inside = split_legal_form(unquoted(quote.inside(reading.text)))[0]
        if _after_kind(reading, quote):
            found.append(Candidate(quote.start, quote.end, inside, "kind before", 0.95))
            names.add(inside)
    done = {candidate.start for candidate in found}
    for quote in names_in_quotes(reading):
        inside = split_legal_form(unquoted(quote.inside(reading.text)))[0]
        if quote.start in done:
            continue
        if _before_kind(reading, quote):
            value = brand_in_nominative(inside, reading.language, names)
            found.append(Candidate(quote.start, quote.end, value, "kind behind", 0.9))
        elif _is_local(reading, quote, inside):
            value = brand_in_nominative(inside, reading.language, names, case=None)
            found.append(Candidate(quote.start, quote.end, value, "local case", 0.6))
        elif split_legal_form(quote.inside(reading.text))[1]:
            found.append(Candidate(quote.start, quote.end, inside, "legal form", 0.97))
    return sorted(found, key=lambda candidate: candidate.start)


def names_in_quotes(reading: Reading) -> list[Quote]:
    """Quoted stretches that can be a name: short, with a capital, no sentence."""
    return [
        quote
        for quote in reading.quotes
        if quote_at(reading, quote.start) is not None
        and _NAME.match(inside := quote.inside(reading.text))
        and len(inside.split()) <= _MOST_WORDS
        and not inside.endswith(",")
        and (not inside.endswith(".") or split_legal_form(inside)[1])
    ]


@cache
def _kinds(language: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    kind = head_words(language, ("classes",)).pattern.pattern
    offices = words(language).offices
    return (
        re.compile(rf"(?:{kind}) \Z"),
        re.compile(rf" (?:(?:{kind})|(?:(?![{UPPER}])[^\W\d_]+ (?:ir |bei |and )?){{0,4}}?(?:{offices}))(?!\w)"),
    )


def _after_kind(reading: Reading, quote: Quote) -> bool:
    before = reading.text[max(0, quote.start - _NEAR) : quote.start]
    return bool(_kinds(reading.language)[0].search(before))


def _before_kind(reading: Reading, quote: Quote) -> bool:
    after = reading.text[quote.end : quote.end + _NEAR]
    return not _is_title(reading, quote) and bool(_kinds(reading.language)[1].match(after))


def _is_title(reading: Reading, quote: Quote) -> bool:
    """Whether the word before makes a title of it: ``parodoje „Baltijos mugė“``."""
    before = reading.text[max(0, quote.start - 40) : quote.start]
    return bool(compiled(rf"(?:{words(reading.language).titles}) \Z").search(before))


def _is_local(reading: Reading, quote: Quote, inside: str) -> bool:
    """Whether a short quoted name stands in a local case by itself: one works ``„Robolitoje“``."""
    local = compiled(words(reading.language).local).search(inside)
    return bool(local) and len(inside.split()) <= _LOCAL_WORDS and not _is_title(reading, quote)


def find_listed(reading: Reading, known: list[Candidate]) -> list[Candidate]:
    """Quoted names joined by commas and "and" to one that is known, or led to by words such as ``įmonių``.

    >>> from extractors.organizations.reading import reading_of
    >>> text = "Siekiant įmonių „Etronika“, „Data House“ ir „1ClickFactory“ bendradarbiavimo, kilo „Mintis“."
    >>> [found.value for found in find_listed(reading_of(text, "lt"), [])]
    ['Etronika', 'Data House', '1ClickFactory']
    """
    quotes = names_in_quotes(reading)
    places = {(candidate.start, candidate.end) for candidate in known}
    starts, ends = {start for start, _ in places}, {end: start for start, end in places}
    sure = {quote.start for quote in quotes if (quote.start, quote.end) in places or _led(reading, quote)}
    joint = _joint(reading.language)
    start_of = {quote.end: quote.start for quote in quotes}
    for ordered, forward in ((quotes, True), (quotes[::-1], False)):
        for quote in ordered:
            near = _neighbour(reading, quote, joint, forward)
            beside = near in ends if forward else near in starts
            if near is not None and (beside or (start_of.get(near) if forward else near) in sure):
                sure.add(quote.start)
    names = {candidate.value for candidate in known}
    return [
        Candidate(quote.start, quote.end, _as_known(quote, names, reading), "list", 0.85)
        for quote in quotes
        if quote.start in sure and (quote.start, quote.end) not in places
    ]


@cache
def _joint(language: str) -> re.Pattern[str]:
    joiners = "|".join(re.escape(word) for word in words(language).joiners) or "(?!)"
    return re.compile(rf"(?: \([^()\n]{{2,25}}\))?(?:, (?:(?:{joiners}) )?| (?:{joiners}) |; |\n)")


def _neighbour(reading: Reading, quote: Quote, joint: re.Pattern[str], forward: bool) -> int | None:
    """Where the thing ends (or starts) that a comma or "and" joins to a quote."""
    if forward:
        before = reading.text[max(0, quote.start - 36) : quote.start]
        match = next((m for m in joint.finditer(before) if m.end() == len(before)), None)
        return quote.start - len(match[0]) if match else None
    match = joint.match(reading.text, quote.end)
    return match.end() if match else None


def _led(reading: Reading, quote: Quote) -> bool:
    before = reading.text[max(0, quote.start - _NEAR) : quote.start]
    return bool(compiled(rf"(?:{words(reading.language).lists}) ?\Z").search(before))


def _as_known(quote: Quote, names: set[str], reading: Reading) -> str:
    name = split_legal_form(unquoted(quote.inside(reading.text)))[0]
    return next((other for other in names if name in name_forms(other, reading.language)), name)
