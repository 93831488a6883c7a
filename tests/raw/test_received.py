"""Responses as received: what is stored, and that other software reads it."""

from __future__ import annotations

import gzip
import zlib
from datetime import timedelta
from pathlib import Path

import brotli
import pytest
from warcio.archiveiterator import ArchiveIterator
from warcio.recordloader import ArcWarcRecord

from pipeline.raw import Archive, Exchange, Seen
from tests.raw.samples import PAGE, START, archive_all, capture, exchange, warc

BODY = "<p>Žinia</p>".encode() * 40


def records(folder: Path) -> list[ArcWarcRecord]:
    found = []
    with warc(folder).open("rb") as file:
        for record in ArchiveIterator(file, check_digests="raise"):
            record.raw = record.raw_stream.read()
            found.append(record)
    return found


def response(folder: Path) -> ArcWarcRecord:
    return next(record for record in records(folder) if record.rec_type == "response")


@pytest.mark.parametrize(
    ("coding", "payload"),
    [("gzip", gzip.compress(BODY)), ("br", brotli.compress(BODY)), ("deflate", zlib.compress(BODY))],
)
def test_the_payload_keeps_its_coding_and_the_body_comes_back(tmp_path: Path, coding: str, payload: bytes) -> None:
    sent = exchange("200 OK", ("Content-Encoding", coding), ("content-length", str(len(payload))), payload=payload)
    archive = archive_all(tmp_path, [capture(body=BODY, exchange=sent)])
    stored = response(tmp_path)
    assert stored.raw == payload
    assert stored.http_headers.headers == list(sent.response_headers)
    assert stored.rec_headers["WARC-IP-Address"] == "192.0.2.1"
    assert archive.read(archive.newest()[0]) == BODY


def test_headers_that_do_not_hold_are_renamed(tmp_path: Path) -> None:
    payload = gzip.compress(BODY)
    told = (("Content-Encoding", "gzip"), ("Transfer-Encoding", "chunked"), ("Content-Length", "7"))
    archive_all(tmp_path, [capture(body=BODY, exchange=exchange("200 OK", *told, payload=payload))])
    assert response(tmp_path).http_headers.headers == [
        ("Content-Type", "text/html"),
        ("Content-Encoding", "gzip"),
        ("X-Crawl-Transfer-Encoding", "chunked"),
        ("X-Crawl-Content-Length", "7"),
        ("Content-Length", str(len(payload))),
    ]


@pytest.mark.parametrize("payload", [None, b"not what the header says", gzip.compress(b"other bytes")])
def test_a_payload_that_does_not_lead_to_the_body_gives_way_to_it(tmp_path: Path, payload: bytes | None) -> None:
    sent = exchange("200 OK", ("Content-Encoding", "gzip"), payload=payload)
    archive = archive_all(tmp_path, [capture(body=BODY, exchange=sent)])
    assert response(tmp_path).raw == BODY
    assert response(tmp_path).http_headers["X-Crawl-Content-Encoding"] == "gzip"
    assert archive.read(archive.newest()[0]) == BODY


def test_odd_headers_come_back_and_break_no_line(tmp_path: Path) -> None:
    raw = b"caf\xe9 \xc5\xbe".decode("utf-8", "surrogateescape")
    odd = (("X-Odd", raw), ("X-Fold", "a\r\n b\r\nInjected: x"), ("ETag", '"\udce9"'))
    archive = archive_all(tmp_path, [capture(exchange=exchange("200", *odd))])
    content = gzip.decompress(warc(tmp_path).read_bytes())
    assert b"\r\nX-Odd: caf\xe9 \xc5\xbe\r\nX-Fold: a  b Injected: x\r\n" in content
    assert b"\r\nHTTP/1.1 200 \r\n" in content
    assert archive.validators() == {}  # no client can send those bytes back


def test_http_2_is_written_as_http_1_1_and_named(tmp_path: Path) -> None:
    sent = Exchange("/a", (), "200 ", (("content-type", "text/html"),), protocol="HTTP/2", ip="2001:db8::1")
    archive_all(tmp_path, [capture(exchange=sent)])
    stored = response(tmp_path)
    assert (stored.http_headers.protocol, stored.rec_headers["WARC-Protocol"]) == ("HTTP/1.1", "h2")
    assert stored.rec_headers["WARC-IP-Address"] == "2001:db8::1"


def test_one_body_in_two_codings_is_one_version(tmp_path: Path) -> None:
    coded = exchange("200 OK", ("Content-Encoding", "gzip"), payload=gzip.compress(BODY))
    archive_all(tmp_path, [capture(body=BODY, exchange=exchange())])
    archive = archive_all(tmp_path, [capture(body=BODY, exchange=coded)], START + timedelta(days=1))
    assert len(archive.versions(PAGE)) == 1
    *_, last = records(tmp_path)
    assert last.rec_headers["WARC-Profile"].endswith("/revisit/identical-body")
    assert last.rec_headers["WARC-Payload-Digest"] == response(tmp_path).rec_headers["WARC-Payload-Digest"]
    assert archive.visits()[PAGE].at > START


def test_records_of_a_capture_name_each_other(tmp_path: Path) -> None:
    archive_all(tmp_path, [capture(body=b"1", exchange=exchange())])
    archive_all(tmp_path, [capture(body=b"2", exchange=exchange())], START + timedelta(days=1))
    by_kind = {record.rec_type: record.rec_headers for record in records(tmp_path)}
    assert by_kind.keys() == {"warcinfo", "metadata", "request", "response"}
    last = by_kind["response"]
    assert by_kind["metadata"]["WARC-Concurrent-To"] == last["WARC-Record-ID"]
    assert by_kind["request"]["WARC-Concurrent-To"] == last["WARC-Record-ID"]
    first = response(tmp_path).rec_headers
    assert last["Clusterpress-Previous-Version"] == first["WARC-Record-ID"]
    assert {headers["WARC-Date"] for headers in (by_kind["request"], last)} == {"2026-03-02T04:30:15Z"}


def test_a_file_says_who_wrote_it_and_again_when_that_changes(tmp_path: Path) -> None:
    for contact, url in (("a@example.org", "one"), ("a@example.org", "two"), ("b@example.org", "three")):
        archive = Archive(tmp_path, contact=contact)
        with archive.writing() as writer:
            writer.add(capture(url))
    infos = [record.raw.decode() for record in records(tmp_path) if record.rec_type == "warcinfo"]
    assert [info.partition("operator: ")[2].partition("\r\n")[0] for info in infos] == [
        "a@example.org",
        "b@example.org",
    ]
    assert all("robots: RFC 9309\r\n" in info and "software: clusterpress/" in info for info in infos)


def test_what_earlier_versions_wrote_still_reads(tmp_path: Path) -> None:
    folder = tmp_path / "warc"
    folder.mkdir()
    (folder / "clusterpress-00000.warc.gz").write_bytes(b"".join(map(gzip.compress, _EARLIER)))
    archive = Archive(tmp_path)
    (record,) = archive.newest()
    assert (record.url, record.source, record.listed_title) == (PAGE, "klasteris", "Žinia")
    assert archive.read(record) == b"<p>Sveiki</p>"
    assert archive.visits() == {PAGE: Seen(START.replace(microsecond=0), 200, None)}
    feed = archive.newest_of("https://klasteris.example/feed")
    assert feed is not None
    assert archive.read(feed) == b"<rss/>"


def _earlier(kind: str, url: str, headers: str, block: str) -> bytes:
    body = block.encode()
    return (
        (
            f"WARC/1.1\r\nWARC-Type: {kind}\r\nWARC-Record-ID: <urn:uuid:{abs(hash((kind, url))):032x}>\r\n"
            f"WARC-Date: 2026-03-01T04:30:15Z\r\nWARC-Target-URI: {url}\r\n{headers}Content-Length: {len(body)}\r\n\r\n"
        ).encode()
        + body
        + b"\r\n\r\n"
    )


_FEED = "https://klasteris.example/feed"
_EARLIER = (
    _earlier("metadata", PAGE, "", "source: klasteris\r\nrole: document\r\nlisted-title: Žinia\r\n"),
    _earlier(
        "response",
        PAGE,
        "Content-Type: application/http; msgtype=response\r\n",
        "HTTP/1.1 200 OK\r\ncontent-type: text/html\r\nX-Crawl-content-encoding: gzip\r\nContent-Length: 13\r\n\r\n"
        "<p>Sveiki</p>",
    ),
    _earlier("metadata", _FEED, "", "source: klasteris\r\nrole: feed\r\n"),
    _earlier("resource", _FEED, "Content-Type: application/rss+xml\r\n", "<rss/>"),
)
