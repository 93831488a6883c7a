"""Connections, requests and what was asked when: the part of the server that behaves."""

from __future__ import annotations

import socket
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Asked:
    """One request as the server saw it; ``began_at`` is in monotonic seconds."""

    host: str
    path: str
    headers: Mapping[str, str]
    began_at: float


@dataclass
class Wire:
    """One request, to be answered by sending bytes. ``number`` counts the requests for this path from 1."""

    connection: socket.socket
    host: str
    path: str
    headers: Mapping[str, str]
    number: int
    names: Mapping[str, str]
    is_open: bool = True

    def send(self, data: bytes) -> None:
        for name, value in self.names.items():
            data = data.replace(b"{%s}" % name.encode(), value.encode())
        self.connection.sendall(data)

    def close(self) -> None:
        self.is_open = False


Answer = Callable[[Wire], None]


@dataclass
class Server:
    """Where the server is, who lives there, and what it was asked."""

    port: int
    hosts: dict[str, Mapping[str, Answer]]
    names: dict[str, Mapping[str, str]]
    asked: list[Asked] = field(default_factory=list)
    counts: Counter[tuple[str, str]] = field(default_factory=Counter)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def url(self, host: str, path: str = "/") -> str:
        return f"http://{host}:{self.port}{path}"

    def of(self, host: str) -> list[Asked]:
        """What a host was asked, in order."""
        return sorted((asked for asked in self.asked if asked.host == host), key=lambda asked: asked.began_at)


@contextmanager
def serve_hosts(
    hosts: Mapping[str, Mapping[str, Answer]], names: Mapping[str, Mapping[str, str]] | None = None
) -> Iterator[Server]:
    """The server, for hosts given by address, each with its answers by path and the names it replaces in them."""
    with socket.create_server(("0.0.0.0", 0), backlog=256) as listener:
        server = Server(listener.getsockname()[1], dict(hosts), dict(names or {}))
        threading.Thread(target=_accept, args=(listener, server), daemon=True).start()
        yield server
        with suppress(OSError):
            listener.shutdown(socket.SHUT_RDWR)  # wakes the thread that accepts


def _accept(listener: socket.socket, server: Server) -> None:
    with suppress(OSError):
        while True:
            connection, _ = listener.accept()
            threading.Thread(target=_converse, args=(connection, server), daemon=True).start()


def _converse(connection: socket.socket, server: Server) -> None:
    connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    host = connection.getsockname()[0]
    received = b""
    with connection, suppress(OSError):
        while True:
            while b"\r\n\r\n" not in received:
                if not (data := connection.recv(65536)):
                    return
                received += data
            began_at = time.monotonic()
            head, _, received = received.partition(b"\r\n\r\n")
            wire = _read_request(connection, host, head.decode("latin-1"), server)
            server.asked.append(Asked(host, wire.path, wire.headers, began_at))
            server.hosts[host].get(wire.path, _not_found)(wire)
            if not wire.is_open:
                return


def _read_request(connection: socket.socket, host: str, head: str, server: Server) -> Wire:
    first, *lines = head.split("\r\n")
    path = first.split(" ")[1]
    headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
    with server.lock:
        server.counts[host, path] += 1
        number = server.counts[host, path]
    names = {"here": f"{host}:{server.port}", "port": str(server.port), **server.names.get(host, {})}
    return Wire(connection, host, path, headers, number, names)


def _not_found(wire: Wire) -> None:
    wire.send(b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n")
