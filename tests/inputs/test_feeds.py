from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.inputs.discovery import FetchedList, PageList, read_feed
from pipeline.problems import SourceProblem

URL = "https://a.example/naujienos/feed/"
RSS = """<?xml version="1.0" encoding="UTF-8"?><rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom"><channel>
<title>Naujienos</title><language>lt-LT</language>{items}</channel></rss>"""


def fetched(body: str | bytes, charset: str | None = None, languages: tuple[str, ...] = ()) -> FetchedList:
    raw = body if isinstance(body, bytes) else body.encode()
    return FetchedList(URL, raw, datetime(2026, 1, 1, tzinfo=UTC), charset, languages)


def read(body: str | bytes, charset: str | None = None, languages: tuple[str, ...] = ()) -> PageList:
    return read_feed(fetched(body, charset, languages))


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("Thu, 07 Sep 2023 00:30:00 +0300", date(2023, 9, 7)),
        ("Tue, 07 Sep 2023 00:30:00", date(2023, 9, 7)),  # another weekday, no zone
        ("2023-09-07T23:30:00-05:00", date(2023, 9, 7)),
        ("2023-09-07 10:00:00", date(2023, 9, 7)),
        ("2023 m. rugsėjo 7 d.", date(2023, 9, 7)),
        ("7 Rugsėjis, 2023", date(2023, 9, 7)),
        ("07.09.2023 10:00", date(2023, 9, 7)),
        ("Thu, 32 Sep 2023 00:30:00 +0300", None),
        ("0000-00-00 00:00:00", None),
        ("Thu, 01 Jan 1970 00:00:00 +0000", None),
        ("Fri, 01 Jan 2106 00:00:00 +0000", None),  # after today
        ("netrukus", None),
        ("", None),
    ],
)
def test_days_are_read_as_they_are_written_and_none_is_made_up(written: str, day: date | None) -> None:
    (page,) = read(RSS.format(items=f"<item><link>/a</link><pubDate>{written}</pubDate></item>")).pages
    assert page.on == day


def test_items_are_found_wherever_formats_put_them() -> None:
    rss = """<item><title>Pirma &amp;amp; &lt;b&gt;antra&lt;/b&gt;</title><link> /a?x=1&amp;y=2 </link></item>
    <item><guid isPermaLink="true">https://a.example/b</guid></item>
    <item><title>Be nuorodos</title></item>
    <item><enclosure url="/c.pdf" type="application/pdf" length="1"/></item>
    <item><enclosure url="/c.mp3" type="audio/mpeg" length="1"/></item>"""
    assert [(page.url, page.title) for page in read(RSS.format(items=rss)).pages] == [
        ("https://a.example/a?x=1&y=2", "Pirma & antra"),
        ("https://a.example/b", None),
        ("https://a.example/c.pdf", None),
    ]
    atom = """<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://b.example/x/">
    <link rel="next" href="?page=2"/>
    <entry><title type="html">&lt;i&gt;A&lt;/i&gt;</title><link rel="alternate" href="y"/>
    <updated>2023-09-07</updated></entry>
    </feed>"""
    listed = read(atom)
    (page,) = listed.pages
    assert (page.url, page.title, page.on) == ("https://b.example/x/y", "A", date(2023, 9, 7))
    assert listed.further == ("https://b.example/x/?page=2",)
    rdf = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
    xmlns:dc="http://purl.org/dc/elements/1.1/"><item><link>/r</link><dc:date>2023-09-07</dc:date></item></rdf:RDF>"""
    assert [(page.url, page.on) for page in read(rdf).pages] == [("https://a.example/r", date(2023, 9, 7))]
    json = """{"version": "https://jsonfeed.org/version/1.1", "next_url": "?p=2", "items": [
    {"id": "1", "url": "/j", "title": "J", "date_published": "2023-09-07T10:00:00+03:00"}, {"id": "7"}, 3,
    {"id": "https://a.example/k", "title": null}]}"""
    listed = read(json)
    assert [(page.url, page.title) for page in listed.pages] == [
        ("https://a.example/j", "J"),
        ("https://a.example/k", None),
    ]
    assert listed.further == ("https://a.example/naujienos/feed/?p=2",)


def test_a_feed_in_an_undeclared_charset_keeps_its_letters() -> None:
    title = "Klasterio įmonės kviečia į žaliųjų technologijų mugę Šiauliuose"
    body = RSS.replace(' encoding="UTF-8"', "").format(items=f"<item><title>{title}</title><link>/a</link></item>")
    (page,) = read(body.encode("cp1257")).pages
    assert page.title == title


def test_a_feed_that_breaks_off_gives_what_stands_before() -> None:
    whole = RSS.format(items="".join(f"<item><title>T{n}</title><link>/{n}</link></item>" for n in range(5)))
    found = [page.url for page in read(whole[:-80]).pages]
    assert found[:3] == [f"https://a.example/{n}" for n in range(3)]


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        ("<html><body>Prisijunkite</body></html>", "damaged"),
        ("", "damaged"),
        ("{" * 100_000, "damaged"),
        ('{"version": "1", "items": []}', "damaged"),
        ('{"version": "https://jsonfeed.org/version/1", "items": {}}', "damaged"),
        ("<!DOCTYPE x [<!ENTITY a 'aaaaaaaa'><!ENTITY b '&a;&a;&a;'>]><rss>&b;</rss>", "unsafe"),
        ("<!DOCTYPE x [<!ENTITY a SYSTEM 'file:///etc/passwd'>]><rss>&a;</rss>", "unsafe"),
        ("<rss>" + " " * 21_000_000, "too large"),
    ],
)
def test_what_is_no_feed_is_refused_in_words(body: str, reason: str) -> None:
    with pytest.raises(SourceProblem, match=URL) as caught:
        read(body)
    assert caught.value.reason == reason


@settings(max_examples=60)
@given(st.data())
def test_a_damaged_feed_is_read_or_refused(data: st.DataObject) -> None:
    items = "<item><title>T &amp; x</title><link>/1</link><pubDate>Thu, 07 Sep 2023 00:30:00 +0300</pubDate></item>" * 2
    body = bytearray(RSS.format(items=items).encode())
    for _ in range(data.draw(st.integers(1, 12))):
        at = data.draw(st.integers(0, len(body) - 1))
        body[at : at + data.draw(st.integers(0, 30))] = data.draw(st.binary(max_size=8))
        body = body or bytearray(b"x")
    try:
        assert isinstance(read(bytes(body)), PageList)
    except SourceProblem as problem:
        assert problem.reason in {"damaged", "unsafe"}
