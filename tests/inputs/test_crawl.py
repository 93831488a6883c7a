"""Sources crawled for several nights, against a server on loopback."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from pipeline.inputs import Input, archive_inputs
from pipeline.problems import Reject
from pipeline.raw import Archive
from pipeline.record import Record
from pipeline.run import find_due
from pipeline.settings import Settings
from pipeline.sources import read_sources
from tests import webserver
from tests.webserver import Site, page, status, unless_known

ARTICLE = """<html lang="lt"><head><title>{title}</title><meta name="csrf" content="{token}"></head><body>
<nav><a href="/">Pradžia</a></nav><article><h1>{title}</h1><p>{text}</p></article>
<aside><h3>Naujausi</h3><a href="/{token}">{token} visai kita naujiena apie klasterį</a></aside>
<script>var t = "{token}";</script></body></html>"""
TEXT = "Klasteris „Šviesa“ gavo 120 000 eurų paramą bendrai lazerių laboratorijai Vilniuje. " * 6


def article(title: str, token: str = "", text: str = TEXT) -> bytes:
    return ARTICLE.format(title=title, token=token, text=text).encode()


@dataclass
class Nights:
    """A site and the archive that is filled from it, a night after another."""

    site: Site
    folder: Path
    now: datetime = datetime(2026, 3, 1, 3, 30, tzinfo=UTC)
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list)

    def declare(self, text: str) -> None:
        (self.folder / "raw").mkdir(exist_ok=True)
        (self.folder / "raw" / "sources.toml").write_text(text.replace("{url}", self.site.url), encoding="utf-8")

    def settings(self) -> Settings:
        raw = self.folder / "raw"
        return Settings(
            raw=raw,
            sources=raw / "sources.toml",
            pace_seconds=0.001,
            max_attempts=1,
            contact="mailto:a@b.example",
        )

    def run(self) -> tuple[list[Record], list[Reject]]:
        """One night: the documents in the archive after it, and what was rejected. ``asked`` is what the site was."""
        self.site.asked.clear()
        settings = self.settings()
        sources = read_sources(settings.sources)
        archive = Archive(settings.raw, clock=lambda: self.now)
        inputs = [Input(place, source.name) for source in sources for place in source.places]
        rejects = archive_inputs(archive, settings, inputs)
        records = archive.newest()
        archive.close()
        self.asked = [(path, headers) for path, headers in self.site.asked if path != "/robots.txt"]
        self.now += timedelta(days=1)
        return records, list(rejects)

    def paths(self) -> list[str]:
        return [path for path, _ in self.asked]

    def crawls(self) -> dict[str, datetime]:
        archive = Archive(self.settings().raw)
        crawls = archive.crawls()
        archive.close()
        return crawls


@pytest.fixture
def nights(tmp_path: Path) -> Iterator[Nights]:
    with webserver.serve_site() as site:
        yield Nights(site, tmp_path)


def source(name: str, kind: str, place: str, more: str = "") -> str:
    return f'[[source]]\nname = "{name}"\nkind = "{kind}"\nplaces = ["{{url}}{place}"]\nallow_private = true\n{more}\n'


def test_a_second_night_over_sources_of_all_kinds_makes_conditional_requests_only(nights: Nights) -> None:
    site = nights.site
    nights.declare(
        source("feed", "feed", "/feed")
        + source("map", "sitemap", "/map.xml")
        + source("list", "list", "/naujienos", '[source.pages]\nitem = "li"')
        + source("fixed", "urls", "/fixed")
    )

    def known(name: str, body: bytes, media_type: str = "text/html") -> None:
        site.answers[name] = unless_known(f'"{name}1"', page(body, media_type, ETag=f'"{name}1"'))

    known(
        "/feed",
        b"<rss><channel><item><link>/a?utm_source=rss</link><title>A</title></item></channel></rss>",
        "text/xml",
    )
    known("/map.xml", f"<urlset><url><loc>{site.url}/b</loc></url><url><loc>{site.url}/a</loc></url></urlset>".encode())
    known("/naujienos", b"<ul><li><a href=/c>C</a><li><a href=/b>B</a></ul>")
    for name in ("/a", "/a?utm_source=rss", "/b", "/c", "/fixed"):
        known(name, article(name))
    first, rejects = nights.run()
    assert not rejects
    assert [(record.source, record.url.removeprefix(site.url)) for record in first] == [
        ("feed", "/a?utm_source=rss"),
        ("map", "/b"),
        ("list", "/c"),
        ("fixed", "/fixed"),
    ]
    assert len(nights.paths()) == len(set(nights.paths())) == 7
    second, rejects = nights.run()
    assert (second, rejects) == (first, [])
    assert sorted(nights.paths()) == ["/a?utm_source=rss", "/b", "/c", "/feed", "/fixed", "/map.xml", "/naujienos"]
    assert all("If-None-Match" in headers for _, headers in nights.asked)
    assert set(nights.crawls()) == {"feed", "map", "list", "fixed"}


def test_bytes_that_change_without_the_article_make_no_new_version(nights: Nights) -> None:
    nights.declare(source("a", "urls", "/a"))
    nights.site.answers["/a"] = page(article("Žinia", "t1"))
    (first,), _ = nights.run()
    nights.site.answers["/a"] = page(article("Žinia", "t2"))
    assert nights.run() == ([first], [])
    nights.site.answers["/a"] = page(article("Žinia", "t3", TEXT.replace("120 000", "130 000")))
    (changed,), _ = nights.run()
    assert changed.content_sha256 != first.content_sha256


def test_list_pages_are_followed_until_they_bring_nothing_new(nights: Nights) -> None:
    nights.declare(source("a", "list", "/n", '[source.pages]\nitem = "li"\nnext = "a.next"'))
    for number in (1, 2, 3):
        path = "/n" if number == 1 else f"/n?p={number}"
        turn = 3 if number == 3 else number + 1  # the last page leads to itself
        nights.site.answers[path] = page(f"<li><a href=/{number}>x</a></li><a class=next href='?p={turn}'>".encode())
        nights.site.answers[f"/{number}"] = page(article(str(number)))
    records, rejects = nights.run()
    assert (len(records), rejects) == (3, [])
    assert nights.paths()[:3] == ["/n", "/n?p=2", "/n?p=3"]
    nights.run()
    assert [path for path in nights.paths() if path.startswith("/n")] == ["/n"]


def test_numbered_pages_end_where_there_is_none_any_more(nights: Nights) -> None:
    nights.declare(source("a", "list", "/n", '[source.pages]\nitem = "li"\nnumbered = "{url}/n?p={page}"'))
    nights.site.answers["/n"] = page(b"<li><a href=/1>x</a></li>")
    nights.site.answers["/n?p=2"] = page(b"<li><a href=/2>x</a></li>")
    nights.site.answers["/1"] = nights.site.answers["/2"] = page(article("x"))
    records, rejects = nights.run()
    assert (len(records), rejects) == (2, [])
    assert "/n?p=3" in nights.paths()


def test_a_run_that_did_not_see_all_of_a_source_is_gone_on_with(nights: Nights) -> None:
    nights.declare(source("a", "list", "/n", 'cadence = "weekly"\nmax_documents = 2\n[source.pages]\nitem = "li"'))
    nights.site.answers["/n"] = page("".join(f"<li><a href=/{n}>x</a></li>" for n in range(5)).encode())
    for number in range(5):
        nights.site.answers[f"/{number}"] = page(article(str(number)))
    counts = []
    for _ in range(3):
        records, rejects = nights.run()
        counts.append((len(records), [(r.stage, r.reason) for r in rejects]))
    assert [count for count, _ in counts] == [2, 4, 5]
    assert counts[0][1] == [("source", "limit")]
    assert not nights.crawls()  # so that it stays due


def test_a_source_that_gives_less_than_it_should_is_told_of(nights: Nights) -> None:
    nights.declare(source("a", "list", "/n", '[source.pages]\nitem = "li"\n[source.expect]\nat_least = 2'))
    nights.site.answers["/n"] = page(b"<form><input type=password></form>")
    _, rejects = nights.run()
    assert [(r.source, r.stage, r.reason) for r in rejects] == [
        ("a", "fetch", "login"),
        ("a", "source", "expectation"),
    ]
    assert "got 0 documents, expected at least 2" in rejects[-1].detail
    nights.site.answers["/n"] = page(b"<li><a href=/1>x</a></li><li><a href=/2>x</a></li>")
    nights.site.answers["/1"] = page(article("x"))
    _, rejects = nights.run()
    assert sorted((r.stage, r.reason) for r in rejects) == [("fetch", "not found"), ("source", "expectation")]


def test_what_is_no_longer_listed_is_asked_for_only_for_some_days(nights: Nights) -> None:
    nights.declare(source("a", "feed", "/feed", "recheck_days = 2"))
    feed = "<rss><channel><item><link>/{}</link></item></channel></rss>"
    nights.site.answers["/old"] = nights.site.answers["/new"] = page(article("x"))
    seen = []
    for name in ("old", "new", "new", "new"):
        nights.site.answers["/feed"] = page(feed.format(name).encode(), "text/xml")
        nights.run()
        seen.append("/old" in nights.paths())
    assert seen == [True, True, True, False]


def test_patterns_say_what_of_a_list_belongs_to_its_source(nights: Nights) -> None:
    nights.declare(source("a", "sitemap", "/", 'include = ["/n/"]\nexclude = ["/n/*.pdf$"]'))
    site = nights.site
    site.answers["/robots.txt"] = page(
        f"User-agent: *\nDisallow:\n\nSitemap: {site.url}/index.xml".encode(), "text/plain"
    )
    site.answers["/index.xml"] = page(
        b"<sitemapindex><sitemap><loc>/index.xml</loc></sitemap><sitemap><loc>/m.xml</loc></sitemap></sitemapindex>"
    )
    site.answers["/m.xml"] = page(
        b"<urlset><url><loc>/n/1</loc></url><url><loc>/n/1.pdf</loc></url><url><loc>/m/1</loc></url></urlset>"
    )
    site.answers["/n/1"] = page(article("x"))
    records, rejects = nights.run()
    assert [record.url for record in records] == [f"{site.url}/n/1"]
    assert not rejects
    assert sorted(nights.paths()) == ["/index.xml", "/m.xml", "/n/1"]


def test_what_moved_to_another_spelling_is_found_there(nights: Nights) -> None:
    nights.declare(source("a", "list", "/n", '[source.pages]\nitem = "li"'))
    nights.site.answers["/n"] = page(b"<li><a href=/x>x</a></li>")
    nights.site.answers["/x"] = page(article("x"))
    nights.run()
    nights.site.answers["/n"] = page(b"<li><a href=/x/?utm_campaign=k>x</a></li>")
    nights.site.answers["/x/?utm_campaign=k"] = page(article("y"))
    records, rejects = nights.run()
    assert (len(records), rejects) == (1, [])  # asked for as it is known
    nights.site.answers["/x"] = status(404)
    records, rejects = nights.run()
    assert (len(records), rejects) == (2, [])


def test_files_and_web_archives_of_others_are_sources_too(nights: Nights, tmp_path: Path) -> None:
    nights.declare(source("a", "urls", "/a"))
    nights.site.answers["/a"] = page(article("x"))
    (theirs,), _ = nights.run()
    (tmp_path / "got").mkdir()
    for warc in (tmp_path / "raw/warc").glob("*.gz"):
        warc.rename(tmp_path / "got" / f"theirs-{warc.name}")
    for name in ("a.txt", "b.html"):
        (tmp_path / "got" / name).write_text("Klasteris vienija įmones.")
    (tmp_path / "raw/index.sqlite").unlink()
    kinds = [("files", "folder", 'include = ["*.txt$"]\n'), ("warcs", "warc", ""), ("gone", "folder", "")]
    nights.declare(
        "".join(
            f'[[source]]\nname = "{name}"\nkind = "{kind}"\nplaces = ["{tmp_path}/{place}"]\n{more}'
            for (name, kind, more), place in zip(kinds, ("got/a.txt", "got", "away"), strict=True)
        )
    )
    records, rejects = nights.run()
    assert [(record.source, record.url.rpartition("/")[2]) for record in records if record.source != "warcs"] == [
        ("files", "a.txt")
    ]
    (copied,) = [record for record in records if record.url == theirs.url]
    assert (copied.source, copied.fetched_at, copied.content_sha256) == (
        "warcs",
        theirs.fetched_at,
        theirs.content_sha256,
    )
    assert [(r.source, r.stage, r.reason) for r in rejects] == [("gone", "input", "missing")]
    assert set(nights.crawls()) == {"files", "warcs"}


def test_a_zip_among_plain_addresses_is_unpacked_and_asked_for_conditionally(nights: Nights) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("naujiena.html", article("x"))
    nights.declare(source("a", "urls", "/a.zip"))
    nights.site.answers["/a.zip"] = unless_known('"1"', page(packed.getvalue(), "application/zip", ETag='"1"'))
    first, rejects = nights.run()
    assert ([record.url.rpartition("/")[2] for record in first], rejects) == (["naujiena.html"], [])
    assert nights.run() == (first, [])
    assert "If-None-Match" in nights.asked[-1][1]


def test_sources_are_left_alone_until_they_are_due(nights: Nights) -> None:
    nights.declare(source("a", "urls", "/a", 'cadence = "weekly"') + source("b", "urls", "/a"))
    nights.site.answers["/a"] = page(article("x"))
    nights.run()
    sources = read_sources(nights.settings().sources)
    assert [one.name for one in find_due(nights.settings(), sources)] == [
        "a",
        "b",
    ]  # that night is long ago
    archive = Archive(nights.settings().raw)
    with archive.writing() as writer:
        writer.note_crawl("a", archive.clock(), {})
    archive.close()
    assert [one.name for one in find_due(nights.settings(), sources)] == ["b"]


def test_a_wall_is_kept_as_evidence_and_the_document_stays(nights: Nights) -> None:
    nights.declare(source("a", "urls", "/a"))
    nights.site.answers["/a"] = page(article("x"))
    first, _ = nights.run()
    nights.site.answers["/a"] = page(b"<title>Prisijungti</title><form><input type=password name=p></form>")
    second, rejects = nights.run()
    assert second == first
    assert [(r.source, r.stage, r.reason) for r in rejects] == [("a", "fetch", "login")]
    archive = Archive(nights.settings().raw)
    assert len(archive.evidence(first[0].url, "login")) == 1
    archive.close()
