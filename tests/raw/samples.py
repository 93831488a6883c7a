"""Captures and archives for the tests of the archive."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

from pipeline.raw import Archive, Capture, Exchange

START = datetime(2026, 3, 1, 4, 30, 15, 250_000, tzinfo=UTC)
PAGE = "https://klasteris.example/naujienos/žinia"


def capture(url: str = PAGE, body: bytes = b"<p>Sveiki</p>", **more: object) -> Capture:
    return Capture(source="web", url=url, body=body, media_type="text/html", **more)  # type: ignore[arg-type]


def exchange(status: str = "200 OK", *headers: tuple[str, str], payload: bytes | None = None) -> Exchange:
    request = (("Host", "klasteris.example"), ("User-Agent", "clusterpress"))
    return Exchange("/a", request, status, (("Content-Type", "text/html"), *headers), payload, ip="192.0.2.1")


def archive_all(folder: Path, captures: Iterable[Capture], at: datetime = START) -> Archive:
    archive = Archive(folder, clock=lambda: at)
    with archive.writing() as writer:
        for item in captures:
            writer.add(item)
    return archive


def warc(folder: Path) -> Path:
    return max((folder / "warc").glob("*.warc.gz"))


def index_rows(folder: Path) -> dict[str, list[tuple[object, ...]]]:
    """All that the index says, table by table."""
    database = sqlite3.connect(folder / "index.sqlite")
    try:
        names = [name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return {name: sorted(database.execute(f"SELECT * FROM {name}"), key=repr) for name in names}
    finally:
        database.close()
