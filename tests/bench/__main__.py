"""``make bench``: ratios measured side by side in one run, on generated releases.

Absolute times say little on a shared machine; a ratio of two pieces of work taken in turn says more.
"""

from __future__ import annotations

import spacy
import trafilatura

import extractors
from pipeline.parse import parse_document
from tests.bench.generate import generate_pages, generate_texts
from tests.bench.measure import Ratio, compare
from tests.readings import make_record

TEXTS = 300
PAGES = 300


def bench_extraction() -> Ratio:
    texts = list(generate_texts(TEXTS))
    documents = [
        extractors.Document(str(i), text, (extractors.Segment(0, len(text), "body", "lt"),), "lt")
        for i, text in enumerate(texts)
    ]
    tokenize = spacy.blank("lt").make_doc
    return compare(
        f"extraction of {TEXTS} texts / only tokenizing them with spaCy",
        lambda: [extractors.extract(document) for document in documents],
        lambda: [tokenize(text) for text in texts],
    )


def bench_html() -> Ratio:
    pages = list(generate_pages(PAGES))
    record = make_record("page.html")
    return compare(
        f"parsing {PAGES} web pages / trafilatura.extract(fast=True)",
        lambda: [parse_document(page, record) for page in pages],
        lambda: [trafilatura.extract(page.decode(), fast=True) for page in pages],
    )


def main() -> None:
    for bench in (bench_extraction, bench_html):
        print(bench(), flush=True)


if __name__ == "__main__":
    main()
