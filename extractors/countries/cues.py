"""The words of a language that tell what a country is to a project."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

from extractors.countries.forms import read

ROLES = ("partner_origin", "target_market", "event_participation", "event_host", "location", "other")
"""In the order that decides between equal votes."""


@dataclass(frozen=True, slots=True)
class Roles:
    """``[roles]`` of a file of ``extractors/data/countries``; cues are beginnings of words or of phrases.

    ``home`` is the country where projects told of in this language mostly are; with ``at_home_by_default`` it is the
    location where nothing says otherwise. ``firms`` are words for one organization, ``companies`` further ones for
    what a country has: people, branches. ``dropped`` takes a role back, over a clause that begins with ``relative``
    too; ``purpose`` introduces an aim; ``origin`` are prepositions of coming from, ``origin_endings`` the endings of
    its case; ``guests`` come from a country without a part in the project, ``projects`` right
    behind countries have them as their place (an Irish-Lithuanian project); ``weak`` are the quieter cues by role. With
    ``compounds`` a cue may stand inside a word.
    """

    home: str = ""
    at_home_by_default: bool = False
    compounds: bool = False
    firms: Sequence[str] = ()
    companies: Sequence[str] = ()
    target_market: Sequence[str] = ()
    event_participation: Sequence[str] = ()
    event_host: Sequence[str] = ()
    partner_origin: Sequence[str] = ()
    location: Sequence[str] = ()
    other: Sequence[str] = ()
    dropped: Sequence[str] = ()
    relative: Sequence[str] = ()
    purpose: Sequence[str] = ()
    origin: Sequence[str] = ()
    origin_endings: Sequence[str] = ()
    guests: Sequence[str] = ()
    projects: Sequence[str] = ()
    budget: Sequence[str] = ()
    country_column: Sequence[str] = ()
    weak: Mapping[str, Sequence[str]] = field(default_factory=dict)


@cache
def roles_of(language: str) -> Roles:
    """The cues of a language; none where it has none."""
    return Roles(**read(language).roles)


def starts_with(words: Sequence[str], beginnings: Sequence[str]) -> bool:
    """True where a word begins with one of the beginnings, or holds one that is written with an asterisk.

    >>> starts_with(["tekstilininkams"], ["įmon", "*inink"]), starts_with(["", "rinka"], ["įmon"])
    (True, False)
    """
    return any(
        beginning[1:] in word if beginning.startswith("*") else word.startswith(beginning)
        for word in words
        for beginning in beginnings
        if word
    )
