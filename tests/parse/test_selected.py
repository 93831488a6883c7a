"""Selectors of a source are obeyed; one that finds nothing is told and the page read without it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from pipeline.parse import Parsed, parse_record
from pipeline.record import Layout
from tests.parse.pages import make_page_record, read_texts

PAGE = b"""<html><body><div class=x1><h2>Naujienos</h2>
<h3 class=t>Klasteris stato laboratorija</h3><i class=d>2019-03-04</i>
<div class=footer><p>Nariai pasirase sutarti del bendros laboratorijos, kuri tarnaus imonems.</p>
<p class=promo>Prenumeruokite.</p></div></div><div class=y><p>Kita ilga naujiena apie visai kita dalyka,
kuri
cia nepriklauso ir kurios niekas neskaitys, nors ji yra gerokai ilgesne uz straipsni ir stovi salia jo.</p></div>"""


def _parse(layout: Layout) -> Parsed:
    return parse_record(PAGE, replace(make_page_record(), layout=layout))


def test_selectors_hold_against_names_and_shapes() -> None:
    parsed = _parse(Layout(title="h3.t", body=".footer", date=".d", drop=(".promo",)))
    assert parsed.document.title == "Klasteris stato laboratorija"
    assert parsed.document.published_on == date(2019, 3, 4)
    read = read_texts(parsed.document)
    assert read[0] == "Klasteris stato laboratorija"
    assert read[-1].startswith("Nariai")
    assert len(read) == 2
    assert parsed.shortfalls == ()


def test_a_selector_that_finds_nothing_is_told() -> None:
    parsed = _parse(Layout(title="h3.t", body=".artikel"))
    assert [short.reason for short in parsed.shortfalls] == ["selector"]
    assert "'.artikel'" in parsed.shortfalls[0].detail
    assert any(text.startswith("Kita ilga") for text in read_texts(parsed.document))
