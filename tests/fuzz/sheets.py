"""Damages of the sheets of workbooks (ECMA-376, part 1, 18)."""

from __future__ import annotations

import re
from collections.abc import Callable
from random import Random

from tests.fuzz.damage import amount

Parts = dict[str, bytes]
_PLACES = (b"A0", b"", b"ZZZZZZ1", b"XFD1048576", b"A99999999999", b"1A", b"$A$1", b"A1:B2", b"\xc4\x84\x31", b"A-1")


def _put(parts: Parts, name: str, rows: bytes) -> None:
    """Put rows after the others of a sheet."""
    sheet = re.sub(rb"<sheetData\s*/>", b"<sheetData></sheetData>", parts[name])
    parts[name] = sheet.replace(b"</sheetData>", rows + b"</sheetData>", 1)


def misplace_cells(rng: Random, parts: Parts, name: str) -> None:
    parts[name] = re.sub(
        rb'<c r="[^"]*"', lambda c: b'<c r="' + rng.choice(_PLACES) + b'"' if rng.random() < 0.1 else c[0], parts[name]
    )


def misplace_rows(rng: Random, parts: Parts, name: str) -> None:
    wrong = (b"-1", b"0", b"1048576", b"99999999999", b"x", b"")
    parts[name] = re.sub(
        rb'<row r="[^"]*"',
        lambda r: b'<row r="' + rng.choice(wrong) + b'"' if rng.random() < 0.2 else r[0],
        parts[name],
    )


def lie_of_dimension(rng: Random, parts: Parts, name: str) -> None:
    ref = rng.choice((b"A1:XFD1048576", b"A1", b"B2:A1", b"rubbish", b"", b"A1:ZZZZZ99999999"))
    sheet = re.sub(rb"<dimension [^>]*/>", b"", parts[name])
    parts[name] = sheet.replace(b"<sheetData", b'<dimension ref="' + ref + b'"/><sheetData', 1)


def break_strings(rng: Random, parts: Parts, name: str) -> None:
    """Cells that name shared strings which are not there."""
    parts[name] = re.sub(
        rb't="s"([^>]*)><v>\d+', lambda c: b't="s"%s><v>%d' % (c[1], rng.choice((-1, 10**9, 5))), parts[name]
    )


def mistype_cells(rng: Random, parts: Parts, name: str) -> None:
    """Values that are not of the kind that their cells say: days out of range, numbers that are words."""
    values = (b"1e308", b"-1", b"99999999999999", b"NaN", b"inf", b"", b"abc", b"2958466", b"0.0000000001", b"1e-400")
    kinds = (b"n", b"d", b"b", b"e", b"s", b"str", b"inlineStr", b"x")
    cells = b"".join(
        b'<c t="%s" s="%d"><v>%s</v></c>' % (rng.choice(kinds), rng.choice((0, 1, 14, 22, 9999)), rng.choice(values))
        for _ in range(amount(rng, 300))
    )
    _put(parts, name, b"<row>" + cells + b"</row>")


def merge_much(rng: Random, parts: Parts, name: str) -> None:
    refs = (b"A1:XFD1048576", b"A1:A1048576", b"A1:Z100", b"B2:A1", b"A1", b"x", b"", b"A1:CV2000")
    merged = b"".join(b'<mergeCell ref="%s"/>' % rng.choice(refs) for _ in range(amount(rng, 300)))
    sheet = re.sub(rb"<mergeCells.*?</mergeCells>", b"", parts[name], flags=re.DOTALL)
    parts[name] = sheet.replace(b"</sheetData>", b"</sheetData><mergeCells>" + merged + b"</mergeCells>", 1)


def add_rows(rng: Random, parts: Parts, name: str) -> None:
    """Rows without end: empty ones, or with one cell far to the right."""
    row = rng.choice((b"<row/>", b"<row><c/></row>", b"<row><c><v>1</v></c></row>", b'<row hidden="1"/>'))
    _put(parts, name, row * rng.choice((100, 10_000, 1_000_000)))


def widen_rows(rng: Random, parts: Parts, name: str) -> None:
    row = b'<row r="%d"><c r="XFD%d"><v>7</v></c></row>'
    _put(parts, name, b"".join(row % (n, n) for n in range(1_000, 1_000 + amount(rng, 2_000))))


def multiply_sheets(rng: Random, parts: Parts, _: str) -> None:
    """One sheet under very many names."""
    book = parts.get("xl/workbook.xml", b"")
    found = re.search(rb"<sheet [^>]*/>", book)
    one = found[0] if found else b""
    many = b"".join(re.sub(rb'name="[^"]*"', b'name="z%d"' % n, one) for n in range(amount(rng, 2_000)))
    parts["xl/workbook.xml"] = book.replace(b"</sheets>", many + b"</sheets>", 1)


def distort_formats(rng: Random, parts: Parts, _: str) -> None:
    """Formats of numbers that are none, or very long."""
    code = rng.choice(
        (b"[" * 9_000, b"yyyy" * 5_000, b"#,##0" * 5_000, b"&quot;" * 999, b";;;;;", b"\\", b"[$-FFFFFFFF]")
    )
    styles = parts.get("xl/styles.xml", b"")
    styles = re.sub(rb'formatCode="[^"]*"', b'formatCode="' + code.replace(b"\\", b"\\\\") + b'"', styles)
    parts["xl/styles.xml"] = re.sub(
        rb'numFmtId="\d+"', lambda _: b'numFmtId="%d"' % rng.choice((0, 14, 164, -1, 99999)), styles
    )


SHEETS: tuple[Callable[[Random, Parts, str], None], ...] = (
    misplace_cells, misplace_rows, lie_of_dimension, break_strings, mistype_cells, merge_much, add_rows, widen_rows,
    multiply_sheets, distort_formats,
)  # fmt: skip
