"""Connections that go to public addresses alone, and that nothing a server does can keep open beyond a set time."""

from __future__ import annotations

import ipaddress
import re
import socket
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

import httpcore

_until: ContextVar[float] = ContextVar("_until")  # monotonic seconds; each thread has its own
_HEAD_END = b"\r\n\r\n"
_INFORMATIONAL = re.compile(rb"HTTP/1\.\d 1\d\d")
_NAT64 = ipaddress.ip_network("64:ff9b::/96")  # RFC 6052: the last 32 bits are an IPv4 address
_GLOBAL_UNICAST = ipaddress.ip_network("2000::/3")  # RFC 4291: nothing else of IPv6 is the public internet today
IPAddress = ipaddress.IPv4Address | ipaddress.IPv6Address


class PrivateAddress(Exception):  # noqa: N818  it is the address that is private
    """A host has an address that is not to be asked; the message is that address."""


@contextmanager
def time_limit(seconds: float) -> Iterator[None]:
    """All that this thread sends and receives inside the block together takes no longer."""
    token = _until.set(time.monotonic() + seconds)
    try:
        yield
    finally:
        _until.reset(token)


def _left(timeout: float | None, error: type[Exception]) -> float | None:
    """The time that one step may take: its own, or what is left of the whole."""
    left = _until.get(float("inf")) - time.monotonic()
    if left <= 0:
        raise error("the time for the whole address is over")
    return left if timeout is None else min(timeout, left)


class BoundedStream(httpcore.NetworkStream):
    """A stream that keeps the time limit and gives the response what belongs to it.

    The head of a response is given by itself, then the body up to the length that was announced (``expect``). What a
    server sends beyond stays behind and marks the connection as used up: else it would pass for the next response.
    """

    def __init__(self, inner: httpcore.NetworkStream, ip: str) -> None:
        self._inner, self._ip = inner, ip
        self._held = b""  # received and not given yet
        self._head: bytes | None = b""  # what was given of the head of the response in hand, None when it is whole
        self._expected: int | None = None  # bytes of the body still to come, None where nobody said
        self._tail = b""  # the last bytes given

    def expect(self, length: int | None) -> None:
        """The response in hand has a body of so many bytes."""
        self._expected = length

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        """The next bytes of the response in hand, none at its end. Raises httpcore.ReadTimeout."""
        if not self._held:
            self._held = self._inner.read(max_bytes, _left(timeout, httpcore.ReadTimeout))
        end = len(self._held)
        if self._head is not None:
            end = self._end_of_head(self._head)
        elif self._expected is not None:
            end = min(end, self._expected)
            self._expected -= end
        given, self._held = self._held[:end], self._held[end:]
        self._tail = (self._tail + given)[-len(_HEAD_END) :]
        return given

    def _end_of_head(self, given: bytes) -> int:
        """How much of what is held belongs to the head, of which some was given before."""
        head = given + self._held
        found = head.find(_HEAD_END, max(0, len(given) - len(_HEAD_END)))
        if found < 0:
            self._head = head
            return len(self._held)
        self._head = b"" if _INFORMATIONAL.match(head) else None  # after 100 or 103 comes another head
        return found + len(_HEAD_END) - len(given)

    @property
    def _is_used_up(self) -> bool:
        """Whether the server sent more than the response that was asked for."""
        surplus_of_chunks = self._expected is None and self._tail not in (b"", _HEAD_END)
        return bool(self._held) or surplus_of_chunks

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        """Send a request, or a part of one. Raises httpcore.WriteTimeout."""
        self._head, self._expected = b"", None
        self._inner.write(buffer, _left(timeout, httpcore.WriteTimeout))

    def close(self) -> None:
        """Close the connection."""
        self._inner.close()

    def start_tls(self, ssl_context: Any, server_hostname: str | None = None, timeout: float | None = None) -> Any:
        """The same stream, secured."""
        left = _left(timeout, httpcore.ConnectTimeout)
        return BoundedStream(self._inner.start_tls(ssl_context, server_hostname, left), self._ip)

    def get_extra_info(self, info: str) -> Any:
        """What httpcore asks of a stream, and ``ip``: who answers."""
        if info == "ip":
            return self._ip
        if info == "is_readable" and self._is_used_up:
            return True
        return self._inner.get_extra_info(info)


class GuardedBackend(httpcore.NetworkBackend):
    """Connects to the very address that was checked, so that a name cannot lead elsewhere in between."""

    def __init__(self, *, allow_private: bool) -> None:
        self._allow_private = allow_private
        self._inner = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        """A connection. Raises PrivateAddress for private addresses, httpcore.ConnectError where none answers."""
        *others, last = self._resolve(host, port)
        for ip in others:
            left = _left(timeout, httpcore.ConnectTimeout)
            try:
                return BoundedStream(self._inner.connect_tcp(ip, port, left, local_address, socket_options), ip)
            except (httpcore.ConnectError, httpcore.ConnectTimeout):
                continue
        left = _left(timeout, httpcore.ConnectTimeout)
        return BoundedStream(self._inner.connect_tcp(last, port, left, local_address, socket_options), last)

    def _resolve(self, host: str, port: int) -> list[str]:
        """The addresses of a host, at least one. A single private one among them is enough to refuse all."""
        try:
            found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError) as error:
            raise httpcore.ConnectError(f"no address is known for {host}: {error}") from error
        addresses = list(dict.fromkeys(str(entry[4][0]) for entry in found))
        private = [address for address in addresses if not is_public(address)]
        if private and not self._allow_private:
            raise PrivateAddress(private[0])
        return addresses


def is_public(address: str) -> bool:
    """Whether an IP address belongs to the public internet, also where it carries another one within it.

    >>> [is_public(a) for a in ("193.219.10.1", "127.0.0.1", "10.0.0.8", "169.254.169.254", "::1", "::ffff:10.0.0.8")]
    [True, False, False, False, False, False]
    >>> [is_public(a) for a in ("64:ff9b::7f00:1", "2002:7f00:1::", "100.64.0.1", "0.0.0.0", "fe80::1%eth0")]
    [False, False, False, False, False]
    """
    parsed = ipaddress.ip_address(address.partition("%")[0])
    return all(_is_global(ip) for ip in _carried(parsed))


def _is_global(ip: IPAddress) -> bool:
    if isinstance(ip, ipaddress.IPv6Address) and ip not in _GLOBAL_UNICAST:
        return False
    return ip.is_global and not ip.is_multicast


def _carried(ip: IPAddress) -> Sequence[IPAddress]:
    """The IPv4 addresses within an IPv6 address (mapped, NAT64, 6to4, Teredo), else the address itself."""
    if isinstance(ip, ipaddress.IPv4Address):
        return (ip,)
    if ip in _NAT64:
        return (ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF),)
    return ip.teredo or (ip.ipv4_mapped or ip.sixtofour or ip,)
