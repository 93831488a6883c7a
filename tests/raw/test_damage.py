"""Files that a crash, a full disk or a restored backup left behind, and the index beside them."""

from __future__ import annotations

import gzip
import os
import random
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest
from warcio.archiveiterator import ArchiveIterator

from pipeline.problems import ArchiveProblem
from pipeline.raw import Archive, Listing
from tests.raw.samples import PAGE, START, archive_all, capture, exchange, index_rows, warc

DAY = timedelta(days=1)


def urls(archive: Archive) -> list[str]:
    return [record.url for record in archive.newest()]


def repairs(folder: Path) -> list[str]:
    archive = Archive(folder)
    with archive.writing() as writer:
        found = [problem.reason for _, problem in writer.repairs]
    archive.close()
    return found


def fill(folder: Path) -> Archive:
    """An archive of every kind of record, written over some nights."""
    archive_all(folder, [capture(exchange=exchange("200 OK", ("ETag", '"1"'))), capture("inbox/ą.txt", b"1")])
    archive_all(
        folder, [capture(exchange=exchange(), listing=Listing("Žinia")), capture("inbox/ą.txt", b"2")], START + DAY
    )
    archive = Archive(folder, clock=lambda: START + 2 * DAY, contact="a@example.org")
    with archive.writing() as writer:
        writer.revisit(PAGE, exchange("304 Not Modified", ("ETag", '"2"')))
        writer.add(capture(body=b"wall", outcome="captcha", exchange=exchange()))
        writer.add(capture(body=b"old", fetched_at=START - DAY, exchange=exchange()))
        writer.add(capture(body=b"new", exchange=exchange()))
        writer.add(capture("https://b.example/feed", b"<rss/>", role="list", exchange=exchange()))
        writer.note_crawl("web", START, {"documents": 2})
    return archive


def test_an_index_made_anew_has_the_same_rows(tmp_path: Path) -> None:
    archive = fill(tmp_path)
    before = index_rows(tmp_path)
    assert all(before.values())
    archive.rebuild_index()
    assert index_rows(tmp_path) == before
    archive.close()
    for path in tmp_path.glob("index.sqlite*"):
        path.unlink()
    Archive(tmp_path).close()
    assert index_rows(tmp_path) == before


def test_an_index_of_another_format_is_made_anew(tmp_path: Path) -> None:
    archive = fill(tmp_path)
    before = index_rows(tmp_path)
    archive.close()
    with sqlite3.connect(tmp_path / "index.sqlite") as database:
        database.execute("PRAGMA user_version = 1")
        database.execute("DELETE FROM versions")
    database.close()
    assert urls(Archive(tmp_path)) == [PAGE, "inbox/ą.txt"]
    assert index_rows(tmp_path) == before


def test_a_file_shorter_than_the_index_knows_makes_the_index_follow(tmp_path: Path) -> None:
    archive_all(tmp_path, [capture("a", b"1")]).close()
    backup = warc(tmp_path).read_bytes()
    archive_all(tmp_path, [capture("a", b"2"), capture("b", b"1")], START + DAY).close()
    warc(tmp_path).write_bytes(backup)
    assert repairs(tmp_path) == ["archive shrunk"]
    archive = archive_all(tmp_path, [capture("b", b"1")], START + 2 * DAY)
    assert [archive.read(record) for record in archive.newest()] == [b"1", b"1"]
    assert repairs(tmp_path) == []


def test_a_file_that_is_gone_is_told_and_its_number_not_taken_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pipeline.raw.files.FILE_LIMIT", 1)
    archive_all(tmp_path, [capture("a", b"1"), capture("b", b"1")]).close()
    first, _ = sorted((tmp_path / "warc").iterdir())
    kept = first.read_bytes()
    first.unlink()
    archive = archive_all(tmp_path, [capture("c", b"1")])
    assert urls(archive) == ["b", "c"]
    assert [path.name[13:18] for path in sorted((tmp_path / "warc").iterdir())] == ["00001", "00002"]
    first.write_bytes(kept)
    archive.rebuild_index()
    assert urls(archive) == ["a", "b", "c"]


def test_damage_in_the_middle_is_stepped_over_and_told(tmp_path: Path) -> None:
    sizes = []
    for name in "abc":
        archive_all(tmp_path, [capture(name, random.Random(name).randbytes(300))]).close()
        sizes.append(warc(tmp_path).stat().st_size)
    content = bytearray(warc(tmp_path).read_bytes())
    content[sizes[0] : sizes[1] - 100] = bytes(sizes[1] - 100 - sizes[0])
    warc(tmp_path).write_bytes(content)
    (tmp_path / "index.sqlite").unlink()
    assert repairs(tmp_path) == ["archive damaged"]
    archive = archive_all(tmp_path, [capture("d", b"1")])
    assert urls(archive) == ["a", "c", "d"]
    assert warc(tmp_path).read_bytes().startswith(content)


@pytest.mark.parametrize("tail", [bytes(5000), b"\x1f\x8b\x08", b"WARC/1.1\r\n", random.Random(3).randbytes(99)])
def test_whatever_a_power_failure_leaves_at_the_end_is_moved_aside(tmp_path: Path, tail: bytes) -> None:
    archive_all(tmp_path, [capture("a", b"1")]).close()
    whole = warc(tmp_path).read_bytes()
    with warc(tmp_path).open("ab") as file:
        file.write(tail)
    assert repairs(tmp_path) == ["archive torn"]
    assert warc(tmp_path).read_bytes() == whole
    (aside,) = (tmp_path / "warc").glob("*.torn")
    assert aside.read_bytes() == tail
    assert urls(archive_all(tmp_path, [capture("b", b"1")])) == ["a", "b"]


def test_a_first_record_that_is_torn_leaves_a_file_that_begins_anew(tmp_path: Path) -> None:
    archive_all(tmp_path, [capture("a", b"1")]).close()
    warc(tmp_path).write_bytes(warc(tmp_path).read_bytes()[:50])
    (tmp_path / "index.sqlite").unlink()
    archive = archive_all(tmp_path, [capture("b", b"1")])
    assert urls(archive) == ["b"]
    with warc(tmp_path).open("rb") as file:
        assert [record.rec_type for record in ArchiveIterator(file)] == ["warcinfo", "metadata", "resource"]


def test_a_record_of_a_later_version_is_stepped_over_and_told(tmp_path: Path) -> None:
    archive_all(tmp_path, [capture("a", b"1")]).close()
    with warc(tmp_path).open("ab") as file:
        file.write(gzip.compress(b"WARC/1.1\r\nWARC-Type: metadata\r\nContent-Length: 8\r\n\r\nfuture: 1\r\n\r\n"))
    assert repairs(tmp_path) == ["archive damaged"]
    assert urls(archive_all(tmp_path, [capture("b", b"1")])) == ["a", "b"]


_FILLING = """
import resource, signal, sys
from pathlib import Path
from pipeline.problems import ArchiveProblem
from tests.raw.samples import archive_all, capture
resource.setrlimit(resource.RLIMIT_FSIZE, (300_000, 300_000))
import random
try:
    archive_all(Path(sys.argv[1]), (capture(str(n), random.Random(n).randbytes(30_000)) for n in range(20)))
except ArchiveProblem as problem:
    print(problem)
"""


def test_a_full_disk_is_told_and_leaves_whole_records(tmp_path: Path) -> None:
    run = subprocess.run([sys.executable, "-c", _FILLING, tmp_path], capture_output=True, text=True, check=True)
    assert "expected room and write rights" in run.stdout
    assert run.stderr == ""
    with warc(tmp_path).open("rb") as file:
        assert sum(record.rec_type == "resource" for record in ArchiveIterator(file, check_digests="raise")) == 9
    assert repairs(tmp_path) == []
    assert urls(Archive(tmp_path)) == list("012345678")


def test_a_folder_that_cannot_be_written_to_is_told_and_can_be_read() -> None:
    with tempfile.TemporaryDirectory() as name:  # not below the folder of pytest, which is for its user alone
        folder = Path(name)
        archive_all(folder, [capture("a", b"1")]).close()
        with unwritable(folder):
            archive = Archive(folder)
            assert [archive.read(record) for record in archive.newest()] == [b"1"]
            with pytest.raises(ArchiveProblem, match="give it write rights"), archive.writing():
                pass
            archive.close()
            with pytest.raises(ArchiveProblem, match="give it write rights"):
                Archive(folder / "below")


@contextmanager
def unwritable(folder: Path) -> Iterator[None]:
    """Nothing in the folder can be written to; root, whom rights do not hold back, becomes another user meanwhile."""
    paths = [folder, *folder.rglob("*")]
    modes = [path.stat().st_mode for path in paths]
    for path, mode in zip(paths, modes, strict=True):
        path.chmod(mode & ~0o222 | 0o555 if path.is_dir() else 0o444)
    user = os.geteuid()
    if user == 0:
        os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(user)
        for path, mode in zip(paths, modes, strict=True):
            path.chmod(mode)
