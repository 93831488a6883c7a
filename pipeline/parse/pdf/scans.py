"""Scanned pages to words, by tesseract where it is installed."""

from __future__ import annotations

import csv
import io
import shutil
import subprocess
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from statistics import median

import pypdfium2 as pdfium
from PIL import Image, ImageFilter

from pipeline.parse.pdf.shapes import Sheet, Word
from pipeline.problems import ParseProblem

_DPI = 300
_POINTS = 72 / _DPI
_MOST_PIXELS = 40_000_000  # a poster is read at fewer dots an inch
_LEAST_CONFIDENCE = 25.0
_TALL = frozenset("bdfhkl0123456789ABCDEFGHIJKLMNOPRSTUVWXYZ")
_DEEP = frozenset("gjpqyQ,;()[]{}|@$/„ąęįųĄĘĮŲçşţģķļņ_")
_CAP_HEIGHT, _X_HEIGHT, _DESCENT = 0.72, 0.53, 0.22  # of the font size
_ABOVE_BASELINE = 0.8  # of the height of a word with letters that reach down
_BLANK = 0.15  # of the font size: tesseract says where a word ends, however narrow the gap
_NEARLY = 0.12  # sizes that differ by less are one
_SECONDS = 120


@cache
def installed_languages() -> frozenset[str]:
    """The languages (ISO 639-2) that tesseract can read here; none where it is not installed."""
    program = shutil.which("tesseract")
    if program is None:
        return frozenset()
    listed = subprocess.run([program, "--list-langs"], capture_output=True, text=True, check=False, timeout=30)  # noqa: S603
    return frozenset(listed.stdout.split("\n")[1:]) - {"", "osd", "equ"}


def read_scan(page: pdfium.PdfPage, sheet: Sheet, languages: Sequence[str]) -> Sheet:
    """The sheet with the words that tesseract sees on its page."""
    scale = min(_DPI / 72, (_MOST_PIXELS / max(sheet.width * sheet.height, 1.0)) ** 0.5)
    picture = page.render(scale=scale, grayscale=True).to_pil().filter(ImageFilter.MedianFilter(3))  # specks of dust
    width, height = picture.size
    rows = _recognized(picture, languages)
    words = [word for line in _lines(rows) for word in _words(line, 1 / scale)]
    usual = median(word.size for word in words) if words else 0.0
    near = (replace(w, size=usual) if abs(w.size - usual) < usual * _NEARLY else w for w in words)
    return replace(sheet, words=tuple(near), width=width / scale, height=height / scale)


def _recognized(picture: Image.Image, languages: Sequence[str]) -> list[dict[str, str]]:
    """The rows of tesseract's table, one a word."""
    file = io.BytesIO()
    picture.save(file, "PNG", compress_level=1)
    command = [
        shutil.which("tesseract") or "tesseract",
        "-",
        "-",
        "-l",
        "+".join(languages),
        "--psm",
        "3",
        "--dpi",
        str(_DPI),
        "tsv",
    ]
    try:
        result = subprocess.run(command, input=file.getvalue(), capture_output=True, check=True, timeout=_SECONDS)  # noqa: S603
    except (subprocess.SubprocessError, OSError) as error:
        raise ParseProblem(
            "no text layer", f"reading a scanned page: tesseract failed: {error}; try it by hand"
        ) from error
    table = csv.DictReader(result.stdout.decode("utf-8").splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE)
    return [row for row in table if row["level"] == "5" and (row["text"] or "").strip()]


def _lines(rows: Sequence[dict[str, str]]) -> Iterator[list[dict[str, str]]]:
    lines: dict[tuple[str, ...], list[dict[str, str]]] = defaultdict(list)
    for row in rows:
        if float(row["conf"]) >= _LEAST_CONFIDENCE:
            lines[row["block_num"], row["par_num"], row["line_num"]].append(row)
    yield from lines.values()


def _words(line: Sequence[dict[str, str]], points: float) -> Iterator[Word]:
    """The words of one line with one size and one baseline, told from the letters that reach up or down."""
    clean = [row for row in line if not _DEEP.intersection(row["text"])]
    sizes = [_size(row) for row in clean or line]
    bottoms = [float(row["top"]) + float(row["height"]) * (1 if clean else _ABOVE_BASELINE) for row in clean or line]
    size, baseline = median(sizes) * points, median(bottoms) * points
    rights = [float(row["left"]) - size / points * _BLANK for row in line[1:]]
    for row, most in zip(line, [*rights, float("inf")], strict=True):
        left, right = float(row["left"]), float(row["left"]) + float(row["width"])
        yield Word(row["text"], left * points, max(left, min(right, most)) * points, baseline, size)


def _size(row: dict[str, str]) -> float:
    text, tall = row["text"], bool(_TALL.intersection(row["text"]))
    share = _CAP_HEIGHT if tall else _X_HEIGHT
    return float(row["height"]) / (share + _DESCENT if _DEEP.intersection(text) else share)
