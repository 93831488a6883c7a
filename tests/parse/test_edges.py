"""Lines around the text of a page: its day, its topics and its controls are no text, its author is."""

from __future__ import annotations

from datetime import date

import pytest

from tests.parse.pages import parse_html_text, read_texts

_TEXT = (
    "Klasterio „Šviesa“ nariai pasirašė sutartį dėl bendros laboratorijos, kuri tarnaus ąžuolų apdirbėjams, ir "
    "sutarė kartu ieškoti užsakovų kitose šalyse."
)


def _read(before: str = "", after: str = "") -> list[str]:
    page = f"<h1>Bendra laboratorija</h1><p>{before}</p><p>{_TEXT}</p><p>{_TEXT}</p><p>{after}</p>"
    document = parse_html_text(page)
    assert document.published_on == (date(2021, 3, 4) if "2021" in before else None)
    return [text for text in read_texts(document) if text not in (_TEXT, "Bendra laboratorija")]


@pytest.mark.parametrize(
    "line",
    [
        "2021-03-04",
        "Paskelbta: 2021 m. kovo 4 d. 10:15",
        "Published: Thursday, 4 March 2021 | 4:35 PM",
        "veröffentlicht am 4. März 2021",
    ],
)
def test_the_day_of_publication_is_read_and_is_no_text(line: str) -> None:
    assert _read(before=line) == []


@pytest.mark.parametrize(
    "line",
    [
        "Živilė Kalnienė 2021-03-04",  # an author is one of the people of the text
        "Paskelbė Živilė Kalnienė 2021-03-04",
    ],
)
def test_an_author_beside_the_day_stays(line: str) -> None:
    assert _read(before=line) == [line]


@pytest.mark.parametrize(
    "line",
    ["Tags: circular economy, workwear", "Žymos: lazeriai, eksportas", "Schlagwörter: Laser", "Spausdinti", "© 2021 X"],
)
def test_topics_controls_and_owners_below_the_text(line: str) -> None:
    assert _read(after=line) == []


@pytest.mark.parametrize(
    "line",
    [
        "Temos, kurias aptarė nariai, bus tęsiamos rudenį.",
        "Nuotr. J. Kalnio",
        "Projektas baigiamas 2023 m. birželio 5 d.",
    ],
)
def test_other_short_lines_below_the_text_stay(line: str) -> None:
    assert _read(after=line) == [line]
