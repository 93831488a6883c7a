"""Words that announce a code ("projekto Nr.", "grant agreement No", "līgums Nr."), by language, from ``[codes]``."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from extractors import languages

# what may stand between a cue and its code: "(", ": ", " – ", "#", " | "
GLUE = r"[\s:;,.(\[#№|–—-]{0,6}"
_QUOTED = r"(?:\s*[„“”\"«‘'][^\n]{2,200}?[“”\"»’'])?"
# project FoodNet 4.0 (No …: a name without quotation marks up to the bracket
_NAMED = r"(?:\s+(?-i:[^\W\da-zß-öø-ÿ])[^\n.;:()„“”\"«»]{1,80}?(?=\s\())?"


@dataclass(frozen=True)
class Codes:
    """``[codes]`` of a language file. ``*`` at the end of a word stands for any ending.

    ``number`` words stand between a cue and its code; ``project_number`` and ``contract_number`` ones are cue and
    number word in one. ``numbered`` words behind a code say that it is the number of the project named next.
    ``not_contract`` words before a contract word tell that it is no contract of a grant, ``not_project`` ones that a
    project is a draft of a law or a plan of a building.
    """

    project: tuple[str, ...] = ()
    project_number: tuple[str, ...] = ()
    contract_number: tuple[str, ...] = ()
    numbered: tuple[str, ...] = ()
    grant: tuple[str, ...] = ()
    contract: tuple[str, ...] = ()
    measure: tuple[str, ...] = ()
    number: tuple[str, ...] = ()
    not_contract: tuple[str, ...] = ()
    not_project: tuple[str, ...] = ()


@cache
def words_of(language: str) -> Codes:
    """The cues of a language and of English, which documents of all languages use for their numbers."""
    found = [languages.section(name, "codes", Codes) for name in dict.fromkeys((language, "en"))]
    known = [cues for cues in found if cues is not None]
    return Codes(*(sum((getattr(c, key) for c in known), ()) for key in Codes.__dataclass_fields__))


def alternatives(words: Iterable[str]) -> str:
    """A pattern of words, the longest first; ``never matches`` where there are none."""
    ordered = sorted(words, key=len, reverse=True)
    parts = (re.escape(word).replace(r"\*", r"\w*").replace(r"\ ", r"\s+") for word in ordered)
    return "(?:" + ("|".join(parts) or r"(?!)") + ")"


@cache
def number_words(language: str) -> str:
    """A pattern of one or two number words with what stands around them: ``kodas Nr.``."""
    return rf"(?:{GLUE}(?<![^\W_]){alternatives(words_of(language).number)}(?![^\W_])\.?){{1,2}}"


@cache
def before(language: str, family: str) -> re.Pattern[str]:
    """A pattern that ends at a code and begins with a cue of the family.

    Families: ``grant``, ``project``, ``numbered project`` (a number word is needed, the project's name may stand
    between), ``measure``, ``contract``.
    """
    cues = words_of(language)
    number = number_words(language)
    body = {
        "grant": rf"{alternatives(cues.grant)}(?:{number})?",
        "project": rf"{alternatives(cues.project)}(?:{number})?",
        "numbered project": rf"(?:{alternatives(cues.project)}{_QUOTED}{number}|{alternatives(cues.project_number)})",
        "measure": rf"{alternatives(cues.measure)}(?:{number})?",
        "contract": rf"(?:{alternatives(cues.contract)}{number}|{alternatives(cues.contract_number)})",
    }[family]
    return re.compile(rf"(?<![^\W_]){body}{GLUE}\Z", re.IGNORECASE)


@cache
def announced(language: str) -> re.Pattern[str]:
    """A cue, its number words and a code-like ``token`` of a form that no scheme may know."""
    cues = words_of(language)
    families = ("grant", "contract", "measure", "project")
    named = "|".join(f"(?P<{family}>{alternatives(getattr(cues, family))})" for family in families)
    number = number_words(language)
    contract = rf"(?P<numbered_contract>{alternatives(cues.contract_number)})(?:{number})?"
    numbered = rf"(?:{named})(?:{_NAMED}|{_QUOTED}){number}|{alternatives(cues.project_number)}(?:{number})?"
    code_like = r"(?P<token>[^\W_]\w*(?:(?:[-‐‑–—/.!_+]|[-‐‑–—]\n)\w+){0,12})"
    return re.compile(rf"(?<![^\W_])(?:{contract}|{numbered}){GLUE}{code_like}", re.IGNORECASE)


@cache
def refused_contract(language: str) -> re.Pattern[str]:
    """Words before a contract that make it one of purchase, work, rent …"""
    return re.compile(rf"(?<![^\W_]){alternatives(words_of(language).not_contract)}\s+\Z", re.IGNORECASE)


@cache
def refused_project(language: str) -> re.Pattern[str]:
    """Words before a project that make it a draft of a law, a plan of a building …"""
    return re.compile(rf"(?<![^\W_]){alternatives(words_of(language).not_project)}\s+\Z", re.IGNORECASE)


@cache
def measure_after(language: str) -> re.Pattern[str]:
    """A measure word after its number: ``3.2.1.1. pasākums``."""
    return re.compile(rf"\.?\s+[„“\"]?{alternatives(words_of(language).measure)}(?![^\W_])", re.IGNORECASE)


@cache
def bracketed(language: str) -> re.Pattern[str]:
    """A ``token`` in brackets right behind the name of a project: ``projekts „Tilts” (KC-PI-2017/12)``."""
    name = r"(?:[ ][„“”\"«‘'][^\n]{2,160}?[“”\"»’']|[ ](?-i:[^\W\da-zß-öø-ÿ])[\w-]{2,30})"
    code = r"(?P<token>[^\W_]\w*(?:[-‐‑–—/._]\w+){1,8})"
    return re.compile(rf"(?<![^\W_]){alternatives(words_of(language).project)}{name}[ ]\({code}\)", re.IGNORECASE)


@cache
def number_after(language: str) -> re.Pattern[str]:
    """A code and words behind it that make it a project's: ``a 2019-1.1.1-KFI-00123 számú projekt``."""
    words = alternatives(words_of(language).numbered)
    return re.compile(rf"(?<![\w./-])(?P<token>[^\W_]\w*(?:[-‐‑–—/._]\w+){{1,12}})\s+{words}(?![^\W_])", re.IGNORECASE)


@cache
def code_head(language: str) -> re.Pattern[str]:
    """The head of a column of project codes: ``Projekto kodas``, ``Project No``."""
    cues = words_of(language)
    numbered = rf"{alternatives(cues.project)}{number_words(language)}|{alternatives(cues.project_number)}"
    return re.compile(rf"\A\W*(?:{numbered})\W*\Z", re.IGNORECASE)
