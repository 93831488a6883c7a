"""Ratios of reading: extraction and parsing against the libraries alone; speed and memory of one worker."""

from __future__ import annotations

import multiprocessing
import resource
import time
from collections.abc import Iterator, Sequence
from multiprocessing.connection import Connection

import pypdfium2
import spacy
import trafilatura

import extractors
from pipeline.parse import parse_document
from pipeline.reading import read_batch
from tests.bench.generate import generate_pages, generate_texts
from tests.bench.measure import Ratio, compare
from tests.bench.sites import generate_site_pages
from tests.gold.sample import SAMPLE
from tests.readings import make_record

TEXTS = 300
PAGES = 300
SITE_PAGES = 40
PDF_COPIES = 3
WORKER_PAGES = 1000
SCANS = frozenset({"en-07.pdf"})  # pictures of pages: tesseract's time, not ours


def bench_extraction() -> Ratio:
    """The whole rule pipeline against spaCy's tokenizer, on the same Lithuanian texts."""
    texts = list(generate_texts(TEXTS))
    documents = [
        extractors.Document(str(i), text, (extractors.Segment(0, len(text), "body", "lt"),), "lt")
        for i, text in enumerate(texts)
    ]
    tokenize = spacy.blank("lt").make_doc
    return compare(
        f"extraction of {TEXTS} texts / only tokenizing them (spaCy)",
        lambda: [extractors.extract(document) for document in documents],
        lambda: [tokenize(text) for text in texts],
    )


def bench_html() -> Iterator[Ratio]:
    """Our parsing of web pages, bare ones and ones of real size, against trafilatura's fast mode alone."""
    yield _bench_pages("small web pages", list(generate_pages(PAGES)))
    pages = list(generate_site_pages(SITE_PAGES))
    yield _bench_pages(f"web pages of {sum(map(len, pages)) // len(pages) // 1000} kB", pages)


def _bench_pages(name: str, pages: Sequence[bytes]) -> Ratio:
    record = make_record("page.html")
    return compare(
        f"parsing {len(pages)} {name} / trafilatura.extract(fast=True)",
        lambda: [parse_document(page, record) for page in pages],
        lambda: [trafilatura.extract(page.decode(), fast=True) for page in pages],
    )


def bench_pdf() -> Ratio:
    """Our parsing of PDFs, tables and columns included, against the text of pypdfium2 alone."""
    bodies = [path.read_bytes() for path in sorted(SAMPLE.glob("*.pdf")) if path.name not in SCANS] * PDF_COPIES
    record = make_record("page.pdf")
    return compare(
        f"parsing {len(bodies)} PDFs / text by pypdfium2",
        lambda: [parse_document(body, record) for body in bodies],
        lambda: [_pdf_text(body) for body in bodies],
    )


def _pdf_text(body: bytes) -> str:
    document = pypdfium2.PdfDocument(body)
    try:
        return "\n".join(page.get_textpage().get_text_range() for page in document)
    finally:
        document.close()


def bench_worker() -> str:
    """Documents a second and peak memory of one process that parses, extracts and relates."""
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=_read_pages, args=(theirs,))
    process.start()
    rate, peak = ours.recv()
    process.join()
    return f"one worker: {rate:.0f} documents a second, peak memory {peak / 1024:.0f} MiB ({WORKER_PAGES} web pages)"


def _read_pages(pipe: Connection) -> None:
    pages = list(generate_pages(WORKER_PAGES))
    records = [make_record(f"{number}.html") for number in range(len(pages))]
    bodies = {record.url: page for record, page in zip(records, pages, strict=True)}
    read_batch(records[:20], lambda record: bodies[record.url])
    before = time.perf_counter()
    batch = read_batch(records, lambda record: bodies[record.url])
    seconds = time.perf_counter() - before
    if batch.rejects:
        raise RuntimeError(f"the generated pages should all be read: {batch.rejects[0]}")
    pipe.send((len(records) / seconds, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss))
