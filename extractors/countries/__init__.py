"""Mentions of countries: names in all cases, short forms, adjectives that stand for the country; with their roles."""

from __future__ import annotations

from spacy.tokens import Doc

from extractors.countries.adjectives import is_country
from extractors.countries.codes import find_codes
from extractors.countries.forms import find_forms
from extractors.countries.guards import find_countries
from extractors.countries.roles import find_roles
from extractors.mention import Mention


def find(doc: Doc) -> list[Mention]:
    """Every country that a text names, ISO 3166-1 alpha-2 as the value.

    >>> from extractors import load
    >>> mentions = load("lt")("Vežame į Pietų Korėją, Lietuvos bankas – ne.")._.mentions
    >>> [(m.text, m.value) for m in mentions if m.kind == "country"]
    [('Pietų Korėją', 'KR')]
    """
    named = find_countries(doc, find_forms(doc._.readable, doc.lang_))
    hits = [*(hit for hit in named if is_country(doc, hit)), *find_codes(doc)]
    return [
        Mention("country", h.start, h.end, doc._.readable[h.start : h.end], h.code, role, f"countries.{h.kind}")
        for h, role in find_roles(doc, sorted(set(hits), key=lambda hit: hit.start))
    ]
