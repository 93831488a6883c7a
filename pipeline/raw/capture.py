"""Bytes on their way into the archive, with all that must be kept of how they were come by."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

Role = Literal["document", "list", "container"]
"""What bytes are for: to be read; to name others (feed, sitemap, list page); to hold others (zip, e-mail)."""

Headers = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Exchange:
    """The HTTP request and response that bytes came by; ``status`` is the status line without the protocol.

    Header names stand in the case received, values as text whose UTF-8 (with surrogateescape) is what was received.
    ``payload`` is the body as received, content coding still on; None where it is the body of the capture itself.
    ``request_target`` is empty where the request is not known: no request is archived then.
    """

    request_target: str
    request_headers: Headers
    status: str
    response_headers: Headers
    payload: bytes | None = None
    protocol: str = "HTTP/1.1"
    ip: str | None = None

    @property
    def code(self) -> int:
        """The status as a number, 0 where the server gave none."""
        number = self.status.partition(" ")[0]
        return int(number) if number.isdecimal() else 0

    def header(self, name: str) -> str | None:
        """A header of the response, None where it has none."""
        return next((value for key, value in self.response_headers if key.lower() == name.lower()), None)


@dataclass(frozen=True, slots=True)
class Listing:
    """What a feed or list page says of a document: a part of its provenance that its own bytes may not hold."""

    title: str | None = None
    on: date | None = None


@dataclass(frozen=True, slots=True)
class Capture:
    """One body of bytes. ``url`` is what ``Record.url`` will be, ``body`` is without content coding.

    ``outcome`` names a state that is no document (``firewall``, ``captcha``, ``consent``, ``login``, ``missing``): the
    response is kept as evidence and is never the newest version of its address.
    ``fetched_at`` is when others captured it, None for now; ``origin`` is the WARC-Record-ID that they gave it.
    """

    source: str
    url: str
    body: bytes
    media_type: str
    charset: str | None = None
    listing: Listing | None = None
    role: Role = "document"
    exchange: Exchange | None = None
    outcome: str | None = None
    fetched_at: datetime | None = None
    origin: str | None = None
