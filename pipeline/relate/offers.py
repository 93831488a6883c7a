"""Is an address or number that belongs to no person offered for contact, or does it stand in a letterhead?"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from extractors import languages
from extractors.mention import Document, Mention, Segment

_POSTCODE = re.compile(r"\b(?:[A-Z]{2}-)\d{4,5}\b|\b\d{2}-\d{3}\b|\b\d{5} [A-ZŁŚŻ]|\b\d{3} \d{2} [A-ZČŘŠŽ]|©")
_LINES = 6  # a heading stands at most so many lines above, none of them longer than
_SHORT = 80
_NUMBERED = r"\.?\s?[\w-]*\s?\d+"


@dataclass(frozen=True)
class Contacts:
    """``[contacts]`` of a language file, all of it the beginnings of words in lower case.

    ``offers`` invite to write or call; ``streets`` are words of postal addresses; ``others`` tell that an address
    serves something else (to unsubscribe, to buy advertisements, the editors of the site).
    """

    offers: tuple[str, ...] = ()
    streets: tuple[str, ...] = ()
    others: tuple[str, ...] = ()


def is_offered(document: Document, parts: list[Mention], mentions: tuple[Mention, ...]) -> bool:
    """Whether the words around an address or number without a person offer it for contact.

    >>> text = "Registracija: forumas@imone.lt"
    >>> document = Document("d", text, (Segment(0, len(text), "body"),), "lt")
    >>> email = Mention("email", 14, 30, text[14:], text[14:])
    >>> is_offered(document, [email], (email,))
    True
    """
    first, last = parts[0], parts[-1]
    at = next((n for n, s in enumerate(document.segments) if s.start <= first.start < s.end), None)
    if at is None:
        return False
    segment = document.segments[at]
    line = _line(document.text, segment, first.start, last.end)
    patterns = _patterns(document.language or "xx")
    if patterns.others.search(line):
        return False
    if segment.kind == "contact":  # the parser found it to be the article's own
        return True
    if patterns.street.search(line) or _POSTCODE.search(line):
        return False
    return bool(patterns.offers.search(line)) or _is_headed(document, first.start, mentions, patterns)


def _is_headed(document: Document, start: int, mentions: tuple[Mention, ...], patterns: _Patterns) -> bool:
    """Whether a short line that offers contact stands above, with nothing but short lines and nobody between."""
    lines = document.text[max(0, start - 500) : start].split("\n")[:-1]
    for line in reversed(lines[-_LINES:]):
        if len(line) > _SHORT:
            return False
        start -= len(line) + 1
        if any(mention.kind == "person" and start <= mention.start < start + len(line) for mention in mentions):
            return False
        if patterns.offers.search(line):
            return True
    return False


def _line(text: str, segment: Segment, start: int, end: int) -> str:
    """The line of the segment in which something stands, and of a long one what is near."""
    low = max(text.rfind("\n", segment.start, start) + 1, segment.start, start - 160)
    high = text.find("\n", end, segment.end)
    return text[low : min(high if high >= 0 else segment.end, end + 80)]


@dataclass(frozen=True)
class _Patterns:
    offers: re.Pattern[str]
    street: re.Pattern[str]
    others: re.Pattern[str]


@cache
def _patterns(language: str) -> _Patterns:
    """The words of a language together with the English ones, or those of all where the language is unknown."""
    own = languages.section(language, "contacts", Contacts)
    codes = (language, "en") if own else languages.available()
    found = [languages.section(code, "contacts", Contacts) or Contacts() for code in dict.fromkeys(codes)]

    def begin(words: set[str], after: str = "") -> re.Pattern[str]:
        alternatives = "|".join(re.escape(word) for word in sorted(words, key=lambda word: (-len(word), word)))
        return re.compile(rf"(?<!\w)(?:{alternatives or '(?!)'}){after}", re.IGNORECASE)

    return _Patterns(
        begin({word for data in found for word in data.offers}),
        begin({word for data in found for word in data.streets}, _NUMBERED),
        begin({word for data in found for word in data.others}),
    )
