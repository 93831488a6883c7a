"""Programmes named by a head noun at the end or the beginning: "Baltijos tyrimų programa", "Programme for Growth"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from extractors.declension import declension
from extractors.mention import Mention
from extractors.programmes.words import Programmes, any_of, words_of

_WORD = r"[^\W\d_][\w’'+/]{0,60}(?:[-–][^\W_][\w’'+]{0,60}){0,8}"  # bounded: one can start behind each mark in it
_PERIOD = r"(?:(?:19|20)\d\d(?:\s?[-–—]\s?(?:19|20)\d\d)?(?:\s(?:m\.|metų|m\.\s))?)"
_LONGEST = 14  # words before the head
_CONFIDENCE = 0.85
_FEMININE = ("in", "o", "io")  # beside "programa": nacionalinė, bendroji


def find_led(text: str, language: str) -> Iterator[Mention]:
    """Mentions of kind ``programme`` whose head noun comes first.

    >>> [m.value for m in find_led("under the Operational Programme for Rural Growth 2007-2013", "en")]
    ['Operational Programme for Rural Growth']
    """
    words = words_of(language)
    for match in _led(language).finditer(text) if words.leads else ():
        value = _leading_nominative(re.sub(r"\s+", " ", match["name"]), words)
        start, end = match.span("name")
        yield Mention("programme", start, end, match["name"], value, method="lead", confidence=_CONFIDENCE)


def find_headed(text: str, language: str, named: Sequence[Mention]) -> Iterator[Mention]:
    """Mentions of kind ``programme`` whose head noun comes last; a name does not reach back into those ``named``.

    >>> [m.value for m in find_headed("pagal 2007–2013 m. Ekonomikos augimo veiksmų programos 1 prioritetą", "lt", ())]
    ['Ekonomikos augimo veiksmų programa']
    """
    words = words_of(language)
    for match in _headed(language).finditer(text) if words.heads else ():
        floor = max((m.end for m in named if m.end <= match.start("head")), default=0)
        start = _start_of(match, words, floor)
        if start is not None:
            end = match.end("head")
            value = _nominative(text[start:end], language)
            yield Mention("programme", start, end, text[start:end], value, method="head", confidence=_CONFIDENCE)


@cache
def _headed(language: str) -> re.Pattern[str]:
    """A head noun and the words before it, back to the last mark, digit or stop word."""
    heads = words_of(language).heads
    forms = any_of(form for nominative, others in heads.items() for form in (nominative, *others))
    name = rf"(?P<before>(?:{_WORD}(?:[^\S\n]|\n(?!\n))){{1,{_LONGEST}}})(?:{_PERIOD}\s?)?-?"
    # "Programa: …" is a label
    return re.compile(rf"(?<![\w-]){name}(?P<head>{forms})(?![^\W_])(?!-|:)", re.IGNORECASE)


def _start_of(match: re.Match[str], words: Programmes, floor: int) -> int | None:
    """Where the name starts: at the first capital after the last word that is none of it; None where it has none."""
    text, offset = match.string, match.start("before")
    stops = {word.casefold() for word in words.stops}
    own: list[re.Match[str]] = []
    for token in re.finditer(_WORD, match["before"]):
        if token[0].casefold() in stops or offset + token.start() < floor:
            own.clear()
        elif own or token[0][0].isupper():
            own.append(token)
    if not own or (words.proper and not own[-1][0][0].isupper()) or own[-1][0].casefold() in words.refused:
        return None
    start = offset + own[0].start()
    if own[-1][0].casefold() in words.strong:
        return start
    # a sentence's first word has a capital whatever it is: the name must show another one
    opens = start == 0 or re.search(r"(?:[.!?:|„“\"(•–-]\s*|\n)\Z", text[max(0, start - 3) : start]) is not None
    capitals = sum(token[0][0].isupper() for token in own)
    return start if capitals > 1 or not opens else None


@cache
def _led(language: str) -> re.Pattern[str]:
    leads = words_of(language).leads
    forms = any_of(form for nominative, others in leads.items() for form in (nominative, *others))
    joins = any_of(words_of(language).joins)
    capital = r"[A-ZÀ-ÖØ-ÞĀ-Ž][\w’'-]*"
    return re.compile(rf"(?<![^\W_])(?P<name>{forms}(?:\s(?:{joins}\s){{0,2}}{capital}){{1,9}})")


def _leading_nominative(written: str, words: Programmes) -> str:
    for nominative, others in words.leads.items():
        for form in sorted(others, key=len, reverse=True):
            if written.startswith(form + " "):
                return nominative + written[len(form) :]
    return written


def _nominative(written: str, language: str) -> str:
    """The name with its head in the nominative, adjectives at its beginning with it, years left out."""
    words = [w for w in re.sub(_PERIOD, " ", written).split() if w]
    head = words[-1]
    stem, dash, last = head.rpartition("-")
    for nominative, others in words_of(language).heads.items():
        if last.casefold() in others and last.casefold() != nominative.casefold():
            case = others.index(last.casefold()) + 1
            words[-1] = stem + dash + (nominative if last[0].islower() else nominative.capitalize())
            return " ".join([*_agreeing(words[:-1], case, language), words[-1]])
    return " ".join(words)


def _agreeing(words: list[str], case: int, language: str) -> list[str]:
    """Adjectives at the beginning put into the nominative beside their noun."""
    done = list(words)
    for i, word in enumerate(words):
        for endings in declension(language).adjectives.values():
            if case < len(endings) and word.endswith(endings[case]) and endings[0].startswith(_FEMININE):
                done[i] = word[: -len(endings[case])] + endings[0]
                break
        else:
            break
    return done
