"""The archive: what is kept, what is kept once, what survives a crash."""

from __future__ import annotations

import random
import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path

import pytest
from warcio.archiveiterator import ArchiveIterator

from pipeline.problems import ArchiveProblem
from pipeline.raw import Archive, Capture, Exchange, Listing, Validators
from tests.raw.samples import PAGE, START, archive_all, capture, warc


def test_bytes_come_back(tmp_path: Path) -> None:
    exchange = Exchange("/a", (("User-Agent", "x"),), "200 OK", (("Content-Type", "text/html"), ("ETag", '"1"')))
    archive = archive_all(
        tmp_path,
        [
            capture("sample/ąžuolas 1.html", b"\x00\r\n\r\nbytes", charset="windows-1257"),
            capture(PAGE, b"", exchange=exchange),
            capture("https://klasteris.example/feed", role="list"),
        ],
    )
    page, local = archive.newest()
    assert (page.url, archive.read(page), page.media_type) == (PAGE, b"", "text/html")
    assert (local.url, archive.read(local)) == ("sample/ąžuolas 1.html", b"\x00\r\n\r\nbytes")
    assert local.charset == "windows-1257"
    assert local.fetched_at == START.replace(microsecond=0)
    assert archive.validators() == {PAGE: Validators('"1"', None)}


def test_unchanged_bytes_are_kept_once(tmp_path: Path) -> None:
    archive = archive_all(tmp_path, [capture()])
    first, size = archive.newest(), warc(tmp_path).stat().st_size
    later = archive_all(tmp_path, [capture()], START + timedelta(days=1))
    assert later.newest() == first
    assert warc(tmp_path).stat().st_size == size


def test_every_version_is_kept_and_the_newest_is_read(tmp_path: Path) -> None:
    bodies = [b"A", b"B", b"A"]
    refs = []
    for day, body in enumerate(bodies):
        archive = archive_all(tmp_path, [capture(body=body)], START + timedelta(days=day))
        (record,) = archive.newest()
        assert archive.read(record) == body
        refs.append(record.archive_ref)
    assert len(set(refs)) == 3


def test_references_do_not_depend_on_order_or_clock(tmp_path: Path) -> None:
    captures = [capture(f"https://a.example/{n}", b"%d" % n) for n in range(20)]
    shuffled = random.Random(1).sample(captures, len(captures))
    one = archive_all(tmp_path / "one", captures).newest()
    two = archive_all(tmp_path / "two", shuffled, START + timedelta(days=9)).newest()
    assert [(r.url, r.archive_ref, r.content_sha256) for r in one] == [
        (r.url, r.archive_ref, r.content_sha256) for r in two
    ]


def test_what_a_feed_said_is_kept_and_not_forgotten(tmp_path: Path) -> None:
    archive_all(tmp_path, [capture()])
    archive_all(tmp_path, [capture(listing=Listing("Nauja\n žinia", date(2026, 2, 27)))])
    archive = archive_all(tmp_path, [capture()])
    (record,) = archive.newest()
    assert (record.listed_title, record.listed_on) == ("Nauja žinia", date(2026, 2, 27))


def test_a_named_source_takes_an_address_over_for_good(tmp_path: Path) -> None:
    archive_all(tmp_path, [capture()])
    archive_all(tmp_path, [Capture("klasteris", PAGE, b"<p>Sveiki</p>", "text/html")])
    (record,) = archive_all(tmp_path, [capture()]).newest()
    assert record.source == "klasteris"


def test_the_index_can_be_made_anew_from_the_warc_files_alone(tmp_path: Path) -> None:
    archive_all(tmp_path, [capture("https://a.example/", b"1"), capture(listing=Listing("T", date(2026, 1, 1)))])
    archive = archive_all(tmp_path, [capture("https://a.example/", b"2"), capture("f", b"3", role="list")])
    before = archive.newest()
    archive.rebuild_index()
    assert archive.newest() == before
    archive.close()
    (tmp_path / "index.sqlite").unlink()
    fresh = archive_all(tmp_path, [])
    assert fresh.newest() == before
    assert [fresh.read(record) for record in before] == [b"2", b"<p>Sveiki</p>"]


@pytest.mark.parametrize("cut", [1, 9, 40, 150])
def test_a_torn_tail_leaves_earlier_records_readable(tmp_path: Path, cut: int) -> None:
    archive_all(tmp_path, [capture("https://a.example/", b"first")])
    whole = warc(tmp_path).stat().st_size
    archive_all(tmp_path, [capture("https://b.example/", random.Random(7).randbytes(500))])
    torn = warc(tmp_path).read_bytes()[:-cut]
    assert len(torn) > whole
    warc(tmp_path).write_bytes(torn)
    (tmp_path / "index.sqlite").unlink()
    archive = archive_all(tmp_path, [capture("https://c.example/", b"third")])
    assert [archive.read(record) for record in archive.newest()] == [b"first", b"third"]
    assert [path.name for path in (tmp_path / "warc").glob("*.warc.gz")] == ["clusterpress-00000.warc.gz"]
    (aside,) = (tmp_path / "warc").glob("*.torn")
    assert torn.endswith(aside.read_bytes())
    with warc(tmp_path).open("rb") as file:
        assert sum(record.rec_type == "resource" for record in ArchiveIterator(file, check_digests="raise")) == 2


def test_records_that_a_crash_kept_out_of_the_index_are_found(tmp_path: Path) -> None:
    archive_all(tmp_path, [capture("https://a.example/", b"first")])
    old_index = (tmp_path / "index.sqlite").read_bytes()
    archive_all(tmp_path, [capture("https://b.example/", b"second")])
    (tmp_path / "index.sqlite").write_bytes(old_index)
    assert [record.url for record in archive_all(tmp_path, []).newest()] == ["https://a.example/", "https://b.example/"]


def test_a_failure_inside_the_block_keeps_what_was_written(tmp_path: Path) -> None:
    archive = Archive(tmp_path)
    with pytest.raises(KeyError), archive.writing() as writer:
        writer.add(capture())
        raise KeyError
    assert len(archive.newest()) == 1


def test_a_second_writer_is_refused_in_words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipeline.raw.index.WAIT_SECONDS", 0.1)
    one, two = Archive(tmp_path), Archive(tmp_path)
    with one.writing() as writer:
        writer.add(capture())
        with pytest.raises(ArchiveProblem, match="wait for the other run to end"), two.writing():
            pass


def test_readers_see_the_last_commit_while_a_writer_works(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    writing, reading = Archive(tmp_path), Archive(tmp_path)
    with writing.writing() as writer:
        writer.add(capture("a"))
        assert reading.newest() == []
        monkeypatch.setattr("pipeline.raw.files.SYNC_BYTES", 1)  # what else comes after megabytes or seconds
        writer.add(capture("b"))
        assert [reading.read(record) for record in reading.newest()] == [b"<p>Sveiki</p>"] * 2
        monkeypatch.undo()
        writer.add(capture("c"))
        assert len(Archive(tmp_path).newest()) == 2
    assert len(reading.newest()) == 3


def test_a_lock_of_a_dead_process_holds_nobody_back(tmp_path: Path) -> None:
    process = subprocess.Popen([sys.executable, "-c", _HOLDING, str(tmp_path)], stdout=subprocess.PIPE, text=True)
    with process:
        assert process.stdout is not None
        assert process.stdout.readline() == "holding\n"
        process.kill()
    archive = archive_all(tmp_path, [capture("b")])
    assert [record.url for record in archive.newest()] == ["a", "b"]


_HOLDING = """
import sys, time
from pathlib import Path
from pipeline.raw import Archive
from tests.raw.samples import capture
with Archive(Path(sys.argv[1])).writing() as writer:
    writer.add(capture("a"))
    print("holding", flush=True)
    time.sleep(60)
"""


def test_lost_and_altered_bytes_are_noticed(tmp_path: Path) -> None:
    archive = archive_all(tmp_path, [capture()])
    (record,) = archive.newest()
    content = bytearray(warc(tmp_path).read_bytes())
    content[-30] ^= 0xFF
    warc(tmp_path).write_bytes(content)
    with pytest.raises(ArchiveProblem, match="got nothing"):
        archive.read(record)
    warc(tmp_path).unlink()
    with pytest.raises(ArchiveProblem, match="got nothing"):
        archive.read(record)


def test_a_broken_index_is_told_in_words(tmp_path: Path) -> None:
    (tmp_path / "index.sqlite").write_bytes(b"no database" * 100)
    with pytest.raises(ArchiveProblem, match="delete it"):
        Archive(tmp_path)


def test_other_software_reads_the_files(tmp_path: Path) -> None:
    exchange = Exchange(
        "/a",
        (("Host", "klasteris.example"),),
        "200 OK",
        (("Content-Type", "text/html"), ("Content-Encoding", "gzip"), ("Content-Length", "5")),
    )
    archive_all(tmp_path, [capture(body=b"<p>x</p>" * 99, exchange=exchange), capture("sample/a b.txt")])
    with warc(tmp_path).open("rb") as file:
        records = [
            (record.rec_type, record.rec_headers.get_header("WARC-Target-URI"), record.content_stream().read())
            for record in ArchiveIterator(file, check_digests="raise")
        ]
    assert [kind for kind, _, _ in records] == ["warcinfo", "metadata", "request", "response", "metadata", "resource"]
    assert records[3][1:] == (PAGE, b"<p>x</p>" * 99)
    assert records[5][1] == "raw:sample/a%20b.txt"
