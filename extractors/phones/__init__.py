"""Telephone numbers in the form of E.164; fax numbers are left out.

A stretch of digits is judged by three things: the words before it (``tel.``, ``faks.``), the countries whose rules
may hold for it, and the tables of the phonenumbers library. With a word that calls it a telephone a possible
number is enough; without one it must be valid and written as telephone numbers are.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

import phonenumbers
from phonenumbers import NumberParseException, PhoneNumber, PhoneNumberFormat
from spacy.tokens import Doc

from extractors.heads import Heads
from extractors.mention import Mention
from extractors.phones.cues import call, is_fax_after
from extractors.phones.regions import find_regions

__all__ = ["find", "normalize_phone"]

# "+370 5 2622623", "(8~37) 451 206", "8-6 98 44 718", "00370 5 2104477", "+49 (0)30 23 12 51 18", "030 / 23 12 51 18"
_DIGITS = re.compile(
    r"(?<![\w+])(?<!\d[.,])(?:[(\[][^\S\n]?)?\+?\d"
    r"(?:[^\S\n]{0,2}[)~/.‐‑–—−-]?[^\S\n]{0,2}[(]?[^\S\n]?\d){4,24}(?!\w)"
)
_GAP = re.compile(r"[^\d+]+")
_DATE = re.compile(  # "2014.10.05", "05/10/2014", "2014–2020"
    r"(?:19|20)\d\d[-./ ](?:0?[1-9]|1[0-2])[-./ ][0-3]?\d\b|[0-3]?\d[./-][01]?\d[./-](?:19|20)\d\d\b"
    r"|(?:19|20)\d\d[^\S\n]?[-–—][^\S\n]?(?:19|20)\d\d\b"
)
_ROW = re.compile(r"\s{0,2}(?:[,;/]|[^\W\d_]{1,4}\.?)\s{0,2}\Z")  # between two numbers of one row
_BESIDE = 60  # characters between an e-mail address and a number without a word of its own
_NEXT = re.compile(r"[^\S\n]*[/,]?[^\S\n]*(?=[(+\d])")


@dataclass(frozen=True)
class _Reading:
    start: int
    end: int
    number: PhoneNumber
    valid: bool


def normalize_phone(text: str, region: str | None = None) -> str | None:
    """The number as E.164 where it is a possible one in ``region`` (ISO 3166-1 alpha-2), else None.

    >>> normalize_phone("(8~37) 451 206", "LT")
    '+37037451206'
    >>> normalize_phone("+370 5 2622623")
    '+37052622623'
    """
    number = _parse(text, region)
    return _format(number) if number and phonenumbers.is_possible_number(number) else None


def find(doc: Doc) -> list[Mention]:
    """Telephone numbers in the order of the text.

    >>> import spacy
    >>> doc = spacy.blank("lt")("tel. (8~37) 451 206, faks. (8~37) 451 207; mob. +370 698 37003, 37004")
    >>> [mention.value for mention in find(doc)]
    ['+37037451206', '+37069837003', '+37069837004']
    """
    text, heads = doc._.readable, Heads(doc._.document)
    found: list[Mention] = []
    last: _Reading | None = None
    called = ""  # what the number before was called
    for stretch in _DIGITS.finditer(text):
        start, end = stretch.span()
        in_row = last is not None and _ROW.match(text, last.end, start) is not None
        word = "fax" if is_fax_after(text, end, doc.lang_) else call(text, start, last.end if last else 0, doc.lang_)
        if not word and (cell := heads.find(start)):
            word = call(cell.head, len(cell.head), 0, doc.lang_)
        called = word or (called if in_row else "")
        rest = _read_rest(text, start, end, last) if in_row else None
        readings = [rest] if rest else list(_read_stretch(doc, start, end, called))
        last = readings[-1] if readings else last
        found += [_mention(text, reading, called) for reading in readings if called != "fax"]
    return found


def _mention(text: str, reading: _Reading, called: str) -> Mention:
    start, end = reading.start, reading.end
    method = f"{'called so' if called else 'by its form'}, {'valid' if reading.valid else 'possible'}"
    confidence = (0.99 if called else 0.93) if reading.valid else 0.8
    return Mention("phone", start, end, text[start:end], _format(reading.number), "", method, confidence)


def _format(number: PhoneNumber) -> str:
    return str(phonenumbers.format_number(number, PhoneNumberFormat.E164))


def _read_stretch(doc: Doc, start: int, end: int, called: str) -> Iterator[_Reading]:
    """The numbers of one stretch of digits: the longest valid ones, or a possible one where a word calls it so."""
    if _DATE.match(doc._.readable, start, end) or not (called or _looks_like_phone(doc, start, end)):
        return
    while reading := _read_first(doc, start, end, called):
        yield reading
        following = _NEXT.match(doc._.readable, reading.end, end)
        if following is None:
            return
        start = following.end()


def _read_first(doc: Doc, start: int, end: int, called: str) -> _Reading | None:
    text = doc._.readable
    start = _skip_bracket(text, start, end)
    regions = () if text.startswith(("+", "00", "(+", "(00"), start) else find_regions(doc, start, end)
    stops = [end, *(start + gap.start() for gap in reversed(list(_GAP.finditer(text[start:end]))) if gap.start())]
    for stop in stops:
        for region in regions or ("",):
            for written in _spellings(text[start:stop]):
                number = _parse(written, region)
                if number and phonenumbers.is_valid_number(number):
                    return _Reading(start, stop, number, True)
    number = _parse(text[start:end], next(iter(regions), None)) if called else None
    return _Reading(start, end, number, False) if number and phonenumbers.is_possible_number(number) else None


def _read_rest(text: str, start: int, end: int, last: _Reading | None) -> _Reading | None:
    """The second number of ``+370 5 2622623, 2622624``: what it leaves out stands in the number before."""
    digits = re.sub(r"\D", "", text[start:end])
    if last is None or text[start:end].lstrip(" ([").startswith(("+", "0")):
        return None
    whole = phonenumbers.national_significant_number(last.number)
    if len(digits) >= len(whole):
        return None
    number = _parse(f"+{last.number.country_code}{whole[: -len(digits)]}{digits}", None)
    return _Reading(start, end, number, True) if number and phonenumbers.is_valid_number(number) else None


def _skip_bracket(text: str, start: int, end: int) -> int:
    """Past the bracket that opens before a number and closes behind it: ``(8 612 40788)``."""
    opens = text[start] in "([" and ")" not in text[start:end] and "]" not in text[start:end]
    return start + 1 if opens else start


def _spellings(text: str) -> Iterator[str]:
    """As written, and without a trunk prefix that is no longer in use."""
    yield text
    digits = re.sub(r"\D", "", text)
    if len(digits) > 8 and digits[0] in "08" and "+" not in text:
        yield digits[1:]


def _parse(text: str, region: str | None) -> PhoneNumber | None:
    digits = text.strip(" ()[]")
    if digits.startswith("00"):
        digits = "+" + digits[2:]
    try:
        return phonenumbers.parse(digits, region or None)
    except NumberParseException:
        return None


def _looks_like_phone(doc: Doc, start: int, end: int) -> bool:
    """Whether digits that no word calls a telephone are written as one: in the international form, or with a
    trunk prefix, and then beside an e-mail address or alone on the line."""
    text = doc._.readable
    written = text[start:end].strip(" ([")
    if written.startswith(("+", "00")):
        return True
    if not written.startswith(("0", "8")) or len(_GAP.sub("", written)) < 9:
        return False
    mentions: tuple[Mention, ...] = doc._.mentions
    low, high = text.rfind("\n", 0, start) + 1, text.find("\n", end)
    alone = not (text[low:start] + text[end : high if high >= 0 else len(text)]).strip(" |,;•·([)]")
    return alone or any(m.kind == "email" and -_BESIDE < m.start - end < _BESIDE for m in mentions)
