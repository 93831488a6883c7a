"""Mentions of amounts of money and their roles."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal

from spacy.tokens import Doc

from extractors.amounts.cells import find_cell_parts
from extractors.amounts.context import find_units
from extractors.amounts.cues import find_cues
from extractors.amounts.figures import find_style
from extractors.amounts.grammar import Part, Reader
from extractors.amounts.ranges import Figure, join
from extractors.amounts.roles import Judge
from extractors.amounts.words import lexicon
from extractors.mention import Document, Mention, Segment
from extractors.taken import Taken

__all__ = ["find", "normalize"]

_RATE = re.compile(r"\s?=")  # 1 EUR = 3,4528 Lt


def find(doc: Doc) -> list[Mention]:
    """Every amount with its role as label; the value is ``NUMBER CODE``, the number without a fraction or with cents.

    >>> import extractors
    >>> doc = extractors.load("lt")("Projekto vertė – 2,4 mln. Lt, iš jų ES lėšos – 1.200.000,50 Lt.")
    >>> [(m.text, m.value, m.label) for m in doc._.mentions if m.kind == "amount"]
    [('2,4 mln. Lt', '2400000 LTL', 'total'), ('1.200.000,50 Lt', '1200000.50 LTL', 'eu')]
    """
    words = lexicon(doc.lang_)
    text: str = doc._.readable
    reader = Reader(words, find_style(text, words.words))
    taken = Taken(len(text), ((m.start, m.end) for m in doc._.mentions))
    judge = Judge(doc.lang_, _giver(text, doc.lang_), frozenset(words.words.against))
    document: Document = doc._.document
    found: list[Mention] = []
    for segment in document.segments:
        if text[segment.start : segment.end].isspace():
            continue  # boilerplate, or another language
        figures = _figures(document, segment, reader, taken)
        units = find_units(document, segment, figures, doc.lang_) if figures else []
        for unit, verdict in zip(units, judge.decide(units), strict=True):
            for role in filter(None, (verdict.role, verdict.also)):
                found += (_mention(document.text, figure, role, verdict.confidence) for figure in unit.figures)
    return sorted(found, key=lambda m: (m.start, m.end, m.label))


def normalize(text: str, language: str) -> tuple[Decimal, str] | None:
    """The first amount that a string prints, as number and ISO 4217 code, or None.

    >>> normalize("€2.4m", "en")
    (Decimal('2400000.0'), 'EUR')
    """
    words = lexicon(language)
    reader = Reader(words, find_style(text, words.words))
    figures = join(text, reader.find_parts(text, 0, len(text)), words)
    return (figures[0].value, figures[0].currency) if figures else None


def _figures(document: Document, segment: Segment, reader: Reader, taken: Taken) -> list[Figure]:
    text = document.text
    in_cells = find_cell_parts(document, segment, reader, reader.language) if segment.cells else []
    cells = [(part.start, part.end) for part in in_cells]
    parts = [
        part
        for part in reader.find_parts(text, segment.start, segment.end)
        if not taken.meets(part.start, part.end) and not _overlaps(part, cells) and not _RATE.match(text, part.end)
    ]
    parts += (part for part in in_cells if not taken.meets(part.start, part.end))
    return join(text, sorted(parts, key=lambda part: part.start), reader.lexicon)


def _overlaps(part: Part, spans: Iterable[tuple[int, int]]) -> bool:
    return any(start < part.end and part.start < end for start, end in spans)


def _giver(text: str, language: str) -> str:
    """Who gives where a grant names nobody: the funds that the document speaks of."""
    kinds = {cue.kind for cue in find_cues(text, language, frozenset({"eu", "national"}))}
    return "eu" if "eu" in kinds else "national" if kinds else "other"


def _mention(text: str, figure: Figure, role: str, confidence: float) -> Mention:
    value = f"{_plain(figure.value)} {figure.currency}"
    printed = text[figure.start : figure.end]
    return Mention("amount", figure.start, figure.end, printed, value, role, "amount grammar", confidence)


def _plain(value: Decimal) -> str:
    """``405820``, ``743455.17``, ``0.035``: no exponent, no empty fraction, at least cents."""
    if value == value.to_integral_value():
        return format(value.to_integral_value(), "f")
    exponent = value.normalize().as_tuple().exponent
    places = max(2, -exponent) if isinstance(exponent, int) else 2
    return format(value, f".{places}f")
