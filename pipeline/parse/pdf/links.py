"""Where the annotations of a page lead, and which words lead there."""

from __future__ import annotations

import ctypes
import re
from collections.abc import Iterator, Sequence

import pypdfium2 as pdfium
from pypdfium2 import raw

from pipeline.parse.pdf.shapes import Block, Frame, Line, Target
from pipeline.parse.segments import Run, Words

_LONGEST_URL = 2000
_MOST_LINKS = 2000


def find_targets(paper: pdfium.PdfDocument, page: pdfium.PdfPage, frame: Frame) -> Iterator[Target]:
    """The places of a page that lead to an address outside of it."""
    at, link, rect = ctypes.c_int(0), raw.FPDF_LINK(), raw.FS_RECTF()
    for _ in range(_MOST_LINKS):
        if not raw.FPDFLink_Enumerate(page, at, link):
            return
        url = _url(paper, link)
        if url and raw.FPDFLink_GetAnnotRect(link, rect):
            yield Target(frame.cover(rect.left, rect.bottom, rect.right, rect.top), url)


def _url(paper: pdfium.PdfDocument, link: raw.FPDF_LINK) -> str:
    action = raw.FPDFLink_GetAction(link)
    if not action:
        return ""
    length = raw.FPDFAction_GetURIPath(paper, action, None, 0)
    if not 1 < length <= _LONGEST_URL:
        return ""
    buffer = ctypes.create_string_buffer(length)
    raw.FPDFAction_GetURIPath(paper, action, buffer, length)
    return buffer.value.decode("utf-8", "replace")


def find_runs(text: str, block: Block, targets: Sequence[Target]) -> Words:
    """The words of a block with those that lead somewhere marked."""
    runs: list[Run] = []
    at = 0
    for line in block.lines if targets else ():
        middle = (line.box.top + line.box.bottom) / 2
        for target in targets:
            if target.box.top <= middle <= target.box.bottom:
                words = _covered(line, target)
                start = text.find(words, at) if words else -1
                if start >= 0:
                    runs += [Run(text[at:start]), Run(words, target.url)]
                    at = start + len(words)
    return (*runs, Run(text[at:])) if runs else text


def _covered(line: Line, target: Target) -> str:
    """The words of a line under a target, their places guessed from their lengths."""
    width = max(line.box.x1 - line.box.x0, 1.0)
    scale = len(line.text) / width
    start, end = ((x - line.box.x0) * scale for x in (target.box.x0, target.box.x1))
    words = [w for w in re.finditer(r"\S+", line.text) if start < (w.start() + w.end()) / 2 < end]
    return line.text[words[0].start() : words[-1].end()].strip(".,;:()") if words else ""
