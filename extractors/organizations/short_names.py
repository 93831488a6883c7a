"""Abbreviations that a document gives for an organization, and those that everybody knows."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files

from extractors.organizations.candidates import Candidate
from extractors.organizations.reading import UPPER, Reading
from extractors.organizations.words import head_words, words

_SHORT = rf"[{UPPER}](?:[\w&]*[{UPPER}][\w&]*)(?: [{UPPER}]{{3,}})?"
_COUNTRIES = {"JAV", "JAE", "USA", "UAE", "ES", "EU", "UK", "JK", "VDR", "EUR", "LTL", "PVM"}
_GROUPS = ("long", "short", "later")
_SHORTEST = 3  # letters; two are a country as often as not, unless they are initials


def find_short_names(reading: Reading, known: list[Candidate]) -> list[Candidate]:
    """Abbreviations and second names in brackets (or behind ``toliau –``) after a known organization.

    >>> from extractors.organizations.institutions import find_institutions
    >>> from extractors.organizations.reading import reading_of
    >>> reading = reading_of("Sutartis su Ūkio plėtros agentūra (toliau – ŪPA) ir Vilniaus universitetu (VU).", "lt")
    >>> [(found.value, found.refers_to) for found in find_short_names(reading, find_institutions(reading))]
    [('ŪPA', 'Ūkio plėtros agentūra'), ('VU', 'Vilniaus universitetas')]
    """
    pattern = _pattern(reading.language)
    kinds = head_words(reading.language, ("classes",)).pattern
    found: list[Candidate] = []
    for candidate in known:
        match = pattern.match(reading.text, candidate.end)
        if match is None:
            continue
        last = reading.text[candidate.start : candidate.end].rpartition(" ")[2]
        groups = ("long", "short", "later", "apposed") if kinds.fullmatch(last) and not last.isupper() else _GROUPS
        for group in groups:
            if match[group] and _is_short_for(match[group], candidate.value, group):
                value = match[group]
                found.append(Candidate(*match.span(group), value, "given short name", 0.95, refers_to=candidate.value))
    return found


@cache
def _pattern(language: str) -> re.Pattern[str]:
    lead = words(language).short_for
    capital = rf"[{UPPER}][\w’'-]+"
    return re.compile(
        rf" ?\((?:(?:(?:{lead})(?: [^\W\d_]+)?\s?[–—:-]? ?)?[„“\"]?"
        rf"(?:(?P<long>{capital}(?: (?:of |and |for |the )*{capital})+)[“”\"]?(?:, |\)))?"
        rf"(?P<short>{_SHORT})?[“”\"]?(?:[,;][^()\n]{{0,60}})?\))"
        rf"|,? (?:{lead}) [–—-] [„“\"]?(?P<later>{_SHORT})"
        rf"| (?P<apposed>[{UPPER}]{{4,}})(?![\w-])"
    )


def _is_short_for(text: str, full: str, group: str) -> bool:
    if text in _COUNTRIES or (group == "long" and " " not in text):
        return False
    if group == "long" or len(text) >= _SHORTEST:
        return True
    initials = "".join(word[0] for word in re.findall(r"\w+", full)).casefold()
    return all(letter in initials for letter in text.casefold())


@cache
def _well_known() -> tuple[re.Pattern[str], dict[str, str]]:
    table = tomllib.loads((files("extractors") / "data" / "institutions.toml").read_text(encoding="utf-8"))
    roles = {name: kind for kind, names in table.items() for name in names}
    either = "|".join(sorted(map(re.escape, roles), key=len, reverse=True))
    return re.compile(rf"(?<![\w./-])(?:{either})(?![\w/]|[-.–]\d|[-–][{UPPER}\d]|\.\w)"), roles


def find_well_known(reading: Reading) -> list[Candidate]:
    """Names that need no word beside them: the abbreviations of universities and funding agencies.

    >>> from extractors.organizations.reading import reading_of
    >>> [found.value for found in find_well_known(reading_of("KTU ir MITA (01.2.1-MITA-T-851) sutarė.", "lt"))]
    ['KTU', 'MITA']
    """
    pattern, _ = _well_known()
    return [Candidate(m.start(), m.end(), m[0], "well known", 0.85) for m in pattern.finditer(reading.text)]


def administers_money(name: str) -> bool:
    """Whether an institution by its office gives or administers public money: LVPA, CPVA, PARP."""
    return _well_known()[1].get(name) == "administers_money"
