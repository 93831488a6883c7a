"""Gzip members of WARC files, and what the record in each says."""

from __future__ import annotations

import io
import zlib
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

from fastwarc import ArchiveIterator, WarcRecord, WarcRecordType

from pipeline.raw.capture import Listing, Role
from pipeline.raw.entries import Crawl, Entry, Note, Version, Visit, from_uri, make_digest
from pipeline.raw.records import CRAWL, OUTCOME

_CHUNK = 1 << 16
_ROLES: dict[str, Role] = {"document": "document", "list": "list", "feed": "list", "container": "container"}


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


def parse_member(content: bytes) -> Entry | None:
    """What a record says, None for kinds that only tell of the crawl (``warcinfo``, ``request``)."""
    for record in ArchiveIterator(io.BytesIO(content), parse_http=True, strict_mode=False):
        if record.record_type in (WarcRecordType.response, WarcRecordType.resource):
            return _version(record)
        if record.record_type == WarcRecordType.revisit:
            return _visit(record)
        if record.record_type == WarcRecordType.metadata:
            return _metadata(record)
    return None


def _version(record: WarcRecord) -> Version:
    http = record.http_headers if record.is_http else None
    content_type = (http.get("Content-Type") if http else record.headers.get("Content-Type")) or ""
    media_type, _, parameters = content_type.partition(";")
    body = record.reader.read()
    return Version(
        record_id=str(record.headers["WARC-Record-ID"]),
        url=from_uri(record.headers["WARC-Target-URI"]),
        fetched_at=read_date(record),
        media_type=media_type.strip().lower() or "application/octet-stream",
        charset=find_charset(parameters),
        body=body,
        payload_digest=record.headers.get("WARC-Payload-Digest") or make_digest(body),
        status=(http.status_code or 0) if http else None,
        etag=http.get("ETag") if http else None,
        last_modified=http.get("Last-Modified") if http else None,
        outcome=record.headers.get(OUTCOME) or "",
    )


def _visit(record: WarcRecord) -> Visit:
    http = record.http_headers
    return Visit(
        url=from_uri(record.headers["WARC-Target-URI"]),
        at=read_date(record),
        status=http.status_code or 0,
        refers_to=str(record.headers["WARC-Refers-To"]),
        etag=http.get("ETag"),
        last_modified=http.get("Last-Modified"),
        outcome=record.headers.get(OUTCOME) or "",
    )


def _metadata(record: WarcRecord) -> Note | Crawl:
    uri = str(record.headers["WARC-Target-URI"])
    fields = read_fields(record.reader.read())
    if uri.startswith(CRAWL):
        counts = {name: int(value) for name, value in fields.items() if name != "source"}
        return Crawl(fields["source"], read_date(record), counts)
    listed_on = fields.get("listed-on")
    listing = Listing(fields.get("listed-title"), date.fromisoformat(listed_on) if listed_on else None)
    return Note(from_uri(uri), fields["source"], _ROLES[fields["role"]], listing)


def read_fields(block: bytes) -> dict[str, str]:
    """The fields of an ``application/warc-fields`` block."""
    fields: dict[str, str] = {}
    for line in block.decode("utf-8").splitlines():
        name, _, value = line.partition(": ")
        fields[name] = value
    return fields


def read_date(record: WarcRecord) -> datetime:
    """The WARC-Date of a record, in UTC."""
    return datetime.fromisoformat(record.headers["WARC-Date"]).astimezone(UTC)


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
