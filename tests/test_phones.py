"""Numbers are read in all the ways in which they are printed; other figures are none."""

from __future__ import annotations

import phonenumbers
import pytest
from hypothesis import given
from hypothesis import strategies as st

import extractors
from extractors.mention import Cell, Document, Segment
from extractors.phones import find, normalize_phone

MOBILE = st.integers(60000000, 69999999).map(str)
LANDLINE = st.integers(37200000, 37499999).map(str)


def read(text: str, language: str = "lt") -> list[str]:
    return [mention.value for mention in extractors.load(language)(text)._.mentions if mention.kind == "phone"]


@pytest.mark.parametrize(
    "form",
    [
        "+370 {a} {b}",
        "+370{a}{b}",
        "8 {a} {b}",
        "8-{a}-{b}",
        "(8~{a}) {b}",
        "0 {a} {b}",
        "00370 {a} {b}",
        "(8 {a}) {b}",
        "+370 ({a}) {b}",
    ],
)
@given(number=MOBILE)
def test_reads_mobiles_in_every_form(form: str, number: str) -> None:
    assert read(f"Tel. {form.format(a=number[:3], b=number[3:])}, info") == [f"+370{number}"]


@pytest.mark.parametrize(
    "form", ["(8 37) {b}", "8 37 {b}", "(8~37) {b}", "8-37-{b}", "(0 37) {b}", "+370 37 {b}", "8 (37) {b}"]
)
@given(number=LANDLINE)
def test_reads_landlines_in_every_form(form: str, number: str) -> None:
    assert read(f"tel. {form.format(b=number[2:])}; faks. 8 37 200000") == [f"+370{number}"]


@given(st.text(st.sampled_from("0123456789+-() ~./tel\n,"), max_size=60))
def test_offsets_hold_in_any_text(text: str) -> None:
    doc = extractors.load("lt").make_doc(text)
    for mention in find(doc):
        assert text[mention.start : mention.end] == mention.text
        assert phonenumbers.is_possible_number(phonenumbers.parse(mention.value))


@pytest.mark.parametrize(
    ("text", "region", "value"),
    [
        ("(8~37) 451 299", "LT", "+37037451299"),
        ("020 7946 0199", "GB", "+442079460199"),
        ("+49 (0)30 23 12 51 99", None, "+493023125199"),
        ("020 7946 0199", None, None),
        ("nėra", "LT", None),
    ],
)
def test_normalizes(text: str, region: str | None, value: str | None) -> None:
    assert normalize_phone(text, region) == value


def test_a_column_head_calls_its_cells_telephones() -> None:
    text = "Ona | 5 2622699 | 5 2622698"
    cells = (Cell(0, 3, "Vardas"), Cell(6, 15, "Telefonas"), Cell(18, 27, "Faksas"))
    document = Document("test", text, (Segment(0, len(text), "table row", cells=cells),), "lt")
    assert [m.value for m in extractors.extract(document) if m.kind == "phone"] == ["+37052622699"]


def test_the_address_beside_a_number_tells_its_country() -> None:
    assert read("Contact: phone 29417399, ilze@imone.lv", "en") == ["+37129417399"]
    assert read("Kontaktai: tel. 29417399, ilze@imone.lv") == ["+37129417399"]
