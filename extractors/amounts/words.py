"""The words of money in a language: currencies, scale words, range words."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache
from importlib.resources import files

from extractors import languages


@dataclass(frozen=True)
class AmountWords:
    """``[amounts]`` of a language file. Words are lower case and without their full stop.

    ``decimal`` is the usual decimal sign, ``group`` holds the signs between thousands, the usual one first.
    ``scales`` maps a factor to its words, ``numbers`` a number to the words that may stand before a scale word;
    ``currencies`` maps ISO 4217 to names in all forms, ``countries`` ISO 3166-1 to words that stand beside a name of
    several currencies (``Swedish kronor``); ``fused`` maps a word to scale and currency (``mkr``). ``to`` stands in
    ranges, ``joined`` in pairs after ``between``; ``of`` links scale and currency; ``against`` stands between a
    part and its whole (``640,000 of 800,000``); ``before`` are currency names that
    stand before the figure.
    """

    decimal: str
    group: str
    scales: Mapping[str, tuple[str, ...]]
    currencies: Mapping[str, tuple[str, ...]]
    numbers: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    countries: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    fused: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    to: tuple[str, ...] = ()
    joined: tuple[str, ...] = ()
    between: tuple[str, ...] = ()
    of: tuple[str, ...] = ()
    before: tuple[str, ...] = ()
    against: tuple[str, ...] = ()


@dataclass(frozen=True)
class Currencies:
    """``extractors/data/currencies.toml``: what is the same in all languages."""

    codes: frozenset[str]
    loose: frozenset[str]
    symbols: Mapping[str, str]
    short: Mapping[str, str]
    kinds: Mapping[str, Mapping[str, str]]


@cache
def currencies() -> Currencies:
    """The currency data, read once."""
    data = tomllib.loads(files("extractors.data").joinpath("currencies.toml").read_text(encoding="utf-8"))
    return Currencies(
        codes=frozenset(data["codes"]),
        loose=frozenset(data["loose"]),
        symbols=data["symbols"],
        short=data["short"],
        kinds=data["kinds"],
    )


@cache
def _international() -> AmountWords:
    """Words that mean the same in every language that has them: read where the language is unknown, and scale words
    everywhere, so that the "million" of a quotation is never lost."""
    found = (languages.section(code, "amounts", AmountWords) for code in languages.available())
    known = [words for words in found if words is not None]
    return AmountWords(
        decimal=",",
        group=" .",
        scales=_agreed([words.scales for words in known]),
        currencies=_agreed([words.currencies for words in known]),
    )


def _agreed(tables: list[Mapping[str, tuple[str, ...]]]) -> dict[str, tuple[str, ...]]:
    meanings: dict[str, set[str]] = {}
    for table in tables:
        for meaning, words in table.items():
            for word in words:
                meanings.setdefault(word, set()).add(meaning)
    clear = sorted((word, *found) for word, found in meanings.items() if len(found) == 1 and len(word) > 2)
    return {meaning: tuple(word for word, m in clear if m == meaning) for meaning in sorted({m for _, m in clear})}


def _by_word(table: Iterable[tuple[str, tuple[str, ...]]]) -> dict[str, str]:
    return {word.casefold(): meaning for meaning, words in table for word in words}


class Lexicon:
    """What a word means beside a figure, in one language."""

    def __init__(self, language: str) -> None:
        self.language = language
        self.words = languages.section(language, "amounts", AmountWords) or _international()
        self._names = _by_word(self.words.currencies.items())
        scales = [*_international().scales.items(), *self.words.scales.items()]
        self._scales = {word: Decimal(scale) for word, scale in _by_word(scales).items()}
        self._countries = _by_word(self.words.countries.items())
        self.numbers = {word: Decimal(number) for word, number in _by_word(self.words.numbers.items()).items()}

    def scale(self, word: str) -> Decimal | None:
        """The factor of a scale word: ``mln`` gives 1000000."""
        return self._scales.get(word.casefold())

    def currency(self, word: str) -> str | None:
        """The currency that a word or symbol means when it stands alone."""
        return self.sign(word) or self._names.get(word.casefold())

    def sign(self, word: str) -> str | None:
        """The currency of a code, symbol or short form: what may also stand before a figure."""
        data, folded = currencies(), word.casefold()
        if word in data.symbols:
            return data.symbols[word]
        if word in data.codes or (len(word) == 3 and word.upper() in data.loose):
            return word.upper()
        return data.short.get(folded) or (self._names.get(folded) if folded in self.words.before else None)

    def of_country(self, name: str, neighbour: str) -> str | None:
        """The currency of a name that several countries use, by the word beside it: ``koron szwedzkich`` is SEK."""
        country, code = self._countries.get(neighbour.casefold()), self._names.get(name.casefold())
        if code is None or country is None:
            return None
        kinds = (kind for kind in currencies().kinds.values() if code in kind.values())
        return next((kind[country] for kind in kinds if country in kind), None)

    def fused(self, word: str) -> tuple[Decimal, str] | None:
        """Scale and currency written as one word: ``MEUR``, ``TEUR``, ``mkr``."""
        if found := self.words.fused.get(word.casefold()):
            return Decimal(found[0]), found[1]
        scale = self.scale(word[:-3]) if len(word) > 3 and word[-3:].upper() in currencies().loose else None
        return (scale, word[-3:].upper()) if scale else None


@cache
def lexicon(language: str) -> Lexicon:
    """The lexicon of a language; for one without data, the words on which all others agree."""
    return Lexicon(language)
