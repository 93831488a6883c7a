"""Any amount, printed in any of the ways of a language, is read back; none becomes a hundred times itself."""

from __future__ import annotations

import time
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors import languages
from extractors.amounts import normalize
from extractors.amounts.figures import APOSTROPHES, SPACES
from extractors.amounts.words import AmountWords, lexicon

LANGUAGES = [code for code in languages.available() if languages.section(code, "amounts", AmountWords)]
GROUPS = [*SPACES[:5], ".", ",", APOSTROPHES[0], ""]


def _grouped(whole: int, sign: str) -> str:
    return f"{whole:,}".replace(",", sign)


@given(st.sampled_from(LANGUAGES), st.integers(1, 10**12), st.integers(0, 99), st.sampled_from(GROUPS), st.data())
def test_figures_with_cents_are_read_back(
    language: str, whole: int, cents: int, group: str, data: st.DataObject
) -> None:
    decimal = data.draw(st.sampled_from([sign for sign in ",." if sign != group]))
    currency = data.draw(st.sampled_from(["EUR", "€", "PLN", "SEK"]))
    printed = f"{_grouped(whole, group)}{decimal}{cents:02}"
    text = data.draw(st.sampled_from([f"{printed} {currency}", f"{currency} {printed}", f"{printed}{currency}"]))
    expected = Decimal(f"{whole}.{cents:02}")
    assert normalize(text, language) == (expected, "EUR" if currency == "€" else currency)


@given(st.sampled_from(LANGUAGES), st.integers(1, 999), st.integers(0, 99), st.data())
def test_scale_words_are_never_lost(language: str, whole: int, tenths: int, data: st.DataObject) -> None:
    words = lexicon(language).words
    scale, forms = data.draw(st.sampled_from(sorted(words.scales.items())))
    word = data.draw(st.sampled_from(forms))
    currency = data.draw(st.sampled_from(["EUR", "€", *words.currencies.get("EUR", ())]))
    stop = data.draw(st.sampled_from(["", "."])) if len(word) < 6 else ""
    blank = data.draw(st.sampled_from([" ", "\u00a0", "\n"]))
    text = f"{whole}{words.decimal}{tenths:02}{blank}{word}{stop} {currency}"
    assert normalize(text, language) == (Decimal(f"{whole}.{tenths:02}") * Decimal(scale), "EUR")


@given(st.sampled_from(LANGUAGES), st.integers(1, 999), st.data())
def test_all_names_of_currencies_are_known(language: str, whole: int, data: st.DataObject) -> None:
    code, forms = data.draw(st.sampled_from(sorted(lexicon(language).words.currencies.items())))
    assert normalize(f"{whole} {data.draw(st.sampled_from(forms))}", language) == (Decimal(whole), code)


@given(st.text(alphabet="0123456789 .,'€kmEURLt-–()\n\u00a0", max_size=60), st.sampled_from(["lt", "en", "de", "xx"]))
def test_nothing_breaks_the_grammar(text: str, language: str) -> None:
    found = normalize(text, language)
    assert found is None or found[0] > 0


@pytest.mark.parametrize("text", ["1.222.99,89 Lt", "12,34,5 EUR", "1 EUR = 3,4528 Lt", "100", "EUR", "Euro 2012"])
def test_what_is_no_amount(text: str) -> None:
    found = normalize(text, "lt")
    assert found is None or found == (Decimal(1), "EUR")  # the one euro of a rate: find() leaves it out


@pytest.mark.parametrize("piece", ["1 ", "123 456 ", "1", " ", "1,", "12-", "EUR ", "mln ", "1 mln ", "€1 "])
def test_a_megabyte_of_noise_takes_seconds(piece: str) -> None:
    text = piece * (200_000 // len(piece))
    start = time.perf_counter()
    normalize(text, "lt")
    assert time.perf_counter() - start < 10  # measured: 0.1 to 1 s
