"""What is read once is not read again, unless something that it hangs on has changed."""

from __future__ import annotations

import ast
import logging
import multiprocessing
import sqlite3
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from pipeline.cache import ReadingCache, versions
from pipeline.cache.store import Store
from pipeline.pool import ReaderPool
from pipeline.problems import Reject
from pipeline.raw import Archive, Capture
from pipeline.reading import Batch, read_record
from pipeline.record import Layout, Record
from pipeline.settings import Settings

ROOT = Path(__file__).parents[1]
BODY = "Klasterio „Drobė“ projektui Nr. J05-LVPA-K-01-0012 skirta 120 tūkst. Eur.".encode()


def archive_bodies(raw: Path, **bodies: bytes) -> list[Record]:
    archive = Archive(raw)
    with archive.writing() as writer:
        for name, body in bodies.items():
            writer.add(Capture("file", f"inbox/{name}.txt", body, "text/plain"))
    records = archive.newest()
    archive.close()
    return records


def make_record(name: str = "a") -> Record:
    return Record("file", f"inbox/{name}.txt", datetime.now(UTC), "text/plain", "0" * 64, "<urn:a>")


def read(settings: Settings, records: list[Record]) -> tuple[Batch, int]:
    """What came of the records, and how many processes were needed for it."""
    with ReaderPool(settings) as pool:
        batch = pool.read(records)
        return batch, len(multiprocessing.active_children())


def test_what_was_read_is_not_read_again(tmp_path: Path) -> None:
    settings = Settings(raw=tmp_path, cache=tmp_path / "cache", workers=2)
    records = archive_bodies(tmp_path, a=BODY, b=b" \n", c=BODY + b" 2")
    first, needed = read(settings, records)
    assert needed == 1
    assert [len(first.readings), [reject.reason for reject in first.rejects]] == [2, ["empty"]]
    again, needed = read(settings, records)
    assert needed == 0
    assert again == first
    fresh, needed = read(replace(settings, fresh=True), records)
    assert needed == 1
    assert fresh == first


def test_only_what_is_new_or_changed_is_read(tmp_path: Path) -> None:
    settings = Settings(raw=tmp_path, cache=tmp_path / "cache", workers=1)
    read(settings, archive_bodies(tmp_path, a=BODY, b=BODY))
    records = archive_bodies(tmp_path, b=BODY + b" Pakeista.", c=BODY)
    with ReaderPool(settings) as pool:
        batch = pool.read(records)
    assert [reading.document.text[-9:] for reading in batch.readings] == ["kst. Eur.", "Pakeista.", "kst. Eur."]
    cache = ReadingCache(settings.cache)
    assert cache.find(records).keys() == {record.url for record in records}
    cache.close()


@pytest.mark.parametrize(
    "changed",
    [
        {"content_sha256": "1" * 64},
        {"media_type": "text/markdown"},
        {"charset": "windows-1257"},
        {"listed_title": "Drobė"},
        {"listed_on": date(2019, 5, 2)},
        {"layout": Layout(body="article")},
        {"url": "inbox/b.txt"},
    ],
)
def test_everything_that_parsers_look_at_counts(tmp_path: Path, changed: dict[str, object]) -> None:
    cache = ReadingCache(tmp_path)
    record = make_record()
    cache.keep([(record, Batch((read_record(BODY, record),), ()))])
    moved = replace(record, fetched_at=datetime(2001, 1, 1, tzinfo=UTC), archive_ref="<urn:b>", source="lvpa")
    (found,) = cache.find([moved])[moved.url].readings
    assert found.record == moved
    assert cache.find([replace(record, **changed)]) == {}
    cache.close()


def test_a_change_of_an_extractor_spares_the_parsers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    record = make_record()
    reading = read_record(BODY, record)
    cache = ReadingCache(tmp_path)
    cache.keep([(record, Batch((reading,), ()))])
    cache.close()
    monkeypatch.setattr("pipeline.cache.extract_version", lambda: "a later one")
    later = ReadingCache(tmp_path)
    assert later.find([record]) == {}
    assert later.find_parsed([record]) == {record.url: reading.parsed}
    later.close()


@pytest.mark.parametrize(("reason", "kept"), [("damaged", True), ("too slow", False), ("crashed", False)])
def test_failures_that_may_pass_are_tried_again(tmp_path: Path, reason: str, kept: bool) -> None:
    cache, record = ReadingCache(tmp_path), make_record()
    reject = Reject(record.source, record.url, "parse", reason, "reading it: got nothing", record.fetched_at)
    cache.keep([(record, Batch((), (reject,)))])
    assert cache.find([record]) == ({record.url: Batch((), (reject,))} if kept else {})
    cache.close()


def test_a_damaged_entry_is_a_missing_one(tmp_path: Path) -> None:
    path = tmp_path / "readings.sqlite"
    store = Store(path)
    store.write({b"a": b"right" * 20, b"b": b"right"})
    store.close()
    with sqlite3.connect(path) as db:
        (value,) = db.execute("SELECT value FROM entries WHERE key = ?", (b"a",)).fetchone()
        db.execute("UPDATE entries SET value = ? WHERE key = ?", (value[:-1] + bytes([value[-1] ^ 1]), b"a"))
    db.close()
    store = Store(path)
    assert store.read([b"a", b"b", b"c"]) == {b"b": b"right"}
    store.close()


def test_a_damaged_cache_is_made_anew(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    (tmp_path / "readings.sqlite").write_bytes(b"no database at all, but long enough to look at" * 100)
    with caplog.at_level(logging.WARNING):
        store = Store(tmp_path / "readings.sqlite")
    assert "is made anew" in caplog.text
    store.write({b"a": b"1"})
    assert store.read([b"a"]) == {b"a": b"1"}
    store.close()


def test_without_a_place_for_the_cache_a_run_goes_on(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    (tmp_path / "file").write_text("a file where the folder should be", encoding="utf-8")
    settings = Settings(raw=tmp_path / "raw", cache=tmp_path / "file", workers=1)
    batch, _ = read(settings, archive_bodies(tmp_path / "raw", a=BODY))
    assert len(batch.readings) == 1
    assert "goes on without it" in caplog.text


def test_what_nobody_asks_for_is_forgotten(tmp_path: Path) -> None:
    path = tmp_path / "readings.sqlite"
    store = Store(path)
    store.write({b"old": b"1", b"used": b"2"})
    store.close()
    with sqlite3.connect(path) as db:
        db.execute("UPDATE entries SET used_on = '2001-01-01'")
    db.close()
    store = Store(path)
    store.read([b"used"])
    store.close()
    store = Store(path)
    assert store.read([b"old", b"used"]) == {b"used": b"2"}
    store.close()


def test_a_stage_has_the_version_of_its_files(tmp_path: Path) -> None:
    (tmp_path / "part").mkdir()
    for name in ("part/a.py", "part/words.toml", "single.py", "other.py"):
        (tmp_path / name).write_text(name, encoding="utf-8")
    before = versions.hash_files(tmp_path, ("part", "single.py", "part/a.py"))
    assert len(before) == 3
    (tmp_path / "other.py").write_text("changed", encoding="utf-8")
    (tmp_path / "part/a.pyc").write_text("compiled", encoding="utf-8")
    assert versions.hash_files(tmp_path, ("part", "single.py")) == before
    (tmp_path / "part/words.toml").write_text("changed", encoding="utf-8")
    assert versions.hash_files(tmp_path, ("part", "single.py")) != before


def imports(path: Path) -> set[Path]:
    """The files of ours that a file imports, functions included."""
    names: set[str] = set()
    tree = ast.parse(path.read_text(encoding="utf-8"))
    only_for_types = [node for node in tree.body if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.dump(node.test)]
    tree.body = [node for node in tree.body if node not in only_for_types]
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    ours = {name for name in names if name.split(".")[0] in ("pipeline", "extractors")}
    found = set()
    for name in ours:
        parent, _, last = name.rpartition(".")
        path = ROOT.joinpath(*parent.split("."), last)
        found |= {file for file in (path.with_suffix(".py"), path / "__init__.py") if file.is_file()}
    return found


@pytest.mark.parametrize("places", [versions.PARSE, versions.EXTRACT], ids=["parse", "extract"])
def test_a_stage_counts_all_that_it_imports(places: tuple[str, ...]) -> None:
    covered = {ROOT / line.rpartition(" ")[0] for line in versions.hash_files(ROOT, places)}
    outside = {needed for path in covered if path.suffix == ".py" for needed in imports(path)} - covered
    assert outside <= {ROOT / "extractors" / "engine.py"}  # the package offers it; parsers do not ask for it
