"""Sentence boundaries as a component of a spaCy pipeline."""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc

from extractors.boundaries import find_boundaries


@Language.component("clusterpress_sentences")
def set_sentences(doc: Doc) -> Doc:
    """Write the boundaries into ``doc[i].is_sent_start``."""
    starts = find_boundaries(doc._.readable, doc.lang_)
    at = 0
    for token in doc:
        first = False
        while at < len(starts) and starts[at] <= token.idx:
            first, at = True, at + 1
        token.is_sent_start = first or token.i == 0
    return doc
