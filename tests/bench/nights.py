"""The second night over a site of which one page in a hundred has changed, against the first."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from pipeline.raw import Archive
from pipeline.settings import Settings
from tests.bench.measure import Ratio, ratio
from tests.night import crawl, night_settings, publish_pages, read_archive
from tests.webserver import Site, serve_site

PAGES = 2000
CHANGED = range(0, PAGES, 100)


def bench_nights() -> tuple[Ratio, Ratio, str]:
    """Crawling and reading of the second night against the first, once: and what was asked and archived in it."""
    with tempfile.TemporaryDirectory() as folder, serve_site() as site:
        settings = night_settings(Path(folder))
        publish_pages(site, PAGES)
        first = _night(settings, site)
        before = _body_count(settings)
        site.asked.clear()
        publish_pages(site, PAGES, CHANGED)
        second = _night(settings, site)
        pages = [headers for path, headers in site.asked if path.startswith("/n/")]
        conditional = sum("If-None-Match" in headers for headers in pages)
        said = (
            f"second night: {len(pages)} of {PAGES} pages asked, {conditional} of them on condition, "
            f"{_body_count(settings) - before} bodies archived ({len(CHANGED)} pages had changed)"
        )
    names = ("crawling", "parsing and extracting")
    crawling, reading = (
        ratio(f"{name}, second night / first", [late], [early])
        for name, early, late in zip(names, first, second, strict=True)
    )
    return crawling, reading, said


def _night(settings: Settings, site: Site) -> tuple[float, float]:
    """Seconds of crawling and of reading."""
    return _seconds(lambda: crawl(settings, site)), _seconds(lambda: read_archive(settings))


def _seconds(work: Callable[[], object]) -> float:
    before = time.perf_counter()
    work()
    return time.perf_counter() - before


def _body_count(settings: Settings) -> int:
    archive = Archive(settings.raw)
    try:
        return sum(len(archive.versions(record.url)) for record in archive.newest())
    finally:
        archive.close()


if __name__ == "__main__":
    for line in bench_nights():
        print(line)
