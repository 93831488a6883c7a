"""Whether an adjective stands for the country: something of it is named, no language or nationality."""

from __future__ import annotations

from spacy.tokens import Doc

from extractors.countries.forms import Hit
from extractors.countries.guards import Guards, guards_of, word_before, words_after

_CAPITAL = frozenset({"en"})  # languages that write these adjectives with a capital


def is_country(doc: Doc, hit: Hit) -> bool:
    """True for a noun, and for an adjective where it stands for the country.

    >>> from extractors import load
    >>> doc = load("en").make_doc("a Swedish firm writes in Swedish.")
    >>> [is_country(doc, Hit(at, at + 7, "SE", "adjective")) for at in (2, 25)]
    [True, False]
    """
    if hit.kind in ("name", "short"):
        return True
    guards = guards_of(doc.lang_)
    if word_before(doc._.readable, hit.start).casefold() in guards.not_adjective_after:
        return False
    if doc.lang_ not in _CAPITAL and doc._.readable[hit.start].isupper() and not _opens_sentence(doc, hit):
        return False  # "Deutsche Bank"
    if hit.kind == "weak":
        return _before_noun(doc._.readable, hit, guards)
    return _before_thing(doc, hit, guards)


def _before_thing(doc: Doc, hit: Hit, guards: Guards) -> bool:
    text: str = doc._.readable
    following = list(words_after(text, hit.end, 3))
    if guards.adjective_follows:
        return text[hit.start].islower()
    if not following:
        return text[hit.end : hit.end + 1] in ("-", "–")
    first = following[0]
    if first["comma"] or first["word"] in guards.joiners:  # "Lithuanian and Latvian companies"
        second = following[0 if first["comma"] else 1 :]
        return len(second) > 1 and second[0]["word"][0].isupper() == text[hit.start].isupper()
    return first["word"].casefold() not in guards.not_adjective_before


def _before_noun(text: str, hit: Hit, guards: Guards) -> bool:
    """A company, a market or the like follows, with at most three words between; or a legal form."""
    for number, match in enumerate(words_after(text, hit.end, 4)):
        word = match["word"]
        if word.casefold().startswith(tuple(guards.adjective_nouns)) or (number == 0 and word[1:] and word.isupper()):
            return True
    return False


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
