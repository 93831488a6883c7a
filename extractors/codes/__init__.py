"""Codes of funded projects, measures and grant contracts.

Ranking where readings overlap: a scheme's longest match; then what only a cue announces (``unlisted``).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from spacy.tokens import Doc

from extractors.codes.cues import before, measure_after
from extractors.codes.schemes import DASHES, Scheme, schemes
from extractors.codes.unlisted import find_unlisted
from extractors.heads import Heads
from extractors.mention import Cell, Document, Mention
from extractors.taken import Taken

_REACH = 260  # characters before a code in which its cue is looked for
_NEAR = 300
_SIGNS = rf"[\d!./_{DASHES.replace('-', '')}-]"
_START = re.compile(  # a digit, or letters with a sign or a digit right behind, as no word of a sentence has
    rf"(?<![^\W_])(?:\d|[^\W\d_](?=[^\W\d_]{{0,24}}[\s\u200b\u2060]{{0,3}}{_SIGNS}|\s))"
)
_CURRENCY = re.compile(r"[\s\xa0]?(?:€|eur|lt\b|ltl|usd|zł|pln|kč|,\d)", re.IGNORECASE)


def find(doc: Doc) -> list[Mention]:
    """Mentions of kind ``code``; ``label`` is ``project``, ``measure`` or ``contract``, ``method`` the scheme.

    >>> from extractors import load
    >>> [m.value for m in find(load("lt")("Projekto Nr. VP2–1.4–UM–01–K–01–014, įsakymo Nr. V-332"))]
    ['VP2-1.4-ŪM-01-K-01-014']
    """
    text, cells = doc._.readable, _cells(doc._.document)
    taken = Taken(len(text))
    found = list(_longest(_by_scheme(text, doc.lang_, Heads(doc._.document)), taken))
    found += [m for m in find_unlisted(text, doc.lang_, cells) if not taken.meets(m.start, m.end)]
    return sorted(found, key=lambda mention: mention.start)


def _cells(document: Document) -> tuple[Cell, ...]:
    return tuple(cell for segment in document.segments for cell in segment.cells)


def _by_scheme(text: str, language: str, heads: Heads) -> Iterator[Mention]:
    folded = text.casefold()
    starts: defaultdict[str, list[int]] = defaultdict(list)
    for match in _START.finditer(text):
        starts[match[0]].append(match.start())
    for scheme in schemes():
        if scheme.firsts.isdisjoint(starts):
            continue
        if not all(any(word in folded for word in words) for words in (scheme.letters, scheme.near) if words):
            continue
        for match in _matches(scheme, text, starts):
            if _is_announced(scheme, match, language, heads) and _is_near(scheme, match, folded):
                written, value = match[0], scheme.normalize(match[0])
                yield Mention(
                    "code", match.start(), match.end(), written, value, scheme.kind, scheme.id, scheme.confidence
                )


def _matches(scheme: Scheme, text: str, starts: Mapping[str, list[int]]) -> Iterator[re.Match[str]]:
    """What ``scheme.expression.finditer`` gives, tried only where a code can begin."""
    end = 0
    for start in sorted(at for first in scheme.firsts & starts.keys() for at in starts[first]):
        if start >= end and (match := scheme.expression.match(text, start)):
            end = match.end()
            yield match


def _is_announced(scheme: Scheme, match: re.Match[str], language: str, heads: Heads) -> bool:
    """Whether a cue that the scheme needs stands before the code or in the head of its column."""
    if not scheme.cue:
        return True
    text, start, end = match.string, match.start(), match.end()
    if _CURRENCY.match(text, end):
        return False
    contexts = [text[max(0, start - _REACH) : start]]
    if cell := heads.find(start):
        contexts.append(f"{cell.head}: {text[cell.start : start]}")
    if any(before(language, family).search(context) for family in scheme.cue for context in contexts):
        return True
    return "measure" in scheme.cue and measure_after(language).match(text, end) is not None


def _is_near(scheme: Scheme, match: re.Match[str], folded: str) -> bool:
    if not scheme.near:
        return True
    around = folded[max(0, match.start() - _NEAR) : match.end() + _NEAR]
    return any(word in around for word in scheme.near)


def _longest(mentions: Iterable[Mention], taken: Taken) -> Iterator[Mention]:
    """The longest of overlapping mentions; they are taken then."""
    for mention in sorted(mentions, key=lambda m: (m.start - m.end, m.start, -m.confidence)):
        if not taken.meets(mention.start, mention.end):
            taken.add(mention.start, mention.end)
            yield mention
