"""PDFs to documents: what stands on pages becomes pieces, those that a page cut are whole again."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from pipeline.parse.assemble import build_document
from pipeline.parse.bounded import parse_settings
from pipeline.parse.parsed import Parsed, Shortfall
from pipeline.parse.pdf.flow import build_pieces
from pipeline.parse.pdf.reading import read_pdf
from pipeline.parse.pdf.shapes import Paper
from pipeline.parse.pdf.tesseract import installed_languages
from pipeline.problems import ParseProblem
from pipeline.record import Record

_ADVICE = {
    "damaged": "fetch it again",
    "crashed": "print it to a new PDF",
    "too slow": "cut it up",
    "too large": "cut it up",
}


def parse_pdf(body: bytes, record: Record) -> Parsed:
    """The document of a PDF; pages that could not be read are its shortfalls.

    Raises ParseProblem where nothing could be read: see ``docs/rejects.md``.
    """
    installed = installed_languages()
    languages = tuple(name for name in parse_settings().ocr_languages if name in installed)
    try:
        paper = read_pdf(body, languages, installed)
    except ParseProblem as problem:
        raise ParseProblem(problem.reason, f"parsing {record.url}: {problem.detail}") from problem
    shortfalls = tuple(_shortfall(record.url, reason, pages, languages) for reason, pages in paper.unread)
    if not any(page.items for page in paper.pages):
        raise _refusal(record.url, paper, shortfalls)
    return Parsed(build_document(build_pieces(paper), record), "application/pdf", shortfalls=shortfalls)


def _shortfall(url: str, reason: str, pages: Sequence[int], languages: Sequence[str]) -> Shortfall:
    found = "pictures without a text layer" if reason == "no text layer" else f"not read ({reason})"
    advice = _ADVICE.get(reason) or _advice(languages)
    return Shortfall(reason, f"parsing {url}: its pages {_ranges(pages)} are {found}; {advice}")


def _ranges(pages: Sequence[int]) -> str:
    """Page numbers for people.

    >>> _ranges([1, 3, 4, 5, 9])
    '1, 3-5, 9'
    """
    runs = [[number for _, number in run] for _, run in groupby(enumerate(pages), lambda pair: pair[1] - pair[0])]
    return ", ".join(str(run[0]) if len(run) == 1 else f"{run[0]}-{run[-1]}" for run in runs)


def _advice(languages: Sequence[str]) -> str:
    wanted = " ".join(f"tesseract-ocr-{name}" for name in parse_settings().ocr_languages)
    return "tesseract failed on them, try it by hand" if languages else f"install tesseract ({wanted})"


def _refusal(url: str, paper: Paper, shortfalls: Sequence[Shortfall]) -> ParseProblem:
    if shortfalls:
        return ParseProblem(shortfalls[0].reason, shortfalls[0].detail)
    if paper.is_drawn:
        return ParseProblem(
            "no text layer", f"parsing {url}: its pages are pictures, tesseract saw no letters in them; look at it"
        )
    return ParseProblem("empty", f"parsing {url}: its pages are blank; leave it out")
