"""Finds names in runs of capitalised words and decides by list, ending and witness whether they are people."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Doc

from extractors.mention import Mention
from extractors.people.data import every, paradigms, people
from extractors.people.deciding import Context, decide_name, ends_strongly, fold_name, has_address, title_case
from extractors.people.forms import nominatives_in
from extractors.people.given import read_given
from extractors.people.nominative import Name, guess_name, read_initialled, read_name, read_surname
from extractors.people.witnesses import find_witnesses, is_post, title_words
from extractors.people.words import Word, find_runs, read_double
from extractors.taken import Taken

_TAKEN = frozenset({"organization", "programme", "project", "email", "code"})
_ALONE = re.compile(r"\s*(?:[,;|–(\n-]|\Z)")
_HYPHENS = 2  # the readings of the parts of a name multiply
_NUMERAL = re.compile(r"[IVX]{2,5}")
_COMMON = re.compile(r"(?<![\w@.])[^\W\d_A-Z]{3,}(?![\w@])")


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


def find_names(doc: Doc) -> list[Named]:
    """Full names and initialled names in the order of the text."""
    runs = list(find_runs(doc._.readable))
    mentions: tuple[Mention, ...] = doc._.mentions
    context = Context(
        doc._.readable,
        doc.lang_,
        nominatives_in(title_case(word.text) for run in runs for word in run),
        frozenset(_COMMON.findall(doc._.readable)),
        Taken(len(doc._.readable), ((m.start, m.end) for m in mentions if m.kind in _TAKEN)),
        tuple((m.start, fold_name(m.value.partition("@")[0])) for m in mentions if m.kind == "email"),
    )
    return [named for run in runs for named in _read_run(run, context)]


def _read_run(run: list[Word], context: Context) -> Iterator[Named]:
    """Names with a listed given name first; then, in what is left between them, those that a witness makes names."""
    if reverse := _read_reversed(run, context):
        yield reverse
        return
    rest = run
    for named in _read_windows(run, context, listed=True):
        before = [word for word in rest if word.end <= named.start]
        yield from _read_windows(before, context, listed=False)
        yield named
        rest = [word for word in rest if word.start >= named.end]
    yield from _read_windows(rest, context, listed=False)


def _read_reversed(run: list[Word], context: Context) -> Named | None:
    """``Petrauskas Mindaugas``, the surname first, as in lists and tables: both nominative, nothing else in the run."""
    if len(run) != 2 or any(word.initial or word.breaks or _is_refused(word, context.language) for word in run):
        return None
    surname, given = (title_case(word.text) for word in run)
    native = [reading for reading in read_given(given, context.language) if reading.native and reading.case == 0]
    if not native or read_given(surname, context.language) or not ends_strongly(surname, context.language, surname):
        return None
    last, weight, typical = read_surname(surname, native[0], context.language, context.attested)[0]
    start, end = run[0].start, run[1].end
    if not typical or not _ALONE.match(context.text, end) or (start and context.text[start - 1] not in "\n|,;:([ "):
        return None
    name = Name(given, last, native[0].gender, weight, listed=True, typical=True)
    return (
        None
        if _overlaps(start, end, context)
        else Named(start, end, context.text[start:end], name, False, "surname first", 0.9)
    )


def _read_windows(run: list[Word], context: Context, *, listed: bool) -> Iterator[Named]:
    at = 0
    while at < len(run):
        for length in range(min(len(run) - at, 6), 1, -1):
            named = _read_words(run[at : at + length], context, listed=listed)
            if named and not _is_taken(named, context) and not _is_too_long(run[at : at + length], named, context):
                yield named
                at += length - 1
                break
        at += 1


def _is_too_long(words: list[Word], named: Named, context: Context) -> bool:
    """Whether the name ends before the last word: ``Vilmos Damutės Kaune``."""
    if named.initialled or named.name.typical or len(words) < 3:
        return False
    shorter = _read_words(words[:-1], context, listed=named.name.listed)
    return shorter is not None and (shorter.name.typical or named.name.weight < 0)


def _is_taken(named: Named, context: Context) -> bool:
    return _overlaps(named.start, named.end, context)


def _overlaps(start: int, end: int, context: Context) -> bool:
    return context.taken.meets(start, end)


def _read_words(words: list[Word], context: Context, *, listed: bool) -> Named | None:
    """The person whose name these words are from the first to the last, or None."""
    first = next((at for at, word in enumerate(words) if not word.initial), len(words))
    if first == len(words) or words[first].particle or words[-1].particle:
        return None
    if sum(word.breaks for word in words) > 1 or any(_is_refused(w, context.language) for w in words if not w.particle):
        return None
    if any(is_post(word.text.casefold(), context.language) for word in words[:-1]):
        return None
    if first:
        return None if listed else _read_initialled(words, first, context)
    if listed and people(context.language).surname_first and (named := _read_surname_first(words, context)):
        return named
    split = _find_surname(words, context.language)
    return _read_full(words, split, context, listed=listed) if split else None


def _find_surname(words: list[Word], language: str) -> int | None:
    """Where the surname starts: before the particles, else the last word; the words before must be given names."""
    split = next((at for at, word in enumerate(words) if word.particle), len(words) - 1)
    if people(language).double_surnames and (given := _count_given(words, language)) == split - 1 > 0:
        return given  # "Ildefonso Barroso Nieto"
    if len(words) - split > 1 and any(not word.particle for word in words[split:-1]):
        return None
    return split if 0 < split <= 3 else None


def _count_given(words: list[Word], language: str) -> int:
    """How many of the words are given names, from the first on."""
    unlisted = (at for at, word in enumerate(words) if not read_given(title_case(word.text), language))
    return next(unlisted, len(words))


def _read_surname_first(words: list[Word], context: Context) -> Named | None:
    """``Szűcs Benedek``, as Hungarians write: the last word is a given name of the language; given name first."""
    surname, last = [title_case(word.text) for word in words[:-1]], title_case(words[-1].text)
    native = [reading for reading in read_given(last, context.language) if reading.native]
    if not native or len(words) > 3 or any(word.breaks or word.particle for word in words):
        return None
    start, end = words[0].start, words[-1].end
    witnesses = find_witnesses(context.text, start, end, context.language)
    if witnesses.against or (native[0].weak and not witnesses.speak):
        return None
    given = [native[0].nominative]
    if len(surname) == 2 and any(reading.native for reading in read_given(surname[1], context.language)):
        given.insert(0, surname.pop())  # "Kovács Anna Mária"
    name = Name(" ".join(given), " ".join(surname), native[0].gender, 1.0, listed=True, typical=True)
    return Named(start, end, context.text[start:end], name, False, "surname first", 0.9)


def _is_refused(word: Word, language: str) -> bool:
    if (len(word.text) == 1 and not word.initial) or _NUMERAL.fullmatch(word.text):
        return True
    if word.text.count("-") > _HYPHENS:
        return True
    return word.text.strip(".").casefold() in title_words(language) or title_case(word.text) in every("refused")


def _read_full(words: list[Word], split: int, context: Context, *, listed: bool) -> Named | None:
    given = tuple(title_case(word.text) for word in words[:split])
    end, surname = words[-1].end, " ".join(title_case(word.text) for word in words[split:])
    if (double := read_double(context.text, end)) and ends_strongly(context.text[end:double], context.language):
        surname += "-" + re.split(r"[-–—]\s?", context.text[end:double])[-1]
        end = double
    if not listed and read_given(given[0], context.language):
        return None  # it was weighed already
    read = read_name if listed else guess_name
    name = read(given, surname, context.language, context.attested)
    if name is None:
        return None
    start = words[0].start
    genitive = name.case == 1 or not paradigms(context.language)
    witnesses = find_witnesses(context.text, start, end, context.language, genitive=genitive)
    decided = decide_name(words, name, witnesses, context)
    if witnesses.against or decided is None:
        return None
    method, confidence = decided
    return Named(start, end, context.text[start:end], name, False, method, confidence)


def _read_initialled(words: list[Word], first: int, context: Context) -> Named | None:
    rest = words[first:]
    if any(not word.particle for word in rest[:-1]) or any(word.breaks for word in words):
        return None
    initials = " ".join(word.text for word in words[:first])
    surname = " ".join(title_case(word.text) for word in rest)
    if len(rest[-1].text) < 3:
        return None
    name = read_initialled(initials, surname, context.language, context.attested)
    start, end = words[0].start, words[-1].end
    witnesses = find_witnesses(context.text, start, end, context.language)
    sure = name.typical or witnesses.speak or has_address(words, name, context)
    if witnesses.against:
        return None
    return Named(start, end, context.text[start:end], name, True, "initials" if sure else "", 0.9 if sure else 0.5)
