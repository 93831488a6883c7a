"""Money of currencies that joined the euro, in euro, at the rates that the Council fixed for ever."""

from __future__ import annotations

import tomllib
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from importlib.resources import files

_CENT = Decimal("0.01")


@cache
def fixed_rates() -> dict[str, Decimal]:
    """Units of a currency (ISO 4217) that are one euro, from ``extractors/data/euro_rates.toml``."""
    data = tomllib.loads(files("extractors").joinpath("data", "euro_rates.toml").read_text(encoding="utf-8"))
    return {code: Decimal(entry["rate"]) for code, entry in data.items()}


def value_in_euro(value: Decimal, currency: str) -> Decimal | None:
    """The amount in euro, rounded half up to the cent, or None where no rate is fixed.

    As Regulation (EC) No 1103/97 asks: divided by the rate with all its six digits, rounded once, at the end.

    >>> value_in_euro(Decimal("1286400"), "LTL")
    Decimal('372567.19')
    >>> value_in_euro(Decimal("500"), "SEK") is None
    True
    """
    rate = fixed_rates().get(currency)
    return (value / rate).quantize(_CENT, ROUND_HALF_UP) if rate is not None else None
