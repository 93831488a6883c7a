"""The body of a response from the wire: how much of it is taken, and what it is when its coding is undone."""

from __future__ import annotations

from dataclasses import dataclass

import httpcore

from pipeline.coding import CodingProblem, iter_body, undo_coding
from pipeline.fetch.guard import BoundedStream
from pipeline.fetch.retry import PassingProblem
from pipeline.problems import FetchProblem

_ASIDE_BYTES = 1 << 19  # of a response that is no document: enough to see who refuses
_BODYLESS = frozenset({204, 304})


@dataclass(frozen=True, slots=True)
class Received:
    """A body as it came and as it is meant."""

    payload: bytes
    body: bytes


def read_document(url: str, response: httpcore.Response, max_bytes: int) -> Received:
    """The whole body. Raises FetchProblem or PassingProblem where it is too large, damaged or oddly coded."""
    announced = _expect(response)
    payload = None if (announced or 0) > max_bytes else _read(response, max_bytes)
    if payload is None:
        raise FetchProblem(
            "too large",
            f"fetching {url}: got {announced or 'more'} bytes, expected at most {max_bytes}; raise max_bytes or take "
            "the address out",
        )
    try:
        return Received(payload, undo_coding(payload, _header(response, b"content-encoding"), max_bytes=max_bytes))
    except CodingProblem as problem:
        kind = PassingProblem if problem.reason == "truncated" else FetchProblem
        raise kind(problem.reason, f"fetching {url}: got {problem}; see it in a browser") from problem


def read_start(response: httpcore.Response, limit: int) -> Received:
    """As much of the body as can be had, up to a limit; the rest may be anything."""
    payload = _read_some(response, limit)
    body = bytearray()
    try:
        for part in iter_body(payload, _header(response, b"content-encoding")):
            body += part
            if len(body) >= limit:
                break
    except CodingProblem:
        pass  # what came before the damage counts
    return Received(payload, bytes(body[:limit]))


def read_aside(response: httpcore.Response) -> Received:
    """The body of a redirect or a refusal: evidence, of which nothing depends on the end."""
    return Received(b"", b"") if response.status in _BODYLESS else read_start(response, _ASIDE_BYTES)


def _read(response: httpcore.Response, limit: int) -> bytes | None:
    """All bytes of the body, None where there are more than the limit."""
    parts: list[bytes] = []
    length = 0
    for part in response.iter_stream():
        parts.append(part)
        length += len(part)
        if length > limit:
            return None
    return b"".join(parts)


def _read_some(response: httpcore.Response, limit: int) -> bytes:
    _expect(response)
    payload = bytearray()
    try:
        for part in response.iter_stream():
            payload += part
            if len(payload) >= limit:
                break
    except (httpcore.NetworkError, httpcore.ProtocolError):
        pass  # it broke off: what came counts
    return bytes(payload[:limit])


def _expect(response: httpcore.Response) -> int | None:
    """The length that the server announced, told to the stream; None where there is none, or chunks say it."""
    length = _header(response, b"content-length")
    stream = response.extensions["network_stream"]
    if length is None or not length.isdecimal() or _header(response, b"transfer-encoding"):
        return None
    if isinstance(stream, BoundedStream):
        stream.expect(int(length))
    return int(length)


def _header(response: httpcore.Response, name: bytes) -> str | None:
    found = [value for key, value in response.headers if key.lower() == name]
    return b", ".join(found).decode("latin-1") if found else None
