"""A whole PDF to pages of blocks. Runs in the child process: nothing here is safe from a hostile file."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

import pypdfium2 as pdfium
from pypdfium2 import raw

from pipeline.parse.pdf.blocks import build_blocks
from pipeline.parse.pdf.letters import find_words, mark_footnotes
from pipeline.parse.pdf.lines import build_lines
from pipeline.parse.pdf.links import find_targets
from pipeline.parse.pdf.margins import find_margins
from pipeline.parse.pdf.shapes import Block, Grid, Line, Page, Paper, Sheet, Table, Word
from pipeline.parse.pdf.tables import fill_grid, find_grids, has_rules
from pipeline.problems import ParseProblem

MOST_PAGES = 1000
_UNREADABLE = 0.3  # of the characters: a text layer that names no letters


def read_paper(body: bytes) -> tuple[list[Sheet], str]:
    """All pages of a PDF and the title that its metadata claim. Raises ParseProblem where it cannot be opened."""
    paper = open_paper(body)
    try:
        return [_read_sheet(paper, number) for number in range(len(paper))], paper.get_metadata_value("Title")
    finally:
        paper.close()


def open_paper(body: bytes) -> pdfium.PdfDocument:
    """The open file. Raises ParseProblem: password, damaged, too large."""
    try:
        paper = pdfium.PdfDocument(body)
    except pdfium.PdfiumError as error:
        if error.err_code == raw.FPDF_ERR_PASSWORD:
            raise ParseProblem("password", "opening a PDF: it asks for a password; get it without one") from error
        raise ParseProblem("damaged", f"opening a PDF: {error}; fetch it again or leave it out") from error
    if not 0 < len(paper) <= MOST_PAGES:
        count = len(paper)
        paper.close()
        reason = "too large" if count else "damaged"
        raise ParseProblem(reason, f"opening a PDF: got {count} pages, expected 1 to {MOST_PAGES}; cut it up")
    return paper


def _read_sheet(paper: pdfium.PdfDocument, number: int) -> Sheet:
    try:
        page = paper[number]
    except pdfium.PdfiumError:  # one broken page: the others are read
        return Sheet(number, 0, 0, (), is_drawn=False)
    try:
        words, frame = find_words(page)
        if _is_unreadable(words):
            words = []
        width, height = frame.box.x1 - frame.box.x0, frame.box.bottom - frame.box.top
        if not words:
            drawn = next(iter(page.get_objects(max_depth=1)), None) is not None
            return Sheet(number, width, height, (), is_drawn=drawn)
        upright = frame.angle == -page.get_rotation() % 360
        targets = tuple(find_targets(paper, page, frame))
        return Sheet(number, width, height, tuple(mark_footnotes(words)), targets, True, upright and has_rules(page))
    finally:
        page.close()


def _is_unreadable(words: Sequence[Word]) -> bool:
    letters = "".join(word.text for word in words)
    strange = sum(c == "\ufffd" or "\ue000" <= c <= "\uf8ff" or c < " " for c in letters)
    return strange > len(letters) * _UNREADABLE


def build_pages(sheets: Sequence[Sheet], grids: Mapping[int, Sequence[Grid]]) -> Iterator[Page]:
    """The pages with their blocks in reading order, running headers and footers after them."""
    tables = [[t for grid in grids.get(sheet.number, ()) if (t := fill_grid(grid, sheet.words))] for sheet in sheets]
    lines = [_free_lines(sheet, found) for sheet, found in zip(sheets, tables, strict=True)]
    margins = find_margins(lines, [sheet.height for sheet in sheets])
    for sheet, found, free, aside in zip(sheets, tables, lines, margins, strict=True):
        inside: list[Line | Table] = [line for i, line in enumerate(free) if i not in aside]
        edges = [Block((free[i],), aside=True) for i in sorted(aside)]
        head = [block for block in edges if block.box.bottom < sheet.height / 2]
        items = [*head, *build_blocks([*inside, *found]), *edges[len(head) :]]
        items += [Block((line,), aside=True) for line in build_lines([w for w in sheet.words if w.askew])]
        yield Page(sheet.number + 1, sheet.width, sheet.height, tuple(items), sheet.targets, sheet.is_scan)


def _free_lines(sheet: Sheet, tables: Sequence[Table]) -> list[Line]:
    """The lines outside of tables."""
    words = [word for word in sheet.words if not word.askew]
    for table in tables:
        words = [w for w in words if not table.box.holds((w.x0 + w.x1) / 2, w.y - w.size * 0.3)]
    return build_lines(words)


def read_pages(body: bytes, languages: Sequence[str] = (), alive: Callable[[], None] = lambda: None) -> Paper:
    """All pages of a PDF in reading order.

    Scanned ones are read in ``languages`` (ISO 639-2), and ``alive`` is called after each; without languages they
    are marked and empty.
    """
    sheets, title = read_paper(body)
    ruled = [sheet.number for sheet in sheets if sheet.is_ruled]
    grids = find_grids(body, ruled) if ruled else {}
    if languages and any(sheet.is_scan for sheet in sheets):
        sheets = list(_read_scans(body, sheets, languages, alive))
    return Paper(tuple(build_pages(sheets, grids)), title)


def _read_scans(
    body: bytes, sheets: Sequence[Sheet], languages: Sequence[str], alive: Callable[[], None]
) -> Iterator[Sheet]:
    from pipeline.parse.pdf.scans import read_scan  # pictures and their library are needed by few files

    paper = open_paper(body)
    try:
        for sheet in sheets:
            yield read_scan(paper[sheet.number], sheet, languages) if sheet.is_scan else sheet
            alive()
    finally:
        paper.close()
