"""The usual ways to answer, to be put together."""

from __future__ import annotations

import gzip
import random
import socket
import struct
import time

from tests.server.wire import Answer, Wire

_WORDS = (
    "Klasterio nariai pristatė bendrą laboratoriją, kurioje bandomi nauji gaminiai ir mokomi specialistai. "
    "Projektui skirta 1 200 000 Eur, jį įgyvendina septynios įmonės ir du universitetai."
)
ARTICLE = (
    "<!doctype html><html lang=lt><head><meta charset=utf-8><title>Klasteris pradeda projektą</title></head><body>"
    f"<article><h1>Klasteris pradeda projektą</h1>{f'<p>{_WORDS}</p>' * 4}</article></body></html>"
).encode()
PACKED = gzip.compress(ARTICLE, mtime=0)
NOISE = random.Random(7).randbytes(200_000)


def ok(body: bytes = ARTICLE, *headers: str, media_type: str = "text/html; charset=utf-8") -> Answer:
    """Status 200, as it should be but for the headers given."""
    return reply(200, *headers, f"Content-Type: {media_type}", body=body)


def reply(status: int, *headers: str, body: bytes = b"") -> Answer:
    """Any status, with a right Content-Length unless one is given."""
    given = list(headers)
    if not any(line.lower().startswith(("content-length", "transfer-encoding")) for line in given):
        given.append(f"Content-Length: {len(body)}")
    head = "\r\n".join([f"HTTP/1.1 {status} Said", *given, "", ""])
    return lambda wire: wire.send(head.encode() + body)


def page(title: str, inside: str, status: int = 200, *headers: str) -> Answer:
    """A page of a site that shows one thing."""
    body = f"<!doctype html><html><head><title>{title}</title></head><body>{inside}</body></html>".encode()
    return reply(status, "Content-Type: text/html; charset=utf-8", *headers, body=body)


def to(location: str, status: int = 302) -> Answer:
    """A redirect."""
    return reply(status, f"Location: {location}")


def raw(data: bytes, *, closes: bool = True) -> Answer:
    """These bytes, and an end."""

    def answer(wire: Wire) -> None:
        wire.send(data)
        if closes:
            wire.close()

    return answer


def drip(head: bytes, piece: bytes, seconds: float = 0.05, times: int = 100) -> Answer:
    """A piece now and then: no read ever takes long."""

    def answer(wire: Wire) -> None:
        wire.send(head)
        for _ in range(times):
            time.sleep(seconds)
            wire.send(piece)
        wire.close()

    return answer


def pour(head: bytes, piece: bytes, times: int = 400) -> Answer:
    """A piece after the other, as fast as it is taken."""

    def answer(wire: Wire) -> None:
        wire.send(head)
        for _ in range(times):
            wire.connection.sendall(piece)
        wire.close()

    return answer


def silent(seconds: float = 2.5) -> Answer:
    """Nothing for so long, then an end."""

    def answer(wire: Wire) -> None:
        time.sleep(seconds)
        wire.close()

    return answer


def in_turn(*answers: Answer) -> Answer:
    """Each answer once, the last one for ever."""
    return lambda wire: answers[min(wire.number, len(answers)) - 1](wire)


def for_who_brings(header: str, value: str, then: Answer, otherwise: Answer) -> Answer:
    """One answer to requests whose header holds the value, the other to all others."""
    return lambda wire: (then if value in wire.headers.get(header, "") else otherwise)(wire)


def reset(data: bytes) -> Answer:
    """These bytes, and the connection thrown away (RST)."""

    def answer(wire: Wire) -> None:
        wire.send(data)
        time.sleep(0.05)  # for the bytes to arrive: a reset overtakes them
        wire.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        wire.close()

    return answer


def packed(body: bytes) -> bytes:
    """The same, by gzip."""
    return gzip.compress(body, mtime=0)
