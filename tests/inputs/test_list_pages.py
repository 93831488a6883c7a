from __future__ import annotations

from contextlib import suppress
from datetime import UTC, date, datetime

import pytest

from pipeline.inputs.discovery import FetchedList, PageList, number_page, read_list_page
from pipeline.problems import SourceProblem
from pipeline.sources import ListPages
from tests.inputs.list_pages import DAYS, FRAME, PATHS, SHAPES, TITLES

URL = "https://klasteris.example/naujienos"


def read(page: str, pages: ListPages = ListPages(), url: str = URL) -> PageList:  # noqa: B008  frozen
    return read_list_page(FetchedList(url, page.encode("utf-8"), datetime(2026, 1, 1, tzinfo=UTC)), pages)


@pytest.mark.parametrize("shape", SHAPES)
def test_articles_are_found_by_what_announcements_look_like(shape: str) -> None:
    listed = read(FRAME.replace("{list}", SHAPES[shape]))
    assert [page.url for page in listed.pages] == [f"https://klasteris.example{path}" for path in PATHS]
    assert [page.title for page in listed.pages] == list(TITLES)
    if shape != "undated_list":
        assert [page.on for page in listed.pages] == [date.fromisoformat(day) for day in DAYS]
    assert listed.further == ("https://klasteris.example/naujienos?p=2",)


def test_the_selectors_of_a_source_are_obeyed() -> None:
    page = """<base href="/lt/"><ul><li class=n><b>Pirma</b> <i>2013 m. balandžio 9 d.</i> <a href="x?id=1">daugiau</a>
    <li class=n><b>Antra</b> <time datetime="2013-04-08T23:59:00+03:00">vakar</time><a href="mailto:a@b.example">x</a>
    <a href=x?id=2>daugiau</a><li class=n>reklama<li class=n><a href="http://[">x</a></ul>
    <p><span class=next><a href="?p=2">toliau</a></span>"""
    pages = ListPages(item="li.n", title="b", date="i, time", next=".next")
    listed = read(page, pages)
    assert [(found.url, found.title, found.on) for found in listed.pages] == [
        ("https://klasteris.example/lt/x?id=1", "Pirma", date(2013, 4, 9)),
        ("https://klasteris.example/lt/x?id=2", "Antra", date(2013, 4, 8)),
    ]
    assert listed.further == ("https://klasteris.example/lt/?p=2",)


def test_a_page_without_what_its_source_describes_is_told() -> None:
    for page in ("<p>Prisijunkite</p><form><input type=password></form>", "<a href=/x>x</a>", "", "\0\0"):
        with pytest.raises(SourceProblem) as caught:
            read(page, ListPages(item="div.news"))
        assert caught.value.reason in ("no links", "damaged")
        assert URL in caught.value.detail


def test_a_link_to_the_next_page_that_leads_to_another_site_is_not_followed() -> None:
    page = (
        "<ul><li><a href=/a-1>Klasteris pristatė naują laboratoriją</a></ul><a rel=next href=https://b.example/2>2</a>"
    )
    assert read(page).further == ()


def test_pages_are_numbered_as_the_source_says() -> None:
    pages = ListPages(numbered="https://a.example/?from={page}", first=20, step=20)
    assert [number_page(pages, count) for count in (1, 2)] == [
        "https://a.example/?from=20",
        "https://a.example/?from=40",
    ]
    assert number_page(ListPages(), 1) is None


@pytest.mark.timeout(30)  # a look at all that is below each link took minutes
@pytest.mark.parametrize(
    "box", ["<div><a href=/n/{n}>{t} {n}</a>", "<a href=/n/{n}>x{n}</a><h3>{t}</h3>", "<p><a href=/n/1>{t}"]
)
def test_pages_of_thousands_of_links_are_read_in_the_time_of_their_length(box: str) -> None:
    page = "".join(box.format(n=number, t=TITLES[0]) for number in range(2000))
    with suppress(SourceProblem):
        assert read(page).pages
