from __future__ import annotations

import random
import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from pipeline.inputs import Input, archive_inputs
from pipeline.inputs.discovery import ListedPage
from pipeline.inputs.folding import fold_address
from pipeline.inputs.local_lists import LocalListings, find_own_addresses
from pipeline.problems import Reject
from pipeline.raw import Archive
from pipeline.record import Record
from pipeline.settings import Settings
from tests import webserver
from tests.webserver import Site, page, status

SAMPLE = Path(__file__).parents[1] / "raw" / "sample"
FEED = """<rss version="2.0"><channel>
<item><title>Pirma</title><link>/pirma</link><pubDate>Thu, 07 Sep 2023 00:30:00 +0300</pubDate></item>
<item><title>Antra</title><link>{url}/antra?utm_source=rss</link></item>
<item><title>Laiškas</title><link>mailto:ona@klasteris.example</link></item>
<item><title>Be nuorodos</title></item>
</channel></rss>"""


@pytest.fixture
def site() -> Iterator[Site]:
    with webserver.serve_site() as served:
        yield served


def settings_in(folder: Path) -> Settings:
    return Settings(
        raw=folder / "raw",
        cache=folder / "cache",
        contact="mailto:data@example.org",
        allow_private_addresses=True,
        pace_seconds=0.01,
        max_bytes=1_000_000,
    )


def take(folder: Path, *places: str | Path | Input) -> tuple[list[Record], tuple[Reject, ...]]:
    """The archive after these inputs, and those of them that could not be used."""
    settings = settings_in(folder)
    archive = Archive(settings.raw)
    inputs = [place if isinstance(place, Input) else Input(str(place)) for place in places]
    rejects = archive_inputs(archive, settings, inputs)
    records = archive.newest()
    archive.close()
    return records, rejects


def write(path: Path, text: str = "Tekstas") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def test_files_below_raw_are_named_by_their_path_there(tmp_path: Path) -> None:
    write(tmp_path / "raw/inbox/2026/žinia nr. 1.txt")
    write(tmp_path / "raw/sample/a.html")
    write(tmp_path / "kita/b.docx")
    records, rejects = take(tmp_path, tmp_path / "raw", tmp_path / "kita")
    assert [(r.url, r.source, r.media_type) for r in records] == [
        (
            (tmp_path / "kita/b.docx").as_uri(),
            "file",
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        ),
        ("inbox/2026/žinia nr. 1.txt", "inbox", "text/plain"),
        ("sample/a.html", "sample", "text/html"),
    ]
    assert not rejects


def test_the_same_file_is_taken_once_however_it_is_given(tmp_path: Path) -> None:
    path = write(tmp_path / "in/a.txt")
    (tmp_path / "link.txt").symlink_to(path)
    records, _ = take(
        tmp_path, path, tmp_path / "in", tmp_path / "in/../in/a.txt", tmp_path / "link.txt", path.as_uri()
    )
    assert len(records) == 1


def test_order_makes_no_difference(tmp_path: Path) -> None:
    places = [*SAMPLE.iterdir(), SAMPLE]
    one, _ = take(tmp_path / "one", *places)
    two, _ = take(tmp_path / "two", *random.Random(3).sample(places, len(places)))
    assert len(one) == 48 + 1  # the read-me file was named itself
    assert [(r.url, r.archive_ref, r.listed_on) for r in one] == [(r.url, r.archive_ref, r.listed_on) for r in two]


def test_folders_are_taken_without_what_is_no_input(tmp_path: Path) -> None:
    for name in (".gitkeep", ".git/config", "README.md", "readme.txt", "a.txt", "gilyn/b.txt"):
        write(tmp_path / "in" / name)
    records, rejects = take(tmp_path, tmp_path / "in")
    assert [Path(r.url).name for r in records] == ["a.txt", "b.txt"]
    assert not rejects


def test_what_cannot_be_used_is_told_and_stops_nothing(tmp_path: Path) -> None:
    write(tmp_path / "in/a.txt")
    write(tmp_path / "in/empty.txt", "")
    write(tmp_path / "in/huge.txt", "x" * 1_000_001)
    records, rejects = take(tmp_path, tmp_path / "in", tmp_path / "nowhere", "ftp://a.example/x")
    assert len(records) == 1
    assert {(r.stage, r.reason) for r in rejects} == {
        ("input", "empty"),
        ("input", "too large"),
        ("input", "missing"),
        ("fetch", "address"),
    }


def test_a_local_feed_tells_its_local_page_what_it_knows(tmp_path: Path) -> None:
    records, rejects = take(tmp_path, SAMPLE / "lt-23.html", SAMPLE / "lt-23.xml")
    (record,) = records  # the feed is archived and is no document
    assert record.listed_on == date(2023, 9, 7)
    assert (record.listed_title or "").startswith("„Vilnos raštai“ atsisako dujų")
    assert not rejects


def test_pages_are_matched_with_a_feed_by_their_own_address_or_name() -> None:
    def item(url: str, title: str) -> ListedPage:
        return ListedPage(url, title)

    listings = LocalListings(
        [
            item("https://www.a.example/x/", "X"),
            item("https://a.example/nauja-gamykla.html", "Y"),
            item("http://a/1", "Z"),
        ]
    )

    def title(name: str, body: bytes = b"") -> str | None:
        listing = listings.find(name, body)
        return listing.title if listing else None

    assert title("p.html", b'<link rel="canonical" href="http://a.example/x">') == "X"
    assert title("p.html", b"<meta content='https://a.example/x?utm_medium=f' property='og:url'>") == "X"
    assert title("p.html", b'<link rel="alternate" href="http://a.example/x">') is None
    assert title("Nauja-gamykla.htm") == "Y"
    assert title("1.html") is None
    assert find_own_addresses(b"<link rel=canonical>") == []
    assert fold_address("http://a/?b=1&a=2") == fold_address("http://a?a=2&b=1")


def test_a_feed_is_followed_to_what_it_lists(tmp_path: Path, site: Site) -> None:
    site.answers["/feed"] = page(FEED.format(url=site.url).encode(), "application/rss+xml")
    site.answers["/pirma"] = page(b"<p>Pirma naujiena</p>", "text/html; charset=windows-1257")
    site.answers["/antra?utm_source=rss"] = status(301, Location="/antra/")
    site.answers["/antra/"] = page()
    records, rejects = take(tmp_path, Input(f"{site.url}/feed", "klasteris"))
    assert [(r.url, r.source, r.listed_title, r.listed_on, r.charset) for r in records] == [
        (f"{site.url}/antra/", "klasteris", "Antra", None, "utf-8"),
        (f"{site.url}/pirma", "klasteris", "Pirma", date(2023, 9, 7), "windows-1257"),
    ]
    assert not rejects


def test_a_page_given_beside_its_feed_knows_what_the_feed_says(tmp_path: Path, site: Site) -> None:
    site.answers["/feed"] = page(FEED.format(url=site.url).encode(), "text/xml")
    site.answers["/pirma"] = page()
    (record,), rejects = take(tmp_path, f"{site.url}/pirma", f"{site.url}/feed")
    assert (record.source, record.listed_on) == ("web", date(2023, 9, 7))
    assert site.paths().count("/pirma") == 1
    assert [(r.reason, r.source) for r in rejects] == [("not found", "web")]


def test_what_a_server_calls_unchanged_stays_as_it_was(tmp_path: Path, site: Site) -> None:
    site.answers["/a"] = webserver.unless_known('"1"', page(ETag='"1"'))
    first, _ = take(tmp_path, f"{site.url}/a")
    second, rejects = take(tmp_path, f"{site.url}/a")
    assert (second, rejects) == (first, ())
    assert site.asked[-1][1]["If-None-Match"] == '"1"'


def test_two_addresses_of_one_page_are_one_document(tmp_path: Path, site: Site) -> None:
    site.answers["/a"] = site.answers["/b"] = status(302, Location="/c")
    site.answers["/c"] = page()
    records, _ = take(tmp_path, f"{site.url}/b", f"{site.url}/a", f"{site.url}/c#x")
    assert [r.url for r in records] == [f"{site.url}/c"]


def test_an_input_that_moved_away_stays_in_the_archive(tmp_path: Path) -> None:
    shutil.copytree(SAMPLE, tmp_path / "in")
    first, _ = take(tmp_path, tmp_path / "in")
    shutil.rmtree(tmp_path / "in")
    second, rejects = take(tmp_path, tmp_path / "in")
    assert second == first
    assert [r.reason for r in rejects] == ["missing"]
