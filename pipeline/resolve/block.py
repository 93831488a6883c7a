"""Blocking: which spellings are worth comparing, in time that grows with their number and not with its square."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from itertools import combinations

from pipeline.resolve.normal import key, stems, tokens, unmarked

LARGEST = 60  # spellings of one block; a larger one says nothing
SHORTEST = 6  # letters of a name in which a slip of the pen can be told from another name


def find_pairs(names: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Candidate pairs of spellings, each once, the smaller one first, in order.

    >>> list(find_pairs(["Sensovija", "Sensovia", "Robolita"]))
    [('Sensovia', 'Sensovija')]
    """
    pairs: set[tuple[str, str]] = set()
    ordered = sorted(set(names))
    for keys_of in (_plain, _endings, _slips, _frames):
        pairs.update(_within_blocks(ordered, keys_of))
    yield from sorted(pairs)


def _within_blocks(names: list[str], keys_of: Callable[[str], Iterable[str]]) -> Iterator[tuple[str, str]]:
    blocks: dict[str, list[str]] = defaultdict(list)
    for name in names:
        for block in set(keys_of(name)):
            blocks[block].append(name)
    for members in blocks.values():
        if len(members) <= LARGEST:
            yield from combinations(members, 2)


def _plain(name: str) -> Iterable[str]:
    """The same letters, marks and spaces aside: Lõngatar and Longatar, "Data House" and DataHouse."""
    return (unmarked(key(name)).replace(" ", ""),)


def _endings(name: str) -> Iterable[str]:
    """The same words in other cases."""
    return (" ".join(stems(tokens(name))),)


def _slips(name: str) -> Iterable[str]:
    """The name with each of its letters left out: two names share one of these if they differ in one letter."""
    letters = unmarked(key(name))
    if len(letters) < SHORTEST:
        return ()
    return (letters, *(letters[:at] + letters[at + 1 :] for at in range(len(letters))))


def _frames(name: str) -> Iterable[str]:
    """Long names with the same first and last words: the words between may be written differently."""
    words = tokens(name)
    return (f"{words[0][:5]} {words[-1][:5]}",) if len(words) >= 3 else ()
