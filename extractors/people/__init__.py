"""People by name, in the nominative, given name first.

A name is first looked for by its given name, which stands in a list of any language, in all its cases; then by what
stands around it: a title, a post, a verb of speech, an e-mail address made of it. Initials stay initials, unless the
document writes the full name of somebody whom they fit.
"""

from __future__ import annotations

from spacy.tokens import Doc

from extractors.mention import Mention
from extractors.people.naming import find_names
from extractors.people.references import resolve_references

__all__ = ["find"]


def find(doc: Doc) -> list[Mention]:
    """People in the order of the text; a short form has the full name of the document as its value.

    >>> import extractors
    >>> doc = extractors.load("lt")("Sako direktorius Tomas Vaidelys. Pasak T. Vaidelio, rinka auga.")
    >>> [(mention.text, mention.value) for mention in find(doc)]
    [('Tomas Vaidelys', 'Tomas Vaidelys'), ('T. Vaidelio', 'Tomas Vaidelys')]
    """
    return resolve_references(doc, find_names(doc))
