"""Organizations: what sentences alone cannot show: layout, legal forms of all countries, properties of names."""

from __future__ import annotations

import tomllib
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

import extractors
from extractors import Cell, Document, Segment
from extractors.mention import SegmentKind
from extractors.organizations import split_legal_form
from extractors.organizations.nominative import brand_in_nominative, name_forms

FORMS = tomllib.loads((files("extractors") / "data" / "legal_forms.toml").read_text(encoding="utf-8"))


def _read(language: str, *lines: tuple[SegmentKind, str]) -> list[tuple[str, str]]:
    """Values and labels in a document of such segments; cells are parted by `` | ``, heads stand before ``=``."""
    text, segments = "", []
    for kind, line in lines:
        start, cells = len(text), []
        for number, part in enumerate(line.split(" | ") if kind == "table row" else ()):
            head, _, words = part.rpartition("=")
            text += (" | " if number else "") + words
            cells.append(Cell(len(text) - len(words), len(text), head))
        text += line if not cells else ""
        segments.append(Segment(start, len(text), kind, language, "", tuple(cells)))
        text += "\n"
    document = Document("test", text, tuple(segments), language)
    found = [mention for mention in extractors.extract(document) if mention.kind == "organization"]
    assert all(text[mention.start : mention.end] == mention.text for mention in found)
    return [(mention.value, mention.label) for mention in found]


def test_columns_give_roles() -> None:
    found = _read(
        "lt",
        (
            "table row",
            "Pareiškėjas=UAB „Burė“ | Projekto pavadinimas=Stiebo sukūrimas | Partneriai=Vėjo namai; AB „Kilis“",
        ),
    )
    assert found == [("Burė", "coordinator"), ("Vėjo namai", "partner"), ("Kilis", "partner")]


def test_a_cell_says_who_coordinates() -> None:
    found = _read(
        "en",
        ("heading", "Partners"),
        ("table row", "Participant=Andromeda OÜ | Country=Estonia | Task=Coordinator"),
        ("table row", "Participant=Riga Technical University | Country=Latvia | Task=Tests"),
    )
    assert found == [("Andromeda", "coordinator"), ("Riga Technical University", "partner")]


def test_a_heading_speaks_for_its_list() -> None:
    found = _read(
        "lt",
        ("heading", "Konsorciumas"),
        ("list item", "Nordvind ApS (Danija) – projekto koordinatorius"),
        ("list item", "Instituto Mar de Vigo (Ispanija)"),
        ("list item", "UAB „Burė“ (Lietuva)"),
    )
    assert found == [("Nordvind", "coordinator"), ("Instituto Mar de Vigo", "partner"), ("Burė", "partner")]


def test_a_line_leads_into_its_list() -> None:
    found = _read(
        "fr",
        ("body", "Coordonné par le pôle Tissavel, le projet réunit :"),
        ("list item", "Filatures Morand SAS et Vlaknex s.r.o.,"),
        ("list item", "SIA Dzintara (Lettonie)."),
    )
    assert found == [
        ("Tissavel", "coordinator"),
        ("Filatures Morand", "partner"),
        ("Vlaknex", "partner"),
        ("Dzintara", "partner"),
    ]


def test_contacts_stay_mentions() -> None:
    found = _read("lt", ("heading", "Kontaktai"), ("contact", "Ona Onaitė\nVšĮ „Burė“ vadovė\nTel. 8 612 00000"))
    assert found == [("Burė", "mention")]


def test_a_list_of_names_in_a_release_about_a_consortium() -> None:
    found = _read(
        "en",
        ("body", "The consortium was led by the Lankona Textile Cluster."),
        ("heading", "Who does what"),
        ("list item", "UAB Burė (Lithuania) – sails;"),
        ("list item", "SIA Ozolkalns (Latvia) – masts;"),
        ("list item", "Tvagara AB (Sweden) – ropes."),
    )
    assert [label for _, label in found] == ["coordinator", "partner", "partner", "partner"]


@pytest.mark.parametrize("country", sorted(FORMS))
def test_every_legal_form_is_split_off(country: str) -> None:
    for form in FORMS[country].get("before", ()):
        assert split_legal_form(f"{form} „Burė“")[0] == "Burė"
    for form in FORMS[country].get("after", ()):
        assert split_legal_form(f"Nordvind {form}")[0] == "Nordvind"


@given(st.text(max_size=40))
def test_a_name_without_its_form_has_no_form(name: str) -> None:
    bare, _ = split_legal_form(name)
    assert split_legal_form(bare)[0] == bare


@pytest.mark.parametrize(
    "name", ["Robmeta", "Vilnos raštai", "Kodo giria", "Žalioji banga", "Skydras", "Drobelė", "Medis"]
)
def test_case_forms_lead_back(name: str) -> None:
    for form in name_forms(name, "lt"):
        assert brand_in_nominative(form, "lt", (name,)) == name
