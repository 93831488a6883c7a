"""Later mentions of organizations that were named in full elsewhere in the document."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from extractors.organizations.candidates import Candidate
from extractors.organizations.nominative import name_forms
from extractors.organizations.reading import UPPER, Reading
from extractors.organizations.words import compiled, words
from extractors.taken import Taken

_SHORTEST = 3
_LONGEST_INITIALS = 6
_OPEN, _CLOSE = '„“"«', '“”"»'
_FIRST = re.compile(rf"([{UPPER}][^\W\d_]{{4,}})(?: |-)[{UPPER}]")


def find_echoes(reading: Reading, known: list[Candidate], short: Sequence[Candidate] = ()) -> list[Candidate]:
    """The names of ``known`` wherever they stand again, quoted or not, in any case form.

    ``short`` are names that stand in brackets inside longer ones.

    >>> from extractors.organizations.reading import reading_of
    >>> text = "UAB „Robolita“ plečiasi. Robolitos ceche, „Robolitoje“ ir „ROBOLITOS“ muziejuje."
    >>> known = [Candidate(0, 14, "Robolita", "legal form", 0.97)]
    >>> [text[found.start : found.end] for found in find_echoes(reading_of(text, "lt"), known)]
    ['Robolitos', '„Robolitoje“', '„ROBOLITOS“']
    """
    spellings: dict[str, Candidate] = {}
    for candidate in known:
        if (initials := _initials(candidate, reading.language)) and not candidate.refers_to:
            spellings[initials] = replace(candidate, value=initials, refers_to=candidate.value)
    for candidate in (*known, *short):
        if len(candidate.value) >= _SHORTEST:
            for form in name_forms(candidate.value, reading.language):
                spellings.setdefault(form, candidate)
                spellings.setdefault(form.upper(), candidate)
    return [
        Candidate(start, end, source.value, "seen elsewhere", 0.8, refers_to=source.refers_to)
        for start, end, source, _ in _places(reading, spellings, known)
    ]


def _initials(candidate: Candidate, language: str) -> str:
    """What an institution of three words or more may be called without a word: LIC, FTMC; empty for others."""
    if candidate.method != "head noun":
        return ""
    initials = "".join(
        word[0] for word in candidate.value.split() if word not in words(language).joiners and word[0].isalpha()
    )
    return initials.upper() if _SHORTEST <= len(initials) <= _LONGEST_INITIALS else ""


def find_first_words(reading: Reading, known: list[Candidate]) -> list[Candidate]:
    """Names of several capitalised words that the document later cuts to the first: Rothacker Faserwerke, Rothacker."""
    data = words(reading.language)
    spellings: dict[str, Candidate] = {}
    for candidate in known:
        match = _FIRST.match(candidate.value)
        if (
            match is None
            or candidate.refers_to
            or candidate.method not in {"legal form", "kind before", "list", "kind unquoted"}
        ):
            continue
        if not compiled(data.proper).match(match[1]) and not compiled(data.generic).match(match[1]):
            spellings.setdefault(match[1], candidate)
    found = [
        Candidate(start, end, word, "first word", 0.7, refers_to=source.value)
        for start, end, source, word in _places(reading, spellings, known)
    ]
    return [candidate for candidate in found if not _stands_in_name(reading, candidate)]


def _stands_in_name(reading: Reading, candidate: Candidate) -> bool:
    """Whether capitalised words beside it make something else of it: a person, a fair, a product."""
    before, after = reading.text[max(0, candidate.start - 30) : candidate.start], reading.text[candidate.end :]
    return bool(re.search(rf"[{UPPER}][\w.]* \Z", before) and not reading.starts_sentence(candidate.start)) or bool(
        re.match(rf"[ -][{UPPER}\d]", after[:2])
    )


def _places(
    reading: Reading, spellings: dict[str, Candidate], known: list[Candidate]
) -> Iterator[tuple[int, int, Candidate, str]]:
    """Where a spelling stands outside the known mentions, its quotation marks taken in, and whose it is."""
    if not spellings:
        return
    covered = Taken(len(reading.text), ((candidate.start, candidate.end) for candidate in known))
    either = "|".join(sorted(map(re.escape, spellings), key=len, reverse=True))
    text = reading.text
    for match in re.finditer(rf"(?<![\w@./-])(?:{either})(?![\w@]|[-.]\w)", text):
        start, end = match.span()
        if covered.meets(start, end):
            continue
        if start and text[start - 1] in _OPEN and text[end : end + 1] and text[end] in _CLOSE:
            start, end = start - 1, end + 1
        yield start, end, spellings[match[0]], match[0]
