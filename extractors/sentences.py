"""Sentence boundaries as a component of a spaCy pipeline."""

from __future__ import annotations

from bisect import bisect_left

from spacy.attrs import IDX
from spacy.language import Language
from spacy.tokens import Doc

from extractors.boundaries import find_boundaries


@Language.component("clusterpress_sentences")
def set_sentences(doc: Doc) -> Doc:
    """Write the boundaries into ``doc[i].is_sent_start``: the first token at or after each of them."""
    offsets = doc.to_array(IDX).tolist()
    for start in find_boundaries(doc._.readable, doc.lang_):
        if (at := bisect_left(offsets, start)) < len(offsets):
            doc[at].is_sent_start = True
    return doc
