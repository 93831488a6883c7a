"""What goes into the extractors (a Document of Segments) and what comes out of them (Mentions).

All offsets count characters (code points) of ``Document.text``; ``text[start:end]`` is what was written.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal, get_args

SegmentKind = Literal[
    "title",  # the headline
    "heading",  # a heading inside the text
    "body",  # a paragraph
    "list item",
    "table row",
    "caption",
    "contact",  # a block that offers somebody for contact: it belongs to the article
    "teaser",  # an announcement of another article
    "boilerplate",  # menus, footers, cookie banners, comments
]
MentionKind = Literal[
    "code", "programme", "project", "amount", "organization", "country", "person", "email", "phone", "date"
]

UNREAD: frozenset[SegmentKind] = frozenset({"teaser", "boilerplate"})
"""Segments that stay visible in the text and are not read for facts."""

MENTION_KINDS: tuple[MentionKind, ...] = get_args(MentionKind)


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a table row, with the words of its column head (empty where the table has none)."""

    start: int
    end: int
    head: str = ""


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of the text with one kind and one language, in reading order.

    ``origin`` tells where it comes from: a DOM path, ``page 2 box 72,90,520,110``, ``sheet Partneriai row 4``.
    ``language`` is ISO 639-1, None where it is too short to tell (then the document's language holds).
    """

    start: int
    end: int
    kind: SegmentKind
    language: str | None = None
    origin: str = ""
    cells: tuple[Cell, ...] = ()


@dataclass(frozen=True, slots=True)
class Link:
    """A stretch of the text that leads somewhere: ``target`` is an absolute or relative URL, or ``mailto:x@y.lt``.

    Addresses that a page hides from harvesters (Cloudflare, scripts) stand here in the clear.
    """

    start: int
    end: int
    target: str


@dataclass(frozen=True, slots=True)
class Document:
    """One document as it was read.

    ``text`` is NFC, without soft hyphens and zero-width characters. Segments are separated by one newline and
    do not overlap; a newline inside a segment is a line break of the original. Cells of a table row are
    separated by `` | ``.
    """

    document_id: str
    text: str
    segments: tuple[Segment, ...]
    language: str | None = None
    title: str | None = None
    published_on: date | None = None
    links: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True)
class Mention:
    """One place in a document that says something.

    ``value`` is the normal form (``VP2-1.4-ŪM-01-K-01-014``, ``743455.17 EUR``, ``2012-03-26``, ``LT``,
    ``Giedrius Bagušinskas``, an organization in the nominative without quotation marks and legal form).
    ``label`` is the kind of code, or the role of the amount, date, country or organization; empty where a kind
    has none. ``refers_to`` is the value of the mention of the same kind in this document whose short form,
    abbreviation or other spelling this is, where the document itself says so. ``method`` names the rule or
    model; ``confidence`` lies between 0 and 1.
    """

    kind: MentionKind
    start: int
    end: int
    text: str
    value: str
    label: str = ""
    method: str = ""
    confidence: float = 1.0
    refers_to: str | None = None
