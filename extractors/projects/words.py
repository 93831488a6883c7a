"""``[projects]`` of a language file: the words by which projects are named, and the patterns made of them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from extractors import languages

_UPPER = "A-ZÀ-ÖØ-ÞĀĂĄĆČĎĐĒĖĘĚĞĢĪĮĶĹĻĽŁŃŅŇŌŐŒŔŘŚŞŠŢŤŪŮŰŲŸŹŻŽȘȚ"
_LOWER = "a-zß-öø-ÿāăąćčďđēėęěğģīįķĺļľłńņňōőœŕřśşšţťūůűųźżžșț"
# "FlexGrip", "CyberGate4SME", "LeinCarbon", "Re-Linen", "WoodLink 4.0", "LUMINET 2", "E-Kuršis"
CAMEL = (
    rf"(?:[{_UPPER}][{_LOWER}]+[{_UPPER}0-9]\w*|[{_UPPER}]{{2,}}[{_LOWER}]\w+|[{_UPPER}][{_LOWER}]{{0,2}}-[{_UPPER}]\w+)"
    r"(?:\s\d(?:\.\d)?(?![\d.,]))?"
)
ACRONYM = rf"[{_UPPER}][{_UPPER}0-9-]{{3,}}(?:\s\d(?:\.\d)?(?![\d.,]))?"
CAPITAL = rf"[{_UPPER}][\w’'-]*"


@dataclass(frozen=True)
class Projects:
    """``nouns``: the words for a project (``*``: any ending). ``heads``: heads of columns and labels of project names.

    ``full``: what stands between an acronym and its full title. ``translated``: what stands before a title in another
    language. ``actors``: kinds of organization before a quoted name. ``holders``: nouns after a project's name in its
    own place ("the ReWeave consortium"). ``common``: capitalized words after the noun that are no name. ``joins``:
    small words inside a name without quotation marks. ``totals``: what stands in a row of sums. ``called``:
    words between the noun and a quoted name. ``acronyms``: labels of acronyms. ``others``: last words of capitalized
    names that are those of institutions, funds and programmes. ``plain``: one capitalized word may be a project's name.
    """

    nouns: tuple[str, ...] = ()
    heads: tuple[str, ...] = ()
    full: tuple[str, ...] = ()
    translated: tuple[str, ...] = ()
    actors: tuple[str, ...] = ()
    holders: tuple[str, ...] = ()
    common: tuple[str, ...] = ()
    joins: tuple[str, ...] = ()
    totals: tuple[str, ...] = ()
    called: tuple[str, ...] = ()
    acronyms: tuple[str, ...] = ()
    others: tuple[str, ...] = ()
    plain: bool = False


@cache
def words_of(language: str) -> Projects:
    """The words of a language with those of English behind them."""
    own = languages.section(language, "projects", Projects) or Projects()
    english = languages.section("en", "projects", Projects) or Projects()
    return Projects(
        nouns=own.nouns or english.nouns,
        heads=own.heads + english.heads,
        full=own.full + english.full,
        translated=own.translated + english.translated,
        actors=own.actors or english.actors,
        holders=own.holders or english.holders,
        common=own.common + english.common,
        joins=own.joins or english.joins,
        totals=own.totals + english.totals,
        called=own.called + english.called,
        acronyms=own.acronyms + english.acronyms,
        others=own.others + english.others,
        plain=own.plain,
    )


def any_of(words: Iterable[str]) -> str:
    """A pattern of words, the longest first, ``*`` for any ending."""
    parts = (re.escape(w).replace(r"\*", r"\w*").replace(r"\ ", r"\s+") for w in sorted(words, key=len, reverse=True))
    return "(?:" + ("|".join(parts) or r"(?!)") + ")"


@cache
def noun(language: str) -> str:
    """A pattern of a word for a project that begins a word or ends a compound: ``Verbundprojekt``."""
    return rf"(?<![^\W_-])(?i:(?:[^\W\d_]+-?)?{any_of(words_of(language).nouns)})"
