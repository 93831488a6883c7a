"""Scanned pages to words, by tesseract where it is installed."""

from __future__ import annotations

import csv
import io
import re
import shutil
import subprocess
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from statistics import median

import pypdfium2 as pdfium
from PIL import Image, ImageFilter

from pipeline.parse.pdf.fields import start_forms
from pipeline.parse.pdf.reader import open_paper
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
_LONG_WORD = 4
_DOUBTFUL = 75.0  # confidence in a letter: what lies on its side is read with less
_TURN = re.compile(r"^Rotate: (90|180|270)$", re.MULTILINE)
_LEAST_CONTRAST = 50  # of 255 shades: what is blank or a pale pattern is not worth the seconds
_LONGEST_SIDE = 30_000  # pixels: tesseract takes 32,767


def read_scan(body: bytes, sheet: Sheet, languages: Sequence[str], seconds: float) -> Sheet:
    """The sheet with the words that tesseract sees on its page. Runs in the child process.

    Raises ParseProblem: no text layer, where tesseract fails; too slow.
    """
    paper = open_paper(body)
    try:
        start_forms(paper)
        picture, scale = _draw(paper[sheet.number])
    finally:
        paper.close()
    picture, rows = _read_upright(picture, languages, seconds) if _has_contrast(picture) else (picture, [])
    width, height = picture.size
    words = [word for line in _lines(rows) for word in _words(line, 1 / scale)]
    usual = median(word.size for word in words) if words else 0.0
    near = (replace(w, size=usual) if abs(w.size - usual) < usual * _NEARLY else w for w in words)
    return replace(sheet, words=tuple(near), width=width / scale, height=height / scale, is_seen=True)


def _has_contrast(picture: Image.Image) -> bool:
    shades = [shade for shade, count in enumerate(picture.histogram()) if count]
    return shades[-1] - shades[0] >= _LEAST_CONTRAST


def _draw(page: pdfium.PdfPage) -> tuple[Image.Image, float]:
    """The picture of a page without specks of dust, and its pixels a point."""
    width, height = page.get_size()
    most = min((_MOST_PIXELS / max(width * height, 1.0)) ** 0.5, _LONGEST_SIDE / max(width, height, 1.0))
    scale = min(_DPI / 72, most)
    return page.render(scale=scale, grayscale=True).to_pil().filter(ImageFilter.MedianFilter(3)), scale


def _read_upright(
    picture: Image.Image, languages: Sequence[str], seconds: float
) -> tuple[Image.Image, list[dict[str, str]]]:
    """The picture, turned where its page was scanned sideways, and the words in it."""
    until = time.monotonic() + seconds
    rows = _recognized(picture, languages, seconds)
    if not rows or (_confidence(rows) > _DOUBTFUL and not _stand(rows)):
        return picture, rows
    turn = _find_turn(picture, until - time.monotonic())
    if not turn:
        return picture, rows
    upright = picture.rotate(-turn, expand=True)
    found = _recognized(upright, languages, until - time.monotonic())
    better = _stand(rows) or _confidence(found) > _confidence(rows)
    return (upright, found) if better else (picture, rows)


def _stand(rows: Sequence[dict[str, str]]) -> bool:
    """Whether words are higher than wide: their lines run up or down."""
    long = [row for row in rows if len(row["text"]) >= _LONG_WORD]
    return sum(float(row["height"]) > float(row["width"]) for row in long) * 2 > len(long)


def _confidence(rows: Sequence[dict[str, str]]) -> float:
    """How sure tesseract is of a letter, 0 to 100."""
    letters = sum(len(row["text"]) for row in rows)
    return sum(float(row["conf"]) * len(row["text"]) for row in rows) / letters if letters else 0.0


def _find_turn(picture: Image.Image, seconds: float) -> int:
    """By how many degrees clockwise a picture must be turned to be upright, 0 where tesseract cannot tell."""
    try:
        told = _TURN.search(_run(picture, ["--psm", "0"], seconds))
    except ParseProblem:  # too few letters, or no data for it installed
        return 0
    return int(told[1]) if told else 0


def _recognized(picture: Image.Image, languages: Sequence[str], seconds: float) -> list[dict[str, str]]:
    """The rows of tesseract's table, one a word."""
    told = _run(picture, ["-l", "+".join(languages), "--psm", "3", "--dpi", str(_DPI), "tsv"], seconds)
    table = csv.DictReader(told.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE)
    return [row for row in table if row["level"] == "5" and (row["text"] or "").strip()]


def _run(picture: Image.Image, options: Sequence[str], seconds: float) -> str:
    """What tesseract says of a picture. Raises ParseProblem: too slow; no text layer, where it fails."""
    file = io.BytesIO()
    picture.save(file, "PNG", compress_level=1)
    command = [shutil.which("tesseract") or "tesseract", "-", "-", *options]
    try:
        result = subprocess.run(  # noqa: S603  the program of that name
            command, input=file.getvalue(), capture_output=True, check=True, timeout=max(seconds, 0.0)
        )
    except subprocess.TimeoutExpired as error:
        raise ParseProblem("too slow", f"reading a scanned page: tesseract took more than {seconds:.0f} s") from error
    except (subprocess.SubprocessError, OSError) as error:
        raise ParseProblem("no text layer", f"reading a scanned page: tesseract failed: {error}") from error
    return result.stdout.decode("utf-8", "replace")


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
