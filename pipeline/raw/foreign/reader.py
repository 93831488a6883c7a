"""Responses, the requests that belong to them, and revisits whose bytes stand elsewhere in the input."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from fastwarc import WarcRecord, WarcRecordType

from pipeline.problems import InputProblem
from pipeline.raw.capture import Capture, Headers
from pipeline.raw.foreign.record import (
    Outcome,
    Place,
    get_headers,
    get_id,
    get_url,
    is_document,
    is_other,
    make_capture,
    read_payload,
    undo_codings,
)

_REVISITED = (200, 304)


@dataclass(frozen=True, slots=True)
class _Request:
    """A request record; ``partners`` are the ids that it and the response name each other by."""

    partners: frozenset[str]
    method: str
    target: str
    headers: Headers


@dataclass(frozen=True, slots=True)
class _Held:
    """A document that waits for its request, which stands before or after it, if anywhere."""

    partners: frozenset[str]
    capture: Capture


@dataclass(frozen=True, slots=True)
class _Revisit:
    """A revisit that waits for the record it refers to, which goes by any of ``keys``."""

    capture: Capture
    place: Place
    keys: tuple[str, ...]


class Reader:
    """Takes the records of one input one by one, and those of a second pass for the revisits among them."""

    def __init__(self, source: str, max_bytes: int) -> None:
        self._source, self._max_bytes = source, max_bytes
        self._request: _Request | None = None
        self._held: _Held | None = None
        self._revisits: dict[str, list[_Revisit]] = {}

    @property
    def has_revisits(self) -> bool:
        """Whether a second pass is needed."""
        return bool(self._revisits)

    def take(self, record: WarcRecord, place: Place) -> Iterator[Outcome]:
        """The documents that are known to be whole with this record. Raises InputProblem for this record alone."""
        if not get_url(record):
            return
        if record.record_type == WarcRecordType.request:
            yield from self._take_request(record)
        elif record.record_type == WarcRecordType.response:
            yield from self.release()
            record.parse_http(strict_mode=False)
            if is_document(record):
                payload, body = undo_codings(
                    record, read_payload(record, place, self._max_bytes), place, self._max_bytes
                )
                capture = self._check(make_capture(record, self._source, body, payload), place)
                self._held = _Held(_partners(record), capture)
                if self._request and self._request.partners & self._held.partners:
                    yield from self.release(self._request)
        elif record.record_type == WarcRecordType.revisit:
            self._take_revisit(record, place)

    def _take_request(self, record: WarcRecord) -> Iterator[Outcome]:
        record.parse_http(strict_mode=False)
        http = record.http_headers
        method, _, rest = ((http.status_line if http else None) or "").partition(" ")
        request = _Request(_partners(record), method, rest.rpartition(" ")[0], get_headers(http) if http else ())
        is_its = self._held is not None and bool(self._held.partners & request.partners)
        yield from self.release(request if is_its else None)
        self._request = request

    def release(self, request: _Request | None = None) -> Iterator[Outcome]:
        """The document that waited, if there is one and it was not asked for with another method than GET."""
        held, self._held = self._held, None
        if held is None or (request and request.method != "GET"):
            return
        exchange = held.capture.exchange
        if request and exchange:
            exchange = replace(exchange, request_target=request.target, request_headers=request.headers)
        yield replace(held.capture, exchange=exchange)

    def _check(self, capture: Capture, place: Place) -> Capture:
        if capture.fetched_at is None:
            raise place.problem("damaged", f"{capture.url} without a date")
        if not capture.body:
            raise place.problem("empty", f"{capture.url} without a byte")
        return replace(capture, media_type=capture.media_type or "application/octet-stream")

    def _take_revisit(self, record: WarcRecord, place: Place) -> None:
        record.parse_http(strict_mode=False)
        http = record.http_headers
        if http and (http.status_code not in _REVISITED or is_other(record)):
            return
        about = (record.headers.get("WARC-Refers-To-Target-URI"), record.headers.get("WARC-Refers-To-Date"))
        keys = (get_id(record, "WARC-Refers-To"), " ".join(filter(None, about)) if all(about) else "", _digest(record))
        revisit = _Revisit(make_capture(record, self._source, b"", None), place, tuple(filter(None, keys)))
        for key in revisit.keys or ("",):
            self._revisits.setdefault(key, []).append(revisit)

    def resolve(self, record: WarcRecord, place: Place) -> Iterator[Outcome]:
        """In the second pass: the revisits of this record, with its bytes."""
        if record.record_type != WarcRecordType.response or not get_url(record):
            return
        about = f"{record.headers.get('WARC-Target-URI')} {record.headers.get('WARC-Date')}"
        waiting = self._pop_waiting((get_id(record), about, _digest(record)))
        if not waiting:
            return
        record.parse_http(strict_mode=False)
        if not is_document(record):
            return
        payload, body = undo_codings(record, read_payload(record, place, self._max_bytes), place, self._max_bytes)
        original = make_capture(record, self._source, body, payload)
        for revisit in waiting:
            yield self._check(_with_bytes(revisit.capture, original, payload), revisit.place)

    def _pop_waiting(self, keys: tuple[str, ...]) -> list[_Revisit]:
        found = {id(revisit): revisit for key in keys for revisit in self._revisits.get(key, ())}
        for revisit in found.values():
            for key in revisit.keys:
                self._revisits[key] = [other for other in self._revisits[key] if other is not revisit]
        return list(found.values())

    def unresolved(self) -> Iterator[InputProblem]:
        """After the second pass: the revisits whose record stands in another input."""
        left = {id(revisit): revisit for waiting in self._revisits.values() for revisit in waiting}
        for revisit in left.values():
            yield revisit.place.problem(
                "unresolved", f"a revisit of {revisit.capture.url} whose bytes stand in another file"
            )


def _partners(record: WarcRecord) -> frozenset[str]:
    named = (f"<{value.strip().strip('<>')}>" for value in record.headers.get_multiple("WARC-Concurrent-To"))
    return frozenset({get_id(record), *named} - {""})


def _digest(record: WarcRecord) -> str:
    return record.headers.get("WARC-Payload-Digest") or ""


def _with_bytes(capture: Capture, original: Capture, payload: bytes) -> Capture:
    """A revisit made whole: what it says itself holds, the rest is that of the record it refers to."""
    exchange = replace(capture.exchange, payload=payload) if capture.exchange else None
    told = capture if capture.media_type else original
    return replace(capture, body=original.body, media_type=told.media_type, charset=told.charset, exchange=exchange)
