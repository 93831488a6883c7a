"""Typed cells of a sheet as their number formats show them.

Figures get a blank between thousands and a point before decimals whatever the reader's country would show: no
language reads ``58 120.00`` wrongly. Days are ISO 8601.
"""

from __future__ import annotations

import re
from datetime import date, datetime, time
from decimal import ROUND_HALF_UP, Decimal

_QUOTED = re.compile(r'"(?P<quoted>[^"]*)"|\\(?P<escaped>.)|\[\$(?P<currency>[^\]-]*)(?:-[^\]]*)?\]')
_PADDING = re.compile(r"_.|\*.|\[[^\]]*\]")
_FIGURE = re.compile(r"[#0?][#0?,. ]*")
_LITERAL = "€$£¥%"


def format_value(value: object, number_format: str) -> str:
    """What a cell shows.

    >>> format_value(1874300.0, "#,##0.00"), format_value(0.75, "0%"), format_value(5, "General")
    ('1 874 300.00', '75%', '5')
    >>> format_value(58120.0, '#,##0.00 [$Eur-427]'), format_value(date(2011, 6, 14), "yyyy.mm.dd")
    ('58 120.00 Eur', '2011-06-14')
    """
    if value is None:
        return ""
    if isinstance(value, date | time):
        return _moment(value)
    if isinstance(value, bool):
        return str(value).upper()
    return _figure(value, number_format) if isinstance(value, int | float) else str(value)


def _moment(value: date | time) -> str:
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ", "minutes")
    return value.isoformat("minutes") if isinstance(value, time) else value.isoformat()


def _figure(value: float, number_format: str) -> str:
    pattern, before, after = _split(number_format.partition(";")[0])
    number = Decimal(repr(value))
    if not number.is_finite():
        return ""
    if pattern is None:
        return _plain(number)
    if "%" in before + after:
        number *= 100
    decimals = len(re.findall(r"[0#?]", pattern.partition(".")[2]))
    grouped = "," in pattern.rstrip(", ") or bool(re.search(r"[#0] [#0]", pattern))
    rounded = number.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    digits = f"{rounded:,f}".replace(",", " ") if grouped else f"{rounded:f}".zfill(pattern.count("0"))
    return f"{before}{digits}{after}".strip()


def _plain(number: Decimal) -> str:
    """The shortest form: a float's last digit is noise of the machine."""
    text = f"{number.quantize(Decimal('1e-10')):f}" if number.as_tuple().exponent < -10 else f"{number:f}"  # type: ignore[operator]
    return text.rstrip("0").rstrip(".") if "." in text else text


def _split(section: str) -> tuple[str | None, str, str]:
    """The digits of a format, and what it writes before and after them."""
    literals: list[str] = []

    def keep(match: re.Match[str]) -> str:
        literals.append(match["quoted"] or match["escaped"] or match["currency"] or "")
        return "\x00"

    bare = _PADDING.sub("", _QUOTED.sub(keep, section))
    figure = _FIGURE.search(bare)
    if figure is None:
        return None, "", ""
    parts = iter(literals)
    written = ["".join(next(parts) if c == "\x00" else c for c in text) for text in (bare[: figure.start()],)]
    rest = "".join(next(parts, "") if c == "\x00" else c for c in bare[figure.end() :])
    spaced = " " if figure[0].endswith(" ") else ""
    return figure[0].strip(), _shown(written[0]), spaced + _shown(rest)


def _shown(text: str) -> str:
    """Words, signs of currencies and blanks of a format; not its codes."""
    return text if any(c.isalpha() or c in _LITERAL for c in text) else ""
