"""PDFs to documents: what stands on pages becomes pieces, those that a page cut are whole again."""

from __future__ import annotations

from functools import cache
from typing import NoReturn

from pipeline.parse.assemble import build_document
from pipeline.parse.parsed import Parsed
from pipeline.parse.pdf.flow import build_pieces
from pipeline.parse.pdf.scans import installed_languages
from pipeline.parse.pdf.worker import read_pdf
from pipeline.problems import ParseProblem
from pipeline.record import Record
from pipeline.settings import load_settings


def parse_pdf(body: bytes, record: Record) -> Parsed:
    """The document of a PDF. Raises ParseProblem: see ``docs/rejects.md``."""
    languages = tuple(name for name in _ocr_languages() if name in installed_languages())
    paper = read_pdf(body, languages)
    if not any(page.items for page in paper.pages):
        scanned = any(page.is_scan for page in paper.pages)
        _refuse(record.url, scanned, languages)
    return Parsed(build_document(build_pieces(paper), record), "application/pdf")


@cache
def _ocr_languages() -> tuple[str, ...]:
    return load_settings().ocr_languages


def _refuse(url: str, scanned: bool, languages: tuple[str, ...]) -> NoReturn:
    if not scanned:
        raise ParseProblem("empty", f"parsing {url}: its pages are blank; leave it out")
    wanted = " ".join(f"tesseract-ocr-{name}" for name in _ocr_languages())
    advice = "look at it: nothing could be read" if languages else f"install tesseract ({wanted})"
    raise ParseProblem("no text layer", f"parsing {url}: its pages are pictures without a text layer; {advice}")
