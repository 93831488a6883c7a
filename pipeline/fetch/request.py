"""One request and the response to it, whole and within bounds, as it was received."""

from __future__ import annotations

import ssl
import threading
from collections import OrderedDict
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

import httpcore

from pipeline.coding import ACCEPTED
from pipeline.fetch.address import Target, find_host
from pipeline.fetch.guard import GuardedBackend, PrivateAddress, time_limit
from pipeline.fetch.payload import Received, read_aside, read_document, read_start
from pipeline.fetch.retry import PassingProblem
from pipeline.problems import FetchProblem
from pipeline.raw import Exchange
from pipeline.settings import Settings

REDIRECTS = frozenset({301, 302, 303, 307, 308})
_ACCEPT = "text/html,application/xhtml+xml,application/pdf,application/rss+xml,application/atom+xml,*/*;q=0.8"
_KEEP_ALIVE_SECONDS = 15
_KEPT_HOSTS = 64  # with connections that nobody uses at the moment
_MAX_HEADERS = 200  # servers send some tens; httpcore bounds their size at 100 KiB


@dataclass(frozen=True, slots=True)
class Answer:
    """A response that was read whole."""

    url: str
    status: int
    exchange: Exchange
    body: bytes


@dataclass(frozen=True, slots=True)
class Ask:
    """A request to be made on the way of a target.

    ``start_only``: how many bytes of the body are wanted, None for all that is allowed.
    """

    url: str
    headers: Mapping[str, str]
    target: Target
    start_only: int | None = None


class Connections:
    """Connections to all hosts, those asked last kept open.

    Each host has its own, so that looking for one is quick; those that may be private are kept apart, so that none is
    reached by another source's leave.
    """

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._secure = httpcore.default_ssl_context()
        self._idle: OrderedDict[tuple[str, bool], httpcore.ConnectionPool] = OrderedDict()
        self._lock = threading.Lock()
        given = {"User-Agent": settings.user_agent, "Accept": _ACCEPT, "Accept-Encoding": ACCEPTED}
        self._headers = [(name.encode(), value.encode()) for name, value in given.items()]
        self._timeouts = {
            "connect": settings.connect_timeout_seconds,
            "read": settings.fetch_timeout_seconds,
            "write": settings.fetch_timeout_seconds,
        }

    @contextmanager
    def _connected(self, host: str, *, allow_private: bool) -> Iterator[httpcore.ConnectionPool]:
        """The connections of a host, for one thread at a time; what nobody used for long is closed for them."""
        key = (host, allow_private)
        with self._lock:
            pool = self._idle.pop(key, None)
        pool = pool or httpcore.ConnectionPool(
            ssl_context=self._secure,
            keepalive_expiry=_KEEP_ALIVE_SECONDS,
            network_backend=GuardedBackend(allow_private=allow_private),
        )
        try:
            yield pool
        finally:
            with self._lock:
                surplus = [self._idle.pop(key, None)]
                self._idle[key] = pool
                if len(self._idle) > _KEPT_HOSTS:
                    surplus.append(self._idle.popitem(last=False)[1])
            for unused in filter(None, surplus):
                unused.close()

    def request(self, ask: Ask) -> Answer:
        """The response. Raises PassingProblem or FetchProblem where no whole one comes."""
        url = ask.url
        try:
            with time_limit(self._settings.fetch_timeout_seconds):
                return self._exchange(ask)
        except PrivateAddress as error:
            raise FetchProblem(
                "private address",
                f"fetching {url}: got {error}, expected a public address; correct the input, or set "
                "allow_private_addresses if this server is yours",
            ) from error
        except httpcore.TimeoutException as error:
            raise PassingProblem(
                "timeout",
                f"fetching {url}: got nothing whole in {self._settings.fetch_timeout_seconds:g} s; "
                "see whether the server is up, or raise fetch_timeout_seconds",
            ) from error
        except httpcore.ConnectError as error:
            raise _unreachable(url, error) from error
        except (httpcore.NetworkError, httpcore.ProtocolError) as error:
            raise _broken(url, error) from error

    def _exchange(self, ask: Ask) -> Answer:
        request = httpcore.Request(
            "GET", ask.url, headers=self._headers_of(ask), extensions={"timeout": self._timeouts}
        )
        allow_private = ask.target.allow_private or self._settings.allow_private_addresses
        with self._connected(find_host(ask.url), allow_private=allow_private) as pool:
            response = pool.handle_request(request)
            try:
                received = self._receive(ask, response)
            finally:
                response.close()
        exchange = Exchange(
            request_target=request.url.target.decode("ascii"),
            request_headers=_texts(request.headers),
            status=f"{response.status} {response.extensions['reason_phrase'].decode('latin-1')}".strip(),
            response_headers=_texts(response.headers),
            payload=received.payload if received.payload != received.body else None,
            protocol=response.extensions["http_version"].decode("ascii"),
            ip=response.extensions["network_stream"].get_extra_info("ip"),
        )
        return Answer(ask.url, response.status, exchange, received.body)

    def _receive(self, ask: Ask, response: httpcore.Response) -> Received:
        if len(response.headers) > _MAX_HEADERS:
            raise FetchProblem(
                "too large", f"fetching {ask.url}: got {len(response.headers)} headers; see it in a browser"
            )
        if ask.start_only is not None:
            return read_start(response, ask.start_only)
        if response.status == 200:
            return read_document(ask.url, response, self._settings.max_bytes)
        return read_aside(response)

    def _headers_of(self, ask: Ask) -> list[tuple[bytes, bytes]]:
        at = httpcore.URL(ask.url)
        port = f":{at.port}".encode() if at.port else b""
        return [
            (b"Host", at.host + port),
            *self._headers,
            *((name.encode(), value.encode("utf-8", "surrogateescape")) for name, value in ask.headers.items()),
        ]

    def close(self) -> None:
        """Close all connections."""
        for pool in self._idle.values():
            pool.close()


def _unreachable(url: str, error: Exception) -> FetchProblem:
    cause: BaseException | None = error
    while cause is not None and not isinstance(cause, ssl.SSLError):
        cause = cause.__cause__ or cause.__context__
    if isinstance(cause, ssl.SSLCertVerificationError):
        return FetchProblem(
            "certificate", f"fetching {url}: {cause.verify_message}; tell the owner, or leave the address out"
        )
    if cause:
        return PassingProblem(
            "unreachable", f"fetching {url}: no secure connection ({cause}); see whether http:// is meant"
        )
    return PassingProblem("unreachable", f"fetching {url}: {error}; see whether the address is right and the server up")


def _broken(url: str, error: Exception) -> FetchProblem:
    said = str(error) or type(error).__name__
    if isinstance(error, httpcore.NetworkError) or "closed connection" in said or "disconnected" in said:
        return PassingProblem(
            "truncated", f"fetching {url}: the response broke off ({said}); see the address in a browser"
        )
    return PassingProblem("protocol", f"fetching {url}: got no HTTP ({said}); see the address in a browser")


def _texts(headers: list[tuple[bytes, bytes]]) -> tuple[tuple[str, str], ...]:
    return tuple((_text(name), _text(value)) for name, value in headers)


def _text(octets: bytes) -> str:
    """As received: octets that are no UTF-8 survive as lone surrogates."""
    return octets.decode("utf-8", "surrogateescape")
