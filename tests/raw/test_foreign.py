"""WARC files of others: what is taken of them, and that damage costs only what is damaged."""

from __future__ import annotations

import gzip
import io
import random
import tracemalloc
import zipfile
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

import brotli
import pytest
import zstandard
from fastwarc import ZstdWriter
from warcio.recordloader import ArcWarcRecord
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from pipeline.problems import InputProblem
from pipeline.raw import Capture, read_foreign
from tests.raw.samples import archive_all

AT = "2019-05-02T10:20:30Z"
PAGE = "https://klasteris.example/naujiena"
BODY = "<p>Žinia</p>".encode() * 30
HTML = ("Content-Type", "text/html; charset=UTF-8")


class Recording:
    """Writes WARC records with warcio, as recorders do."""

    def __init__(self, *, is_gzip: bool = True) -> None:
        self.buffer = io.BytesIO()
        self._writer = WARCWriter(self.buffer, gzip=is_gzip)
        self.starts: list[int] = []

    def response(
        self,
        url: str = PAGE,
        body: bytes = BODY,
        *headers: tuple[str, str],
        status: str = "200 OK",
        kind: str = "response",
        **warc: str,
    ) -> ArcWarcRecord:
        http = StatusAndHeaders(status, list(headers or (HTML,)), protocol="HTTP/1.1")
        named = {"WARC-Date": AT} | {name.replace("_", "-"): value for name, value in warc.items()}
        record = self._writer.create_warc_record(
            url, kind, payload=io.BytesIO(body), http_headers=http, warc_headers_dict=named
        )
        return self._write(record)

    def request(self, of: ArcWarcRecord, method: str = "GET") -> None:
        http = StatusAndHeaders(f"{method} /naujiena HTTP/1.1", [("User-Agent", "kitas/1.0")], is_http_request=True)
        record = self._writer.create_warc_record(
            of.rec_headers["WARC-Target-URI"],
            "request",
            http_headers=http,
            warc_headers_dict={"WARC-Date": AT, "WARC-Concurrent-To": of.rec_headers["WARC-Record-ID"]},
        )
        self._write(record)

    def revisit(self, url: str, of: ArcWarcRecord, digest: str = "sha1:NONE", date: str = AT) -> None:
        record = self._writer.create_revisit_record(
            url,
            digest,
            of.rec_headers["WARC-Target-URI"],
            of.rec_headers["WARC-Date"],
            http_headers=StatusAndHeaders("200 OK", [HTML], protocol="HTTP/1.1"),
            warc_headers_dict={"WARC-Date": date},
        )
        self._write(record)

    def _write(self, record: ArcWarcRecord) -> ArcWarcRecord:
        self.starts.append(self.buffer.tell())
        self._writer.write_record(record)
        record.raw_stream.close()  # a temporary file of warcio's
        return record

    @property
    def content(self) -> bytes:
        return self.buffer.getvalue()


def read(folder: Path, content: bytes, **options: int) -> tuple[list[Capture], list[InputProblem]]:
    path = folder / "others.warc.gz"
    path.write_bytes(content)
    return split(read_foreign(path, "kiti", **options))


def split(outcomes: Iterable[Capture | InputProblem]) -> tuple[list[Capture], list[InputProblem]]:
    found = list(outcomes)
    return [o for o in found if isinstance(o, Capture)], [o for o in found if isinstance(o, InputProblem)]


def test_a_response_with_its_request(tmp_path: Path) -> None:
    recording = Recording()
    recording.response("https://pirma.example/")
    recording.request(recording.response(PAGE + "#dalis", BODY, HTML, ("ETag", '"1"'), WARC_IP_Address="192.0.2.7"))
    _, capture = read(tmp_path, recording.content)[0]
    assert (capture.url, capture.body, capture.source) == (PAGE, BODY, "kiti")
    assert (capture.media_type, capture.charset) == ("text/html", "utf-8")
    assert capture.fetched_at == datetime(2019, 5, 2, 10, 20, 30, tzinfo=UTC)
    assert capture.origin is not None
    assert capture.origin.startswith("<urn:uuid:")
    exchange = capture.exchange
    assert exchange is not None
    assert (exchange.status, exchange.protocol, exchange.ip) == ("200 OK", "HTTP/1.1", "192.0.2.7")
    assert exchange.response_headers == (HTML, ("ETag", '"1"'))
    assert (exchange.request_target, exchange.request_headers) == ("/naujiena", (("User-Agent", "kitas/1.0"),))


def test_only_documents_that_were_got_are_taken(tmp_path: Path) -> None:
    recording = Recording()
    for media_type in (
        "image/png",
        "text/css",
        "application/javascript",
        "font/woff2",
        "video/mp4",
        "application/json",
    ):
        recording.response(f"https://a.example/{media_type}", b"x", ("Content-Type", media_type))
    recording.response(status="404 Not Found")
    recording.response(status="301 Moved", body=b"")
    recording.response("https://a.example/robots.txt", b"User-agent: *", ("Content-Type", "text/plain"))
    recording.response("dns:a.example", b"192.0.2.1")
    recording.request(recording.response("https://a.example/form"), "POST")
    recording.response("https://a.example/report", b"%PDF-1.4", ("Content-Type", "application/pdf"))
    captures, problems = read(tmp_path, recording.content)
    assert [capture.url for capture in captures] == ["https://a.example/report"]
    assert problems == []


@pytest.mark.parametrize(
    ("headers", "payload"),
    [
        ((("Content-Encoding", "gzip"),), gzip.compress(BODY)),
        ((("Content-Encoding", "br"), ("Transfer-Encoding", "chunked")), brotli.compress(BODY)),
        ((("Content-Encoding", "zstd"),), zstandard.compress(BODY[:99]) + zstandard.compress(BODY[99:])),
        ((("Content-Encoding", "gzip"),), BODY),  # the tool undid it and kept the header
        ((("Transfer-Encoding", "chunked"),), BODY),
    ],
)
def test_codings_are_undone(tmp_path: Path, headers: tuple[tuple[str, str], ...], payload: bytes) -> None:
    if len(headers) == 2:
        payload = b"%x;x=y\r\n%s\r\n0\r\nTrailer: 1\r\n\r\n" % (len(payload), payload)
    recording = Recording()
    recording.response(PAGE, payload, HTML, *headers)
    (capture,), problems = read(tmp_path, recording.content)
    assert (capture.body, problems) == (BODY, [])


@pytest.mark.parametrize(
    ("reason", "payload", "header"),
    [
        ("truncated", gzip.compress(random.Random(1).randbytes(999))[:-50], ("Content-Encoding", "gzip")),
        ("truncated", zstandard.compress(BODY)[:-5], ("Content-Encoding", "zstd")),
        ("too large", zstandard.compress(bytes(3 << 20)), ("Content-Encoding", "zstd")),
        ("truncated", b"ff\r\nabc", ("Transfer-Encoding", "chunked")),
        ("too large", gzip.compress(bytes(3 << 20)), ("Content-Encoding", "gzip")),
        ("too large", bytes(101 << 10), ("X", "y")),
        ("coding", b"\0\1\2", ("Content-Encoding", "compress")),
        ("empty", b"", ("X", "y")),
    ],
)
def test_what_cannot_be_decoded_is_told_and_stops_nothing(
    tmp_path: Path, reason: str, payload: bytes, header: tuple[str, str]
) -> None:
    recording = Recording()
    recording.response("https://a.example/bad", payload, HTML, header)
    recording.response()
    (capture,), (problem,) = read(tmp_path, recording.content, max_bytes=100 << 10)
    assert capture.url == PAGE
    assert problem.reason == reason
    assert f"others.warc.gz at {recording.starts[0]}: " in problem.detail


def test_revisits_are_found_their_bytes_within_the_input(tmp_path: Path) -> None:
    recording = Recording()
    picture = recording.response("https://a.example/p", b"x", ("Content-Type", "image/png"))
    recording.revisit("https://a.example/before", of=recording.response())
    page = recording.response("https://a.example/2", b"<p>2</p>")
    recording.revisit(PAGE, of=page, date="2020-01-01T00:00:00Z")
    recording.revisit("https://a.example/p2", of=picture)
    gone = Recording().response("https://gone.example/")
    recording.revisit("https://a.example/lost", of=gone)
    captures, problems = read(tmp_path, recording.content)
    assert {(capture.url, capture.body) for capture in captures} == {
        (PAGE, BODY),
        ("https://a.example/2", b"<p>2</p>"),
        ("https://a.example/before", BODY),
        (PAGE, b"<p>2</p>"),
    }
    assert [problem.reason for problem in problems] == ["unresolved"]


def pages(*, is_gzip: bool, count: int = 6) -> Recording:
    recording = Recording(is_gzip=is_gzip)
    for number in range(count):
        recording.response(f"https://a.example/{number}", b"<p>%d</p>" % number + random.Random(number).randbytes(3000))
    return recording


def numbers(captures: list[Capture]) -> list[int]:
    return [int(capture.url.rpartition("/")[2]) for capture in captures]


@pytest.mark.parametrize("is_gzip", [True, False])
def test_damage_in_the_middle_costs_the_damaged(tmp_path: Path, is_gzip: bool) -> None:
    recording = pages(is_gzip=is_gzip)
    content = bytearray(recording.content)
    start = recording.starts[2]
    del content[start : start + 40]
    captures, problems = read(tmp_path, bytes(content))
    assert numbers(captures) == [0, 1, 3, 4, 5]
    assert [problem.reason for problem in problems] == ["damaged"]


@pytest.mark.parametrize("is_gzip", [True, False])
def test_every_cut_is_told(tmp_path: Path, is_gzip: bool) -> None:
    recording = pages(is_gzip=is_gzip, count=3)
    last, end = recording.starts[2], len(recording.content)
    for cut in random.Random(5).sample(range(last + 1, end - 60), 60):
        captures, problems = read(tmp_path, recording.content[:cut])
        assert numbers(captures) == [0, 1]
        assert [problem.reason for problem in problems] == ["damaged"], cut


def test_one_gzip_member_for_all_and_zstandard(tmp_path: Path) -> None:
    plain = pages(is_gzip=False)
    whole = read(tmp_path, gzip.compress(plain.content))
    assert (numbers(whole[0]), whole[1]) == ([0, 1, 2, 3, 4, 5], [])
    coded = io.BytesIO()
    writer = ZstdWriter(coded)
    writer.write(plain.content)
    writer.finish()
    assert numbers(read(tmp_path, coded.getvalue())[0]) == [0, 1, 2, 3, 4, 5]
    cut = read(tmp_path, gzip.compress(plain.content)[:-4000])
    assert numbers(cut[0]) == [0, 1, 2, 3]
    assert [problem.reason for problem in cut[1]] == ["damaged"]


def test_a_wacz_is_one_input(tmp_path: Path) -> None:
    first, second = Recording(), Recording()
    page = first.response()
    second.revisit("https://a.example/copy", of=page)
    path = tmp_path / "crawl.wacz"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("datapackage.json", "{}")
        archive.writestr("archive/b.warc.gz", first.content)
        archive.writestr("archive/a.warc.gz", second.content)
    captures, problems = split(read_foreign(path, "kiti"))
    assert {(capture.url, capture.body) for capture in captures} == {(PAGE, BODY), ("https://a.example/copy", BODY)}
    assert problems == []


@pytest.mark.parametrize(
    ("reason", "content"), [("format", b"no WARC at all\n" * 99), ("format", b"<html>"), ("damaged", b"PK\x03\x04cut")]
)
def test_what_is_no_warc_is_told(tmp_path: Path, reason: str, content: bytes) -> None:
    captures, (problem,) = read(tmp_path, content)
    assert (captures, problem.reason) == ([], reason)
    (missing,) = read_foreign(tmp_path / "none.warc", "kiti")
    assert isinstance(missing, InputProblem)
    assert missing.reason == "missing"


def test_random_damage_raises_nothing(tmp_path: Path) -> None:
    rng = random.Random(11)
    for is_gzip in (True, False):
        original = pages(is_gzip=is_gzip, count=4).content
        for _ in range(150):
            content = bytearray(original)
            for _ in range(rng.randint(1, 4)):
                at = rng.randrange(len(content))
                content[at : at + rng.randint(0, 30)] = rng.randbytes(rng.randint(0, 30))
            captures, problems = read(tmp_path, bytes(content))
            assert len(captures) <= 5
            assert captures or problems


def test_a_large_file_is_streamed(tmp_path: Path) -> None:
    recording = Recording()
    for number in range(30):
        recording.response(f"https://a.example/film-{number}", bytes(4 << 20), ("Content-Type", "video/mp4"))
        recording.response(f"https://a.example/{number}", BODY)
    path = tmp_path / "large.warc.gz"
    path.write_bytes(recording.content)
    del recording
    tracemalloc.start()
    try:
        assert sum(1 for _ in read_foreign(path, "kiti")) == 30
        assert tracemalloc.get_traced_memory()[1] < 3 << 20
    finally:
        tracemalloc.stop()


def test_taken_into_the_archive_once(tmp_path: Path) -> None:
    recording = Recording()
    page = recording.response()
    recording.response(PAGE, b"<p>2</p>", WARC_Date="2019-06-01T00:00:00Z")
    recording.revisit(PAGE, of=page, date="2019-05-03T00:00:00Z")
    path = tmp_path / "others.warc.gz"
    path.write_bytes(recording.content)
    raw = tmp_path / "raw"
    for _ in range(2):
        captures, problems = split(read_foreign(path, "kiti"))
        archive = archive_all(raw, captures)
        assert problems == []
        versions = archive.versions(PAGE)
        assert [archive.read(version) for version in versions] == [BODY, b"<p>2</p>"]
        assert [version.fetched_at.date().isoformat() for version in versions] == ["2019-05-02", "2019-06-01"]
