"""Runs of words that a name may be made of: capitalised words, initials, particles."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

PARTICLES = frozenset(
    [
        *("van", "von", "der", "den", "de", "del", "della", "di", "da", "do", "dos", "du", "le", "la", "ter", "ten"),
        *("zu", "zum", "zur", "af", "av", "el", "al", "bin", "ibn", "y"),
    ]
)
_CAPITAL_PARTICLES = frozenset({"La", "Le", "Van", "Von", "De", "Di", "Della", "Du"})
_DIGRAPHS = frozenset({"Dž", "Dz", "Ch", "Cz", "Sz", "Ie", "Ya", "Yu", "Ju", "Ja", "Th"})  # initials of two letters
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*(?:[-‐‑][^\W\d_]+(?:['’][^\W\d_]+)*)*")
_JOINT = re.compile(r"[^\S\n]{1,2}|[^\S\n]?\n[^\S\n]*")  # between two words of a name, over the end of a line too
_POSSESSIVE = re.compile(r"['’]s?\Z")
_DASH = re.compile(r"[^\S\n]?[-–—][^\S\n]?(?=[^\W\d_])")


@dataclass(frozen=True, slots=True)
class Word:
    """A word of the text; ``initial`` is one or two letters with a full stop (``end`` lies behind it)."""

    start: int
    end: int
    text: str
    initial: bool = False
    breaks: bool = False  # a line ends before it

    @property
    def particle(self) -> bool:
        """``van``, ``de``; ``La`` in ``de La Fontaine`` too."""
        return self.text in PARTICLES or (self.text in _CAPITAL_PARTICLES)


def find_runs(text: str) -> Iterator[list[Word]]:
    """Longest rows of words that may make a name, each beginning with a capital.

    >>> [[word.text for word in run] for run in find_runs("Kalba prof. Bram van Rijsel ir A. Skirvainis.")]
    [['Kalba'], ['Bram', 'van', 'Rijsel'], ['A.', 'Skirvainis']]
    """
    run: list[Word] = []
    for match in _WORD.finditer(text):
        word = _word(text, match)
        capital = word.text[0].isupper()
        joint = _JOINT.fullmatch(text, run[-1].end, word.start) if run else None
        if run and (joint is None or not (capital or word.particle)):
            if run := _trim(run):
                yield run
            run = []
        if capital or (run and word.particle):
            breaks = bool(joint and run and "\n" in joint[0])
            run.append(Word(word.start, word.end, word.text, word.initial, breaks))
    if run := _trim(run):
        yield run


def _trim(run: list[Word]) -> list[Word]:
    while run and run[-1].particle:
        run = run[:-1]
    return run


def _word(text: str, match: re.Match[str]) -> Word:
    start, end = match.span()
    written = text[start:end]
    if (len(written) == 1 or written.capitalize() in _DIGRAPHS) and text.startswith(".", end):
        glued = re.compile(r"\.[^\W\d_]\.").match(text, end)  # "J.K. Pavardenis"
        stop = glued.end() if glued else end + 1
        return Word(start, stop, text[start:stop], initial=written[0].isupper())
    if possessive := _POSSESSIVE.search(written):
        written = written[: possessive.start()]
    return Word(start, start + len(written), written)


def read_double(text: str, end: int) -> int | None:
    """Where the second half of ``Mockutė – Grigienė`` ends, written with a dash between blanks; None without one."""
    dash = _DASH.match(text, end)
    word = _WORD.match(text, dash.end()) if dash else None
    return word.end() if word and word[0][0].isupper() and word[0].istitle() else None
