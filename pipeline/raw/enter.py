"""Entries of WARC files into the tables of the index. The same entries in the same order make the same rows."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import astuple

from pipeline.raw import schema
from pipeline.raw.entries import Crawl, Entry, Info, Note, Place, Version, Visit


def enter(database: sqlite3.Connection, entry: Entry, place: Place) -> None:
    """Put an entry that stands at a place into the tables."""
    match entry:
        case Version():
            _enter_version(database, entry, place)
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
            database.execute(schema.PUT_INFO, (entry.text, place.file))


def _enter_version(database: sqlite3.Connection, entry: Version, place: Place) -> None:
    at = entry.fetched_at.isoformat()
    database.execute(
        schema.PUT_VERSION,
        (
            *(entry.record_id, entry.url, entry.outcome, at, entry.sha256, entry.payload_digest),
            *(entry.media_type, entry.charset, entry.etag, entry.last_modified, *astuple(place)),
        ),
    )
    if entry.status is not None:  # of a file it is known only when it last changed
        database.execute(schema.PUT_VISIT, (entry.url, at, entry.status, entry.outcome, entry.record_id))
