"""The rules that a page draws: straight edges of its paths, across and down, as the text is read."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass

import pypdfium2 as pdfium
from pypdfium2 import raw

from pipeline.parse.pdf.shapes import Frame

_MOST_PATHS = 4000  # a drawing, no table
_MOST_SEGMENTS = 20_000
_DEEPEST = 4  # forms in forms
_STRAIGHT = 0.1  # points: what leans more is no rule
_SHORTEST = 1.0

Matrix = tuple[float, float, float, float, float, float]
_SAME: Matrix = (1, 0, 0, 1, 0, 0)
Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Edge:
    """A straight line across or down: ``at`` is its height or its distance from the left."""

    across: bool
    at: float
    start: float
    end: float


def find_edges(page: pdfium.PdfPage, frame: Frame) -> list[Edge]:
    """The rules of a page; none where there are so many that they are a drawing."""
    edges: list[Edge] = []
    segments = 0
    for paths, (path, matrix) in enumerate(_paths(page)):
        count = raw.FPDFPath_CountSegments(path)
        segments += max(count, 0)
        if paths > _MOST_PATHS or segments > _MOST_SEGMENTS:
            return []
        for (x0, y0), (x1, y1) in _lines(path, count, matrix):
            a, b = frame.place(x0, y0), frame.place(x1, y1)
            across, down = abs(a[0] - b[0]), abs(a[1] - b[1])
            if down <= _STRAIGHT and across >= _SHORTEST:
                edges.append(Edge(True, (a[1] + b[1]) / 2, min(a[0], b[0]), max(a[0], b[0])))
            elif across <= _STRAIGHT and down >= _SHORTEST:
                edges.append(Edge(False, (a[0] + b[0]) / 2, min(a[1], b[1]), max(a[1], b[1])))
    return edges


def _paths(page: pdfium.PdfPage) -> Iterator[tuple[raw.FPDF_PAGEOBJECT, Matrix]]:
    """The paths that are painted, those inside of forms too, each with the matrix to the space of the page."""
    for i in range(raw.FPDFPage_CountObjects(page)):
        yield from _inside(raw.FPDFPage_GetObject(page, i), _SAME, 0)


def _inside(shape: raw.FPDF_PAGEOBJECT, outer: Matrix, depth: int) -> Iterator[tuple[raw.FPDF_PAGEOBJECT, Matrix]]:
    kind = raw.FPDFPageObj_GetType(shape)
    if kind == raw.FPDF_PAGEOBJ_PATH and _is_painted(shape):
        yield shape, _times(_matrix(shape), outer)
    elif kind == raw.FPDF_PAGEOBJ_FORM and depth < _DEEPEST:
        matrix = _times(_matrix(shape), outer)
        for i in range(raw.FPDFFormObj_CountObjects(shape)):
            yield from _inside(raw.FPDFFormObj_GetObject(shape, i), matrix, depth + 1)


def _is_painted(path: raw.FPDF_PAGEOBJECT) -> bool:
    fill, stroke = ctypes.c_int(0), ctypes.c_int(0)
    return not raw.FPDFPath_GetDrawMode(path, fill, stroke) or bool(fill.value or stroke.value)


def _matrix(shape: raw.FPDF_PAGEOBJECT) -> Matrix:
    m = raw.FS_MATRIX()
    return (m.a, m.b, m.c, m.d, m.e, m.f) if raw.FPDFPageObj_GetMatrix(shape, m) else _SAME


def _times(inner: Matrix, outer: Matrix) -> Matrix:
    if outer == _SAME:
        return inner
    a, b, c, d, e, f = inner
    p, q, r, s, t, u = outer
    return a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u


def _lines(path: raw.FPDF_PAGEOBJECT, count: int, matrix: Matrix) -> Iterator[tuple[Point, Point]]:
    """The straight segments of a path, those that close it too."""
    x, y = ctypes.c_float(), ctypes.c_float()
    a, b, c, d, e, f = matrix
    first = last = (0.0, 0.0)
    for i in range(count):
        segment = raw.FPDFPath_GetPathSegment(path, i)
        kind = raw.FPDFPathSegment_GetType(segment)
        raw.FPDFPathSegment_GetPoint(segment, x, y)
        point = (a * x.value + c * y.value + e, b * x.value + d * y.value + f)
        if kind == raw.FPDF_SEGMENT_MOVETO:
            first = point
        elif kind == raw.FPDF_SEGMENT_LINETO:
            yield last, point
        if raw.FPDFPathSegment_GetClose(segment):
            yield point, first
        last = point
