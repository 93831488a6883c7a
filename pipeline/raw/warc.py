"""Captures to WARC 1.1 records and back: what the files in ``raw/warc/`` look like.

A capture is up to three records, each a gzip member of its own: ``metadata`` (source, role, what a feed said of it),
``request``, and ``response`` or ``resource`` with the bytes. Bodies are stored without content coding, the headers that
told of it renamed to ``X-Crawl-…`` as Common Crawl does, so that every reader sees what the parsers saw.
"""

from __future__ import annotations

import hashlib
import io
import uuid
import zlib
from base64 import b32encode
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from urllib.parse import quote, unquote

from fastwarc import ArchiveIterator, GzipWriter, WarcRecord, WarcRecordType

from pipeline.raw.capture import Capture, Exchange, Headers, Listing, Role

GZIP_LEVEL = 6
_CHUNK = 1 << 16
_LOCAL = "raw:"  # scheme of paths below raw/, which are no URIs of their own
_RENAMED = frozenset({"content-encoding", "transfer-encoding", "content-length"})


@dataclass(frozen=True, slots=True)
class Version:
    """A ``response`` or ``resource`` record: one version of the bytes of an address."""

    record_id: str
    url: str
    fetched_at: datetime
    media_type: str
    charset: str | None
    body: bytes
    etag: str | None = None
    last_modified: str | None = None


@dataclass(frozen=True, slots=True)
class Note:
    """A ``metadata`` record: what is known of an address beside its bytes. The newest one holds."""

    url: str
    source: str
    role: Role
    listing: Listing


def make_record_id(url: str, digest: str, number: int) -> str:
    """The WARC-Record-ID of the ``number``-th version of an address: the same wherever and whenever it is archived.

    >>> make_record_id("sample/lt-01.html", "00", 1)
    '<urn:uuid:6d2d4ee6-395c-52a5-89d1-021fe1009691>'
    """
    return f"<{uuid.uuid5(uuid.NAMESPACE_URL, f'{_to_uri(url)}#{digest}#{number}').urn}>"


def write_version(capture: Capture, record_id: str, fetched_at: datetime) -> bytes:
    """The bytes of the records of a capture, ready to be appended to a WARC file; the last one holds the body."""
    exchange = capture.exchange
    if exchange is None:
        record = _record(WarcRecordType.resource, record_id, capture.url, fetched_at)
        record.headers["Content-Type"] = _content_type(capture)
        record.headers["WARC-Payload-Digest"] = _digest(capture.body)
        record.set_bytes_content(capture.body)
        return _member(record)
    request = _record(WarcRecordType.request, _derived_id(record_id, "request"), capture.url, fetched_at)
    request.headers["Content-Type"] = "application/http; msgtype=request"
    request.headers["WARC-Concurrent-To"] = record_id
    request.set_bytes_content(_http(f"GET {exchange.request_target} HTTP/1.1", exchange.request_headers))
    record = _record(WarcRecordType.response, record_id, capture.url, fetched_at)
    record.headers["Content-Type"] = "application/http; msgtype=response"
    record.headers["WARC-Payload-Digest"] = _digest(capture.body)
    head = _http(f"HTTP/1.1 {exchange.status}", _stored_headers(exchange, len(capture.body)))
    record.set_bytes_content(head + capture.body)
    return _member(request) + _member(record)


def write_note(note: Note, noted_at: datetime) -> bytes:
    """The bytes of a ``metadata`` record."""
    fields = {
        "source": note.source,
        "role": note.role,
        "listed-title": " ".join((note.listing.title or "").split()),
        "listed-on": note.listing.on.isoformat() if note.listing.on else "",
    }
    text = "".join(f"{name}: {value}\r\n" for name, value in fields.items() if value)
    record = _record(WarcRecordType.metadata, _derived_id(note.url, text, noted_at.isoformat()), note.url, noted_at)
    record.headers["Content-Type"] = "application/warc-fields"
    record.set_bytes_content(text.encode("utf-8"))
    return _member(record)


def write_info(name: str, made_at: datetime) -> bytes:
    """The bytes of the ``warcinfo`` record that a file begins with."""
    record = _record(WarcRecordType.warcinfo, _derived_id(name, made_at.isoformat()), None, made_at)
    record.headers["WARC-Filename"] = name
    record.headers["Content-Type"] = "application/warc-fields"
    record.set_bytes_content(b"software: clusterpress\r\nformat: WARC File Format 1.1\r\n")
    return _member(record)


def read_members(path: Path, start: int = 0) -> Iterator[tuple[int, int, bytes]]:
    """Start, end and content of each whole gzip member from ``start`` on; ends where the file ends or is torn."""
    with path.open("rb") as file:
        while True:
            file.seek(start)
            inflate = zlib.decompressobj(wbits=31)
            parts: list[bytes] = []
            while not inflate.eof and (chunk := file.read(_CHUNK)):
                try:
                    parts.append(inflate.decompress(chunk))
                except zlib.error:
                    return
            if not inflate.eof:
                return
            end = file.tell() - len(inflate.unused_data)
            yield start, end, b"".join(parts)
            start = end


def parse_member(content: bytes) -> Version | Note | None:
    """What a record says, None for kinds that only tell of the crawl (``warcinfo``, ``request``)."""
    for record in ArchiveIterator(io.BytesIO(content), parse_http=True, strict_mode=False):
        if record.record_type in (WarcRecordType.response, WarcRecordType.resource):
            return _version(record)
        if record.record_type == WarcRecordType.metadata:
            return _note(record)
    return None


def _version(record: WarcRecord) -> Version:
    http = record.http_headers if record.is_http else None
    content_type = (http.get("Content-Type") if http else record.headers.get("Content-Type")) or ""
    media_type, _, parameters = content_type.partition(";")
    return Version(
        record_id=str(record.headers["WARC-Record-ID"]),
        url=_from_uri(record.headers["WARC-Target-URI"]),
        fetched_at=datetime.fromisoformat(record.headers["WARC-Date"]).astimezone(UTC),
        media_type=media_type.strip().lower() or "application/octet-stream",
        charset=find_charset(parameters),
        body=record.reader.read(),
        etag=http.get("ETag") if http else None,
        last_modified=http.get("Last-Modified") if http else None,
    )


def find_charset(parameters: str) -> str | None:
    """The charset that the parameters of a media type name.

    >>> find_charset('q=1; Charset="windows-1257"')
    'windows-1257'
    """
    for parameter in parameters.split(";"):
        name, _, value = parameter.partition("=")
        if name.strip().lower() == "charset":
            return value.strip(" \"'").lower() or None
    return None


def _note(record: WarcRecord) -> Note:
    fields: dict[str, str] = {}
    for line in record.reader.read().decode("utf-8").splitlines():
        name, _, value = line.partition(": ")
        fields[name] = value
    listed_on = fields.get("listed-on")
    listing = Listing(fields.get("listed-title"), date.fromisoformat(listed_on) if listed_on else None)
    url = _from_uri(record.headers["WARC-Target-URI"])
    return Note(url, fields["source"], "feed" if fields["role"] == "feed" else "document", listing)


def _record(kind: WarcRecordType, record_id: str, url: str | None, at: datetime) -> WarcRecord:
    record = WarcRecord()
    record.init_headers(kind)
    record.headers["WARC-Record-ID"] = record_id
    record.headers["WARC-Date"] = at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    if url is not None:
        record.headers["WARC-Target-URI"] = _to_uri(url)
    return record


def _member(record: WarcRecord) -> bytes:
    buffer = io.BytesIO()
    writer = GzipWriter(buffer, compression_level=GZIP_LEVEL)
    record.write(writer, checksum_data=True)
    writer.finish()
    return buffer.getvalue()


def _http(first: str, headers: Headers) -> bytes:
    lines = [first, *(f"{name}: {' '.join(value.split())}" for name, value in headers)]
    return ("\r\n".join(lines) + "\r\n\r\n").encode("utf-8", "surrogateescape")


def _stored_headers(exchange: Exchange, length: int) -> Headers:
    kept = [
        (f"X-Crawl-{name}" if name.lower() in _RENAMED else name, value) for name, value in exchange.response_headers
    ]
    return (*kept, ("Content-Length", str(length)))


def _content_type(capture: Capture) -> str:
    return f"{capture.media_type}; charset={capture.charset}" if capture.charset else capture.media_type


def _digest(body: bytes) -> str:
    return f"sha256:{b32encode(hashlib.sha256(body).digest()).decode('ascii')}"


def _derived_id(*parts: str) -> str:
    return f"<{uuid.uuid5(uuid.NAMESPACE_URL, '#'.join(parts)).urn}>"


def _to_uri(url: str) -> str:
    return url if "://" in url else _LOCAL + quote(url)


def _from_uri(uri: str) -> str:
    return unquote(uri.removeprefix(_LOCAL)) if uri.startswith(_LOCAL) else uri
