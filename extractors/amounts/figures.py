"""Printed figures: which signs group thousands, which one starts the decimals."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from decimal import Decimal

from extractors.amounts.words import AmountWords

SPACES = " \u00a0\u202f\u2009\u2007\u2060"  # blank, no-break, narrow no-break, thin, figure space, word joiner
APOSTROPHES = "'’`"
# 1 286 400,50 | 1.286.400,50 · 1,286,400.50 · 1'500'000 · 2.4 · 30; then the dash of 14 550 000,-
FIGURE = re.compile(
    rf"""(?<!\d)(?<!\d[.,{APOSTROPHES}])
    (?: \d{{1,3}} (?: [{SPACES}\n]\d{{3}} )+ (?!\d) (?: [.,]\d+ )? | \d+ (?: [.,{APOSTROPHES}]\d+ )* )
    (?: ,[-–—]{{1,2}} (?!\d) )?""",
    re.VERBOSE,
)
_SEPARATOR = re.compile(rf"[.,{APOSTROPHES}{SPACES}\n]")


@dataclass(frozen=True, slots=True)
class Style:
    """How a document writes figures: signs of decimals and thousands, as far as its clear figures show."""

    decimal: frozenset[str]
    group: frozenset[str]
    usual_decimal: str
    usual_group: str
    possible_group: str

    def is_decimal(self, sign: str) -> bool:
        """Whether one sign before three digits starts decimals: then figures elsewhere or the language must say so."""
        if (sign in self.decimal) != (sign in self.group):
            return sign in self.decimal
        return sign != self.usual_group


def find_style(text: str, words: AmountWords) -> Style:
    """The style of a text by its clear figures, with the language's habits where it has none.

    >>> style = find_style("1.286.400,50 ir 2,4", AmountWords(",", " .", {}, {}))
    >>> sorted(style.decimal), sorted(style.group)
    ([','], ['.'])
    """
    decimal: Counter[str] = Counter()
    group: Counter[str] = Counter()
    for match in FIGURE.finditer(text):
        signs = _SEPARATOR.findall(match[0])
        digits = _SEPARATOR.split(match[0])
        if len(signs) > 1 and signs[-1] != signs[0] and _is_grouped(digits[:-1]) and len(digits[-1]) in (1, 2):
            decimal[signs[-1]] += 1
            group[signs[0]] += 1
        elif len(signs) > 1 and len(set(signs)) == 1 and _is_grouped(digits) and digits[0] != "0":
            group[signs[0]] += 1
    return Style(frozenset(decimal), frozenset(group), words.decimal, words.group[:1], words.group)


def normalize_figure(printed: str, style: Style, scaled: bool = False) -> Decimal | None:
    """The number that a figure prints, or None where it is damaged (``1.222.99,89``). ``scaled``: a scale word follows.

    >>> style = find_style("", AmountWords(",", " .", {}, {}))
    >>> [str(normalize_figure(f, style)) for f in ("405.820,00", "1 286 400", "2,4", "1.500", "1.222.99,89")]
    ['405820.00', '1286400', '2.4', '1500', 'None']
    >>> str(normalize_figure("1,125", style, scaled=True))
    '1.125'
    """
    printed = re.sub(r",[-–—]+\Z", "", printed)
    signs, digits = _SEPARATOR.findall(printed), _SEPARATOR.split(printed)
    if not signs:
        return Decimal(printed)
    if len(signs) == 1:
        return _one_sign(signs[0], digits, style, scaled)
    if _is_grouped(digits) and _same(signs):
        return Decimal("".join(digits))
    short = len(digits[-1]) <= (6 if scaled else 2)
    if _is_grouped(digits[:-1]) and _same(signs[:-1]) and signs[-1] in ".," and signs[-1] != signs[0] and short:
        return Decimal("".join(digits[:-1]) + "." + digits[-1])
    return None


def _one_sign(sign: str, digits: list[str], style: Style, scaled: bool) -> Decimal | None:
    whole, tail = digits
    as_decimal = Decimal(f"{whole}.{tail}") if sign in ".," else None
    if not _is_grouped(digits) or whole == "0":
        fine = len(tail) <= 2 or whole == "0" or (scaled and len(tail) <= 6)
        return as_decimal if fine else None
    if sign not in ".,":
        return Decimal(whole + tail)
    if scaled:
        return as_decimal if style.is_decimal(sign) else Decimal(whole + tail)
    clear = sign in style.group or sign in style.possible_group
    if sign in style.decimal and not clear:  # "2.405.820,00 Lt" beside "1,500 Lt": three decimals or thousands
        return None
    return Decimal(whole + tail)


def _is_grouped(digits: list[str]) -> bool:
    return 1 <= len(digits[0]) <= 3 and all(len(group) == 3 for group in digits[1:])


def _same(signs: list[str]) -> bool:
    blanks = SPACES + "\n"
    return len({" " if sign in blanks else sign for sign in signs}) == 1
