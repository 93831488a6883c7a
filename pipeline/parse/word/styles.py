"""What the style of a paragraph in a Word file makes of it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from docx.document import Document as WordDocument
from docx.oxml.ns import qn
from docx.styles.style import ParagraphStyle
from docx.text.paragraph import Paragraph
from lxml.etree import _Element

from extractors.mention import SegmentKind

_HEADING = re.compile(r"heading (\d)\Z", re.IGNORECASE)
_LONGEST_HEADING = 120


@dataclass(frozen=True, slots=True)
class Look:
    """How a paragraph looks: ``rank`` is 0 for a title, 1 to 9 for headings, None else; ``size`` in points."""

    kind: SegmentKind
    rank: int | None
    size: float
    bold: bool


class Styles:
    """The styles of one file, looked up once each."""

    def __init__(self, word: WordDocument) -> None:
        self._word = word
        self._of_style = cache(self._read_style)

    def look(self, element: _Element, text: str) -> Look:
        """How a paragraph looks that holds this text."""
        paragraph = Paragraph(element, self._word)  # type: ignore[arg-type]
        kind, rank, size, bold = self._of_style(paragraph.style.style_id if paragraph.style else "")
        runs = [run for run in paragraph.runs if run.text.strip()]
        sizes = [float(run.font.size.pt) for run in runs if run.font.size is not None]
        size = max(sizes) if runs and len(sizes) == len(runs) else size
        bold = all(bold if run.bold is None else run.bold for run in runs) if runs else bold
        if element.find(f"{qn('w:pPr')}/{qn('w:numPr')}") is not None and kind == "body":
            kind = "list item"
        short = 0 < len(text) < _LONGEST_HEADING and "\n" not in text
        if kind == "body" and bold and short and not text.endswith((".", ",", ";", ":")):
            kind = "heading"
        return Look(kind, rank, size, bold)

    def _read_style(self, style_id: str) -> tuple[SegmentKind, int | None, float, bool]:
        kind, rank, size, bold = "body", None, None, None
        style = next((s for s in self._word.styles if s.style_id == style_id), None)
        seen: set[str] = set()
        while isinstance(style, ParagraphStyle) and style.style_id not in seen:  # damaged styles stand on each other
            seen.add(style.style_id)
            name = (style.name or "").lower()
            heading = _HEADING.match(name)
            if name == "title" and rank is None:
                kind, rank = "heading", 0
            elif heading and rank is None:
                kind, rank = "heading", int(heading[1])
            elif name.startswith("list") and kind == "body":
                kind = "list item"
            elif name == "caption" and kind == "body":
                kind = "caption"
            size = size or (float(style.font.size.pt) if style.font.size is not None else None)
            bold = style.font.bold if bold is None else bold
            style = style.base_style
        return kind, rank, size or 11.0, bool(bold)  # type: ignore[return-value]
