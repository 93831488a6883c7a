"""Letters that every code of a scheme holds, and characters that it begins with: looking for them is a hundred times
cheaper than looking for the code."""

from __future__ import annotations

import re
from collections.abc import Iterator

_SHORTEST = 2
_REPEATED = re.compile(r"[?*]|\{0")
_TOKEN = re.compile(r"\\.|\[[^\]]*\]|.", re.DOTALL)
_ZERO = "OoО"  # typed for a zero
_ALPHABET = [chr(code) for code in range(0x500) if chr(code).isalnum()]  # Latin, Greek, Cyrillic


def find_letters(pattern: str) -> tuple[str, ...]:
    """Folded runs of letters, one of which every match of a pattern holds; none where nothing can be said.

    >>> find_letters("##.#.#-(?:LVPA|CPVA)-K-#{3}"), find_letters("(?:WND-)?RPMA.##"), find_letters("[AS]#{5}")
    (('lvpa', 'cpva'), ('rpma',), ())
    """
    best: tuple[str, ...] = ()
    for runs in _pieces(pattern):
        if runs and min(map(len, runs)) >= max(_SHORTEST, min(map(len, best), default=0) + bool(best)):
            best = runs
    return best


def find_firsts(pattern: str) -> frozenset[str]:
    """The characters, in both cases, one of which every match of a pattern begins with.

    >>> sorted(find_firsts("(?:WND-)?RPMA.##")), "".join(sorted(find_firsts("##-#")))
    (['R', 'W', 'r', 'w'], '0123456789OoОо')
    """
    firsts: set[str] = set()
    at = 0
    while at < len(pattern):
        end = _closing(pattern, at) if pattern[at] == "(" else _end(pattern, at)
        firsts |= _firsts_of(pattern[at:end])
        if not _REPEATED.match(pattern, end):
            break
        at = end + 1
    return frozenset(firsts)


def _firsts_of(piece: str) -> set[str]:
    if piece[0] == "(":
        body = piece.removeprefix("(?:").removesuffix(")")
        return {first for alternative in _alternatives(body) for first in find_firsts(alternative)}
    token = f"[0-9{_ZERO}]" if piece == "#" else piece
    return {first for first in _ALPHABET if re.fullmatch(token, first, re.IGNORECASE)}


def _pieces(pattern: str) -> Iterator[tuple[str, ...]]:
    """What each piece of a sequence must hold: a run of letters, or one of the runs of a group's alternatives."""
    at, run = 0, ""
    while at < len(pattern):
        end = _closing(pattern, at) if pattern[at] == "(" else _end(pattern, at)
        piece, repeated = pattern[at:end], _REPEATED.match(pattern, end)
        if piece.isalpha() and piece.isascii() and not repeated:
            run += piece.casefold()
        else:
            yield (run,) if run else ()
            run = ""
            yield _of_group(piece) if piece[0] == "(" and not repeated else ()
        at = end
    yield (run,) if run else ()


def _end(pattern: str, start: int) -> int:
    """One past the escape, the set or the character that starts here."""
    match = _TOKEN.match(pattern, start)
    return match.end() if match else start + 1


def _of_group(group: str) -> tuple[str, ...]:
    found = [find_letters(alternative) for alternative in _alternatives(group.removeprefix("(?:").removesuffix(")"))]
    return tuple(dict.fromkeys(run for runs in found for run in runs)) if all(found) else ()


def _closing(pattern: str, start: int) -> int:
    """One past the bracket that closes the group which opens at ``start``."""
    depth = 0
    for match in _TOKEN.finditer(pattern, start):
        depth += {"(": 1, ")": -1}.get(match[0], 0)
        if not depth:
            return match.end()
    raise ValueError(f"reading the pattern {pattern!r}: got a group that is not closed")


def _alternatives(body: str) -> Iterator[str]:
    depth, start = 0, 0
    for match in _TOKEN.finditer(body):
        depth += {"(": 1, ")": -1}.get(match[0], 0)
        if match[0] == "|" and not depth:
            yield body[start : match.start()]
            start = match.end()
    yield body[start:]
