"""What a parser hands over: the document, and what was found in its bytes."""

from __future__ import annotations

from dataclasses import dataclass

from extractors.mention import Document


@dataclass(frozen=True, slots=True)
class Shortfall:
    """A part of a document that was not read while the rest was: it becomes a row of ``rejects``, the document stays.

    ``reason`` is one of the fixed words of ``docs/rejects.md``, ``detail`` names the part and what to do.
    """

    reason: str
    detail: str


@dataclass(frozen=True, slots=True)
class Parsed:
    """A document with the media type and charset that its bytes turned out to have.

    ``charset`` is the Python name of the encoding that was read (``cp1257``), None for formats that carry their own.
    ``charset_from`` says which evidence won: ``header``, ``bom``, ``meta``, ``utf-8``, ``detected``, ``fallback``.
    """

    document: Document
    media_type: str
    charset: str | None = None
    charset_from: str | None = None
    shortfalls: tuple[Shortfall, ...] = ()
