from __future__ import annotations

import gzip
from datetime import UTC, date, datetime

import pytest

from pipeline.inputs.discovery import FetchedList, PageList, is_site_root, read_robots, read_sitemap
from pipeline.problems import SourceProblem

URL = "https://a.example/sitemap.xml"
NEWS = """<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
 xmlns:news="http://www.google.com/schemas/sitemap-news/0.9" xmlns:image="http://www.google.com/schemas/sitemap-image/1.1">
<url><loc> https://a.example/n/1?x=1&amp;y=2 </loc><lastmod>2023-09-07T10:00:00+03:00</lastmod>
<image:image><image:loc>https://a.example/i.jpg</image:loc></image:image>
<news:news><news:publication_date>2023-09-05</news:publication_date>
<news:title>Žinia &amp; kita</news:title></news:news></url>
<url><image:image><image:loc>https://a.example/i.jpg</image:loc></image:image></url></urlset>"""


def read(body: str | bytes) -> PageList:
    raw = body if isinstance(body, bytes) else body.encode()
    return read_sitemap(FetchedList(URL, raw, datetime(2026, 1, 1, tzinfo=UTC)))


def test_news_sitemaps_tell_title_and_day() -> None:
    (page,) = read(NEWS).pages
    assert (page.url, page.title, page.on) == ("https://a.example/n/1?x=1&y=2", "Žinia & kita", date(2023, 9, 5))
    assert page.changed_at == datetime(2023, 9, 7, 7, tzinfo=UTC)


@pytest.mark.parametrize("space", ["", ' xmlns="http://www.google.com/schemas/sitemap/0.84"', ' xmlns="x:y"'])
def test_any_name_space_will_do(space: str) -> None:
    listed = read(f"<sitemapindex{space}><sitemap><loc>/b.xml</loc></sitemap></sitemapindex>")
    assert listed.further == ("https://a.example/b.xml",)
    assert read(f"<urlset{space}/>") == PageList()


def test_gzip_is_undone_also_in_pieces() -> None:
    body = NEWS.encode()
    assert read(gzip.compress(body)) == read(body)
    assert read(gzip.compress(body[:300]) + gzip.compress(body[300:])) == read(body)


def test_plain_text_and_broken_ends_are_read() -> None:
    text = "\ufeffhttps://a.example/1\r\n\r\nhttps://a.example/2\nne adresas\n"
    assert [page.url for page in read(text).pages] == ["https://a.example/1", "https://a.example/2"]
    cut = "<urlset><url><loc>https://a.example/1</loc></url><url><loc>https://a.example/2"
    assert next(page.url for page in read(cut).pages) == "https://a.example/1"


def test_no_more_is_taken_than_a_sitemap_may_have() -> None:
    def urls(count: int) -> str:
        return "<urlset>" + "".join(f"<url><loc>/{n}</loc></url>" for n in range(count)) + "</urlset>"

    whole, cut = read(urls(50_000)), read(urls(50_001))
    assert (len(whole.pages), whole.cut_at) == (50_000, None)
    assert (len(cut.pages), cut.cut_at) == (50_000, 50_000)


def test_an_entry_with_half_a_character_costs_no_other() -> None:
    listed = read(
        b"<urlset><url><loc>https://a.example/&#xD800;</loc></url><url><loc>https://a.example/b</loc></url></urlset>"
    )
    assert "https://a.example/b" in [page.url for page in listed.pages]


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b"<html><body>Puslapis nerastas</body></html>", "damaged"),
        (b"", "damaged"),
        (b"\x1f\x8bnot gzip", "damaged"),
        (b"<!DOCTYPE u [<!ENTITY a 'x'>]><urlset><url><loc>&a;</loc></url></urlset>", "unsafe"),
        (gzip.compress(b" " * 60_000_000), "too large"),
        (b"<urlset>" + b"<a/>" * 1_000_100, "too large"),
    ],
    ids=["page", "empty", "gzip", "entities", "bomb", "elements"],
)
def test_what_is_no_sitemap_is_refused_in_words(body: bytes, reason: str) -> None:
    with pytest.raises(SourceProblem, match=URL) as caught:
        read(body)
    assert caught.value.reason == reason


def test_robots_name_the_sitemaps_of_a_site() -> None:
    def robots(body: bytes) -> tuple[str, ...]:
        return read_robots(FetchedList("https://a.example/robots.txt", body, datetime(2026, 1, 1, tzinfo=UTC))).further

    named = b"User-agent: *\r\nDisallow: /x\r\nSITEMAP : https://b.example/s.xml\r\n# Sitemap: /no\r\nsitemap:/t.xml"
    assert robots(named) == ("https://b.example/s.xml", "https://a.example/t.xml")
    assert robots(b"") == ("https://a.example/sitemap.xml",)
    roots = ("https://a.example", "https://a.example/?x", "https://a.example/lt/")
    assert [is_site_root(url) for url in roots] == [True, False, False]
