"""Days that are printed are read, whatever the order and the language."""

from __future__ import annotations

import time
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

import extractors
from extractors import languages
from extractors.dates import normalize
from extractors.dates.tokens import DateWords
from extractors.mention import Document, Mention, Segment

DAYS = st.dates(date(1990, 1, 1), date(2059, 12, 31))


def _find(text: str, language: str, published_on: date | None = None) -> list[Mention]:
    document = Document("test", text, (Segment(0, len(text), "body", language),), language, None, published_on)
    return [mention for mention in extractors.extract(document) if mention.kind == "date"]


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


@given(
    DAYS,
    st.sampled_from(["{d:%Y-%m-%d}", "{d:%Y.%m.%d}", "{d:%d.%m.%Y}", "{d:%d/%m/%Y}", "{d.day}. {d.month}. {d:%Y}"]),
)
def test_figures_are_read_back(day: date, form: str) -> None:
    assert normalize(form.format(d=day), None) == day


@given(DAYS, st.sampled_from(languages.available()), st.data())
def test_every_form_of_every_month_is_read_back(day: date, language: str, data: st.DataObject) -> None:
    words = languages.section(language, "dates", DateWords)
    if words is None:
        return
    month = data.draw(st.sampled_from(words.months[day.month - 1]))
    forms = [
        f"{day.day} {month} {day.year}",
        f"{day.day}. {month.title()} {day.year}",
        f"{month} {day.day}, {day.year}",
    ]
    assert normalize(data.draw(st.sampled_from(forms)), language) == day


@pytest.mark.parametrize(
    ("text", "language", "published_on", "expected"),
    [
        ("Sutartis pasirašyta šių metų gegužės 27 d.", "lt", date(2020, 6, 2), ["2020-05-27"]),
        ("It will be shown on 27 May this year.", "en", date(2020, 11, 2), ["2020-05-27"]),
        ("Mugė vyko gruodžio 28 d.", "lt", date(2019, 1, 4), ["2018-12-28"]),
        ("Seminaras vyks sausio 8 d.", "lt", date(2018, 12, 20), ["2019-01-08"]),
        ("Donnerstag, 25. März, um 14 Uhr", "de", date(2021, 3, 12), ["2021-03-25"]),
        ("Friday, 5 March", "en", date(2020, 9, 1), ["2021-03-05"]),  # the weekday tells
        ("Monday, 5 March", "en", date(2020, 9, 1), []),  # no near year in which it is a Monday
        ("Balandžio 7–11 d. vyko paroda", "lt", date(2014, 6, 18), ["2014-04-07", "2014-04-11"]),
        ("Balandžio 7–11 d. vyko paroda", "lt", None, []),
        ("Gegužę 20 įmonių vyko į mugę", "lt", date(2014, 6, 18), []),
    ],
)
def test_missing_years(text: str, language: str, published_on: date | None, expected: list[str]) -> None:
    assert [mention.value for mention in _find(text, language, published_on)] == expected


@pytest.mark.parametrize("piece", ["1 ", "1.", "2012-", "2012 m. ", "kovo ", "5, ", "1-", "26 kovo ", " ", "1/1/"])
def test_noise_takes_seconds(piece: str) -> None:
    text = piece * (200_000 // len(piece))
    start = time.perf_counter()
    normalize(text, "lt")
    assert time.perf_counter() - start < 10  # measured: below 2 s


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Kitas susitikimas vyks rugsėjo 20 d. Rygoje.", "2018-09-20"),
        ("Pirmasis susitikimas vyko spalio 20 d. Rygoje.", "2017-10-20"),
        ("Sausio 25 d. pasirašyta sutartis.", "2018-01-25"),
        ("Paraiškos priimamos iki kovo 30 d.", "2018-03-30"),
    ],
)
def test_tense_tells_the_year(text: str, day: str) -> None:
    segment = extractors.Segment(0, len(text), "body", "lt")
    document = extractors.Document("d", text, (segment,), "lt", None, date(2018, 3, 14))
    assert [mention.value for mention in extractors.extract(document) if mention.kind == "date"] == [day]
