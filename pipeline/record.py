"""What the archive knows of one body of bytes: handed from raw.py to the parsers and to the table of documents."""

from __future__ import annotations

import base64
import hashlib
from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class Layout:
    """Where the pages of a site keep what: CSS selectors that somebody wrote for it, checked when they were read.

    ``title``, ``body`` and ``date`` each name the elements that hold it, None where the parser is to find it by itself;
    what ``drop`` names is no part of the text. A selector that finds nothing on a page counts as not given.
    """

    title: str | None = None
    body: str | None = None
    date: str | None = None
    drop: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Record:
    """The newest version of one input, as it lies in ``raw/``.

    ``url`` is the address, or the path of a local file (relative to ``raw/`` where it lies there).
    ``media_type`` and ``charset`` are what the server or the file name says, not what was found in the bytes.
    ``listed_title`` and ``listed_on`` are what a feed or list page said of it.
    ``archive_ref`` is the WARC-Record-ID under which its bytes are kept.
    ``layout`` is what its source says of pages of that day; it is no part of the archive.
    """

    source: str
    url: str
    fetched_at: datetime
    media_type: str
    content_sha256: str
    archive_ref: str
    charset: str | None = None
    listed_title: str | None = None
    listed_on: date | None = None
    layout: Layout | None = None

    @property
    def document_id(self) -> str:
        """Stable as long as the source and the address are."""
        return short_id("doc", self.url)


def short_id(prefix: str, *parts: str) -> str:
    """A short id that depends on the parts alone.

    >>> short_id("doc", "sample/lt-01.html")
    'doc-anhzvfgh6blhlq2h'
    """
    digest = hashlib.blake2b("\x1f".join(parts).encode("utf-8"), digest_size=10).digest()
    return f"{prefix}-{base64.b32encode(digest).decode('ascii').lower()}"
