"""A whole PDF to pages of blocks. Runs in the child process: nothing here is safe from a hostile file."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence

import pypdfium2 as pdfium
from pypdfium2 import raw

from pipeline.parse.pdf.blocks import build_blocks
from pipeline.parse.pdf.fields import draw_fields, has_fields, start_forms
from pipeline.parse.pdf.garbage import is_unreadable
from pipeline.parse.pdf.grids import find_grids
from pipeline.parse.pdf.letters import find_words, mark_footnotes
from pipeline.parse.pdf.lines import build_lines
from pipeline.parse.pdf.links import find_targets
from pipeline.parse.pdf.margins import find_margins
from pipeline.parse.pdf.repair import rebuild_table
from pipeline.parse.pdf.rules import find_edges
from pipeline.parse.pdf.shapes import Block, Draft, Line, Page, Paper, Sheet, Table
from pipeline.parse.pdf.tables import fill_grid
from pipeline.problems import ParseProblem

MOST_PAGES = 1000
MOST_WORDS = 1_000_000


def read_paper(body: bytes, keep_scans: bool = False) -> Paper | Draft:
    """The pages of a PDF in reading order; a Draft where scans are to be kept and some of its pages are scans.

    Raises ParseProblem: password, damaged, too large.
    """
    draft = read_draft(body)
    if keep_scans and any(sheet.is_scan for sheet in draft.sheets):
        return draft
    return build_paper(b"", draft)


def read_draft(body: bytes, numbers: Collection[int] | None = None) -> Draft:
    """All pages of a PDF, or those with certain numbers (from 0), and its claimed title. Raises as ``read_paper``."""
    paper = open_paper(body)
    try:
        start_forms(paper)
        wanted = range(len(paper)) if numbers is None else sorted(numbers)
        return Draft(tuple(_read_sheets(paper, wanted)), paper.get_metadata_value("Title"))
    finally:
        paper.close()


def count_pages(body: bytes) -> int:
    """How many pages a PDF has. Raises as ``read_paper``."""
    paper = open_paper(body)
    try:
        return len(paper)
    finally:
        paper.close()


def open_paper(body: bytes) -> pdfium.PdfDocument:
    """The open file, one with a broken table of objects too. Raises ParseProblem: password, damaged, too large."""
    try:
        paper = _open(body)
    except ParseProblem as problem:
        rebuilt = rebuild_table(body) if problem.reason == "damaged" else None
        if rebuilt is None:
            raise
        paper = _open(rebuilt)
    if len(paper) > MOST_PAGES:
        count = len(paper)
        paper.close()
        raise ParseProblem("too large", f"opening a PDF: got {count} pages, expected at most {MOST_PAGES}; cut it up")
    return paper


def _open(body: bytes) -> pdfium.PdfDocument:
    try:
        paper = pdfium.PdfDocument(body)
    except pdfium.PdfiumError as error:
        if error.err_code == raw.FPDF_ERR_PASSWORD:
            raise ParseProblem("password", "opening a PDF: it asks for a password; get it without one") from error
        raise ParseProblem("damaged", f"opening a PDF: {error}; fetch it again or leave it out") from error
    if not len(paper):
        paper.close()
        raise ParseProblem("damaged", "opening a PDF: got no pages, expected one or more; fetch it again")
    return paper


def _read_sheets(paper: pdfium.PdfDocument, numbers: Iterable[int]) -> Iterator[Sheet]:
    count = 0
    for number in numbers:
        sheet = _read_sheet(paper, number)
        count += len(sheet.words)
        if count > MOST_WORDS:
            raise ParseProblem("too large", f"reading a PDF: got more than {MOST_WORDS} words; cut it up")
        yield sheet


def _read_sheet(paper: pdfium.PdfDocument, number: int) -> Sheet:
    try:
        page = paper[number]
    except pdfium.PdfiumError:  # one broken page: the others are read
        return Sheet(number, 0, 0, (), is_drawn=False, fault="damaged")
    try:
        words, frame = find_words(page)
        targets = tuple(find_targets(paper, page, frame))
        if has_fields(page):
            page = draw_fields(paper, page, number)
            words, frame = find_words(page)
        width, height = frame.box.x1 - frame.box.x0, frame.box.bottom - frame.box.top
        if not words or is_unreadable(words):
            return Sheet(number, width, height, (), is_drawn=bool(words) or raw.FPDFPage_CountObjects(page) > 0)
        grids = find_grids(find_edges(page, frame))
        return Sheet(number, width, height, tuple(mark_footnotes(words)), targets, True, grids)
    finally:
        page.close()


def build_paper(_body: bytes, draft: Draft) -> Paper:
    """The pages of a draft with their blocks in reading order."""
    unread: dict[str, list[int]] = defaultdict(list)
    for sheet in draft.sheets:
        if sheet.fault or sheet.is_scan:
            unread[sheet.fault or "no text layer"].append(sheet.number + 1)
    drawn = any(sheet.is_drawn for sheet in draft.sheets)
    left = tuple((reason, tuple(numbers)) for reason, numbers in sorted(unread.items()))
    return Paper(tuple(_pages(draft.sheets)), draft.title, drawn, left)


def _pages(sheets: Sequence[Sheet]) -> Iterator[Page]:
    """The pages with their blocks in reading order, running headers and footers after them."""
    tables = [[t for grid in sheet.grids if (t := fill_grid(grid, sheet.words))] for sheet in sheets]
    lines = [_free_lines(sheet, found) for sheet, found in zip(sheets, tables, strict=True)]
    margins = find_margins(lines, [sheet.height for sheet in sheets])
    for sheet, found, free, aside in zip(sheets, tables, lines, margins, strict=True):
        inside: list[Line | Table] = [line for i, line in enumerate(free) if i not in aside]
        edges = [Block((free[i],), aside=True) for i in sorted(aside)]
        head = [block for block in edges if block.box.bottom < sheet.height / 2]
        items = [*head, *build_blocks([*inside, *found]), *edges[len(head) :]]
        items += [Block((line,), aside=True) for line in build_lines([w for w in sheet.words if w.askew])]
        yield Page(sheet.number + 1, sheet.width, sheet.height, tuple(items), sheet.targets)


def _free_lines(sheet: Sheet, tables: Sequence[Table]) -> list[Line]:
    """The lines outside of tables."""
    words = [word for word in sheet.words if not word.askew]
    for table in tables:
        words = [w for w in words if not table.box.holds((w.x0 + w.x1) / 2, w.y - w.size * 0.3)]
    return build_lines(words)
