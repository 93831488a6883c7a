"""Names with a legal form beside them: ``UAB „Etronika“``, ``Drehtec Maschinenbau GmbH``, ``„Medruva“, UAB``."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass

from extractors.organizations.candidates import Candidate
from extractors.organizations.forms import patterns, split_legal_form, unquoted
from extractors.organizations.reading import UPPER, Reading, quote_at
from extractors.organizations.words import compiled, head_words, words
from extractors.quotes import Quote

_CAP = rf"(?:[{UPPER}][\w’'&+-]*(?:\.[\w-]+)*|\d+[{UPPER}][\w-]*)"
_PARTICLE = r"(?:& |de |du |di |d[aeo]l? |des |van |von |der |den |ten |la |le |og |och |i )*(?:[ldLD]['’])?"
_RIGHT = re.compile(rf"{_CAP}(?: {_PARTICLE}{_CAP}){{0,5}}")
_LEFT = re.compile(rf"(?<![\w’'])(?:[ldLD]['’])?{_CAP}(?: {_PARTICLE}{_CAP}){{0,5}}\Z")
_GENITIVE_AND_NOUN = re.compile(rf"({_CAP}) [^\W\d_]{{3,}}\Z")  # Girių vėjas, MB
_GAP_LEFT = re.compile(r",? ?\Z")
_CONTACT = re.compile(r"(?:Tel|Mob|El|Email|E-mail|Tlf|Adres\w*|Phone|Mobile|Fax|Faks|Direktor\w*|Director|Manager)\b")


@dataclass(frozen=True, slots=True)
class _Name:
    start: int
    end: int
    value: str


def find_companies(reading: Reading, institutions: list[Candidate]) -> list[Candidate]:
    """Legal forms with the name beside them: a quoted one, an institution, or a run of capitalised words.

    >>> from extractors.organizations.reading import reading_of
    >>> text = "Partneriai: UAB „Drobelna“, Van Rijsel Food Systems B.V. ir Medruva, UAB."
    >>> [found.value for found in find_companies(reading_of(text, "lt"), [])]
    ['Drobelna', 'Van Rijsel Food Systems', 'Medruva']
    """
    known, text = patterns(), reading.text
    found: list[Candidate] = []
    for match in known.before.finditer(text):
        name = None if _prefers_left(reading, match) else _right_name(reading, match, institutions)
        if name is not None:
            found.append(Candidate(match.start(), name.end, name.value, "legal form", 0.97))
    starts = {candidate.start for candidate in found}
    covered = sorted((candidate.start, candidate.end) for candidate in found)
    for match in known.after.finditer(text):
        if match.start() in starts:
            continue
        name = _left_name(reading, match)
        if name is not None and not _inside(name.start, covered):
            end = match.start() + len(match[0].partition(":")[0])
            found.append(Candidate(name.start, end, name.value, "legal form", 0.97))
    return found


def _inside(at: int, covered: list[tuple[int, int]]) -> bool:
    index = bisect_left(covered, (at + 1, 0)) - 1
    return index >= 0 and at < covered[index][1]


def _right_name(reading: Reading, form: re.Match[str], institutions: list[Candidate]) -> _Name | None:
    text = reading.text
    at = form.end()
    while at < len(text) and text[at] in " \n" and at < form.end() + 2:
        at += 1
    if at == form.end():
        return None
    kind = head_words(reading.language, ("classes",)).pattern.match(text, at)
    if kind and text[kind.end() : kind.end() + 1] == " ":
        at = kind.end() + 1  # AB bankas „Pajūrio kreditas“
    quote = quote_at(reading, at)
    if quote is not None:
        return _quoted(reading, quote)
    institution = next((c for c in institutions if c.start == at), None)
    run = _RIGHT.match(text, at)
    if run is None or re.search(r"\d \Z", text[max(0, form.start() - 2) : form.start()]):
        return None  # "5 MB Failas"
    if form[0] in patterns().risky and run[0].isupper():
        return None  # "AS SEEN ON TV"
    if institution and institution.end >= run.end():
        return _Name(institution.start, institution.end, institution.value)
    end = _trimmed(reading, run)
    return _Name(at, end, text[at:end]) if end > at else None


def _trimmed(reading: Reading, run: re.Match[str]) -> int:
    """The end of a name of capitalised words: before places in local cases, legal forms and words of contact lines."""
    data, text = words(reading.language), reading.text
    end = run.start()
    for word in re.finditer(r"[^ ]+", run[0]):
        at = run.start() + word.start()
        first = word.start() == 0
        if _CONTACT.match(word[0]) or patterns().before.match(text, at) or patterns().after.match(text, at):
            break
        if not first and compiled(data.endings).search(word[0]):
            break
        end = run.start() + word.end()
    if _is_genitive(reading, run[0]):
        # "UAB Kauno vandenys": a genitive with its noun in lower case
        noun = re.compile(r" (?!ir |bei )\w{4,}(?:ys|ai|as|ė|a|is|us|os|ės)(?=[\s,.;)|]|\Z)").match(text, end)
        if noun and " " not in run[0]:
            end = noun.end()
    return end


def _prefers_left(reading: Reading, form: re.Match[str]) -> bool:
    """Whether a form with capitalised words on both sides belongs to the left: ``Mikroluma UAB Leedust``."""
    text = reading.text
    if form.start() < 2 or text[form.start() - 1] != " " or not text[form.start() - 2].isalnum():
        return False
    following = _RIGHT.match(text, form.end() + 1)
    return bool(following and compiled(words(reading.language).endings).search(following[0].split()[0]))


def _left_name(reading: Reading, form: re.Match[str]) -> _Name | None:
    text = reading.text
    gap = _GAP_LEFT.search(text, max(0, form.start() - 2), form.start())
    if gap is None or gap.start() == form.start():
        return None
    at = gap.start()
    if "," in gap[0] and _goes_on(text, form.end()):
        return None  # "Vilniuje, UAB Robolita"
    if text[at - 1 : at] in {"“", "”", '"', "»"}:
        quote = reading.quote_by_end.get(at)
        return _quoted(reading, quote) if quote else None
    left = text[max(0, at - 80) : at]
    run = _LEFT.search(left) or _GENITIVE_AND_NOUN.search(left)
    if run is None or (run.re is _GENITIVE_AND_NOUN and not _is_genitive(reading, run[1])):
        return None
    start = at - len(left) + _stripped(reading, run[0]) + run.start()
    return _Name(start, at, text[start:at]) if start < at else None


def _is_genitive(reading: Reading, word: str) -> bool:
    return words(reading.language).order == "left" and bool(compiled(words(reading.language).modifier).search(word))


def _goes_on(text: str, at: int) -> bool:
    return bool(re.match(rf" ?(?:[„“\"«]|[{UPPER}])", text[at : at + 3]))


def _stripped(reading: Reading, run: str) -> int:
    """How many characters of a run of capitalised words stand before the name: articles, kinds of firms."""
    generic, origin = compiled(words(reading.language).generic), compiled(words(reading.language).origin)
    kinds = head_words(reading.language, ("classes",)).pattern
    at = 0
    while True:
        rest = run[at:]
        word = re.match(r"(?:[lLdD]['’]|[^ ]+ )", rest)
        if word is None:
            return at
        elided = word[0][1:2] in "'’"
        if not elided and not generic.match(rest) and not origin.match(rest) and not kinds.fullmatch(word[0].strip()):
            return at
        at += word.end()


def _quoted(reading: Reading, quote: Quote) -> _Name | None:
    inside = quote.inside(reading.text)
    name = split_legal_form(unquoted(inside))[0]
    return _Name(quote.start, quote.end, " ".join(name.split())) if name else None
