"""PDFs to documents: what stands on pages becomes pieces, those that a page cut are whole again."""

from __future__ import annotations

from pipeline.parse.assemble import build_document
from pipeline.parse.parsed import Parsed
from pipeline.parse.pdf.flow import build_pieces
from pipeline.parse.pdf.worker import read_pdf
from pipeline.problems import ParseProblem
from pipeline.record import Record


def parse_pdf(body: bytes, record: Record) -> Parsed:
    """The document of a PDF. Raises ParseProblem: see ``docs/rejects.md``."""
    paper = read_pdf(body)
    if not any(page.items for page in paper.pages):
        raise ParseProblem("no text layer", f"parsing {record.url}: its pages are pictures; install tesseract")
    return Parsed(build_document(build_pieces(paper), record), "application/pdf")
