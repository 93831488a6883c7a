"""Imported once by the server that reading processes are forked from: reads a few sentences, so that all the words and
patterns which the first document of a process would have to load are there, and shared.

Languages are named, not detected: the detector keeps threads, which do not survive a fork.
"""

from __future__ import annotations

import extractors
from extractors.mention import Document, Segment
from pipeline.relate import relate_mentions

_TEXTS = {
    "lt": "Klasterio projektui Nr. J05-LVPA-K-01-0012 2019 m. gegužės 2 d. skirta 120 tūkst. Eur, sako Jonas Jonaitis "
    "iš UAB „Drobė“, tel. 8 612 00000, el. p. jonas@pavyzdys.example. Gaminiai parduodami Latvijoje.",
    "en": "On 2 May 2019 the cluster project No 101000000 was awarded EUR 1.2 million, says John Smith of Weave Ltd. "
    "Contact: john@cluster.example. The partners come from Latvia.",
}


def read_samples() -> None:
    """Nothing: what it loads stays."""
    for language, text in _TEXTS.items():
        document = Document("warm", text, (Segment(0, len(text), "body"),), language)
        relate_mentions(document, extractors.extract(document))


read_samples()
