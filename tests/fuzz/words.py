"""Damages of the words of Word files (ECMA-376, part 1, 17)."""

from __future__ import annotations

import re
from collections.abc import Callable
from random import Random

from tests.fuzz.damage import amount

_DOCUMENT = "word/document.xml"
Parts = dict[str, bytes]


def _put(parts: Parts, piece: bytes) -> None:
    """Put elements at the start of the body."""
    parts[_DOCUMENT] = re.sub(rb"<w:body>", lambda _: b"<w:body>" + piece, parts[_DOCUMENT], count=1)


def nest_tables(rng: Random, parts: Parts) -> None:
    depth = amount(rng, 2_000)
    end = b"</w:p><w:p/></w:tc></w:tr></w:tbl>".replace(b"</w:p><w:p/>", b"<w:p/>")
    _put(parts, b"<w:tbl><w:tr><w:tc>" * depth + b"<w:p><w:r><w:t>x</w:t></w:r></w:p>" + end * depth)


def nest_boxes(rng: Random, parts: Parts) -> None:
    depth = amount(rng, 2_000)
    _put(parts, b"<w:p><w:r><w:txbxContent>" * depth + b"<w:p/>" + b"</w:txbxContent></w:r></w:p>" * depth)


def span_cells(rng: Random, parts: Parts) -> None:
    span = rng.choice((b"-5", b"0", b"1000000000", b"x", b"1.5", b""))
    cell = b'<w:tc><w:tcPr><w:gridSpan w:val="%s"/><w:vMerge/></w:tcPr><w:p><w:r><w:t>a</w:t></w:r></w:p></w:tc>' % span
    _put(parts, b"<w:tbl>" + (b"<w:tr>" + cell * amount(rng, 60) + b"</w:tr>") * amount(rng, 200) + b"</w:tbl>")


def repeat_rows(rng: Random, parts: Parts) -> None:
    row = b"<w:tr><w:tc><w:p/></w:tc><w:tc><w:p><w:r><w:t>1 Eur</w:t></w:r></w:p></w:tc></w:tr>"
    _put(parts, b"<w:tbl>" + row * amount(rng, 5_000) + b"</w:tbl>")


def split_runs(rng: Random, parts: Parts) -> None:
    """A run a letter, as spelling checkers leave them."""
    run = rng.choice((b"<w:r><w:t>a</w:t></w:r>", b"<w:r/>", b"<w:proofErr/>", b"<w:br/>", b"<w:r><w:tab/></w:r>"))
    _put(parts, b"<w:p>" + run * amount(rng, 60_000) + b"</w:p>")


def break_fields(rng: Random, parts: Parts) -> None:
    """Fields that begin and never end, or end and never began."""
    char = b'<w:r><w:fldChar w:fldCharType="%s"/><w:instrText>HYPERLINK "x' + b'"' * 3 + b"</w:instrText></w:r>"
    kinds = (b"begin", b"separate", b"end", b"", b"x")
    _put(parts, b"<w:p>" + b"".join(char % rng.choice(kinds) for _ in range(amount(rng, 3_000))) + b"</w:p>")


def ring_styles(rng: Random, parts: Parts) -> None:
    """Styles that are based on each other in a circle."""
    styles = parts.get("word/styles.xml", b"")
    ids = re.findall(rb'w:styleId="([^"]+)"', styles) or [b"Normal"]
    based = lambda found: found[0] + b'<w:basedOn w:val="%s"/>' % rng.choice(ids)  # noqa: E731
    parts["word/styles.xml"] = re.sub(rb"<w:style [^>]*[^/]>", based, styles)


def distort_looks(rng: Random, parts: Parts) -> None:
    """Sizes, levels and alignments that are none."""
    wrong = rng.choice((b"-1", b"99999999999999999999", b"NaN", b"", b"1e9", b"\xd7\x90"))
    look = b'<w:rPr><w:sz w:val="%s"/><w:b w:val="%s"/><w:vertAlign w:val="%s"/></w:rPr>' % (wrong, wrong, wrong)
    style = b'<w:pPr><w:pStyle w:val="%s"/><w:numPr><w:ilvl w:val="%s"/></w:numPr></w:pPr>' % (wrong, wrong)
    _put(parts, b"<w:p>%s<w:r>%s<w:t>Antra\xc5\xa1t\xc4\x97</w:t></w:r></w:p>" % (style, look))


def repeat_paragraphs(rng: Random, parts: Parts) -> None:
    paragraph = rng.choice((b"<w:p/>", b"<w:p><w:r><w:t>a</w:t></w:r></w:p>", b"<w:sdt><w:sdtContent/></w:sdt>"))
    _put(parts, paragraph * amount(rng, 20_000))


WORDS: tuple[Callable[[Random, Parts], None], ...] = (
    nest_tables, nest_boxes, span_cells, repeat_rows, split_runs, break_fields, ring_styles, distort_looks,
    repeat_paragraphs,
)  # fmt: skip
