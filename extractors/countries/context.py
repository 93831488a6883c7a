"""The surroundings of a country: its sentence as words with clauses, the enumeration in which it stands."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

from extractors.countries.forms import Hit

_FARTHEST = 200  # words of a sentence within which a clause ends
_ARTICLES = frozenset({"the", "der", "den", "die", "la", "le", "les"})


@dataclass(frozen=True, slots=True)
class Word:
    """A word of the sentence: offset in it, number of the word, number of its clause."""

    start: int
    number: int
    clause: int
    text: str


def _start(word: Word) -> int:
    return word.start


@dataclass(frozen=True, slots=True)
class Context:
    """A sentence. ``folded`` is its text in small letters (``ß`` stays), ``heading`` that of what stands above it."""

    start: int
    text: str
    folded: str
    words: tuple[Word, ...]
    kind: str
    listed: bool  # in a list or a table
    head: str = ""
    heading: str = ""

    def word_at(self, offset: int) -> Word | None:
        """The word that begins at an offset of the sentence, or that holds it."""
        at = bisect_right(self.words, offset, key=_start) - 1
        return self.words[at] if at >= 0 else None


@dataclass(frozen=True, slots=True)
class Group:
    """Countries of one enumeration, with the sentence around them."""

    hits: tuple[Hit, ...]
    context: Context
    language: str
    after_organization: bool  # in brackets behind its name, or at the end of its line in a list
    names_organization: bool  # an organization's name follows soon

    @property
    def start(self) -> int:
        """Offset in the sentence."""
        return self.hits[0].start - self.context.start

    @property
    def end(self) -> int:
        """Offset in the sentence."""
        return self.hits[-1].end - self.context.start

    @property
    def clause(self) -> int:
        """Number of the clause in which the enumeration stands."""
        word = self.context.word_at(self.start)
        return word.clause if word else 0

    def distance(self, word: Word) -> int:
        """Words between the enumeration and a word of its sentence."""
        if self.start <= word.start < self.end:
            return 0
        first, last = self.context.word_at(self.start), self.context.word_at(self.end - 1)
        if first is None or last is None:
            return len(self.context.words)
        return first.number - word.number if word.start < self.start else word.number - last.number

    @property
    def preceding(self) -> str:
        """The word before, articles aside, in small letters."""
        at = bisect_left(self.context.words, self.start, key=_start)
        words = [word.text.casefold() for word in self.context.words[max(0, at - 2) : at]]
        return words[0] if len(words) == 2 and words[1] in _ARTICLES else "".join(words[-1:])

    def ends_with(self, endings: Sequence[str]) -> bool:
        """True where the first country has one of the endings."""
        first = self.context.text[self.start : self.hits[0].end - self.context.start]
        return bool(endings) and first.endswith(tuple(endings))

    def is_related(self, pronouns: Sequence[str]) -> bool:
        """True where a relative clause follows."""
        at = bisect_right(self.context.words, self.end, key=_start)
        own = self.clause
        behind = islice(self.context.words, at, at + _FARTHEST)
        after = next((word for word in behind if word.clause > own), None)
        return bool(pronouns) and after is not None and after.text.casefold().startswith(tuple(pronouns))

    def following(self, most: int) -> list[str]:
        """The next words, in small letters."""
        at = bisect_left(self.context.words, self.end, key=_start)
        return [word.text.casefold() for word in self.context.words[at : at + most]]
