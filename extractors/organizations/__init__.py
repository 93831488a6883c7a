"""Mentions of kind organization: companies, associations, clusters, universities, agencies, ministries, municipalities.

Finders propose stretches, the longest and surest stand, then the document's own words give each its role.
"""

from __future__ import annotations

from spacy.tokens import Doc

from extractors.mention import Mention
from extractors.organizations.candidates import Candidate, settled
from extractors.organizations.companies import find_companies
from extractors.organizations.echoes import find_echoes, find_first_words
from extractors.organizations.foreign import find_english, find_foreign
from extractors.organizations.forms import split_legal_form
from extractors.organizations.institutions import find_institutions
from extractors.organizations.items import find_items
from extractors.organizations.linked import linked
from extractors.organizations.quoted import find_listed, find_quoted
from extractors.organizations.reading import Reading, read
from extractors.organizations.roles import find_roles
from extractors.organizations.short_names import find_short_names, find_well_known
from extractors.organizations.unquoted import find_between, find_unquoted
from extractors.organizations.words import compiled, words
from extractors.taken import Taken

__all__ = ["find", "split_legal_form"]


def find(doc: Doc) -> list[Mention]:
    """Organizations with their nominative names, in the order of the text; ``label`` is the role.

    >>> import extractors
    >>> doc = extractors.load("lt")("Projektui vadovauja UAB „Robolita“, „Robolitos“ partnerė – MB „Kodo giria“.")
    >>> [(m.value, m.label) for m in doc._.mentions if m.kind == "organization"]
    [('Robolita', 'coordinator'), ('Robolita', 'mention'), ('Kodo giria', 'partner')]
    """
    reading = read(doc)
    found = find_names(reading)
    roles = find_roles(reading, found)
    return [
        Mention(
            "organization",
            c.start,
            c.end,
            doc._.readable[c.start : c.end],
            c.value,
            role,
            c.method,
            c.confidence,
            c.refers_to,
        )
        for c, role in zip(found, roles, strict=True)
    ]


def find_names(reading: Reading) -> list[Candidate]:
    """Organizations without their roles, in the order of the text, none inside another."""
    english = find_english(reading)
    found = english + _unless_covered(find_institutions(reading), english)
    found += _unless_covered(find_foreign(reading), found)
    found += find_companies(reading, found)
    found += find_quoted(reading, found)
    found += find_listed(reading, found)
    found += find_unquoted(reading)
    found = _named(found, reading)
    found += find_between(reading, found)
    short = find_short_names(reading, found)
    found += short + find_well_known(reading)
    found += _unless_covered(find_items(reading, found), found)
    found = settled(found, reading.before)
    found += find_echoes(reading, found, short)
    found += find_first_words(reading, found)
    return linked(settled(found, reading.before), {c.value: c.refers_to for c in short}, reading.language)


def _unless_covered(plain: list[Candidate], found: list[Candidate]) -> list[Candidate]:
    covered = Taken(max((c.end for c in (*plain, *found)), default=0), ((c.start, c.end) for c in found))
    return [c for c in plain if not covered.meets(c.start, c.end)]


def _named(found: list[Candidate], reading: Reading) -> list[Candidate]:
    """Without what the language refuses by name (the European Union, funds), titles, and words of shouted headlines."""
    refused = compiled(words(reading.language).refused)
    titles = {m.value.casefold() for m in reading.before if m.kind in {"project", "programme"}}
    calm = {c.value.casefold() for c in found if not c.value.isupper()}
    return [
        c
        for c in found
        if not refused.fullmatch(c.value)
        and not (" " in c.value and c.value.isupper() and c.method == "head noun" and c.value.casefold() not in calm)
        and (c.method == "legal form" or c.value.casefold() not in titles)
    ]
