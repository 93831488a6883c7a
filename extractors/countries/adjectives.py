"""Whether an adjective stands for the country: an organization or a market is named, no language or people."""

from __future__ import annotations

from spacy.tokens import Doc

from extractors.countries.forms import Hit
from extractors.countries.words import Guards, guards_of, holds, word_before, words_after

_CAPITAL = frozenset({"en"})  # languages that write these adjectives with a capital
_WORDS = 4  # "Swedish laundry group", "Lithuanian and Latvian food producers"
_NAME_WITHIN = 40  # characters: "litauische Spinnerei Austefibra UAB"


def is_country(doc: Doc, hit: Hit) -> bool:
    """True for a noun, and for an adjective where it stands for the country.

    >>> from extractors import load
    >>> doc = load("en").make_doc("a Swedish firm writes in Swedish.")
    >>> [is_country(doc, Hit(at, at + 7, "SE", "adjective")) for at in (2, 25)]
    [True, False]
    """
    if hit.kind != "adjective":
        return True
    if doc.lang_ not in _CAPITAL and doc._.readable[hit.start].isupper() and not _opens_sentence(doc, hit):
        return False  # "Deutsche Bank"
    return _beside_noun(doc._.readable, hit, guards_of(doc.lang_)) or _before_name(doc, hit)


def _beside_noun(text: str, hit: Hit, guards: Guards) -> bool:
    if guards.adjective_follows and holds(word_before(text, hit.start), guards.adjective_nouns):
        return True
    for number, match in enumerate(words_after(text, hit.end, _WORDS)):
        word = match["word"]
        if number == 0 and word.casefold() in guards.not_adjective_before:
            return False
        if holds(word, guards.adjective_nouns) or (number == 0 and word[1:] and word.isupper()):  # a legal form
            return True
    return False


def _before_name(doc: Doc, hit: Hit) -> bool:
    """An organization is named at once, or after a word or two that say what it is."""
    starts = [m.start for m in doc._.mentions if m.kind == "organization" and 0 <= m.start - hit.end <= _NAME_WITHIN]
    between = doc._.readable[hit.end : min(starts)] if starts else "."
    return not any(mark in between for mark in ".,;:()\n") and len(between.split()) <= 2


def _opens_sentence(doc: Doc, hit: Hit) -> bool:
    """Where a capital says nothing, and small letters follow."""
    span = doc.char_span(hit.start, hit.end, alignment_mode="expand")
    following = next(words_after(doc._.readable, hit.end, 1), None)
    if span is None or following is None or not following["word"].islower():
        return False
    first = span[0]
    while first.i > 0 and not first.is_sent_start and doc[first.i - 1].is_punct:
        first = doc[first.i - 1]
    return bool(first.is_sent_start) or first.i == 0
