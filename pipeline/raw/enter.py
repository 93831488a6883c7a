"""Entries of WARC files into the tables of the index. The same entries in the same order make the same rows."""

from __future__ import annotations

import json
import sqlite3

from pipeline.raw import schema
from pipeline.raw.entries import Crawl, Entry, Info, Note, Version, Visit


def enter(database: sqlite3.Connection, entry: Entry, file: str, offset: int) -> None:
    """Put an entry that stands in ``file`` at ``offset`` into the tables."""
    match entry:
        case Version():
            _enter_version(database, entry, file, offset)
        case Visit():
            visit = (entry.url, entry.at.isoformat(), entry.status, entry.outcome, entry.refers_to)
            database.execute(schema.PUT_VISIT, visit)
            database.execute(schema.PUT_VALIDATORS, (entry.etag, entry.last_modified, entry.refers_to))
        case Note():
            on = entry.listing.on and entry.listing.on.isoformat()
            database.execute(schema.PUT_NOTE, (entry.url, entry.source, entry.role, entry.listing.title, on))
        case Crawl():
            counts = json.dumps(entry.counts, sort_keys=True)
            database.execute(schema.PUT_CRAWL, (entry.source, entry.at.isoformat(), counts))
        case Info():
            database.execute(schema.PUT_INFO, (entry.text, file))


def _enter_version(database: sqlite3.Connection, entry: Version, file: str, offset: int) -> None:
    at = entry.fetched_at.isoformat()
    number = count_versions(database, entry.url, entry.outcome) + 1
    database.execute(
        schema.PUT_VERSION,
        (
            *(entry.record_id, entry.url, entry.outcome, number, at, entry.sha256, entry.payload_digest),
            *(entry.media_type, entry.charset, entry.etag, entry.last_modified, file, offset),
        ),
    )
    if entry.status is not None:  # of a file it is known only when it last changed
        database.execute(schema.PUT_VISIT, (entry.url, at, entry.status, entry.outcome, entry.record_id))


def count_versions(database: sqlite3.Connection, url: str, outcome: str) -> int:
    """How many versions an address has, or how many pieces of evidence of a state."""
    count: int = database.execute(schema.LAST_NUMBER, (url, outcome)).fetchone()[0]
    return count
