"""The tables ``documents`` and ``texts``."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from pipeline.reading import Reading
from pipeline.resolve.entities import Entities
from pipeline.tables.schema import COUNT, DAY, INSTANT, TEXT, Row, column


@dataclass(frozen=True, slots=True)
class Documents(Row):
    """A row of ``documents``."""

    table = "documents"
    key = ("document_id",)
    about = "A document in its newest version."

    document_id: str = column(TEXT, "Stays the same as long as the document's address does.")
    source: str = column(TEXT, "Which entry of sources.toml it came by, or `inbox`, `sample`, `file`, `web`.")
    url: str = column(TEXT, "Its address; for a local file its path under `raw/`, or a file:// address.")
    title: str | None = column(TEXT, "The headline as written, without the site's name.", optional=True)
    language: str | None = column(TEXT, "Language of the main text, ISO 639-1.", optional=True, constraint="[a-z]{2}")
    published_on: date | None = column(DAY, "The document's own publication date.", optional=True)
    fetched_at: datetime = column(INSTANT, "When its bytes were archived.")
    media_type: str = column(TEXT, "What its bytes turned out to be.")
    charset: str | None = column(
        TEXT, "The encoding that was read, by its Python name; null for formats that carry their own.", optional=True
    )
    charset_from: str | None = column(TEXT, "The evidence that decided the encoding.", optional=True)
    content_sha256: str = column(TEXT, "SHA-256 of its bytes.", constraint="[0-9a-f]{64}")
    archive_ref: str = column(TEXT, "WARC-Record-ID of its bytes in `raw/`.")
    text_length: int = column(COUNT, "Characters (code points) of `texts.text`.")
    release_id: str = column(TEXT, "Shared by copies, updates and translations of one release.")
    duplicate_of: str | None = column(
        TEXT, "The document whose text this one repeats.", optional=True, references="documents"
    )


@dataclass(frozen=True, slots=True)
class Texts(Row):
    """A row of ``texts``."""

    table = "texts"
    key = ("document_id",)
    about = "The text that was read; all offsets count its characters."

    document_id: str = column(TEXT, "Which document.", references="documents")
    text: str = column(TEXT, "The whole text, Unicode NFC, teasers and boilerplate included.")


def build_documents(readings: Iterable[Reading], entities: Entities) -> list[Documents]:
    """Rows of ``documents``."""
    return [_document(reading, entities) for reading in readings]


def _document(reading: Reading, entities: Entities) -> Documents:
    record, document = reading.record, reading.document
    release = entities.release_of[document.document_id]
    return Documents(
        document_id=document.document_id,
        source=record.source,
        url=record.url,
        title=document.title,
        language=document.language,
        published_on=document.published_on,
        fetched_at=record.fetched_at,
        media_type=reading.parsed.media_type,
        charset=reading.parsed.charset,
        charset_from=reading.parsed.charset_from,
        content_sha256=record.content_sha256,
        archive_ref=record.archive_ref,
        text_length=len(document.text),
        release_id=release.release_id,
        duplicate_of=release.duplicate_of,
    )


def build_texts(readings: Iterable[Reading]) -> list[Texts]:
    """Rows of ``texts``."""
    return [Texts(reading.document.document_id, reading.document.text) for reading in readings]
