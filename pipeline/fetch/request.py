"""One request and what came of it: a page, a redirect, nothing new, or a problem that may pass or stays."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass
from email.utils import parsedate_to_datetime

import httpx

from pipeline.coding import ACCEPTED, CodingProblem, undo_coding
from pipeline.problems import FetchProblem
from pipeline.raw import Exchange
from pipeline.settings import Settings

_NO_DOCUMENT = ("image/", "video/", "audio/", "font/")
_ACCEPT = "text/html,application/xhtml+xml,application/pdf,application/rss+xml,application/atom+xml,*/*;q=0.8"


class PassingProblem(FetchProblem):
    """A failure that may be gone at the next try; ``wait_seconds`` is what the server asked for."""

    def __init__(self, reason: str, detail: str, wait_seconds: float = 0) -> None:
        super().__init__(reason, detail)
        self.wait_seconds = wait_seconds


@dataclass(frozen=True, slots=True)
class Answer:
    """A response that was read whole: its status, and the body where it has one of use."""

    url: str
    status: int
    exchange: Exchange
    body: bytes


def open_client(settings: Settings, transport: httpx.BaseTransport) -> httpx.Client:
    """A client that names itself and leaves redirects to the caller."""
    return httpx.Client(
        transport=transport,
        headers={"User-Agent": settings.user_agent, "Accept": _ACCEPT, "Accept-Encoding": ACCEPTED},
        timeout=httpx.Timeout(settings.fetch_timeout_seconds, connect=settings.connect_timeout_seconds),
        follow_redirects=False,
    )


def request_once(client: httpx.Client, url: str, headers: Mapping[str, str], settings: Settings) -> Answer:
    """What the server said. Raises PassingProblem or FetchProblem where it said nothing of use."""
    until = time.monotonic() + settings.fetch_timeout_seconds
    try:
        with client.stream("GET", url, headers=dict(headers)) as response:
            _check(url, response)
            payload = _read(url, response, until, settings) if response.status_code == 200 else b""
            body = _undo(url, response, payload, settings) if payload else b""
            return Answer(url, response.status_code, _exchange(response, payload, body), body)
    except httpx.TimeoutException as error:
        raise _late(url, settings) from error
    except (httpx.RemoteProtocolError, httpx.ReadError) as error:
        raise PassingProblem(
            "truncated", f"fetching {url}: got a broken response ({error}); see it in a browser"
        ) from error
    except httpx.TransportError as error:
        raise PassingProblem(
            "unreachable", f"fetching {url}: {error}; see whether the address is right and the server up"
        ) from error


def _check(url: str, response: httpx.Response) -> None:
    status, said = response.status_code, f"fetching {url}: got status {response.status_code}, expected 200"
    if status in (429, 503):
        raise PassingProblem("busy", f"{said}; the server asks to come later", _find_wait(response))
    if status >= 500 or status == 408:
        raise PassingProblem("status", f"{said}; see later whether the server has recovered")
    if status in (404, 410):
        raise FetchProblem("not found", f"{said}; correct the address or take it out")
    if status in (401, 402, 403, 407, 451):
        raise FetchProblem("refused", f"{said}; ask the owner, or take the address out")
    if status not in (200, 304) and not response.has_redirect_location:
        raise FetchProblem("status", f"{said}; see the address in a browser")
    media_type = response.headers.get("Content-Type", "")
    if status == 200 and media_type.lower().startswith(_NO_DOCUMENT):
        raise FetchProblem("media type", f"fetching {url}: got {media_type}, expected a document; take the address out")


def _read(url: str, response: httpx.Response, until: float, settings: Settings) -> bytes:
    parts: list[bytes] = []
    length = 0
    for chunk in response.iter_raw():
        parts.append(chunk)
        length += len(chunk)
        if length > settings.max_bytes:
            raise FetchProblem(
                "too large",
                f"fetching {url}: got more than {settings.max_bytes} bytes; raise max_bytes or take the address out",
            )
        if time.monotonic() > until:  # read timeouts alone let a server go on for ever, a byte at a time
            raise _late(url, settings)
    if not length:
        raise FetchProblem("empty", f"fetching {url}: got no bytes, expected a document; see it in a browser")
    return b"".join(parts)


def _undo(url: str, response: httpx.Response, payload: bytes, settings: Settings) -> bytes:
    try:
        return undo_coding(payload, response.headers.get("Content-Encoding"), max_bytes=settings.max_bytes)
    except CodingProblem as problem:
        said = f"fetching {url}: got {problem}; see it in a browser"
        if problem.reason == "truncated":
            raise PassingProblem("truncated", said) from problem
        raise FetchProblem(problem.reason, said) from problem


def _late(url: str, settings: Settings) -> PassingProblem:
    return PassingProblem(
        "timeout",
        f"fetching {url}: got nothing whole in {settings.fetch_timeout_seconds:g} s; "
        "see whether the server is up, or raise fetch_timeout_seconds",
    )


def _find_wait(response: httpx.Response) -> float:
    """Seconds that Retry-After asks for, which gives them or a date."""
    value = response.headers.get("Retry-After", "").strip()
    if value.isdecimal():
        return float(value)
    try:
        return max(0.0, parsedate_to_datetime(value).timestamp() - time.time()) if value else 0.0
    except ValueError:
        return 0.0


def _exchange(response: httpx.Response, payload: bytes, body: bytes) -> Exchange:
    request = response.request
    stream = response.extensions.get("network_stream")
    server = stream.get_extra_info("server_addr") if stream else None
    return Exchange(
        request_target=request.url.raw_path.decode("ascii"),
        request_headers=tuple((name.decode("latin-1"), value.decode("latin-1")) for name, value in request.headers.raw),
        status=f"{response.status_code} {response.reason_phrase}".strip(),
        response_headers=tuple((_text(name), _text(value)) for name, value in response.headers.raw),
        payload=None if payload == body else payload,
        protocol=response.http_version,
        ip=str(server[0]) if server else None,
    )


def _text(octets: bytes) -> str:
    return octets.decode("utf-8", "surrogateescape")
