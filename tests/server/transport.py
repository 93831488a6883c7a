"""Behaviours of the wire: time, size, framing, content codings, media types."""

from __future__ import annotations

import gzip
import zlib

import brotli

from tests.server import answers as a
from tests.server.table import Behaviour

_HTML = "Content-Type: text/html; charset=utf-8"
_OPEN = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n"
_CHUNKED = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n"
_LONG = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: %d\r\n\r\n"
_BOMB = gzip.compress(bytes(30_000_000))
_LATIN = "<title>Žinios</title><h1>Šventė Ąžuolyne</h1><p>Įmonės džiaugiasi.</p>".encode("cp1257") + b"<p>" + b"a" * 500


def _chunk(data: bytes) -> bytes:
    return b"%x\r\n%s\r\n" % (len(data), data)


TIME = [
    Behaviour("headers come a byte at a time", {"/a": a.drip(b"HTTP/1.1 200 OK\r\nX-Slow: ", b"x")}, "timeout", 2),
    Behaviour("the body comes a byte at a time", {"/a": a.drip(_OPEN, b".")}, "timeout", 2),
    Behaviour("nothing comes", {"/a": a.silent()}, "timeout", 2),
    Behaviour("the connection closes at once", {"/a": a.raw(b"")}, "truncated", 2),
    Behaviour("closes at once, then well", {"/a": a.in_turn(a.raw(b""), a.ok())}, a.ARTICLE, 2),
    Behaviour("silent once, then well", {"/a": a.in_turn(a.silent(), a.ok())}, a.ARTICLE, 2),
]

SIZE = [
    Behaviour("the body never ends", {"/a": a.pour(_OPEN, b"x" * 100_000)}, "too large", 1),
    Behaviour("chunks never end", {"/a": a.pour(_CHUNKED, _chunk(b"x" * 100_000))}, "too large", 1),
    Behaviour("a huge length is announced", {"/a": a.raw(_LONG % 10**12 + b"<p>")}, "too large", 1),
    Behaviour("a gzip bomb", {"/a": a.ok(_BOMB, "Content-Encoding: gzip")}, "too large", 1),
    Behaviour(
        "a brotli bomb",
        {"/a": a.ok(brotli.compress(bytes(30_000_000), quality=1), "Content-Encoding: br")},
        "too large",
        1,
    ),
    Behaviour("one huge header", {"/a": a.ok(a.ARTICLE, "X-Long: " + "x" * 300_000)}, "protocol", 2),
    Behaviour("a header that never ends", {"/a": a.pour(b"HTTP/1.1 200 OK\r\nX-Long: ", b"x" * 50_000)}, "protocol", 2),
    Behaviour("thousands of headers", {"/a": a.ok(a.ARTICLE, *(f"X-{n}: y" for n in range(3000)))}, "too large", 1),
]

FRAMING = [
    Behaviour("the length is too long", {"/a": a.raw(_LONG % 5000 + b"<p>half")}, "truncated", 2),
    Behaviour(
        "the length is too short: what comes beyond is not taken for the next response",
        {
            "/a": a.raw(_LONG % 20 + b"<p>twenty bytes.</p>" + b"HTTP/1.1 200 OK\r\n\r\nsmuggled", closes=False),
            "/b": a.ok(),
        },
        a.ARTICLE,
        1,
        path="/b",
    ),
    Behaviour("a chunk is no number", {"/a": a.raw(_CHUNKED + b"zz\r\nab\r\n")}, "protocol", 2),
    Behaviour("the last chunk is missing", {"/a": a.raw(_CHUNKED + _chunk(b"<p>half"))}, "truncated", 2),
    Behaviour("chunks, as they should be", {"/a": a.raw(_CHUNKED + _chunk(a.ARTICLE) + b"0\r\n\r\n")}, a.ARTICLE, 1),
    Behaviour("no status line", {"/a": a.raw(b"<html><p>Labas</p></html>\r\n\r\n")}, "protocol", 2),
    Behaviour("HTTP/0.9", {"/a": a.raw(b"<p>Labas</p>")}, "truncated", 2),
    Behaviour("HTTP/1.0, without a length", {"/a": a.raw(b"HTTP/1.0 200 OK\r\n\r\n" + a.ARTICLE)}, a.ARTICLE, 1),
    Behaviour("100 and 103 before the response", {
        "/a": a.raw(
            b"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n"
            + _LONG % len(a.ARTICLE) + a.ARTICLE
        )
    }, a.ARTICLE, 1),
    Behaviour("two lengths that differ", {
        "/a": a.raw(b"HTTP/1.1 200 OK\r\nContent-Length: 3\r\nContent-Length: 9\r\n\r\nabcdefghi")
    }, "protocol", 2),
    Behaviour("odd octets in a header", {
        "/a": a.raw(b"HTTP/1.1 200 OK\r\nX-Odd: \xff\xfe\r\nContent-Length: %d\r\n\r\n" % len(a.ARTICLE) + a.ARTICLE)
    }, a.ARTICLE, 1),
    Behaviour("a header without a name", {"/a": a.raw(b"HTTP/1.1 200 OK\r\n: x\r\n\r\n<p>")}, "protocol", 2),
    Behaviour("the connection is reset midway", {"/a": a.reset(_LONG % 5000 + b"<p>half")}, "truncated", 2),
    Behaviour("TLS is spoken at a plain port", {"/a": a.raw(b"\x15\x03\x01\x00\x02\x02\x50\r\n\r\n")}, "protocol", 2),
]  # fmt: skip

CODING = [
    Behaviour("gzip", {"/a": a.ok(a.PACKED, "Content-Encoding: gzip")}, a.ARTICLE, 1),
    Behaviour("gzip breaks off", {"/a": a.ok(a.PACKED[:-40], "Content-Encoding: gzip")}, "truncated", 2),
    Behaviour("gzip without its checksum", {"/a": a.ok(a.PACKED[:-8], "Content-Encoding: gzip")}, a.ARTICLE, 1),
    Behaviour("gzip and then garbage", {"/a": a.ok(a.PACKED + b"<!-- x -->", "Content-Encoding: gzip")}, a.ARTICLE, 1),
    Behaviour("deflate without a head", {
        "/a": a.ok(zlib.compress(a.ARTICLE, wbits=-15), "Content-Encoding: deflate")
    }, a.ARTICLE, 1),
    Behaviour("brotli", {"/a": a.ok(brotli.compress(a.ARTICLE), "Content-Encoding: br")}, a.ARTICLE, 1),
    Behaviour("said to be gzip, and is not", {"/a": a.ok(a.ARTICLE, "Content-Encoding: gzip")}, "coding", 1),
    Behaviour("a coding nobody asked for", {"/a": a.ok(a.ARTICLE, "Content-Encoding: compress")}, "coding", 1),
    Behaviour("two codings", {"/a": a.ok(gzip.compress(a.PACKED), "Content-Encoding: gzip, gzip")}, "coding", 1),
    Behaviour("a charset as a coding", {"/a": a.ok(a.ARTICLE, "Content-Encoding: UTF-8")}, a.ARTICLE, 1),
]  # fmt: skip

CONTENT = [
    Behaviour("a wrong charset is declared", {"/a": a.ok(_LATIN, media_type="text/html; charset=utf-8")}, _LATIN, 1),
    Behaviour("no charset is declared", {"/a": a.ok(_LATIN, media_type="text/html")}, _LATIN, 1),
    Behaviour("no media type", {"/a": a.reply(200, body=a.ARTICLE)}, a.ARTICLE, 1),
    Behaviour("a PDF said to be text", {"/a": a.ok(b"%PDF-1.4 x", media_type="text/plain")}, b"%PDF-1.4 x", 1),
    Behaviour("a picture", {"/a": a.ok(b"\x89PNG", media_type="image/png")}, "media type", 1),
    Behaviour("status 200 without a byte", {"/a": a.ok(b"")}, "empty", 1),
    Behaviour("status 204", {"/a": a.reply(204, "X-Why: nothing")}, "status", 1),
    Behaviour("status 206, unasked", {"/a": a.reply(206, _HTML, body=a.ARTICLE)}, "status", 1),
    Behaviour("status 304, unasked", {"/a": a.raw(b"HTTP/1.1 304 Not Modified\r\n\r\n", closes=False)}, "status", 1),
    Behaviour("status 999", {"/a": a.reply(999)}, "status", 2),
]
