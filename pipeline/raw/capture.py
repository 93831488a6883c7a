"""Bytes on their way into the archive, with all that must be kept of how they were come by."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

Role = Literal["document", "feed"]
Headers = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Exchange:
    """The HTTP request and response that bytes came by; ``status`` is the status line without the protocol.

    Headers stand as received, their names in the case received. ``payload`` is the body with its content coding still
    on, None where it equals the decoded one. ``ip`` is the address that answered.
    """

    request_target: str
    request_headers: Headers
    status: str
    response_headers: Headers
    payload: bytes | None = None
    protocol: str = "HTTP/1.1"
    ip: str | None = None

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
    """One body of bytes. ``url`` is what ``Record.url`` will be; ``role`` tells documents from lists of documents."""

    source: str
    url: str
    body: bytes
    media_type: str
    charset: str | None = None
    listing: Listing | None = None
    role: Role = "document"
    exchange: Exchange | None = None
