"""Whether a form is a person, another word or a people rather than the country."""

from __future__ import annotations

import re

from spacy.tokens import Doc

from extractors.countries.forms import Hit
from extractors.countries.words import Guards, word_before, words_after

_INITIAL = re.compile(r"(?<!\w)[^\W\d_]\.\s?\Z")


def is_sure(doc: Doc, number: int, hits: list[Hit], guards: Guards) -> bool:
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


def is_person(text: str, hit: Hit, guards: Guards) -> bool:
    """True for a surname after a given name, a given name before a surname, a people after its article."""
    if hit.kind != "name":
        return False
    following = next(words_after(text, hit.end, 1), None)
    if hit.code in guards.given_names and following is not None and not following["comma"]:
        word = following["word"]
        if word[0].isupper() and not word.isupper() and text[hit.end] == " ":
            return True
    before = word_before(text, hit.start)
    if before in guards.before or (hit.code in guards.people and before.casefold() in guards.articles):
        return True
    if hit.code not in guards.surnames or text[max(0, hit.start - 1) : hit.start] != " ":
        return False
    is_name = before[:1].isupper() and len(before) > 1 and before.lower() not in guards.prepositions
    return is_name or bool(_INITIAL.search(text, max(0, hit.start - 3), hit.start))
