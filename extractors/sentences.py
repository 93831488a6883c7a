"""Sentence boundaries as a component of a spaCy pipeline."""

from __future__ import annotations

import numpy as np
from spacy.attrs import IDX, SENT_START
from spacy.language import Language
from spacy.tokens import Doc

from extractors.boundaries import find_boundaries


@Language.component("clusterpress_sentences")
def set_sentences(doc: Doc) -> Doc:
    """Write the boundaries into ``doc[i].is_sent_start``: the first token at or after each of them.

    All at once: setting one token looks through the whole document for other annotations.
    """
    offsets = doc.to_array(IDX)
    at = np.searchsorted(offsets, find_boundaries(doc._.readable, doc.lang_))
    starts = np.full(len(doc), -1, dtype=np.int64)
    starts[at[at < len(doc)]] = 1
    marks = starts.astype(np.uint64).reshape(-1, 1)
    return doc.from_array([SENT_START], marks)  # type: ignore[arg-type]  # its stub knows signed numbers only
