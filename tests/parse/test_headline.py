"""The headline is the one of the article, as it is written."""

from __future__ import annotations

import pytest

from tests.parse.pages import parse_html_text

SENTENCE = "Klasterio nariai pasirašė sutartį dėl bendros laboratorijos, kuri tarnaus septynioms įmonėms ir institutui."
TEXT = f"<p>{SENTENCE}</p>" * 3


@pytest.mark.parametrize(
    ("head", "body", "title"),
    [
        # the section above the headline
        ("<title>Sodas</title>", "<h1>Naujienos</h1><h2>Obelys keliauja į Daniją</h2>", "Obelys keliauja į Daniją"),
        ("<title>Renginiai | Sodas</title>", "<h1>Renginiai</h1>", "Renginiai"),
        # the slogan of the site as first heading
        (
            "<title>Obelys keliauja į Daniją | Sodas</title>",
            "<h1>Auginame kartu nuo 2009 metų</h1><h2>Obelys keliauja į Daniją</h2>",
            "Obelys keliauja į Daniją",
        ),
        # the head of the page is cut short or longer than what is shown
        ("<title>Obelys keliauja į… | Sodas</title>", "<h1>Obelys keliauja į Daniją</h1>", "Obelys keliauja į Daniją"),
        ("<title>Sodas</title>", "<h1>Obelys<br>keliauja į Daniją</h1>", "Obelys keliauja į Daniją"),
        # the name of the site as a linked heading
        ("", "<h1><a href='/'>Sodas</a></h1><h2>Obelys keliauja į Daniją</h2>", "Obelys keliauja į Daniją"),
        # shown nowhere
        ("<meta property='og:title' content='Obelys keliauja į Daniją'>", "", "Obelys keliauja į Daniją"),
        ("<title>Sodas</title>", "", None),
        # no heading element
        ("<title>Sodas</title>", "<p class='title'>Obelys keliauja į Daniją</p>", "Obelys keliauja į Daniją"),
        (
            "<title>Sodas</title>",
            "<div><b class=antraste>Obelys keliauja į Daniją</b><br></div>",
            "Obelys keliauja į Daniją",
        ),
        # a colon in the headline parts no site from it
        (
            "<title>Sodas: obelys keliauja į Daniją | Naujienos | Sodo klasteris</title>",
            "<h1>Sodas: obelys keliauja į Daniją</h1>",
            "Sodas: obelys keliauja į Daniją",
        ),
    ],
)
def test_headline(head: str, body: str, title: str | None) -> None:
    page = f"<html><head><meta charset=utf-8>{head}</head><body><div>{body}{TEXT}</div></body></html>"
    assert parse_html_text(page).title == title


def test_a_heading_after_the_text_is_no_headline() -> None:
    assert parse_html_text(f"<html><body><div>{TEXT}<h2>Kas toliau</h2>{TEXT}</div></body></html>").title is None


def test_the_headline_is_a_segment_of_its_own() -> None:
    document = parse_html_text(f"<html><body><h1>Obelys keliauja į Daniją</h1>{TEXT}</body></html>")
    titles = [document.text[s.start : s.end] for s in document.segments if s.kind == "title"]
    assert titles == ["Obelys keliauja į Daniją"]
