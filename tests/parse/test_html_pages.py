"""Each page of tests/parse/pages gives the article and nothing else as text to be read."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.parse.pages import FOREIGN, OWN, PAGES, Page, read_page, read_texts, unread_texts

FILES = sorted(PAGES.glob("*.html"))


@pytest.fixture(params=FILES, ids=lambda path: path.stem)
def page(request: pytest.FixtureRequest) -> Page:
    path: Path = request.param
    return read_page(path)


def test_the_article_is_read_and_nothing_else(page: Page) -> None:
    document = page.parse().document
    assert [text for text in unread_texts(document) if OWN in text] == []
    assert [text for text in read_texts(document) if FOREIGN in text] == []


def test_nothing_visible_is_lost(page: Page) -> None:
    text = page.parse().document.text
    assert text.count(OWN) == page.source.count(OWN)
    assert text.count(FOREIGN) == page.source.count(FOREIGN)


def test_headline_day_and_language(page: Page) -> None:
    document = page.parse().document
    said = {
        "title": document.title or "",
        "published": str(document.published_on or ""),
        "language": document.language or "",
    }
    assert said == {key: page.expected.get(key, "") for key in said}


def test_addresses_stand_in_the_clear(page: Page) -> None:
    document = page.parse().document
    mails = [
        f"{document.text[link.start : link.end]} | {link.target.removeprefix('mailto:')}"
        for link in document.links
        if link.target.startswith("mailto:")
    ]
    for expected in filter(None, map(str.strip, page.expected.get("mail", "").split(";"))):
        assert expected in mails


def test_segments_cover_the_text_in_order(page: Page) -> None:
    document = page.parse().document
    at = 0
    for segment in document.segments:
        assert document.text[at : segment.start] in ("", "\n")
        assert segment.start < segment.end
        assert all(segment.start <= cell.start <= cell.end <= segment.end for cell in segment.cells)
        at = segment.end
    assert at == len(document.text)
