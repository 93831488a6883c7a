"""The kinds of words that tell the role of an amount."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from extractors.cues import Cue, CueFinder


@dataclass(frozen=True)
class RoleWords:
    """``[amount_roles]`` of a language file: phrases as ``extractors.cues`` reads them.

    ``total``, ``eu``, ``national``, ``own``, ``other`` name a role by themselves. ``value`` (budget, cost) is a total
    where it is said of a ``project``, not of a ``scheme`` (programme, measure, call; ``named``
    are schemes by name). ``call`` is money that nobody has
    been granted yet, ``support`` a grant whose giver is not named, ``share`` what one of several gets, ``rest`` what
    the others leave to pay, ``part`` ("of which") opens the parts of the amount before, ``per`` a price or a rate,
    ``whole`` says that one giver pays all; ``behind`` makes a
    total of an amount right before it (``a EUR 5 million project``), ``vat`` says that it is the amount before with or
    without tax. ``union``, ``public`` and ``payer`` are weak words for the EU, a state and the beneficiaries: they
    count in the clause of the amount alone, and a ``payer`` only among the parts of a sum.
    """

    total: tuple[str, ...] = ()
    value: tuple[str, ...] = ()
    eu: tuple[str, ...] = ()
    national: tuple[str, ...] = ()
    own: tuple[str, ...] = ()
    rest: tuple[str, ...] = ()
    other: tuple[str, ...] = ()
    call: tuple[str, ...] = ()
    scheme: tuple[str, ...] = ()
    named: tuple[str, ...] = ()
    project: tuple[str, ...] = ()
    support: tuple[str, ...] = ()
    share: tuple[str, ...] = ()
    part: tuple[str, ...] = ()
    per: tuple[str, ...] = ()
    whole: tuple[str, ...] = ()
    behind: tuple[str, ...] = ()
    vat: tuple[str, ...] = ()
    union: tuple[str, ...] = ()
    public: tuple[str, ...] = ()
    payer: tuple[str, ...] = ()


CUES = CueFinder("amount_roles", RoleWords, shared="givers.toml")


def find_cues(text: str, language: str, kinds: frozenset[str] | None = None) -> Iterator[Cue]:
    """Cues in a text, kind by kind; only of some kinds where these are given.

    >>> [cue.kind for cue in find_cues("Bendra projekto vertė", "lt", frozenset({"total"}))]
    ['total']
    """
    return CUES.find(text, language, kinds)
