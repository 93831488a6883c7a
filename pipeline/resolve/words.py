"""What the rules of resolving know of words and institutions: ``words.toml`` and ``known.toml``."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from pipeline.resolve.normal import is_short_form, key, stem, stems, tokens


@dataclass(frozen=True, slots=True)
class Words:
    """Beginnings of words; with an asterisk their ends."""

    parents: Sequence[str]
    units: Sequence[str]
    clusters: Sequence[str]
    fields: Sequence[str]
    municipalities: Sequence[str]
    cities: Sequence[str]
    districts: Sequence[str]


@cache
def words() -> Words:
    """The words of ``words.toml``."""
    text = (files("pipeline.resolve") / "words.toml").read_text(encoding="utf-8")
    return Words(**tomllib.loads(text))


@cache
def known_institutions() -> dict[str, str]:
    """The official name of an institution by the key of each of its names."""
    text = (files("pipeline.resolve") / "known.toml").read_text(encoding="utf-8")
    return {key(name): names[0] for names in tomllib.loads(text)["organizations"] for name in names}


def parent_of(name: str) -> tuple[str, ...] | None:
    """Stems of the institution of which the name tells a unit, None where it tells none.

    >>> parent_of("Kauno technologijos universiteto Energetikos katedra") == stems(
    ...     tokens("Kauno technologijos universitetas"))
    True
    >>> parent_of("KTU Maisto institutas"), parent_of("Lietuvos energetikos institutas")
    (('ktu',), None)
    """
    written = tokens(name)
    if len(written) < 3:
        return None
    if "of" in written[1:-1] and _begins(written[0], words().units):  # "Faculty of Law of Vilnius University"
        last = len(written) - 1 - written[::-1].index("of")
        institution = written[last + 1 :]
        return stems(institution) if _any_begins(institution, words().parents) and last > 1 else None
    if not _begins(written[-1], words().units):
        return None
    if is_short_form(name.split(maxsplit=1)[0]) and len(written[0]) > 2:
        return stems(written[:1])
    ends = [at for at, word in enumerate(written[:-1], 1) if at > 1 and _begins(word, words().parents)]
    return stems(written[: ends[0]]) if ends else None


def municipality_of(name: str) -> tuple[str, str] | None:
    """The stem of the place whose municipality the name tells of, and whether it is that of a city or a district.

    >>> municipality_of("Valga Rural Municipality"), municipality_of("Valgas pašvaldība")
    (('valg', 'district'), ('valg', ''))
    >>> municipality_of("Kauno miesto savivaldybė"), municipality_of("Kauno universitetas")
    (('kaun', 'city'), None)
    """
    written = tokens(name)
    if not 2 <= len(written) <= 3 or not _any_begins(written[1:], words().municipalities):
        return None
    if not all(_begins(word, (*words().municipalities, *words().cities, *words().districts)) for word in written[1:]):
        return None
    if _any_begins(written[1:], words().cities):
        return stem(written[0]), "city"
    return stem(written[0]), "district" if _any_begins(written[1:], words().districts) else ""


def is_institution(name: str) -> bool:
    """True where the name tells of a university, an academy, a centre: of what has units."""
    return len(tokens(name)) > 1 and _any_begins(tokens(name), words().parents)


def cluster_core(name: str) -> str | None:
    """The one word of its own that the name of a cluster has, None where it is no such name.

    >>> cluster_core("Silvanda Timber Construction Cluster"), cluster_core("Koka būvniecības klasteris Silvanda")
    ('silvanda', 'silvanda')
    >>> cluster_core("Fundacja Tekstoria"), cluster_core("Baltic Amber Cluster")
    (None, None)
    """
    if not any(_begins(word, words().clusters) for word in tokens(name)):
        return None
    own = [
        word.casefold()
        for number, word in enumerate(name.split())
        if not _begins(word.casefold(), words().clusters)
        and word.casefold() not in words().fields
        and word[0].isupper()
        and (number > 0 or len(name.split()) < 3 or _capitals_follow(name))
    ]
    return own[0] if len(own) == 1 and len(own[0]) > 3 else None


def _capitals_follow(name: str) -> bool:
    """A first word is a name of its own where the next one has no small letters: not "Koka būvniecības klasteris"."""
    return name.split()[1][0].isupper()


def _begins(word: str, beginnings: Sequence[str]) -> bool:
    return any(word.endswith(b[1:]) if b.startswith("*") else word.startswith(b) for b in beginnings)


def _any_begins(written: tuple[str, ...], beginnings: Sequence[str]) -> bool:
    return any(_begins(word, beginnings) for word in written)
