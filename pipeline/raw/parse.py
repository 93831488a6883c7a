"""WARC records of ours, also of earlier versions, to what the index keeps of them."""

from __future__ import annotations

import io
from datetime import UTC, date, datetime

from fastwarc import ArchiveIterator, WarcRecord, WarcRecordType
from fastwarc.warc import HeaderMap

from pipeline.coding import undo_coding
from pipeline.raw.capture import Listing, Role
from pipeline.raw.entries import Crawl, Entry, Info, Note, Version, Visit, from_uri, make_digest
from pipeline.raw.records import CRAWL, OUTCOME

MOST_BYTES = 1 << 31
"""Bound of a body read back: what was let in was bounded by settings, which may have been others then."""
_REQUEST = b"WARC/1.1\r\nWARC-Type: request\r\n"
_ROLES: dict[str, Role] = {"document": "document", "list": "list", "feed": "list", "container": "container"}


def parse_record(content: bytes) -> Entry | None:
    """What a record says, None for kinds that say nothing of their own (``request``).

    Raises ValueError (CodingProblem among them) where it is no record of ours.
    """
    if content.startswith(_REQUEST):
        return None  # without the cost of parsing it: a third of all records
    try:
        record = _first_record(content)
        match record.record_type:
            case WarcRecordType.response | WarcRecordType.resource:
                return _version(record)
            case WarcRecordType.revisit:
                return _visit(record)
            case WarcRecordType.metadata:
                return _metadata(record)
            case WarcRecordType.warcinfo:
                return Info(record.reader.read().decode("utf-8"))
            case _:
                return None
    except (KeyError, OSError) as error:
        raise ValueError(f"no record of ours: {error!r}") from error


def parse_body(content: bytes) -> bytes:
    """The body of a version. Raises ValueError where it is none."""
    try:
        return _read_body(_first_record(content))[1]
    except OSError as error:
        raise ValueError(f"no record: {error!r}") from error


def _first_record(content: bytes) -> WarcRecord:
    for record in ArchiveIterator(io.BytesIO(content), parse_http=True, strict_mode=False):
        return record
    raise ValueError("no record")


def _read_body(record: WarcRecord) -> tuple[bytes, bytes]:
    """Payload as stored, and the body in it."""
    payload = record.reader.read()
    coding = record.http_headers.get("Content-Encoding") if record.is_http else None
    return payload, undo_coding(payload, coding, max_bytes=MOST_BYTES)


def _version(record: WarcRecord) -> Version:
    http = record.http_headers if record.is_http else None
    content_type = (http.get("Content-Type") if http else record.headers.get("Content-Type")) or ""
    media_type, _, parameters = content_type.partition(";")
    payload, body = _read_body(record)
    payload_digest = make_digest(payload)
    return Version(
        record_id=str(record.headers["WARC-Record-ID"]),
        url=from_uri(record.headers["WARC-Target-URI"]),
        fetched_at=read_date(record),
        media_type=media_type.strip().lower() or "application/octet-stream",
        charset=find_charset(parameters),
        body=body,
        sha256=(payload_digest if body is payload else make_digest(body)).removeprefix("sha256:"),
        payload_digest=payload_digest,
        status=(http.status_code or 0) if http else None,
        etag=_validator(http, "ETag"),
        last_modified=_validator(http, "Last-Modified"),
        outcome=record.headers.get(OUTCOME) or "",
    )


def _visit(record: WarcRecord) -> Visit:
    http = record.http_headers
    return Visit(
        url=from_uri(record.headers["WARC-Target-URI"]),
        at=read_date(record),
        status=http.status_code or 0,
        refers_to=str(record.headers["WARC-Refers-To"]),
        etag=_validator(http, "ETag"),
        last_modified=_validator(http, "Last-Modified"),
        outcome=record.headers.get(OUTCOME) or "",
    )


def _validator(http: HeaderMap | None, name: str) -> str | None:
    """The value of a header that can be sent back; other letters than ASCII cannot (RFC 9110, section 5.5)."""
    value = http.get(name) if http else None
    return value if value and value.isascii() else None


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
