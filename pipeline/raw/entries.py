"""What the index keeps of a record: one frozen class for each kind that says something of an address or a source."""

from __future__ import annotations

import hashlib
import uuid
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import quote, unquote

from pipeline.raw.capture import Listing, Role

_LOCAL = "raw:"  # scheme of paths below raw/, which are no URIs of their own


@dataclass(frozen=True, slots=True)
class Place:
    """Where a record stands: the name of a file in ``raw/warc/``, and the bytes of its gzip member there."""

    file: str
    offset: int
    length: int


@dataclass(frozen=True, slots=True)
class Version:
    """A ``response`` or ``resource`` record: one version of the bytes of an address.

    ``body`` is without content coding; ``sha256`` is its digest, by which versions are told apart, ``payload_digest``
    that of the bytes as stored. ``status`` is None for files. ``outcome`` is empty for documents and names the state
    that evidence shows.
    """

    record_id: str
    url: str
    fetched_at: datetime
    media_type: str
    charset: str | None
    body: bytes
    sha256: str
    payload_digest: str
    status: int | None = None
    etag: str | None = None
    last_modified: str | None = None
    outcome: str = ""


@dataclass(frozen=True, slots=True)
class Visit:
    """A ``revisit`` record: an address was asked and still gave the version ``refers_to``."""

    url: str
    at: datetime
    status: int
    refers_to: str
    etag: str | None = None
    last_modified: str | None = None
    outcome: str = ""


@dataclass(frozen=True, slots=True)
class Note:
    """A ``metadata`` record on an address: what is known of it beside its bytes. The newest one holds."""

    url: str
    source: str
    role: Role
    listing: Listing


@dataclass(frozen=True, slots=True)
class Info:
    """A ``warcinfo`` record: who wrote what follows, and how."""

    text: str


@dataclass(frozen=True, slots=True)
class Crawl:
    """A ``metadata`` record on a source: when all of it was looked through, and how many of what came of it."""

    source: str
    at: datetime
    counts: dict[str, int]


Entry = Version | Visit | Note | Crawl | Info


def make_record_id(url: str, digest: str, number: int, outcome: str = "") -> str:
    """The WARC-Record-ID of the ``number``-th version of an address: the same wherever and whenever it is archived.

    >>> make_record_id("sample/lt-01.html", "00", 1)
    '<urn:uuid:6d2d4ee6-395c-52a5-89d1-021fe1009691>'
    """
    return derive_id(to_uri(url), digest, f"{outcome}{number}")


def derive_id(*parts: str) -> str:
    """A WARC-Record-ID that depends on the parts alone."""
    return f"<{uuid.uuid5(uuid.NAMESPACE_URL, '#'.join(parts)).urn}>"


def make_digest(content: bytes) -> str:
    """A labelled digest as WARC headers hold it (WARC 1.1, section 5.8): base 16, which needs no padding."""
    return f"sha256:{hashlib.sha256(content).hexdigest()}"


def to_uri(url: str) -> str:
    """The WARC-Target-URI of an address or of a path below ``raw/``."""
    return url if "://" in url else _LOCAL + quote(url)


def from_uri(uri: str) -> str:
    """The address or path that a WARC-Target-URI stands for; WARC 1.0 files of some put it into angle brackets."""
    uri = uri.strip("<>")
    return unquote(uri.removeprefix(_LOCAL)) if uri.startswith(_LOCAL) else uri
