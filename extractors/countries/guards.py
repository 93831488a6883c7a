"""Whether a form stands for the country: no part of the name of an organization, a programme, a person, a currency."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

from spacy.tokens import Doc

from extractors.countries.forms import Hit, decline, index, read

_NAMES = frozenset({"code", "programme", "project", "amount", "organization", "person", "email"})
_MOST_WORDS = 7  # after the country: "Lietuvos autodalių gamintojų ir eksportuotojų asociacija"
_FURTHER_WORD = re.compile(r"[ \n\u00a0]?(?P<comma>,)?[ \n\u00a0]*(?P<word>[^\W\d_][\w'’-]*|&)")
_QUOTED = re.compile(r"[„“«\"‚‘”]([^„“”«»\"\n]{3,60})[“”»\"’]")
_INTERREG = re.compile(r"interreg\b[^.;\n]{0,60}\Z", re.IGNORECASE)
_PROGRAMME = re.compile(r"[^.;]{0,60}?program", re.IGNORECASE)
_INITIAL = re.compile(r"[^\W\d_]\.\s?\Z")


@dataclass(frozen=True, slots=True)
class Guards:
    """``[guards]`` of a file of ``extractors/data/countries``; words are beginnings where they are said to be."""

    after: Sequence[str] = ()  # beginnings of the next word: the country only qualifies a currency, a language, a sea
    heads: Sequence[str] = ()  # nominatives of what organizations are called
    modifier_endings: Sequence[str] = ()  # what may stand between the country and the head
    connectors: Sequence[str] = ()  # small words in names of organizations
    links: Sequence[str] = ()  # between the head and a country after it: "Bank of Lithuania"
    before: Sequence[str] = ()  # the word before makes it another name: "New Mexico"
    doubtful: Sequence[str] = ()  # countries that are words or names too: they need a preposition or another country
    sure_endings: Sequence[str] = ()  # of forms that no doubtful name has
    not_first: Sequence[str] = ()  # forms that are another word at the start of a sentence
    given_names: Sequence[str] = ()  # countries that are given names too
    surnames: Sequence[str] = ()
    prepositions: Sequence[str] = ()  # words that may be capitalized before a country at the start of a sentence
    adjective_follows: bool = False  # the adjective may stand after its noun
    adjective_nouns: Sequence[str] = ()  # beginnings of the nouns beside which an adjective counts; *ends
    not_adjective_before: Sequence[str] = ()
    states: Mapping[str, Sequence[str]] = field(default_factory=dict)  # places that tell of a namesake


@cache
def guards_of(language: str) -> Guards:
    """The guards of a language; empty ones where it has none."""
    return Guards(**read(language).guards)


@cache
def _head_forms(language: str) -> frozenset[str]:
    endings = read(language).endings
    return frozenset(form for head in guards_of(language).heads for form in decline(head, endings))


def find_countries(doc: Doc, hits: list[Hit]) -> Iterator[Hit]:
    """Those of the hits that are no part of another name, in order."""
    text, guards = doc._.readable, guards_of(doc.lang_)
    hits = [hit for number, hit in enumerate(hits) if _is_sure(doc, number, hits, guards)]
    names = sorted((m.start, m.end) for m in doc._.mentions if m.kind in _NAMES)
    quoted = [(m.start(1), m.end(1)) for m in _QUOTED.finditer(text) if _is_title(m[1])]
    namesakes = {code for code, places in guards.states.items() if any(place in text for place in places)}
    for hit in hits:
        if hit.code in namesakes or _inside(hit, quoted) or _in_address(text, hit) or _is_person(text, hit, guards):
            continue
        if _in_name(text, hit, names) or _is_organization(text, hit, doc.lang_) or _in_programme(text, hit):
            continue
        yield hit


def _is_sure(doc: Doc, number: int, hits: list[Hit], guards: Guards) -> bool:
    """False for a given name or another word that only looks like a country: "Gana greitai", "Kipras sutiko"."""
    hit = hits[number]
    text: str = doc._.readable
    if text[hit.start : hit.end] in guards.not_first and _is_first(text, hit.start):
        return False
    if hit.code not in guards.doubtful or text[hit.start : hit.end].endswith(tuple(guards.sure_endings) or ("\n",)):
        return True
    near = [other for other in hits[max(0, number - 1) : number + 2] if other is not hit]
    gaps = [text[min(hit.end, other.end) : max(hit.start, other.start)] for other in near]
    listed = any(len(gap) <= 8 and not re.search(r"[.;:–—]", gap) for gap in gaps)
    bracketed = text[hit.start - 1 : hit.start] == "(" and text[hit.end : hit.end + 1] == ")"
    return listed or bracketed or word_before(text, hit.start).casefold() in guards.prepositions


def _is_first(text: str, at: int) -> bool:
    return re.search(r"(?:\A|[.!?:\n]|[–—-] )[\s„“\"«]*\Z", text[max(0, at - 6) : at]) is not None


def _inside(hit: Hit, places: list[tuple[int, int]]) -> bool:
    return any(start <= hit.start and hit.end <= end for start, end in places)


def _in_name(text: str, hit: Hit, names: list[tuple[int, int]]) -> bool:
    """Inside a name found before; an adjective in small letters with which it begins is no part of it."""
    around = [place for place in names if place[0] <= hit.start and hit.end <= place[1]]
    if not around:
        return False
    return not (hit.kind != "name" and text[hit.start].islower() and all(start == hit.start for start, _ in around))


def _is_title(quoted: str) -> bool:
    """A name in quotation marks rather than speech: short, with a capital, without the marks of a sentence."""
    return len(quoted.split()) <= 6 and quoted[0].isupper() and not re.search(r"[,.!?:;]", quoted)


def _in_address(text: str, hit: Hit) -> bool:
    before, after = text[max(0, hit.start - 1) : hit.start], text[hit.end : hit.end + 2]
    return (
        before in ("@", "_", "#")
        or after[:1] in ("@", "_")
        or (after[:1] == "." and after[1:].isalnum())
        or (before == "." and text[max(0, hit.start - 2)].isalnum())
    )


def holds(word: str, parts: Sequence[str]) -> bool:
    """Whether a word has one of the beginnings, or one of the ends that an asterisk marks."""
    small = word.casefold()
    return any(small.endswith(part[1:]) if part.startswith("*") else small.startswith(part) for part in parts)


def words_after(text: str, at: int, most: int) -> Iterator[re.Match[str]]:
    """The next words of the same stretch: white space, a comma or a hyphen may stand between them."""
    for _ in range(most):
        match = _FURTHER_WORD.match(text, at + (text[at : at + 1] in "-–"))
        if match is None:
            return
        yield match
        at = match.end()


def word_before(text: str, at: int) -> str:
    """The word before a place, white space, a hyphen or an apostrophe between; empty where there is none.

    >>> word_before("Emily Jordan", 6)
    'Emily'
    """
    match = re.search(r"([^\W\d_]\w*)['’\s-]{0,2}\Z", text[max(0, at - 30) : at])
    return match[1] if match else ""


def _is_person(text: str, hit: Hit, guards: Guards) -> bool:
    if hit.kind != "name":
        return False
    following = next(words_after(text, hit.end, 1), None)
    if hit.code in guards.given_names and following is not None and not following["comma"]:
        word = following["word"]
        if word[0].isupper() and not word.isupper() and text[hit.end] == " ":
            return True
    before = word_before(text, hit.start)
    if before in guards.before:
        return True
    if hit.code not in guards.surnames or text[max(0, hit.start - 1) : hit.start] != " ":
        return False
    is_name = before[:1].isupper() and len(before) > 1 and before.lower() not in guards.prepositions
    return is_name or bool(_INITIAL.search(text, 0, hit.start))


def _is_organization(text: str, hit: Hit, language: str) -> bool:
    """A head to the right ("Lietuvos bankas") or, with a linking word, to the left ("Bank of Lithuania")."""
    guards, heads = guards_of(language), _head_forms(language)
    for number, match in enumerate(words_after(text, hit.end, _MOST_WORDS)):
        word = match["word"]
        if number == 0 and not match["comma"] and word.startswith(tuple(guards.after)):
            return True
        if _is_head(word, heads):
            return number > 0 or not match["comma"]
        if (match["comma"] and word[0].isupper()) or word in index(language) or not _modifies(word, guards):
            break
    if not guards.links:
        return False
    linked = False
    for word in reversed(re.findall(r"[^\W\d_][\w'’]*|[.,;:()\n|–]", text[max(0, hit.start - 90) : hit.start])[-9:]):
        if _is_head(word, heads):
            return linked
        if word.casefold() in guards.links:
            linked = True
        elif not (linked and (word[0].isupper() or word in guards.connectors)):
            return False
    return False


def _is_head(word: str, heads: frozenset[str]) -> bool:
    """As the data writes it, or with a capital where the data has none: "Latvijas Banka"."""
    return word in heads or word[0].lower() + word[1:] in heads


def _modifies(word: str, guards: Guards) -> bool:
    if guards.modifier_endings:
        return word.endswith(tuple(guards.modifier_endings))
    return word[0].isupper() or word in guards.connectors


def _in_programme(text: str, hit: Hit) -> bool:
    """``Interreg V-A Latvijos ir Lietuvos bendradarbiavimo per sieną programa`` is a programme."""
    if not _INTERREG.search(text, max(0, hit.start - 80), hit.start):
        return False
    return _PROGRAMME.match(text, hit.end) is not None
