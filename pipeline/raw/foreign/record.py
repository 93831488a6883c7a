"""Records of WARC files that others wrote, as captures of ours.

What is a document is decided as when fetching: a page or file that was got with status 200; no picture, no script.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import urldefrag, urlsplit

from fastwarc import WarcRecord
from fastwarc.warc import HeaderMap

from pipeline.coding import CodingProblem, undo_coding
from pipeline.problems import InputProblem
from pipeline.raw.capture import Capture, Exchange, Headers
from pipeline.raw.foreign.chunks import undo_chunks
from pipeline.raw.parse import find_charset

_OK = 200
_NO_DOCUMENT = re.compile(
    r"(?:image|video|audio|font)/|text/(?:css|javascript|ecmascript)|"
    r"application/(?:(?:x-)?(?:javascript|ecmascript|font|shockwave-flash)|(?:[\w.+-]+\+)?json|wasm|vnd\.ms-fontobject)"
)
_PLAIN = (b"<", b"%PDF-", b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"\xef\xbb\xbf")
"""How documents begin whose coding was undone by a tool that kept the header."""
_DATE = re.compile(r"(\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d{1,6})?)?)\d*(?:Z|$)")
"""To the minute or finer (W3C-DTF); digits beyond a millionth of a second are dropped."""


Outcome = Capture | InputProblem


@dataclass(frozen=True, slots=True)
class Place:
    """Where a record stands, for messages: ``offset`` counts bytes of the file as it lies on the disk."""

    name: str
    offset: int

    def problem(self, reason: str, got: str) -> InputProblem:
        """A problem with the record that stands here."""
        return InputProblem(
            reason, f"reading {self.name} at {self.offset}: got {got}, expected a whole WARC record; it was left out"
        )


def get_id(record: WarcRecord, name: str = "WARC-Record-ID") -> str:
    """A record id of the headers, in angle brackets whether or not it stands there so; empty where there is none."""
    value = (record.headers.get(name) or "").strip().strip("<>")
    return f"<{value}>" if value else ""


def get_url(record: WarcRecord) -> str:
    """The address of a record without fragment, empty where it is none of http or https."""
    url = (record.headers.get("WARC-Target-URI") or "").strip().strip("<>")
    return urldefrag(url).url if url.lower().startswith(("http://", "https://")) else ""


def get_date(record: WarcRecord) -> datetime | None:
    """The WARC-Date of a record, None where it has none that can be understood."""
    match = _DATE.match(record.headers.get("WARC-Date") or "")
    try:
        return datetime.fromisoformat(match[1]).replace(tzinfo=UTC) if match else None
    except ValueError:
        return None


def is_document(record: WarcRecord) -> bool:
    """Whether a response (its HTTP headers parsed) holds something that could be read."""
    http = record.http_headers
    if not http or http.status_code != _OK or urlsplit(get_url(record)).path == "/robots.txt":
        return False
    return not is_other(record)


def is_other(record: WarcRecord) -> bool:
    """Whether a response says that it is a picture, style, script or the like, which is never read."""
    return bool(_NO_DOCUMENT.match(_content_type(record)[0]))


def read_payload(record: WarcRecord, place: Place, max_bytes: int) -> bytes:
    """The payload of a response as it stands in the record. Raises InputProblem: too large, truncated, damaged."""
    length = record.content_length  # after its HTTP headers were parsed: of what follows them
    if length > max_bytes:
        raise place.problem("too large", f"{length} bytes of {get_url(record)}, more than {max_bytes}")
    if reason := record.headers.get("WARC-Truncated"):
        raise place.problem("truncated", f"{get_url(record)} cut short by those who archived it ({reason})")
    payload = record.reader.read()
    if len(payload) < length:
        raise place.problem("damaged", f"{len(payload)} of {length} bytes of {get_url(record)}")
    return payload


def undo_codings(record: WarcRecord, payload: bytes, place: Place, max_bytes: int) -> tuple[bytes, bytes]:
    """The payload without transfer coding, and the body in it. Raises InputProblem: coding, truncated, too large."""
    http = record.http_headers
    try:
        if "chunked" in (http.get("Transfer-Encoding") or "").lower():
            payload = undo_chunks(payload)
        return payload, undo_coding(payload, http.get("Content-Encoding"), max_bytes=max_bytes)
    except CodingProblem as problem:
        if payload.lstrip()[:8].startswith(_PLAIN):
            return payload, payload
        raise place.problem(problem.reason, f"{get_url(record)} with {problem}") from problem


def make_capture(record: WarcRecord, source: str, body: bytes, payload: bytes | None) -> Capture:
    """A capture of a response; of a revisit without its body, which stands elsewhere."""
    media_type, parameters = _content_type(record)
    return Capture(
        source=source,
        url=get_url(record),
        body=body,
        media_type=media_type,
        charset=find_charset(parameters),
        exchange=_exchange(record, payload) if record.http_headers else None,
        fetched_at=get_date(record),
        origin=get_id(record) or None,
    )


def _content_type(record: WarcRecord) -> tuple[str, str]:
    http = record.http_headers
    told = (http.get("Content-Type") if http else None) or record.headers.get("WARC-Identified-Payload-Type") or ""
    media_type, _, parameters = told.partition(";")
    return media_type.strip().lower(), parameters


def _exchange(record: WarcRecord, payload: bytes | None) -> Exchange:
    protocol, _, status = (record.http_headers.status_line or "").partition(" ")
    return Exchange(
        request_target="",
        request_headers=(),
        status=status,
        response_headers=get_headers(record.http_headers),
        payload=payload,
        protocol=protocol,
        ip=record.headers.get("WARC-IP-Address"),
    )


def get_headers(http: HeaderMap) -> Headers:
    """The headers of a message as they stand there."""
    return tuple((_text(name), _text(value)) for name, value in http.items_bytes())


def _text(octets: bytes) -> str:
    return octets.decode("utf-8", "surrogateescape")
