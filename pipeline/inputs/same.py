"""Whether other bytes say the same: pages that carry tokens, clocks and news of other pages differ at every visit."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import replace

from extractors.mention import UNREAD, Document
from pipeline.parse import parse_document
from pipeline.raw import Capture
from pipeline.record import Record

_PAGES = frozenset({"text/html", "application/xhtml+xml"})


def is_same_document(archived: bytes, capture: Capture, known: Record) -> bool:
    """Whether a web page reads as the version that is archived: title, day, text and links of the article.

    What frames the article does not count, since nothing is read from it; other formats are compared byte by byte by
    the archive, for parsing a PDF to see that its clock moved costs more than keeping it.
    """
    if archived == capture.body or known.media_type not in _PAGES or capture.media_type not in _PAGES:
        return False
    now = replace(known, media_type=capture.media_type, charset=capture.charset)
    try:
        return _said(parse_document(archived, known)) == _said(parse_document(capture.body, now))
    except Exception:  # noqa: BLE001  what cannot be compared is archived, and becomes a reject when it is read
        return False


def _said(document: Document) -> tuple[object, ...]:
    """All that a document states by itself."""
    segments = document.segments
    starts = [segment.start for segment in segments]
    read = [segment for segment in segments if segment.kind not in UNREAD]
    links = [link for link in document.links if segments[bisect_right(starts, link.start) - 1].kind not in UNREAD]
    return (
        document.title,
        document.published_on,
        [(segment.kind, document.text[segment.start : segment.end]) for segment in read],
        [(document.text[link.start : link.end], link.target) for link in links],
    )
