"""Contacts are bound from lines, rows and prose, read by the real extractors."""

from __future__ import annotations

import pytest

import extractors
from extractors.mention import Cell, Document, Segment
from pipeline.relate.contacts import relate_contacts
from pipeline.relate.facts import ContactFacts

Parts = tuple[str | None, str | None, str | None]


def read(text: str, language: str = "lt") -> tuple[ContactFacts, ...]:
    """The contacts of a text whose lines are segments; cells of a row stand between `` | ``."""
    segments, at = [], 0
    for line in text.split("\n"):
        cells, start = [], at
        if " | " in line:
            for cell in line.split(" | "):
                cells.append(Cell(start, start + len(cell)))
                start += len(cell) + 3
        segments.append(Segment(at, at + len(line), "table row" if cells else "body", None, "", tuple(cells)))
        at += len(line) + 1
    document = Document("test", text, tuple(segments), language)
    return relate_contacts(document, extractors.extract(document))


def parts(text: str, language: str = "lt") -> list[Parts]:
    return [(contact.name, contact.email, contact.phone) for contact in read(text, language)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "Prašome kreiptis į asociacijos projektų vadovę Oną Bartkutę, tel. (8~37) 451 299, el. paštu ona@imone.lt.",
            [("Ona Bartkutė", "ona@imone.lt", "+37037451299")],
            id="accusative prose",
        ),
        pytest.param(
            "Klausimus siųskite projekto vadovui Rokui Adomaičiui: rokas@imone.lt, +370 612 40799.",
            [("Rokas Adomaitis", "rokas@imone.lt", "+37061240799")],
            id="dative prose",
        ),
        pytest.param(
            "Kontaktinis asmuo:\n\nKlasterio direktorius\n\nRokas Adomaitis\n\n"
            "Tel. Nr. +370 698 37099\n\nEl. paštas: r.a@imone.lt",
            [("Rokas Adomaitis", "r.a@imone.lt", "+37069837099")],
            id="one part a line",
        ),
        pytest.param(
            "Ona Bartkutė | vadovė | (8 37) 209 399 | ona@imone.lt\n"
            "Rokas Adomaitis | meistras | +370 687 40299 | r@imone.lt",
            [
                ("Ona Bartkutė", "ona@imone.lt", "+37037209399"),
                ("Rokas Adomaitis", "r@imone.lt", "+37068740299"),
            ],
            id="table rows",
        ),
        pytest.param(
            "Ona Bartkutė | vadovė | ona@imone.lt\nBiuras | | +370 687 40299",
            [("Ona Bartkutė", "ona@imone.lt", None)],
            id="a row does not reach into the next",
        ),
        pytest.param(
            "Registracija: 8-6 98 44 799, Ona Bartkutė, el. paštas\nona (at) imone.lt",
            [("Ona Bartkutė", "ona@imone.lt", "+37069844799")],
            id="number before the name, line break",
        ),
        pytest.param(
            "Informacija: Ona Bartkutė, tel. 8 612 40799, 8 37 451299, ona@imone.lt",
            [("Ona Bartkutė", "ona@imone.lt", "+37061240799"), ("Ona Bartkutė", None, "+37037451299")],
            id="a second phone is a second contact",
        ),
        pytest.param(
            "Registracija: forumas@imone.lt, "
            "dėl stendų prašoma kreiptis į renginių vadovę Oną Bartkutę tel. (8 5) 203 7799.",
            [(None, "forumas@imone.lt", None), ("Ona Bartkutė", None, "+37052037799")],
            id="an address of nobody",
        ),
        pytest.param(
            "Ona Bartkutė\nvadovė\n(8~37) 266 199\nona@imone.lt\nEksporto klausimais export@imone.lt",
            [("Ona Bartkutė", "ona@imone.lt", "+37037266199"), (None, "export@imone.lt", None)],
            id="a second address with words of its own",
        ),
        pytest.param(
            "„Gerai“, – sako vadovė Ona Bartkutė.\nUAB „Imonė“, Šilo g. 5, Kaunas. Tel. 8 37 451299", [], id="imprint"
        ),
        pytest.param("Atsisakyti naujienų: atsisakau@imone.lt", [], id="to unsubscribe"),
        pytest.param("Sako vadovė Ona Bartkutė.", [], id="quoted, not offered"),
        pytest.param(
            "Ona Bartkutė, vadovė, tel. 8 612 40799. Daugiau: Ona Bartkutė, ona@imone.lt",
            [("Ona Bartkutė", "ona@imone.lt", "+37061240799")],
            id="one person told twice",
        ),
    ],
)
def test_binds_what_belongs_together(text: str, expected: list[Parts]) -> None:
    assert parts(text) == expected


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Kreiptis į klasterio projektų vadovę Oną Bartkutę, tel. 8 612 40799", "klasterio projektų vadovė"),
        ("Ona Bartkutė, UAB „Robmeta“ komunikacijos vadovė, tel. 8 612 40799", "komunikacijos vadovė"),
        ("Rašykite tvarumo vadovei Onai Bartkutei: ona@imone.lt", "tvarumo vadovė"),
        (
            "Informaciją teikia skyriaus vyriausioji specialistė Ona Bartkutė, tel. 8 612 40799",
            "skyriaus vyriausioji specialistė",
        ),
        ("Kreiptis į generalinį direktorių Roką Adomaitį, tel. 8 612 40799", "generalinis direktorius"),
        ("Ona Bartkutė\nprojektų koordinatorė\n8 612 40799", "projektų koordinatorė"),
        ("Ona Bartkutė, tel. 8 612 40799", None),
    ],
)
def test_puts_the_post_into_the_nominative(text: str, title: str | None) -> None:
    assert [contact.title for contact in read(text)] == [title]


def test_reads_english() -> None:
    text = "Contact: Dr Peter Oldcastle, project manager, tel. +370 37 460599, fax +370 37 460598, e-mail p.o@firm.lt"
    (contact,) = read(text, "en")
    assert contact.name == "Peter Oldcastle"
    assert contact.title == "project manager"
    assert (contact.email, contact.phone) == ("p.o@firm.lt", "+37037460599")


def test_every_contact_leads_to_its_words() -> None:
    text = "Kreiptis: Ona Bartkutė, tel. 8 612 40799, ona@imone.lt"
    document = Document("test", text, (Segment(0, len(text), "body"),), "lt")
    mentions = extractors.extract(document)
    (contact,) = relate_contacts(document, mentions)
    assert [mentions[at].kind for at in contact.mentions] == ["person", "phone", "email"]
