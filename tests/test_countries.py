"""Country forms of all languages, and what the sentences of tests/cases do not reach."""

from __future__ import annotations

from itertools import pairwise

import pytest
from babel import Locale
from hypothesis import given
from hypothesis import strategies as st

import extractors
from extractors import Cell, Document, Segment
from extractors.countries.forms import decline, find_forms, known_codes

LANGUAGES = [
    "bg",
    "cs",
    "da",
    "de",
    "el",
    "en",
    "es",
    "et",
    "fi",
    "fr",
    "ga",
    "hr",
    "hu",
    "it",
    "lt",
    "lv",
    "mt",
    "nl",
    "pl",
    "pt",
    "ro",
    "sk",
    "sl",
    "sv",
]
PLAIN = [
    "AT",
    "BE",
    "BG",
    "CH",
    "DE",
    "DK",
    "EE",
    "ES",
    "FI",
    "FR",
    "HU",
    "IE",
    "IT",
    "JP",
    "LT",
    "LV",
    "NO",
    "PL",
    "SE",
    "UA",
]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_knows_the_names_of_cldr(language: str) -> None:
    territories = Locale.parse(language).territories
    for code in PLAIN:
        assert [hit.code for hit in find_forms(f"— {territories[code]} —", language)] == [code]


@pytest.mark.parametrize(
    ("language", "name", "forms"),
    [
        ("lt", "Lietuva", "Lietuvos Lietuvai Lietuvą Lietuva Lietuvoje Lietuvoj Lietuvon"),
        ("lt", "Čilė", "Čilės Čilei Čilę Čile Čilėje"),
        ("lt", "Omanas", "Omano Omanui Omaną Omanu Omane"),
        ("lt", "Nyderlandai", "Nyderlandų Nyderlandams Nyderlandus Nyderlandais Nyderlanduose"),
        ("lt", "Paragvajus", "Paragvajaus Paragvajui Paragvajų Paragvajumi Paragvajuje"),
        ("lt", "Džibutis", "Džibučio Džibučiui Džibutį Džibučiu Džibutyje"),
        ("lv", "Vācija", "Vācijas Vācijai Vāciju Vācijā"),
        ("lv", "Nīderlande", "Nīderlandes Nīderlandei Nīderlandi Nīderlandē"),
        ("et", "Saksamaa", "Saksamaal Saksamaale Saksamaalt Saksamaaga"),
        ("et", "Island", "Islandi Islandil Islandile"),
        ("pl", "Niemcy", "Niemiec Niemcom Niemcami Niemczech"),
        ("pl", "Litwa", "Litwy Litwie Litwę Litwą"),
        ("cs", "Německo", "Německa Německu Německem"),
        ("cs", "Rakousko", "Rakouska Rakousku"),
        ("fi", "Ruotsi", "Ruotsin Ruotsissa Ruotsista Ruotsiin"),
        ("fi", "Islanti", "Islannin Islannissa Islantiin"),
        ("fi", "Suomi", "Suomen Suomessa Suomeen"),
        ("de", "Litauen", "Litauens"),
        ("hu", "Lengyelország", "Lengyelországban Lengyelországból Lengyelországnak"),
    ],
)
def test_cases(language: str, name: str, forms: str) -> None:
    (code,) = {hit.code for hit in find_forms(name, language)}
    for form in forms.split():
        assert [(hit.code, hit.end) for hit in find_forms(form, language)] == [(code, len(form))]


@given(st.sampled_from(LANGUAGES), st.text(alphabet="LietuvaPolskČ ,.()-\n’", max_size=60))
def test_hits_lie_in_the_text_in_order(language: str, text: str) -> None:
    hits = find_forms(text, language)
    assert all(0 <= hit.start < hit.end <= len(text) for hit in hits)
    assert all(left.end <= right.start for left, right in pairwise(hits))
    assert {hit.code for hit in hits} <= known_codes()


def test_decline_agrees_word_by_word() -> None:
    endings = {"oji": "osios ąją", "ija": "ijos iją"}
    assert {"Didžiosios Britanijos", "Didžiąją Britaniją"} <= decline("Didžioji Britanija", endings)


def _row(cells: list[tuple[str, str]]) -> Document:
    text, places = "", []
    for head, words in cells:
        text += " | " if text else ""
        places.append(Cell(len(text), len(text) + len(words), head))
        text += words
    return Document("table", text, (Segment(0, len(text), "table row", "en", cells=tuple(places)),), "en")


def test_a_column_of_countries_tells_where_partners_come_from() -> None:
    document = _row([("No", "3"), ("Participant", "Nordtex AB"), ("Country", "SE"), ("Task", "Testing in Norway")])
    found = [(m.value, m.label) for m in extractors.extract(document) if m.kind == "country"]
    assert ("SE", "partner_origin") in found
    assert [value for value, _ in found] == ["SE", "NO"]


def test_a_table_of_fairs_tells_of_participation() -> None:
    rows = _row([("Date", "2023-03-14"), ("Fair", "Nuremberg (Germany)"), ("Members", "5")])
    found = [(m.value, m.label) for m in extractors.extract(rows) if m.kind == "country"]
    assert found == [("DE", "event_participation")]
