"""Small PDFs for the tests, drawn by reportlab."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence

from reportlab.lib.pagesizes import A4
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

WIDTH, HEIGHT = A4
Draw = Callable[[Canvas], None]


def make_pdf(*pages: Draw, encrypt: StandardEncryption | None = None) -> bytes:
    """A file with a page for each function."""
    file = io.BytesIO()
    canvas = Canvas(file, pagesize=A4, encrypt=encrypt, invariant=1)
    for draw in pages:
        draw(canvas)
        canvas.showPage()
    canvas.save()
    return file.getvalue()


def write(canvas: Canvas, lines: Sequence[str], x: float = 60, y: float = 700, size: float = 10) -> float:
    """Lines one under the other; the height at which the next one would stand."""
    for line in lines:
        canvas.setFont("Helvetica", size)
        canvas.drawString(x, y, line)
        y -= size * 1.3
    return y


def rule_table(canvas: Canvas, rows: Sequence[Sequence[str]], y: float = 700, width: float = 110) -> None:
    """A table with a rule around every cell, its first row in bold."""
    height, left = 20, 60
    for i, row in enumerate(rows):
        for j, cell in enumerate(row):
            canvas.rect(left + j * width, y - i * height, width, height)
            canvas.setFont("Helvetica-Bold" if i == 0 else "Helvetica", 9)
            canvas.drawString(left + j * width + 4, y - i * height + 6, cell)
