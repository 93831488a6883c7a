"""Plain text and Markdown to documents: paragraphs, headings, lists, contacts, teasers, days."""

from __future__ import annotations

from datetime import date

import pytest

from pipeline.problems import ParseProblem
from tests.parse.read import heads, pieces, read

WRAPPED = """THE VALLEY MILL / PRESS RELEASE
23 May 2019

THE WORKERS OF A MILL BUY THEIR LOOMS

The oldest mill of the valley was bought by its workers in the
spring, and nobody had asked the bank what it thought of it (No. Est-
Lat147). Since then the looms have been running day and night,
because a shipyard in the north orders sails.

What comes next
---------------
* the roof is mended;
* a second shift is hired, for whom the old stable is going to be
  turned into a canteen.

Further information:

  Jane Weaver
  Head of weaving
  tel. +370 600 00000
  jane@mill.example
"""


def test_wrapped_lines_are_reflowed_and_addresses_keep_their_lines() -> None:
    document = read(WRAPPED.encode(), "release.txt")
    assert document.title == "THE WORKERS OF A MILL BUY THEIR LOOMS"
    assert document.published_on == date(2019, 5, 23)
    body = pieces(document, "body")
    assert any("of it (No. Est-Lat147). Since then the looms have been running" in text for text in body)
    assert pieces(document, "heading") == ["THE VALLEY MILL / PRESS RELEASE", "What comes next"]
    assert pieces(document, "list item")[1].endswith("going to be turned into a canteen.")
    assert pieces(document, "contact") == ["Jane Weaver\nHead of weaving\ntel. +370 600 00000\njane@mill.example"]


def test_lines_of_an_unwrapped_text_are_paragraphs() -> None:
    long = "The mill was bought by its workers, and nobody had asked the bank what it thought of it. " * 2
    document = read(f"2016-08-18 07:45\n\nA mill buys itself\n\n{long}\n{long}".encode(), "plain.txt")
    assert (document.title, document.published_on) == ("A mill buys itself", date(2016, 8, 18))
    assert pieces(document, "body")[1:] == [long.strip(), long.strip()]


def test_lines_in_columns_are_a_table() -> None:
    text = (
        "Numbers of the year\n\nCode     Applicant    Value\nA-1      Mill         5 000\nA-2      Shipyard     7 000\n"
    )
    document = read(text.encode(), "table.txt")
    assert pieces(document, "table row")[2] == "A-2 | Shipyard | 7 000"
    assert heads(document)[2] == ("Code", "Applicant", "Value")


@pytest.mark.parametrize(
    ("day", "more"),
    [
        ("08 rugsėjo d., 2014", "Skaityti daugiau"),
        ("8 September 2014", "Read more »"),
        ("08.09.2014", "Lasīt vairāk"),
        ("8. september 2014", "Loe edasi →"),
        ("8.9.2014", "Weiterlesen"),
        ("8 września 2014", "[Czytaj więcej]"),
        ("8 septembre 2014", "Lire la suite…"),
    ],
)
def test_teasers_of_other_articles_are_marked(day: str, more: str) -> None:
    teaser = f"{day}\n\nBakers learn to bargain\n\nThe lessons cost 500 EUR and a loaf of…\n\n{more}\n\n"
    document = read(f"A mill buys itself\n\nThe price is known.\n\n{teaser * 2}".encode(), "teasers.txt")
    assert document.title == "A mill buys itself"
    assert pieces(document, "title", "body") == ["A mill buys itself", "The price is known."]
    assert len(pieces(document, "teaser")) == 8


@pytest.mark.parametrize(
    "text",
    [
        "Who wants to know more can read more\nin the library.",
        "The list goes on and on…\n\nAnd so does the text.",
        "Read more",  # nothing but a teaser: somebody has to be the document
    ],
)
def test_own_words_are_no_teasers(text: str) -> None:
    assert not pieces(read(f"A mill buys itself\n\n{text}".encode(), "own.txt"), "teaser")


def test_speech_keeps_its_dash_and_lists_lose_their_signs() -> None:
    text = "A mill buys itself\n\n– Nobody asked us, says she.\n\nPartners:\n- Mill\n- Shipyard\n"
    document = read(text.encode(), "speech.txt")
    assert "– Nobody asked us, says she." in pieces(document, "body")
    assert pieces(document, "list item") == ["Mill", "Shipyard"]


def test_what_stands_under_a_newsletter_is_boilerplate() -> None:
    footer = "The Mill, Weaver Street 1\nUnsubscribe: out@mill.example"
    text = f"A mill buys itself\n\n{'The price is known. ' * 20}\n\n-----\n{footer}\n"
    assert pieces(read(text.encode(), "letter.txt"), "boilerplate") == [footer]


MARKDOWN = """---
title: "The front matter's title"
date: 2018-11-09
---

[Home](/) | [News](/news)

# A mill buys *itself*

Nobody had asked **the bank**, see [the contract](https://mill.example/c).

| Code | Value |
|---|---:|
| A-1 | 5 000 € |

* roof
* shift
"""


def test_markdown_has_its_headline_table_links_and_front_matter() -> None:
    document = read(MARKDOWN.encode(), "mill.md")
    assert (document.title, document.published_on) == ("A mill buys itself", date(2018, 11, 9))
    assert pieces(document, "boilerplate") == ["Home | News"]
    assert pieces(document, "table row") == ["Code | Value", "A-1 | 5 000 €"]
    assert heads(document)[1] == ("Code", "Value")
    assert pieces(document, "list item") == ["roof", "shift"]
    assert ("the contract", "https://mill.example/c") in [
        (document.text[link.start : link.end], link.target) for link in document.links
    ]


def test_markdown_in_a_text_file_is_read_as_such() -> None:
    document = read("2014-11-14\n\n## A mill buys itself\n\n**Price** – 5 EUR.".encode(), "mill.txt")
    assert (document.title, document.published_on) == ("A mill buys itself", date(2014, 11, 14))
    assert pieces(document, "body")[1] == "Price – 5 EUR."


@pytest.mark.parametrize("name", ["baltic.txt", "baltic.md"])
def test_old_charsets_are_found(name: str) -> None:
    text = (
        "# Žemaičių ąžuolų klasteris\n\nĮmonės šįmet eksportavo daugiau, nors rinkų mažėjo: džiovyklos taupo šilumą.\n"
    )
    assert "Įmonės šįmet eksportavo" in read(text.encode("cp1257"), name).text


def test_a_file_without_letters_is_refused() -> None:
    with pytest.raises(ParseProblem) as caught:
        read(b"---\n\n1 2 3\n", "empty.txt")
    assert caught.value.reason == "empty"


@pytest.mark.parametrize(
    ("name", "text", "title"),
    [
        (
            "a.txt",
            "Pradžia > Naujienos > 2018\n\nPaskelbta: 2018-05-14 | Rasa Rasaitė\n\nMalūnas perka save\n\nTekstas.",
            "Malūnas perka save",
        ),
        (
            "b.txt",
            "FOR IMMEDIATE RELEASE\nContact: Jane, jane@mill.example\n\nA mill buys itself\n\nText.\n\n###\nEnd",
            "A mill buys itself",
        ),
        ("c.txt", "Rīga, 2021. gada 5. maijs\n\nDzirnavas pērk sevi\n\nTeksts.", "Dzirnavas pērk sevi"),
        (
            "d.md",
            "Vilnius, 2022 m. sausio 3 d.\n===\n\n# Naujienos\n\n## Malūnas perka save\n\nTekstas.",
            "Malūnas perka save",
        ),
        ("e.txt", "The Mill\n\nA mill buys itself\n\nText.", "A mill buys itself"),
    ],
)
def test_headlines_stand_under_other_lines(name: str, text: str, title: str) -> None:
    assert read(text.encode(), name).title == title


def test_a_few_words_over_a_paragraph_are_its_heading() -> None:
    prose = "The oldest mill of the valley was bought by its workers in the spring."
    text = (
        f"A mill buys itself\n\n{prose}\n\nTwo.\n\nThree.\n\nWhat comes next\n\nThe roof is mended before the winter.\n"
    )
    assert pieces(read(text.encode(), "heading.txt"), "heading") == ["What comes next"]
