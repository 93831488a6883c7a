"""The spellings of organizations with what all documents together know of each."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from extractors.declension import forms
from extractors.organizations import split_legal_form
from pipeline.reading import Reading
from pipeline.resolve.decide import Evidence
from pipeline.resolve.normal import key, tokens


@dataclass(slots=True)
class Spelling:
    """All uses of one spelling: how it is written, where, in which languages, with which legal forms."""

    names: Counter[str] = field(default_factory=Counter)
    documents: set[str] = field(default_factory=set)
    languages: set[str] = field(default_factory=set)
    forms: Counter[str] = field(default_factory=Counter)
    targets: set[str] = field(default_factory=set)

    @property
    def name(self) -> str:
        """The commonest way of writing it, of equally common ones the first in order."""
        return min(self.names, key=lambda name: (-self.names[name], name))


def read_spellings(readings: Iterable[Reading]) -> dict[str, Spelling]:
    """The spellings by their keys, those among them that a document only refers to."""
    spellings: dict[str, Spelling] = defaultdict(Spelling)
    for reading in readings:
        document = reading.document
        for mention in reading.facts.mentions:
            if mention.kind != "organization":
                continue
            spelling = spellings[key(mention.value)]
            spelling.names[mention.value] += 1
            spelling.documents.add(document.document_id)
            spelling.languages.add(document.language or "und")
            if form := split_legal_form(mention.text)[1]:
                spelling.forms[form] += 1
            if mention.refers_to:
                spelling.targets.add(key(mention.refers_to))
                target = spellings[key(mention.refers_to)]
                target.names[mention.refers_to] += 0
                target.documents.add(document.document_id)
                target.languages.add(document.language or "und")
    return dict(spellings)


def are_cases(left: str, right: str, languages: set[str]) -> bool:
    """Whether one name is a case form of the other; names of several words are told by their stems."""
    if len(tokens(left)) > 1:
        return True
    return any(right in forms(left, language) or left in forms(right, language) for language in languages)


def evidence_of(left: Spelling, right: Spelling, cases: bool) -> Evidence:
    """What is known of two spellings beside their letters."""
    fewer, more = sorted((len(left.documents), len(right.documents)))
    legal = [{form.casefold().replace(".", "") for form in spelling.forms} for spelling in (left, right)]
    return Evidence(
        cases=cases,
        together=bool(left.documents & right.documents),
        rare=fewer == 1 and more > 1,
        same_form=bool(legal[0] & legal[1]) if all(legal) else None,
    )
