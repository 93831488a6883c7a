"""Institutions under their own foreign names, whatever the language of the text: Instituto Ferrol de Automática."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

from extractors.organizations.candidates import Candidate
from extractors.organizations.reading import UPPER, Reading

_TRANSLATED = re.compile(r"\([^()]{0,8}\Z")  # "taryba (angl. European Innovation Council, EIC)": no other organization


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads((files("extractors") / "data" / "foreign_heads.toml").read_text(encoding="utf-8"))


@cache
def _pattern() -> re.Pattern[str]:
    """A head noun, then capitalised words with the particles of its language between them."""
    table = _table()
    heads = "|".join(sorted(table["heads"], key=len, reverse=True))
    particles = "|".join(sorted(table["particles"], key=len, reverse=True))
    capital = rf"[{UPPER}][\w’'-]*"
    return re.compile(rf"(?<![\w-])(?:{heads})(?: (?:(?:{particles}) )*(?:[dl]['’])?{capital}){{1,5}}")


def find_foreign(reading: Reading) -> list[Candidate]:
    """Romance, German and Slavonic names of universities, institutes and the like, as written.

    >>> from extractors.organizations.reading import reading_of
    >>> text = "Partneriai – Politecnico di Torino (Italija) ir Instituto Mar de Vigo (Ispanija)."
    >>> [found.value for found in find_foreign(reading_of(text, "lt"))]
    ['Politecnico di Torino', 'Instituto Mar de Vigo']
    """
    return [
        Candidate(match.start(), match.end(), match[0], "head noun", 0.7) for match in _pattern().finditer(reading.text)
    ]


@cache
def _english() -> re.Pattern[str]:
    heads, native = "|".join(_table()["english"]), _table()["genitive"]
    word = rf"[A-Z][\w’'-]*(?<!{native}) "
    after = r" of(?: the)? [A-Z][\w’-]+(?: [A-Z][\w’-]+){0,3}"
    return re.compile(
        rf"(?<![\w-])(?:(?:[A-Z][\w’'-]* ){{0,3}}{word}(?:{heads})(?:{after})?|University{after})(?![\w-])"
    )


def find_english(reading: Reading) -> list[Candidate]:
    """English names of institutions in texts of other languages, as written.

    >>> from extractors.organizations.reading import reading_of
    >>> text = "Partneriai – Northgate Soil Institute (Airija) ir University of Ballymore. Tyrė Kauno Institute."
    >>> [found.value for found in find_english(reading_of(text, "lt"))]
    ['Northgate Soil Institute', 'University of Ballymore']
    """
    if reading.language == "en":
        return []
    return [
        Candidate(m.start(), m.end(), m[0], "head noun", 0.8)
        for m in _english().finditer(reading.text)
        if not _TRANSLATED.search(reading.text, max(0, m.start() - 12), m.start())
    ]
