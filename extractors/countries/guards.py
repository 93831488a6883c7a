"""Whether a form stands for the country: no part of the name of an organization, a programme, a person, a currency."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import cache

from spacy.tokens import Doc

from extractors.countries.forms import Hit, decline, index, read
from extractors.countries.namesakes import is_person, is_sure
from extractors.countries.words import Guards, guards_of, holds, is_town, words_after

_NAMES = frozenset({"code", "programme", "project", "amount", "organization", "person", "email"})
_NESTED = 6  # names that may stand in one another
_MOST_WORDS = 7  # after the country: "Lietuvos autodalių gamintojų ir eksportuotojų asociacija"
_QUOTED = re.compile(r"[„“«\"‚‘”]([^„“”«»\"\n]{3,60})[“”»\"’]")
_OPENS = re.compile(r"(?:[.!?:]\s|\n|[–—-]\s)\Z")
_TOLD = re.compile(r",\s[^\W\d_]|\s[–—-]\s")
_SPOKEN = 3  # words: "Il mercato francese resta"
_INTERREG = re.compile(r"interreg\b[^.;\n]{0,60}\Z", re.IGNORECASE)
_PROGRAMME = re.compile(r"[^.;]{0,60}?program", re.IGNORECASE)


@cache
def _head_forms(language: str) -> frozenset[str]:
    endings = read(language).endings
    return frozenset(form for head in guards_of(language).heads for form in decline(head, endings))


def find_countries(doc: Doc, hits: list[Hit]) -> Iterator[Hit]:
    """Those of the hits that are no part of another name, in order."""
    text, guards = doc._.readable, guards_of(doc.lang_)
    hits = [hit for number, hit in enumerate(hits) if is_sure(doc, number, hits, guards)]
    names = sorted((m.start, m.end) for m in doc._.mentions if m.kind in _NAMES)
    starts = [start for start, _ in names]
    quoted = [(m.start(1), m.end(1)) for m in _QUOTED.finditer(text) if _is_title(m[1]) and not _is_said(text, m)]
    namesakes = {code for code, places in guards.states.items() if any(place in text for place in places)}
    for hit in hits:
        if hit.code in namesakes or _inside(hit, quoted) or _in_address(text, hit) or is_person(text, hit, guards):
            continue
        near = names[max(0, bisect_right(starts, hit.start) - _NESTED) : bisect_right(starts, hit.start)]
        if _in_name(text, hit, near, guards) or _is_organization(text, hit, doc.lang_) or _in_programme(text, hit):
            continue
        yield hit


def _inside(hit: Hit, places: list[tuple[int, int]]) -> bool:
    return any(start <= hit.start and hit.end <= end for start, end in places)


def _in_name(text: str, hit: Hit, names: list[tuple[int, int]], guards: Guards) -> bool:
    """Inside a name found before; an adjective in small letters that begins it, and a government, are no part of it."""
    around = [place for place in names if place[0] <= hit.start and hit.end <= place[1]]
    if not around:
        return False
    begins = all(start == hit.start for start, _ in around)
    following = next(words_after(text, hit.end, 1), None)
    word = following["word"] if following else ""
    governs = holds(word, guards.transparent) or is_town(word, guards)
    return not (begins and (governs or (hit.kind == "adjective" and text[hit.start].islower())))


def _is_title(quoted: str) -> bool:
    """A name in quotation marks rather than speech: short, with a capital, without the marks of a sentence."""
    return len(quoted.split()) <= 6 and quoted[0].isupper() and not re.search(r"[,.!?:;]", quoted)


def _is_said(text: str, quoted: re.Match[str]) -> bool:
    """Speech: it opens a sentence, and a comma or a dash parts it from the one who says it: "«...», afirma"."""
    opens = _OPENS.search(text, max(0, quoted.start() - 3), quoted.start()) is not None or quoted.start() == 0
    return opens and _TOLD.match(text, quoted.end()) is not None and len(quoted[1].split()) >= _SPOKEN


def _in_address(text: str, hit: Hit) -> bool:
    before, after = text[max(0, hit.start - 1) : hit.start], text[hit.end : hit.end + 2]
    return (
        before in ("@", "_", "#")
        or after[:1] in ("@", "_")
        or (after[:1] == "." and after[1:].isalnum())
        or (before == "." and text[max(0, hit.start - 2)].isalnum())
    )


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
        if is_town(word, guards):
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
