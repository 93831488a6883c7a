"""Words with their places, read from a page's text layer by pdfium.

A word costs three calls into the library, not three a character: a page takes about twice as long as its bare text.
"""

from __future__ import annotations

import ctypes
import math
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace

import pypdfium2 as pdfium
from pypdfium2 import raw

from pipeline.parse.footnotes import raise_mark
from pipeline.parse.pdf.shapes import Box, Frame, Word, turned

_WORD = re.compile("[^\\s\ufffe\x02]+[\ufffe\x02]?|[\ufffe\x02]")  # pdfium's marks for a hyphen at the end of a line
_SIGNS = str.maketrans(
    {"\ufffe": "-", "\x02": "-"} | {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
)  # hyphens, ligatures
_BOLD = re.compile(r"bold|black|heavy|semibold|demi", re.IGNORECASE)
_GLUE = "\xa0\u202f\u2007\u2060"
_WIDE = 0.4  # of the font size: a blank that needs a look
_MIDDLE = 0.3  # of the font size above the baseline
_RAISED = 0.86  # a mark of a footnote is smaller than the figures before it


def find_words(page: pdfium.PdfPage) -> tuple[list[Word], Frame]:
    """All words of a page in the order of its text layer, upright as most of them run."""
    textpage = page.get_textpage()
    try:
        text = _text(textpage)
        starts = _starts(textpage, text)
        angle = max(starts.angles, key=lambda a: (starts.angles[a], -a), default=-page.get_rotation() % 360)
        frame = Frame(angle, _frame_box(*_visible(page), angle))
        return [word for word in _words(textpage, text, starts, frame) if _is_inside(word, frame.box)], frame
    finally:
        textpage.close()


@dataclass(slots=True)
class _Starts:
    """By offset of the first letter of each line: scale and angle of its letters; the letters by angle."""

    scales: dict[int, tuple[float, int]]
    angles: Counter[int]


def _text(textpage: pdfium.PdfTextPage) -> str:
    """The text with one character for each that pdfium counts."""
    text = str(textpage.get_text_range())
    count = textpage.count_chars()
    if len(text) == count:
        return text
    codes = (raw.FPDFText_GetUnicode(textpage, i) for i in range(count))
    return "".join(chr(code) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else "\ufffd" for code in codes)


def _starts(textpage: pdfium.PdfTextPage, text: str) -> _Starts:
    matrix = raw.FS_MATRIX()
    starts = _Starts({}, Counter())
    for line in re.finditer(r"\S[^\r\n]*", text):
        if not raw.FPDFText_GetMatrix(textpage, line.start(), matrix):
            continue
        degrees = math.degrees(math.atan2(matrix.b, matrix.a))
        nearest = round(degrees / 90) * 90 % 360
        straight = abs((degrees - nearest + 180) % 360 - 180) < 3
        starts.scales[line.start()] = (math.hypot(matrix.c, matrix.d) or 1.0, nearest if straight else -1)
        if straight:
            starts.angles[nearest] += len(line[0])
    return starts


def _visible(page: pdfium.PdfPage) -> tuple[float, float, float, float]:
    """Left, bottom, right and top of what a reader sees: the crop box, as far as it lies on the page."""
    sheet, cut = page.get_mediabox(), page.get_cropbox()
    left, bottom = max(sheet[0], cut[0]), max(sheet[1], cut[1])
    right, top = min(sheet[2], cut[2]), min(sheet[3], cut[3])
    return (left, bottom, right, top) if left < right and bottom < top else sheet


def _is_inside(word: Word, box: Box) -> bool:
    """Whether the middle of a word is seen: beside a crop box stand printers' marks and the pages of others."""
    width, height = box.x1 - box.x0, box.bottom - box.top
    x, y, near = (word.x0 + word.x1) / 2, word.y - word.size * _MIDDLE, word.size
    return -near <= x <= width + near and -near <= y <= height + near


def _frame_box(left: float, bottom: float, right: float, top: float, angle: int) -> Box:
    xs, ys = zip(turned(left, bottom, angle), turned(right, top, angle), strict=True)
    return Box(min(xs), min(ys), max(xs), max(ys))


def _words(textpage: pdfium.PdfTextPage, text: str, starts: _Starts, frame: Frame) -> Iterator[Word]:
    x, y, rect = ctypes.c_double(), ctypes.c_double(), raw.FS_RECTF()
    scale, angle, bold = 1.0, frame.angle, False
    last_x1 = last_y = 0.0
    for match in _WORD.finditer(text):
        first, last = match.start(), match.end() - 1
        if first in starts.scales:
            scale, angle = starts.scales[first]
            bold = _is_bold(textpage, first)
        elif match.end() == len(text) or text[match.end()] in "\r\n":
            bold = bold and _is_bold(textpage, last)
        if not raw.FPDFText_GetCharOrigin(textpage, first, x, y):
            continue
        size = raw.FPDFText_GetFontSize(textpage, first) * scale
        raw.FPDFText_GetLooseCharBox(textpage, last, rect)
        x0, baseline = frame.place(x.value, y.value)
        x1 = rect.right - frame.box.x0 if not frame.angle else _far_edge(frame, rect)
        printed = match[0].translate(_SIGNS)
        if text[last].isdigit() and first < last:
            printed = _raise_marks(textpage, first, printed)
        glued = first > 0 and text[first - 1] in _GLUE
        gap = x0 - last_x1 if abs(baseline - last_y) < 1 else 0.0
        blank = gap if gap > size * _WIDE and _is_printed_blank(textpage, first - 1) else 0.0
        last_x1, last_y = x1, baseline
        yield Word(printed, x0, max(x1, x0), baseline, size, bold, glued, blank, angle != frame.angle)


def _is_printed_blank(textpage: pdfium.PdfTextPage, index: int) -> bool:
    """Whether a blank was written together with the next letter: it is wide to justify a line, no gap of a table."""
    if raw.FPDFText_IsGenerated(textpage, index) == 1:
        return False
    one, other = raw.FPDFText_GetTextObject(textpage, index), raw.FPDFText_GetTextObject(textpage, index + 1)
    return ctypes.cast(one, ctypes.c_void_p).value == ctypes.cast(other, ctypes.c_void_p).value


def _far_edge(frame: Frame, rect: raw.FS_RECTF) -> float:
    return frame.cover(rect.left, rect.bottom, rect.right, rect.top).x1


def _raise_marks(textpage: pdfium.PdfTextPage, first: int, printed: str) -> str:
    """``300 ¹`` for a figure with the smaller mark of a footnote."""
    size = raw.FPDFText_GetFontSize(textpage, first)
    small = [raw.FPDFText_GetFontSize(textpage, first + i) < size * _RAISED for i in range(len(printed))]
    start = small.index(True) if True in small else len(printed)
    return printed[:start] + raise_mark(printed[:start], printed[start:]) if start and all(small[start:]) else printed


def _is_bold(textpage: pdfium.PdfTextPage, index: int) -> bool:
    if raw.FPDFText_GetFontWeight(textpage, index) >= 600:
        return True
    name = ctypes.create_string_buffer(128)
    raw.FPDFText_GetFontInfo(textpage, index, name, 128, None)
    return bool(_BOLD.search(name.value.decode("latin-1")))


def mark_footnotes(words: list[Word]) -> list[Word]:
    """The words with small raised figures beside them put on their baseline as ``¹``."""
    found = list(words)
    for i, word in enumerate(words):
        if not (word.text.isdecimal() and len(word.text) <= 2):
            continue
        for other in (*words[max(i - 1, 0) : i], *words[i + 1 : i + 2]):
            beside = min(abs(word.x0 - other.x1), abs(other.x0 - word.x1)) < other.size * 0.4
            if word.size < other.size * _RAISED and beside and 0 < other.y - word.y < other.size * 0.8:
                mark = raise_mark(other.text if other.x0 < word.x0 else "", word.text)
                found[i] = replace(word, text=mark, y=other.y, size=other.size)
    return found
