"""Nights over one site: what is asked, archived and read again, and what is left when a night is killed."""

from __future__ import annotations

import multiprocessing
import random
import time
from collections.abc import Iterator
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from warcio.archiveiterator import ArchiveIterator

from pipeline.raw import Archive
from pipeline.run import find_inputs, refresh
from pipeline.settings import Settings
from tests.night import crawl, night_settings, publish_pages, read_archive
from tests.webserver import Site, serve_site, status

PAGES = 60
KILLS = 50


@pytest.fixture
def site() -> Iterator[Site]:
    with serve_site() as served:
        publish_pages(served, PAGES)
        yield served


def responses(settings: Settings) -> list[str]:
    """The addresses of all bodies that lie in the archive, by the reader of others."""
    found = []
    for path in sorted((settings.raw / "warc").glob("*.warc.gz")):
        with path.open("rb") as file:
            for record in ArchiveIterator(file, check_digests="raise"):
                record.raw_stream.read()
                if record.rec_type == "response":
                    found.append(record.rec_headers["WARC-Target-URI"])
    return found


def contents(settings: Settings) -> dict[str, bytes]:
    archive = Archive(settings.raw)
    try:
        return {record.url: archive.read(record) for record in archive.newest()}
    finally:
        archive.close()


def test_the_second_night_asks_for_what_changed_and_reads_only_that(site: Site, tmp_path: Path) -> None:
    settings = night_settings(tmp_path, workers=1)
    assert crawl(settings, site) == ()
    assert sorted(site.paths()) == sorted(["/feed", *(f"/n/{number}" for number in range(PAGES))])
    first = read_archive(settings)
    site.asked.clear()
    publish_pages(site, PAGES, changed=range(7, 10))
    assert crawl(settings, site) == ()
    asked = [headers for path, headers in site.asked if path.startswith("/n/")]
    assert len(asked) == PAGES
    assert all("If-None-Match" in headers for headers in asked)
    bodies = responses(settings)
    assert sorted(url for url in set(bodies) if bodies.count(url) == 2) == [f"{site.url}/n/{n}" for n in range(7, 10)]
    second = read_archive(settings)
    texts = [{r.record.url: r.document.text for batch in night for r in batch.readings} for night in (first, second)]
    changed = {url for url in texts[1] if texts[0][url] != texts[1][url]}
    assert changed == {f"{site.url}/n/{number}" for number in range(7, 10)}
    assert all("Papildyta." in texts[1][url] for url in changed)


def test_a_night_without_news_archives_no_body_and_starts_no_process(site: Site, tmp_path: Path) -> None:
    settings = night_settings(tmp_path, workers=2)
    crawl(settings, site)
    first = read_archive(settings)
    before = responses(settings)
    crawl(settings, site)
    assert responses(settings) == before
    assert read_archive(settings) == first
    assert not multiprocessing.active_children()


SOURCE = """
[[source]]
name = "klasteris"
kind = "feed"
places = ["{url}/feed"]
enabled = true
cadence = "{cadence}"
[source.expect]
at_least = 100
"""


def test_a_source_that_falls_short_is_told_of_in_the_published_tables(site: Site, tmp_path: Path) -> None:
    site.answers["/n/7"] = status(404)
    (tmp_path / "raw").mkdir()
    (tmp_path / "raw/sources.toml").write_text(SOURCE.format(url=site.url, cadence="hourly"), encoding="utf-8")
    settings = night_settings(tmp_path, workers=1, sources=tmp_path / "raw/sources.toml")
    summary = refresh(settings, find_inputs(settings))
    assert summary.document_count == PAGES - 1
    told = rejects_of(settings)
    assert told == {
        ("klasteris", "fetch", "not found", f"{site.url}/n/7"),
        ("klasteris", "source", "expectation", f"{site.url}/feed"),
    }
    site.asked.clear()
    refresh(settings, find_inputs(settings))
    assert not site.asked, "it is not due yet"
    assert rejects_of(settings) == told


def rejects_of(settings: Settings) -> set[tuple[str, str, str, str]]:
    rows = pq.read_table(settings.processed / "current/rejects.parquet").to_pylist()
    return {(row["source"], row["stage"], row["reason"], row["url"]) for row in rows}


def _crawl(settings: Settings, site: Site) -> None:
    crawl(settings, Site(site.url))


def killed_crawls(settings: Settings, site: Site, rng: random.Random, most: int) -> int:
    """How many of the crawls of one archive were killed at work: it is enough when one has come to its end."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["tests.test_nights"])
    for killed in range(most):
        process = context.Process(target=_crawl, args=(settings, Site(site.url)))
        process.start()
        process.join(rng.uniform(0.02, 0.6))
        process.kill()
        process.join()
        assert process.exitcode in (0, -9)
        if process.exitcode == 0:
            return killed
        contents(settings)  # whatever was archived before can be read
    return most


def test_a_crawl_that_is_killed_loses_nothing(site: Site, tmp_path: Path) -> None:
    undisturbed = night_settings(tmp_path / "undisturbed")
    crawl(undisturbed, site)
    right = contents(undisturbed)
    rng = random.Random(20261122)
    killed, folders = 0, 0
    until = time.monotonic() + 200
    while killed < KILLS and time.monotonic() < until:
        folders += 1
        settings = night_settings(tmp_path / f"{folders}")
        killed += killed_crawls(settings, site, rng, KILLS - killed)
        assert crawl(settings, site) == ()
        assert contents(settings) == right
        assert sorted(set(responses(settings))) == sorted([f"{site.url}/feed", *right])
    assert killed == KILLS
