"""The tables of the index and the questions that are asked of it."""

from __future__ import annotations

FORMAT = 3
"""Counts up when the tables change; an index of another format is made anew."""

TABLES = """
CREATE TABLE versions (
    record_id TEXT PRIMARY KEY, url TEXT NOT NULL, outcome TEXT NOT NULL, number INTEGER NOT NULL,
    fetched_at TEXT NOT NULL, sha256 TEXT NOT NULL, payload_digest TEXT NOT NULL, media_type TEXT NOT NULL,
    charset TEXT, etag TEXT, last_modified TEXT, file TEXT NOT NULL, offset INTEGER NOT NULL, length INTEGER NOT NULL
);
CREATE UNIQUE INDEX chains ON versions (url, outcome, fetched_at, number);
CREATE TABLE notes (url TEXT PRIMARY KEY, source TEXT NOT NULL, role TEXT NOT NULL, title TEXT, listed_on TEXT);
CREATE TABLE visits (
    url TEXT PRIMARY KEY, at TEXT NOT NULL, status INTEGER NOT NULL, outcome TEXT NOT NULL, record_id TEXT NOT NULL
);
CREATE TABLE crawls (source TEXT PRIMARY KEY, at TEXT NOT NULL, counts TEXT NOT NULL);
CREATE TABLE files (name TEXT PRIMARY KEY, indexed_to INTEGER NOT NULL, info TEXT NOT NULL);
"""
TABLE_NAMES = ("versions", "notes", "visits", "crawls", "files")

RECORD_COLUMNS = "n.source, v.url, v.fetched_at, v.media_type, v.sha256, v.record_id, v.charset, n.title, n.listed_on"

_NEWEST = """
FROM notes n CROSS JOIN versions v ON v.rowid = (
    SELECT rowid FROM versions w WHERE w.url = n.url AND w.outcome = ''
    ORDER BY w.fetched_at DESC, w.number DESC LIMIT 1
)
"""  # one step in the index for an address, however many versions it has
NEWEST = f"SELECT {RECORD_COLUMNS} {_NEWEST} WHERE n.role = 'document' ORDER BY n.url"
NEWEST_OF = f"SELECT {RECORD_COLUMNS} {_NEWEST} WHERE n.url = ?"
VALIDATORS = f"SELECT v.url, v.etag, v.last_modified, n.role {_NEWEST} WHERE v.etag <> '' OR v.last_modified <> ''"
_CHAIN = "FROM versions v JOIN notes n USING (url) WHERE v.url = ? AND v.outcome = ? ORDER BY v.fetched_at, v.number"
CHAIN = f"SELECT {RECORD_COLUMNS} {_CHAIN}"
LATEST = """
SELECT record_id, sha256, payload_digest, fetched_at FROM versions
WHERE url = ? AND outcome = ? AND fetched_at <= ? ORDER BY fetched_at DESC, number DESC LIMIT 1
"""
PLACE = "SELECT file, offset, length FROM versions WHERE record_id = ?"
LAST_NUMBER = "SELECT coalesce(max(number), 0) FROM versions WHERE url = ? AND outcome = ?"
PUT_VISIT = """
INSERT INTO visits VALUES (?, ?, ?, ?, ?) ON CONFLICT (url) DO UPDATE
SET at = excluded.at, status = excluded.status, outcome = excluded.outcome, record_id = excluded.record_id
WHERE excluded.at >= at
"""
PUT_CRAWL = """
INSERT INTO crawls VALUES (?, ?, ?) ON CONFLICT (source) DO UPDATE SET at = excluded.at, counts = excluded.counts
WHERE excluded.at >= at
"""
PUT_VERSION = """
INSERT OR IGNORE INTO versions
SELECT ?1, ?2, ?3, coalesce(max(number), 0) + 1, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13
FROM versions WHERE url = ?2 AND outcome = ?3
"""
PUT_NOTE = "INSERT OR REPLACE INTO notes VALUES (?, ?, ?, ?, ?)"
PUT_FILE = """
INSERT INTO files VALUES (?, ?, '') ON CONFLICT (name) DO UPDATE SET indexed_to = excluded.indexed_to
"""
PUT_INFO = """
INSERT INTO files (info, name, indexed_to) VALUES (?, ?, 0) ON CONFLICT (name) DO UPDATE SET info = excluded.info
"""
PUT_VALIDATORS = (
    "UPDATE versions SET etag = coalesce(?, etag), last_modified = coalesce(?, last_modified) WHERE record_id = ?"
)
