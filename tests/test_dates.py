"""Days that are printed are read, whatever the order and the language."""

from __future__ import annotations

from datetime import date

import pytest

from extractors.dates import normalize


@pytest.mark.parametrize(
    ("printed", "language"),
    [
        ("2012 m. kovo 26 d.", "lt"),
        ("26 kovo d., 2012", "lt"),
        ("2012-03-26T10:00:00+02:00", None),
        ("26/03/2012", None),
        ("03/26/2012", "en"),
        ("26th of March 2012", "en"),
        ("Mar. 26, 2012", "en"),
        ("2012. gada 26. martā", "lv"),
        ("26. märtsil 2012. aastal", "et"),
        ("26 marca 2012 r.", "pl"),
        ("26.März 2012", "de"),
        ("le 26 mars 2012", "fr"),
        ("26. maaliskuuta 2012", "fi"),
        ("maaliskuun 26. päivänä 2012", "fi"),
        ("26. března 2012", "cs"),
        ("26. 3. 2012", "cs"),
        ("26 de marzo de 2012", "es"),
        ("2012. március 26-án", "hu"),
        ("26 март 2012 г.", "bg"),
        ("26 Μαρτίου 2012", "el"),
    ],
)
def test_one_day_in_many_hands(printed: str, language: str | None) -> None:
    assert normalize(printed, language) == date(2012, 3, 26)


@pytest.mark.parametrize("printed", ["S-2012-03-26", "v1.2.2012", "10.5.2012.7", "2012-13-26", "31.02.2012", "2012"])
def test_no_day(printed: str) -> None:
    assert normalize(printed, "en") is None
