"""Institutions by their head noun: ``Lietuvos verslo paramos agentūra``, ``Ministry of Economy and Innovation``."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache

from extractors.organizations.candidates import Candidate
from extractors.organizations.forms import patterns
from extractors.organizations.nominative import adjective_of, name_in_nominative
from extractors.organizations.reading import UPPER, Reading, quote_at
from extractors.organizations.words import Head, Organizations, compiled, head_words, words

_REACH = 220  # characters before a head noun in which its modifiers stand
_TOKEN = re.compile(r"[\w’'\-–.&]+|[^\w\s]|\n")
_CAPITAL = re.compile(rf"[{UPPER}]")
_ABBREVIATION = re.compile(rf"[{UPPER}][{UPPER}\d]+\Z")
_GOES_ON = re.compile(rf"(?: [{UPPER}][^\W\d_]+){{2}}")
_BRACKET = re.compile(r"\s*\([^()\n]{2,40}\)")
_OPENING = {"„", "“", '"', "«"}
_CAP = rf"[{UPPER}][\w’'&-]*"


def find_institutions(reading: Reading) -> list[Candidate]:
    """Head nouns with their capitalised modifiers and complements, in order.

    >>> from extractors.organizations.reading import reading_of
    >>> text = "Sutartis su Mokslo, inovacijų ir technologijų agentūra bei KTU Maisto institutu."
    >>> [found.value for found in find_institutions(reading_of(text, "lt"))]
    ['Mokslo, inovacijų ir technologijų agentūra', 'KTU Maisto institutas']
    >>> text = "It was led by the Ministry of Economy and Innovation of the Republic of Lithuania."
    >>> [found.value for found in find_institutions(reading_of(text, "en"))]
    ['Ministry of Economy and Innovation of the Republic of Lithuania']
    """
    known = head_words(reading.language, ("heads", "units"))
    capital = words(reading.language).head_capital
    found: list[Candidate] = []
    for match in known.pattern.finditer(reading.text):
        if (found and match.start() < found[-1].end) or (capital and not match[0][0].isupper()):
            continue
        candidate = _institution(reading, match, known.read(match[0]))
        joined = candidate and _joined(reading, candidate, found)
        if joined and not _is_of_quote(reading, joined):
            found.append(joined)
    return found


def _is_of_quote(reading: Reading, candidate: Candidate) -> bool:
    """Whether the words only introduce a quoted name (draugija „Prasme“), or start a quoted title (projektas „…“)."""
    text, start = reading.text, candidate.start
    kinds = head_words(reading.language, ("classes",)).pattern
    last = text[start : candidate.end].rpartition(" ")[2]
    if text[candidate.end : candidate.end + 2] in {" „", " “", ' "', " «"} and kinds.fullmatch(last):
        return quote_at(reading, candidate.end + 1) is not None
    titles = compiled(rf"(?:{words(reading.language).titles}) [„“\"«]\Z")
    return text[start - 1 : start] in _OPENING and bool(titles.search(text[max(0, start - 40) : start]))


def _institution(reading: Reading, match: re.Match[str], head: Head) -> Candidate | None:
    after = _complement(reading, match.end())
    if match[0] in words(reading.language).weak and not after and _GOES_ON.match(reading.text, match.end()):
        return None  # European Cluster Collaboration Platform
    start = _start(reading, match, head, bool(after))
    if start is None:
        return None
    before = reading.text[start : match.start()].split()
    value = name_in_nominative(before, match[0], after, head, reading.language)
    return Candidate(start, match.end() + len(after), value, "head noun", 0.9, case=head.case, kind=head.kind)


@cache
def _complements(pattern: str) -> re.Pattern[str]:
    run = rf"(?:{_CAP}(?: {_CAP})*)"
    return re.compile(pattern.replace("RUN", run).replace("CAP", _CAP))


def _complement(reading: Reading, at: int) -> str:
    """What follows a head noun and belongs to the name, with the blank before it."""
    data = words(reading.language)
    match = _complements(data.complement).match(reading.text, at) if data.complement else None
    if match is None:
        return ""
    heads, text = head_words(reading.language, ("heads",)).pattern, match[0]
    for cut in re.finditer(rf"(?:,? (?:{'|'.join(data.joiners) or '(?!)'})|,) ", text):
        tail = re.split(r" (?:of|for|on) ", text[cut.end() :])[0]
        if heads.search(tail) or patterns().before.match(tail) or patterns().after.search(tail):
            return text[: cut.start()]
    return text


def _start(reading: Reading, match: re.Match[str], head: Head, complemented: bool) -> int | None:
    """Where the name with this head noun begins; None where nothing makes it a name."""
    at, text = match.start(), reading.text
    left = text[max(0, at - _REACH) : at]
    offset = at - len(left)
    tokens = [(m[0], offset + m.start(), offset + m.end()) for m in _TOKEN.finditer(left)]
    starts = _modifiers(tokens, at, head, reading)
    data = words(reading.language)
    while starts and (compiled(data.generic).match(text, starts[0][1]) or not _CAPITAL.match(starts[0][0])):
        starts = starts[1:]
    if len(starts) > 1 and _CAPITAL.match(starts[1][0]) and compiled(data.origin).match(text, starts[0][1]):
        starts = starts[1:]
    if starts:
        return starts[0][1] if complemented or _is_name(starts, match[0], head, reading) else None
    stem = head.stem.casefold()[:4]
    if not _CAPITAL.match(match[0]):
        return None
    return at if complemented or not match[0].casefold().startswith(stem) else None


def _is_name(starts: list[tuple[str, int]], written: str, head: Head, reading: Reading) -> bool:
    """Whether modifiers make a name: not one that owes its capital to the sentence, before a weak head."""
    if (
        head.kind != "weak"
        or len(starts) > 2
        or compiled(words(reading.language).proper).match(reading.text, starts[0][1])
    ):
        return True
    capitals = sum(bool(_CAPITAL.match(word)) for word in (*(word for word, _ in starts), written))
    needed = 2 if reading.starts_sentence(starts[0][1]) else 1
    return capitals >= needed


def _modifiers(tokens: list[tuple[str, int, int]], at: int, head: Head, reading: Reading) -> list[tuple[str, int]]:
    """The modifiers directly before a head noun, from left to right, with their offsets."""
    data = words(reading.language)
    kept: list[tuple[str, int]] = []
    capital = pending = False
    for number, (word, start, end) in reversed(list(enumerate(tokens))):
        if reading.text[end:at] not in ("", " "):
            break
        if word == "," or word in data.joiners:
            if pending or not kept or (capital and not (data.titled and word != "," and _may_join(kept[0][0], data))):
                break
            if capital and _ends_name([token for token, *_ in tokens[:number]], reading.language):
                break
            pending = True
        elif word.endswith(".") and len(word) > 2:
            break
        elif _CAPITAL.match(word):
            if not _is_proper(word, start, head, reading):
                break
            kept.insert(0, (word, start))
            capital, pending = True, False
        else:
            if capital or not _is_modifier(word, head, reading.language):
                break
            kept.insert(0, (word, start))
            pending = False
        at = start
    return kept


def _may_join(word: str, data: Organizations) -> bool:
    """Whether "and" before a capitalised modifier can belong to the name: not in ``Kokbarts and Riga University``."""
    return not compiled(data.proper).match(word)


def _ends_name(before: list[str], language: str) -> bool:
    """Whether another name ends before "and": Lund University and, UAB Genora and."""
    if not before:
        return False
    forms = any(patterns().before.fullmatch(word) for word in before[-3:])
    forms = forms or patterns().after.fullmatch(before[-1]) is not None
    strong = len(before) > 1 and before[-1] not in words(language).weak  # Innovation Council and SMEs Executive Agency
    return forms or (strong and head_words(language, ("heads",)).pattern.fullmatch(before[-1]) is not None)


def _is_proper(word: str, at: int, head: Head, reading: Reading) -> bool:
    if patterns().before.fullmatch(word) or patterns().after.fullmatch(word):
        return False
    data = words(reading.language)
    fits = compiled(data.capital).search(word) or (
        compiled(data.foreign).search(word) and not reading.starts_sentence(at)
    )
    return bool(_ABBREVIATION.match(word) or fits) or _is_modifier(word.casefold(), head, reading.language)


def _is_modifier(word: str, head: Head, language: str) -> bool:
    return bool(compiled(words(language).modifier).search(word)) or adjective_of(word, head, language) is not None


def _joined(reading: Reading, candidate: Candidate, found: list[Candidate]) -> Candidate | None:
    """A unit with the body whose genitive stands before it; None for a unit of something that has none of its own."""
    data = words(reading.language)
    body = found[-1] if found and data.order == "left" else None
    if body is not None and body.case == 1:
        gap = reading.text[body.end : candidate.start]
        if gap == " " or (gap.endswith(") ") and _BRACKET.fullmatch(gap.rstrip())):
            if compiled(data.parents).search(reading.text[body.start : body.end].casefold()):
                parent = " ".join(_BRACKET.sub("", reading.text[body.start : body.end]).split())
                return replace(candidate, start=body.start, value=f"{parent} {candidate.value}")
            if candidate.kind == "unit":
                return None
    own = compiled(data.parents).search(candidate.value.casefold())
    return candidate if candidate.kind != "unit" or own else None
