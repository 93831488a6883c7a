"""What is unchanged, what is no document, and when each address and source was last looked at."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from warcio.archiveiterator import ArchiveIterator

from pipeline.raw import Archive, Seen, Validators
from tests.raw.samples import PAGE, START, archive_all, capture, exchange, warc

DAY = timedelta(days=1)
FIRST = START.replace(microsecond=0)


def headers_of_last(folder: Path) -> dict[str, str]:
    with warc(folder).open("rb") as file:
        *_, last = (dict(record.rec_headers.headers) for record in ArchiveIterator(file, check_digests="raise"))
    return last


def test_not_modified_becomes_a_revisit_that_names_the_version(tmp_path: Path) -> None:
    (version,) = archive_all(tmp_path, [capture(exchange=exchange("200 OK", ("ETag", '"1"')))]).newest()
    archive = Archive(tmp_path, clock=lambda: START + DAY)
    with archive.writing() as writer:
        assert writer.revisit(PAGE, exchange("304 Not Modified", ("ETag", '"2"')))
        assert not writer.revisit("https://never.example/", exchange("304 Not Modified"))
    last = headers_of_last(tmp_path)
    assert last["WARC-Type"] == "revisit"
    assert last["WARC-Profile"] == "http://netpreserve.org/warc/1.1/revisit/server-not-modified"
    assert last["WARC-Refers-To"] == version.archive_ref
    assert last["WARC-Refers-To-Target-URI"] == last["WARC-Target-URI"] == PAGE
    assert last["WARC-Refers-To-Date"] == "2026-03-01T04:30:15Z"
    assert archive.newest() == [version]
    assert archive.visits() == {PAGE: Seen(FIRST + DAY, 304, None)}
    assert archive.validators() == {PAGE: Validators('"2"', None)}


def test_the_same_bytes_once_more_become_a_revisit(tmp_path: Path) -> None:
    archive_all(tmp_path, [capture(exchange=exchange())])
    archive = archive_all(tmp_path, [capture(exchange=exchange())], START + DAY)
    last = headers_of_last(tmp_path)
    assert last["WARC-Profile"] == "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest"
    assert last["WARC-Payload-Digest"].startswith("sha256:")
    assert archive.visits() == {PAGE: Seen(FIRST + DAY, 200, None)}
    assert len(archive.versions(PAGE)) == 1


def test_a_wall_is_kept_and_is_never_the_document(tmp_path: Path) -> None:
    wall = capture(body=b"<p>Ar tikrai?</p>", outcome="captcha", exchange=exchange())
    archive = archive_all(tmp_path, [capture(), wall, capture("https://b.example/", outcome="login")])
    (record,) = archive.newest()
    assert archive.read(record) == b"<p>Sveiki</p>"
    (evidence,) = archive.evidence(PAGE, "captcha")
    assert archive.read(evidence) == b"<p>Ar tikrai?</p>"
    assert archive.visits()[PAGE] == Seen(FIRST, 200, "captcha")
    later = archive_all(tmp_path, [wall, capture(body=b"<p>Nauja</p>")], START + DAY)
    assert [later.read(version) for version in later.versions(PAGE)] == [b"<p>Sveiki</p>", b"<p>Nauja</p>"]
    assert later.evidence(PAGE, "captcha") == [evidence]


def test_a_wall_before_a_list_leaves_it_a_list(tmp_path: Path) -> None:
    archive_all(tmp_path, [capture(role="list", exchange=exchange())])
    archive = archive_all(tmp_path, [capture(body=b"wall", outcome="firewall", exchange=exchange("403 Forbidden"))])
    assert archive.newest() == []
    assert archive.newest_of(PAGE) is not None
    assert archive.visits()[PAGE] == Seen(FIRST, 403, "firewall")


def test_versions_come_oldest_first_whenever_they_were_archived(tmp_path: Path) -> None:
    early = [capture(body=b"%d" % year, fetched_at=FIRST.replace(year=year)) for year in (2021, 2019, 2020)]
    archive = archive_all(tmp_path, [capture(body=b"now"), *early])
    assert [archive.read(version) for version in archive.versions(PAGE)] == [b"2019", b"2020", b"2021", b"now"]
    assert archive.read(archive.newest()[0]) == b"now"
    size = warc(tmp_path).stat().st_size
    archive_all(tmp_path, early)
    assert warc(tmp_path).stat().st_size == size


def test_crawls_are_remembered_also_by_a_new_index(tmp_path: Path) -> None:
    archive = Archive(tmp_path)
    with archive.writing() as writer:
        writer.note_crawl("klasteris", START, {"documents": 3, "new": 1})
        writer.note_crawl("klasteris", START + DAY, {"documents": 3})
        writer.note_crawl("tinklas", START, {})
        writer.add(capture("https://b.example/", exchange=exchange(), role="list"))
    archive.rebuild_index()
    assert archive.crawls() == {"klasteris": FIRST + DAY, "tinklas": FIRST}
    assert archive.visits().keys() == {"https://b.example/"}
    assert archive.newest() == []
    listed = archive.newest_of("https://b.example/")
    assert listed is not None
    assert archive.read(listed) == b"<p>Sveiki</p>"
