"""The archive against files: what it costs to keep pages as records that can be found again, and to read them."""

from __future__ import annotations

import shutil
import tempfile
import zlib
from collections.abc import Callable
from pathlib import Path

from pipeline.raw import Archive, Capture, Exchange
from pipeline.raw.records import GZIP_LEVEL
from tests.bench.generate import generate_articles
from tests.bench.measure import Ratio, ratio, time_in_turn

PAGES = 5000
LENGTH = 20_000
ROUNDS = 3
_HEADERS = (("Content-Type", "text/html; charset=utf-8"), ("Server", "nginx"), ("Content-Length", str(LENGTH)))
_EXCHANGE = Exchange("/naujienos", (("Host", "a.example"), ("User-Agent", "clusterpress")), "200 OK", _HEADERS)


def bench_archive() -> list[Ratio]:
    """Writing and reading the same pages: as records, as gzip files of the same level, as plain files."""
    pages = list(generate_articles(PAGES, LENGTH))
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        pieces = [
            lambda: _write_archive(folder / "raw", pages),
            lambda: _write_files(folder / "gzip", pages, lambda page: zlib.compress(page, GZIP_LEVEL, wbits=31)),
            lambda: _write_files(folder / "plain", pages, bytes),
        ]
        written = time_in_turn(pieces, ROUNDS)
        pieces = [
            lambda: _read_archive(folder / "raw"),
            lambda: _read_files(folder / "gzip", lambda content: zlib.decompress(content, wbits=31)),
            lambda: _read_files(folder / "plain", bytes),
        ]
        read = time_in_turn(pieces, ROUNDS)
    return [
        ratio(f"{verb} {PAGES} pages of 20 kB in the archive / {files} files", archive, other)
        for verb, (archive, *others) in (("writing", written), ("reading", read))
        for files, other in zip(("gzip", "plain"), others, strict=True)
    ]


def _write_archive(folder: Path, pages: list[bytes]) -> None:
    """All pages with their requests and headers, on the disk at the end."""
    shutil.rmtree(folder, ignore_errors=True)
    archive = Archive(folder)
    with archive.writing() as writer:
        for number, page in enumerate(pages):
            url = f"https://a.example/naujienos/{number}"
            writer.add(Capture("a", url, page, "text/html", "utf-8", exchange=_EXCHANGE))
    archive.close()


def _read_archive(folder: Path) -> None:
    archive = Archive(folder)
    for record in archive.newest():
        archive.read(record)
    archive.close()


def _write_files(folder: Path, pages: list[bytes], encode: Callable[[bytes], bytes]) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    for number, page in enumerate(pages):
        (folder / f"{number}.html").write_bytes(encode(page))


def _read_files(folder: Path, decode: Callable[[bytes], bytes]) -> None:
    for number in range(PAGES):
        decode((folder / f"{number}.html").read_bytes())
