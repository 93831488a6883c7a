"""Finds names in runs of capitalised words and decides by list, ending and witness whether they are people."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Doc

from extractors.mention import Mention
from extractors.people.data import every, paradigms, people
from extractors.people.nominative import Name, guess_name, nominatives_in, read_initialled, read_name
from extractors.people.witnesses import Witnesses, find_witnesses, is_post, title_words
from extractors.people.words import Word, find_runs, read_double

_TAKEN = frozenset({"organization", "programme", "project", "email", "code"})
_REACH = 160  # characters between a name and the e-mail address that is made of it


@dataclass(frozen=True, slots=True)
class Named:
    """A person found in the text: a full name, or initials with a surname."""

    start: int
    end: int
    text: str
    name: Name
    initialled: bool
    method: str
    confidence: float


@dataclass(frozen=True, slots=True)
class _Context:
    text: str
    language: str
    attested: frozenset[str]
    taken: tuple[tuple[int, int], ...]
    addresses: tuple[tuple[int, str], ...]  # where an e-mail address stands and the letters before its @


def find_names(doc: Doc) -> list[Named]:
    """Full names and initialled names in the order of the text."""
    runs = list(find_runs(doc._.readable))
    mentions: tuple[Mention, ...] = doc._.mentions
    context = _Context(
        doc._.readable,
        doc.lang_,
        nominatives_in(_title(word.text) for run in runs for word in run),
        tuple((m.start, m.end) for m in mentions if m.kind in _TAKEN),
        tuple((m.start, fold_name(m.value.partition("@")[0])) for m in mentions if m.kind == "email"),
    )
    return [named for run in runs for named in _read_run(run, context)]


def _read_run(run: list[Word], context: _Context) -> Iterator[Named]:
    """Names with a listed given name first; then, in what is left between them, those that a witness makes names."""
    rest = run
    for named in _read_windows(run, context, listed=True):
        before = [word for word in rest if word.end <= named.start]
        yield from _read_windows(before, context, listed=False)
        yield named
        rest = [word for word in rest if word.start >= named.end]
    yield from _read_windows(rest, context, listed=False)


def _read_windows(run: list[Word], context: _Context, *, listed: bool) -> Iterator[Named]:
    at = 0
    while at < len(run):
        for length in range(min(len(run) - at, 6), 1, -1):
            named = _read_words(run[at : at + length], context, listed=listed)
            if named and not _is_taken(named, context):
                yield named
                at += length - 1
                break
        at += 1


def _is_taken(named: Named, context: _Context) -> bool:
    return any(start < named.end and named.start < end for start, end in context.taken)


def _read_words(words: list[Word], context: _Context, *, listed: bool) -> Named | None:
    """The person whose name these words are from the first to the last, or None."""
    first = next((at for at, word in enumerate(words) if not word.initial), len(words))
    if first == len(words) or words[first].particle or words[-1].particle:
        return None
    if sum(word.breaks for word in words) > 1 or any(_is_refused(word, context.language) for word in words):
        return None
    if any(is_post(word.text.casefold(), context.language) for word in words[:-1]):
        return None
    if first:
        return None if listed else _read_initialled(words, first, context)
    split = _find_surname(words, context.language)
    return _read_full(words, split, context, listed=listed) if split else None


def _find_surname(words: list[Word], language: str) -> int | None:
    """Where the surname starts: before the particles, else the last word; the words before must be given names."""
    split = next((at for at, word in enumerate(words) if word.particle), len(words) - 1)
    if len(words) - split > 1 and any(not word.particle for word in words[split:-1]):
        return None
    return split if 0 < split <= 3 else None


def _is_refused(word: Word, language: str) -> bool:
    if len(word.text) == 1 and not word.initial:
        return True
    return word.text.strip(".").casefold() in title_words(language) or _title(word.text) in every("refused")


def _read_full(words: list[Word], split: int, context: _Context, *, listed: bool) -> Named | None:
    given = tuple(_title(word.text) for word in words[:split])
    end, surname = words[-1].end, " ".join(_title(word.text) for word in words[split:])
    if (double := read_double(context.text, end)) and _ends_strongly(context.text[end:double], context.language):
        surname += "-" + re.split(r"[-–—]\s?", context.text[end:double])[-1]
        end = double
    read = read_name if listed else guess_name
    name = read(given, surname, context.language, context.attested)
    if name is None:
        return None
    start = words[0].start
    genitive = name.case == 1 or not paradigms(context.language)
    witnesses = find_witnesses(context.text, start, end, context.language, genitive=genitive)
    decided = _decide_full(words, name, witnesses, context)
    if witnesses.against or decided is None:
        return None
    method, confidence = decided
    return Named(start, end, context.text[start:end], name, False, method, confidence)


def _decide_full(words: list[Word], name: Name, witnesses: Witnesses, context: _Context) -> tuple[str, float] | None:
    broken = any(word.breaks for word in words)
    address = _has_address(words, name, context)
    if name.listed and not (name.weak or broken):
        return ("given name", 0.97 if name.typical or witnesses.speak or address else 0.9)
    if name.listed and (name.typical or witnesses.speak or address):
        return ("given name, witness", 0.93)
    if len(words) > 3 or broken or any(word.initial for word in words):
        return None
    strong = name.typical and _ends_strongly(words[-1].text, context.language, name.surname)
    told = witnesses.title or (witnesses.post and (witnesses.verb or name.typical))
    grounds = (("e-mail address", 0.9, address), ("surname", 0.85, strong), ("witness", 0.8, told))
    return next(((method, confidence) for method, confidence, holds in grounds if holds), None)


def _read_initialled(words: list[Word], first: int, context: _Context) -> Named | None:
    rest = words[first:]
    if any(not word.particle for word in rest[:-1]) or any(word.breaks for word in words):
        return None
    initials = " ".join(word.text for word in words[:first])
    surname = " ".join(_title(word.text) for word in rest)
    if len(rest[-1].text) < 3:
        return None
    name = read_initialled(initials, surname, context.language, context.attested)
    start, end = words[0].start, words[-1].end
    witnesses = find_witnesses(context.text, start, end, context.language)
    sure = name.typical or witnesses.speak or _has_address(words, name, context)
    if witnesses.against:
        return None
    return Named(start, end, context.text[start:end], name, True, "initials" if sure else "", 0.9 if sure else 0.5)


def _has_address(words: list[Word], name: Name, context: _Context) -> bool:
    """Whether an e-mail address near by is made of the name: ``b.senkiene@``, ``boleta@``."""
    surname = fold_name(name.surname.split(" ")[-1].split("-")[0])
    given = fold_name(name.given.split(" ")[0])
    end = words[-1].end
    return any(
        -_REACH < at - end < _REACH and (surname[:6] in local or local == given) and len(surname) > 2
        for at, local in context.addresses
    )


def _ends_strongly(written: str, language: str, nominative: str = "") -> bool:
    data = people(language)
    word = nominative or written.strip(" -–—")
    forms = (word, word.removesuffix("s"), word[:-1] + "ė")
    return any(form.endswith(ending) and len(form) > len(ending) + 1 for form in forms for ending in data.strong)


def _title(word: str) -> str:
    """``SENKIENĖ`` as ``Senkienė``; what is not in capitals stays as it is."""
    if len(word) > 2 and word.isupper() and not word.endswith("."):
        return "-".join(part.capitalize() for part in word.split("-"))
    return word


def fold_name(text: str) -> str:
    """Letters and digits alone, in lower case and without diacritics: as names stand in addresses.

    >>> fold_name("Ona Žilvytė-Petraitienė")
    'onazilvytepetraitiene'
    """
    decomposed = unicodedata.normalize("NFD", text.casefold().replace("ł", "l").replace("ø", "o"))
    return "".join(character for character in decomposed if character.isalnum())
