"""Two names of one project: acronym and full title, title and translation; and names said again."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from extractors.mention import Mention
from extractors.projects.quoted import Quoted, name_mention
from extractors.projects.words import ACRONYM, CAMEL, CAPITAL, any_of, words_of

_SHORT = rf"(?:{CAMEL}|{ACRONYM})"
# "(InoLink)", "(TechHub LT)"; one capital alone shows no acronym: "(Lietuva)"
_TAIL = re.compile(rf"\s\((?P<short>{CAPITAL}(?:\s(?:{CAPITAL}|\d[\d.]*)){{0,2}})\)\Z")
_SHOWN = re.compile(r"\w[A-ZĄ-Ž0-9]")


def find_pairs(reading: Quoted, names: list[Mention]) -> Iterator[Mention]:
    """Names beside those that are known: "X, in full “Y”", "„Y“ (angl. „Z“)", "Y (X)"; each refers to the one known."""
    by_end = {mention.end: mention for mention in names}
    taken = {(mention.start, mention.end) for mention in names}
    for quote in reading.quotes:
        if quote.depth or (quote.start + 1, quote.end - 1) in taken:
            continue
        gap = _between(reading.language).search(reading.text[max(0, quote.start - 40) : quote.start])
        known = by_end.get(quote.start - len(gap[0])) if gap else None
        if known is not None:
            yield name_mention(reading.text, quote.start + 1, quote.end - 1, "quoted:pair", known.value)
    values = {name.value for name in names}
    for name in names:
        yield from _inside(reading.text, name, values)


@cache
def _between(language: str) -> re.Pattern[str]:
    """What stands between two names of one project: ``, in full ``, ``“ (angl. ``."""
    words = words_of(language)
    between = any_of((*words.full, *words.translated))
    return re.compile(rf"[“”\"»]?,?\s\(?{between}\.?:?,?\s?\Z|[“”\"»]?\s\(\Z", re.IGNORECASE)


def _inside(text: str, name: Mention, known: set[str]) -> Iterator[Mention]:
    """The acronym that a name begins with ("FlexGrip – minkštieji griebtuvai") or has in brackets at its end."""
    head = re.match(rf"(?P<short>{_SHORT})(?=\s[–—-]\s|:\s)", name.text)
    tail = _TAIL.search(name.text)
    for match in (head, tail):
        if match is not None and (match is head or match["short"] in known or _SHOWN.search(match["short"])):
            start = name.start + match.start("short")
            full = without_acronym(name).value
            yield name_mention(text, start, name.start + match.end("short"), "short", full)


def without_acronym(name: Mention) -> Mention:
    """ "Inovacijų tinklaveika (InoLink)" as "Inovacijų tinklaveika"."""
    tail = _TAIL.search(name.value)
    shown = tail is not None and _SHOWN.search(tail["short"]) is not None
    return replace(name, value=name.value[: tail.start()]) if tail and shown else name


def with_references(names: list[Mention]) -> list[Mention]:
    """The names, each that is a short form anywhere in the text referring to the full one everywhere.

    "Cecho mokykla" is one of "Cecho mokykla: meistrų kvalifikacijos tobulinimas" if both stand in the text.
    """
    full = {name.value.casefold(): name.refers_to for name in names if name.refers_to}
    titles = [name for name in names if name.method in ("label", "quoted:label")]
    for short in (name for name in names if name.method == "acronym label"):
        near = min(titles, key=lambda title: abs(title.start - short.start), default=None)
        if near is not None and abs(near.start - short.start) < 600:
            full.setdefault(short.value.casefold(), near.value)
    for name in names:
        head = re.match(r"(.{4,60}?)(?:: | [–—-] )", name.value)
        if head and name.refers_to is None:
            full.setdefault(head[1].casefold(), name.value)
    done = []
    for name in names:
        target = full.get(name.value.casefold())
        done.append(replace(name, refers_to=target) if target and target.casefold() != name.value.casefold() else name)
    return done


def find_repeated(text: str, names: list[Mention]) -> Iterator[Mention]:
    """Places where a known name stands again: in quotation marks, or as a word of its own if it can be no other."""
    first = {mention.value: mention for mention in reversed(names)}
    for value, mention in first.items():
        pattern = re.escape(value).replace(r"\ ", r"\s+")
        if re.fullmatch(_SHORT, value) is None:
            pattern = rf"(?<=[„“\"«]){pattern}(?=[“”\"»])"
        for match in re.finditer(rf"(?<![\w@/.-]){pattern}(?![\w@])", text):
            repeated = name_mention(text, *match.span(), "again", mention.refers_to)
            yield replace(repeated, value=value, confidence=mention.confidence)
