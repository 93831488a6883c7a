"""Money in euro at fixed rates."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.money import fixed_rates, value_in_euro


@pytest.mark.parametrize(
    ("value", "currency", "euro"),
    [
        ("1286400", "LTL", "372567.19"),
        ("3.4528", "LTL", "1.00"),
        ("248500", "LVL", "353583.64"),
        ("1800000", "EEK", "115040.97"),
        ("0.005", "EUR", "0.01"),  # half up, not to even
        ("0.015", "EUR", "0.02"),
        ("195.583", "BGN", "100.00"),
    ],
)
def test_fixed_rates(value: str, currency: str, euro: str) -> None:
    assert value_in_euro(Decimal(value), currency) == Decimal(euro)


@pytest.mark.parametrize("currency", ["SEK", "USD", "PLN", "CZK", "DKK", ""])
def test_no_rate(currency: str) -> None:
    assert value_in_euro(Decimal(1), currency) is None


def test_rates_have_six_digits() -> None:
    """As the regulations give them; a typing error would show here."""
    rates = {code: rate for code, rate in fixed_rates().items() if code != "EUR"}
    assert {code: len(rate.as_tuple().digits) for code, rate in rates.items()} == dict.fromkeys(rates, 6)


@given(st.decimals(min_value=0, max_value=10**13, places=2), st.sampled_from(sorted(fixed_rates())))
def test_error_is_at_most_half_a_cent(value: Decimal, currency: str) -> None:
    euro = value_in_euro(value, currency)
    assert euro is not None
    assert abs(euro * fixed_rates()[currency] - value) <= fixed_rates()[currency] * Decimal("0.005")
