"""Names of funded projects: titles, acronyms and how they belong together.

Ranking where readings overlap: quotation marks beside a word or code, cells and labels, words without quotation marks.
"""

from __future__ import annotations

from collections.abc import Iterable

from spacy.tokens import Doc

from extractors.mention import Mention
from extractors.projects.labelled import find_labelled
from extractors.projects.pairs import find_pairs, find_repeated, with_references, without_acronym
from extractors.projects.plain import find_near_codes, find_plain
from extractors.projects.quoted import find_quoted, read_quotes
from extractors.taken import Taken


def find(doc: Doc) -> list[Mention]:
    """Mentions of kind ``project``; a short form or translation ``refers_to`` the name it stands beside.

    >>> from extractors import load
    >>> doc = load("en")("The project “Closing the loop” (CircYarn) began; CircYarn ends in May.")
    >>> [(m.value, m.refers_to) for m in find(doc)]
    [('Closing the loop', None)]
    """
    text, language = doc._.readable, doc.lang_
    codes = tuple(m for m in doc._.mentions if m.kind == "code" and m.label != "measure")
    others = [(m.start, m.end) for m in doc._.mentions if m.kind in ("code", "programme", "email")]
    taken = Taken(len(text), others)
    projects = tuple(code for code in codes if code.label == "project")
    reading = read_quotes(text, language, codes)
    names: list[Mention] = []
    _keep(find_quoted(reading), names, taken)
    _keep(find_labelled(doc._.document, text, language, projects), names, taken)
    _keep(find_plain(text, language, projects), names, taken)
    _keep(find_near_codes(text, projects, names), names, taken)
    places = {(name.start, name.end) for name in names}
    names += [mention for mention in find_pairs(reading, names) if (mention.start, mention.end) not in places]
    names = [without_acronym(name) for name in names]
    taken = Taken(len(text), [*others, *((name.start, name.end) for name in names)])
    _keep(find_repeated(text, names), names, taken)
    return sorted(with_references(names), key=lambda mention: (mention.start, mention.end))


def _keep(reading: Iterable[Mention], names: list[Mention], taken: Taken) -> None:
    """Add what overlaps nothing that stands already."""
    for mention in list(reading):
        if not taken.meets(mention.start, mention.end):
            names.append(mention)
            taken.add(mention.start, mention.end)
