"""What a parser hands over: the document, and what was found in its bytes."""

from __future__ import annotations

from dataclasses import dataclass

from extractors.mention import Document


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
