"""Days of publication as documents print them."""

from __future__ import annotations

from datetime import date

import pytest

from pipeline.parse.printed import find_published

DAY = date(2021, 3, 4)


@pytest.mark.parametrize(
    ("line", "language"),
    [
        ("Vilnius, 4 March 2021", "en"),
        ("4 March 2021 · News · The Valley Mill", "en"),
        ("Press release No 7/2021, 4 March 2021", "en"),
        ("Kaunas, 4 March 2021. The Commission has agreed that the project may go on until 29 February 2024.", "en"),
        ("VILNIUS (4 March 2021) – The workers of a mill have bought their looms.", "en"),
        ("LEEDS, 4 March 2021 -- The hydrogen cluster has opened a valley of four plants in the north.", "en"),
        ("2021 m. kovo 4 d., Vilnius", "lt"),
        ("Išsiųsta 2021 m. kovo 4 d.", "lt"),
        ("04 kovo d., 2021", "lt"),
        ("2021-03-04 07:45", "lt"),
        ("Apžvalga nariams, 2021-03-04", "lt"),
        ("Tiedote 4.3.2021", "fi"),
        ("nr 3 (17) • Żyrardów, 4 marca 2021 r.", "pl"),
        ("Stand: 4. März 2021", "de"),
    ],
)
def test_days_of_publication(line: str, language: str) -> None:
    assert find_published([line], language) == DAY


@pytest.mark.parametrize(
    ("line", "language"),
    [
        ("On 4 March 2021 a seminar was held in Valga.", "en"),
        ("3. bis 4. März 2021: Sommerschule in Kaunas", "de"),
        ("2021 m. kovo 4 d. pasirašyta sutartis su agentūra.", "lt"),
        ("The project lasts from 1 May 2019 to 4 March 2021", "en"),
        ("2021 m. kovas", "lt"),
        ("Call 2014-2020", "en"),
    ],
)
def test_other_days(line: str, language: str) -> None:
    assert find_published([line], language) is None


def test_a_day_of_change_counts_only_alone() -> None:
    assert find_published(["Updated 2023-10-02", "2021-03-04"]) == DAY
    assert find_published(["Updated 2021-03-04"]) == DAY
