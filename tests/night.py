"""Runs over a site on loopback as nights have them: a feed, many articles, some of which change in between."""

from __future__ import annotations

import hashlib
from pathlib import Path

from pipeline.inputs import Input
from pipeline.pool import ReaderPool
from pipeline.problems import Reject
from pipeline.reading import Batch
from pipeline.run import archive_stage, plan_batches
from pipeline.settings import Settings
from tests.bench.generate import generate_pages
from tests.webserver import Site, page, unless_known


def publish_pages(site: Site, count: int, changed: range = range(0)) -> None:
    """The site with a feed of generated articles; those whose numbers are in ``changed`` have another text."""
    for number, body in enumerate(generate_pages(count)):
        text = body.replace(b"</article>", b"<p>Papildyta.</p></article>") if number in changed else body
        etag = f'"{hashlib.sha256(text).hexdigest()[:16]}"'
        site.answers[f"/n/{number}"] = unless_known(etag, page(text, etag=etag))
    items = "".join(f"<item><link>{site.url}/n/{number}</link></item>" for number in range(count))
    site.answers["/feed"] = page(f"<rss><channel>{items}</channel></rss>".encode(), "application/rss+xml")


def night_settings(folder: Path, **others: object) -> Settings:
    """Settings for a site on this machine, with everything that is kept below one folder."""
    places = {name: folder / name for name in ("raw", "processed", "cache")}
    values = {"pace_seconds": 1e-6, "allow_private_addresses": True, "contact": "mailto:data@example.org"}
    return Settings(**places | values | others)


def crawl(settings: Settings, site: Site) -> tuple[Reject, ...]:
    """Fetch the feed of the site and what it lists."""
    return archive_stage(settings, [Input(f"{site.url}/feed")])


def read_archive(settings: Settings) -> list[Batch]:
    """Read what lies in the archive."""
    with ReaderPool(settings) as pool:
        return list(pool.read_all(plan_batches(settings, [])))
