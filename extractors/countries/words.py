"""The words of a language that keep countries apart from what is only named like them, and steps from word to word."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

from extractors.countries.forms import read

_FURTHER_WORD = re.compile(r"[ \n\u00a0]?(?P<comma>,)?[ \n\u00a0]*(?P<word>[^\W\d_][\w'’-]*|&)")


@dataclass(frozen=True, slots=True)
class Guards:
    """``[guards]`` of a file of ``extractors/data/countries``; words are beginnings where they are said to be."""

    after: Sequence[str] = ()  # beginnings of the next word: the country only qualifies a currency, a language, a sea
    heads: Sequence[str] = ()  # nominatives of what organizations are called
    modifier_endings: Sequence[str] = ()  # what may stand between the country and the head
    town_endings: Sequence[str] = ()  # of a town, which begins a name of its own: "Vokietijos Tiubingeno universitetas"
    no_town_endings: Sequence[str] = ()  # of adjectives: "Lietuvos Aukščiausiojo Teismo"
    transparent: Sequence[str] = ()  # beginnings of what is no more than the country: its government
    people: Sequence[str] = ()  # countries whose name with an article means the people
    articles: Sequence[str] = ()
    connectors: Sequence[str] = ()  # small words in names of organizations
    links: Sequence[str] = ()  # between the head and a country after it: "Bank of Lithuania"
    before: Sequence[str] = ()  # the word before makes it another name: "New Mexico"
    doubtful: Sequence[str] = ()  # countries that are words or names too: they need a preposition or another country
    sure_endings: Sequence[str] = ()  # of forms that no doubtful name has
    not_first: Sequence[str] = ()  # forms that are another word at the start of a sentence
    given_names: Sequence[str] = ()  # countries that are given names too
    surnames: Sequence[str] = ()
    prepositions: Sequence[str] = ()  # words that may be capitalized before a country at the start of a sentence
    adjective_follows: bool = False  # the adjective may stand after its noun
    adjective_nouns: Sequence[str] = ()  # beginnings of the nouns beside which an adjective counts; *ends
    not_adjective_before: Sequence[str] = ()
    states: Mapping[str, Sequence[str]] = field(default_factory=dict)  # places that tell of a namesake


@cache
def guards_of(language: str) -> Guards:
    """The guards of a language; empty ones where it has none."""
    return Guards(**read(language).guards)


def is_town(word: str, guards: Guards) -> bool:
    """Whether a word after a country looks like a town of it: "Vokietijos Tiubingeno universitetas"."""
    endings, others = tuple(guards.town_endings), tuple(guards.no_town_endings)
    return word[:1].isupper() and bool(endings) and word.endswith(endings) and not (others and word.endswith(others))


def holds(word: str, parts: Sequence[str]) -> bool:
    """Whether a word has one of the beginnings, or one of the ends that an asterisk marks."""
    small = word.casefold()
    return any(small.endswith(part[1:]) if part.startswith("*") else small.startswith(part) for part in parts)


def words_after(text: str, at: int, most: int) -> Iterator[re.Match[str]]:
    """The next words of the same stretch: white space, a comma or a hyphen may stand between them."""
    for _ in range(most):
        match = _FURTHER_WORD.match(text, at + (text[at : at + 1] in "-–"))
        if match is None:
            return
        yield match
        at = match.end()


def word_before(text: str, at: int) -> str:
    """The word before a place, white space, a hyphen or an apostrophe between; empty where there is none.

    >>> word_before("Emily Jordan", 6)
    'Emily'
    """
    match = re.search(r"([^\W\d_]\w*)['’\s-]{0,2}\Z", text[max(0, at - 30) : at])
    return match[1] if match else ""
