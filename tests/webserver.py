"""A real HTTP server on loopback that misbehaves on command."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

Answer = Callable[[BaseHTTPRequestHandler], None]


@dataclass
class Site:
    """What the server answers (by path), and what it was asked."""

    url: str
    answers: dict[str, Answer] = field(default_factory=dict)
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    times: list[float] = field(default_factory=list)

    def paths(self) -> list[str]:
        return [path for path, _ in self.asked if path != "/robots.txt"]


@contextmanager
def serve_site() -> Iterator[Site]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True  # head and body are two writes: the second would wait 40 ms

        def do_GET(self) -> None:
            site.asked.append((self.path, dict(self.headers.items())))
            site.times.append(time.monotonic())
            with suppress(BrokenPipeError, ConnectionResetError):
                site.answers.get(self.path, status(404))(self)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    site = Site(f"http://127.0.0.1:{server.server_address[1]}")
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()


def page(body: bytes = b"<p>Labas</p>", media_type: str = "text/html; charset=utf-8", **headers: str) -> Answer:
    """200 with a body; ``last_modified`` and the like become headers."""

    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.send_header("Content-Type", media_type)
        handler.send_header("Content-Length", str(len(body)))
        for name, value in headers.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.end_headers()
        handler.wfile.write(body)

    return answer


def status(code: int, **headers: str) -> Answer:
    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(code)
        handler.send_header("Content-Length", "0")
        for name, value in headers.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.end_headers()

    return answer


def unless_known(etag: str, otherwise: Answer) -> Answer:
    """304 to those who know this version."""
    return lambda handler: (status(304) if handler.headers.get("If-None-Match") == etag else otherwise)(handler)


def one_after_another(*answers: Answer) -> Answer:
    """Each answer once, the last one for ever."""
    left = list(answers)

    def answer(handler: BaseHTTPRequestHandler) -> None:
        (left.pop(0) if len(left) > 1 else left[0])(handler)

    return answer


def cut_short(handler: BaseHTTPRequestHandler) -> None:
    """Promises more than it gives."""
    handler.send_response(200)
    handler.send_header("Content-Length", "1000")
    handler.end_headers()
    handler.wfile.write(b"<p>half")
    handler.close_connection = True


def drip(handler: BaseHTTPRequestHandler) -> None:
    """A byte now and then, for ever: no read ever times out."""
    handler.send_response(200)
    handler.send_header("Content-Type", "text/html")
    handler.end_headers()
    for _ in range(200):
        handler.wfile.write(b".")
        handler.wfile.flush()
        time.sleep(0.05)


def pour(handler: BaseHTTPRequestHandler) -> None:
    """More than anybody wants, without saying how much."""
    handler.send_response(200)
    handler.send_header("Content-Type", "text/html")
    handler.end_headers()
    for _ in range(1000):
        handler.wfile.write(b"x" * 100_000)


def hang_up(handler: BaseHTTPRequestHandler) -> None:
    handler.connection.close()
    handler.close_connection = True
