"""What lies where in ``raw/warc/``: a SQLite file that can be thrown away, for all it says stands in the WARC files."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from pipeline.problems import ArchiveProblem
from pipeline.raw.capture import Listing
from pipeline.raw.warc import Note, Version, parse_member, read_members
from pipeline.record import Record

WAIT_SECONDS = 5  # for the end of a commit of another process
_FORMAT = 1  # counts up when the tables below change; an index of another format is made anew
_TABLES = """
CREATE TABLE versions (
    record_id TEXT PRIMARY KEY, url TEXT NOT NULL, number INTEGER NOT NULL, fetched_at TEXT NOT NULL,
    sha256 TEXT NOT NULL, media_type TEXT NOT NULL, charset TEXT, etag TEXT, last_modified TEXT,
    file TEXT NOT NULL, offset INTEGER NOT NULL, UNIQUE (url, number)
);
CREATE TABLE notes (url TEXT PRIMARY KEY, source TEXT NOT NULL, role TEXT NOT NULL, title TEXT, listed_on TEXT);
CREATE TABLE files (name TEXT PRIMARY KEY, indexed_to INTEGER NOT NULL);
"""
_DOCUMENTS = """
FROM versions v JOIN notes n USING (url)
WHERE n.role = 'document' AND v.number = (SELECT max(number) FROM versions w WHERE w.url = v.url)
ORDER BY v.url
"""
_NEWEST = f"""
SELECT n.source, v.url, v.fetched_at, v.media_type, v.sha256, v.record_id, v.charset, n.title, n.listed_on {_DOCUMENTS}
"""
_VALIDATORS = f"SELECT v.url, v.etag, v.last_modified {_DOCUMENTS}"
_LATEST = "SELECT number, sha256 FROM versions WHERE url = ? ORDER BY number DESC LIMIT 1"


@dataclass(frozen=True, slots=True)
class Latest:
    """The number and the digest of the newest version of an address."""

    number: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Validators:
    """What a server wants to be told to answer "not modified"."""

    etag: str | None
    last_modified: str | None


class Index:
    """The index of one ``raw/`` folder."""

    def __init__(self, path: Path) -> None:
        self._path = path
        with self._guarded("opening"):
            self._db = sqlite3.connect(path, timeout=WAIT_SECONDS, isolation_level=None)
            if self._db.execute("PRAGMA user_version").fetchone()[0] != _FORMAT:
                self._renew()

    def _renew(self) -> None:
        self._db.execute("BEGIN IMMEDIATE")
        for (name,) in self._db.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall():
            self._db.execute(f"DROP TABLE {name}")
        for statement in _TABLES.split(";"):
            self._db.execute(statement)
        self._db.execute(f"PRAGMA user_version = {_FORMAT}")
        self._db.execute("COMMIT")

    @contextmanager
    def _guarded(self, doing: str) -> Iterator[None]:
        try:
            yield
        except sqlite3.OperationalError as error:
            raise ArchiveProblem(
                f"{doing} {self._path}: got {error}, expected an index that this run alone writes; "
                "wait for the other run to end, or see whether the disk is full or the folder read-only"
            ) from error
        except sqlite3.DatabaseError as error:
            raise ArchiveProblem(
                f"{doing} {self._path}: got {error}, expected a SQLite file; delete it, the next run makes it anew"
            ) from error

    @contextmanager
    def writing(self) -> Iterator[None]:
        """One transaction: a second writer is refused, readers see what was there before, a crash leaves nothing."""
        with self._guarded("writing"):
            self._db.execute("BEGIN IMMEDIATE")
        try:
            yield
        finally:  # also on failure: what was indexed lies in the WARC files
            with self._guarded("writing"):
                self._db.execute("COMMIT")

    def index_file(self, path: Path) -> None:
        """Enter the records that were appended to a WARC file since the last time, up to its end or a torn record."""
        end = self._indexed_to(path)
        for start, stop, content in read_members(path, end):
            self._put(parse_member(content), path.name, start)
            end = stop
        self._db.execute("INSERT OR REPLACE INTO files VALUES (?, ?)", (path.name, end))

    def is_whole(self, path: Path) -> bool:
        """Whether everything in an indexed file could be read, so that more can be appended."""
        return self._indexed_to(path) == path.stat().st_size

    def _indexed_to(self, path: Path) -> int:
        row = self._db.execute("SELECT indexed_to FROM files WHERE name = ?", (path.name,)).fetchone()
        return row[0] if row else 0

    def _put(self, entry: Version | Note | None, file: str, offset: int) -> None:
        if isinstance(entry, Note):
            listing = entry.listing
            row = (entry.url, entry.source, entry.role, listing.title, listing.on and listing.on.isoformat())
            self._db.execute("INSERT OR REPLACE INTO notes VALUES (?, ?, ?, ?, ?)", row)
        elif isinstance(entry, Version):
            latest = self.latest(entry.url)
            digest = hashlib.sha256(entry.body).hexdigest()
            self._db.execute(
                "INSERT OR IGNORE INTO versions VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (
                    *(entry.record_id, entry.url, latest.number + 1 if latest else 1, entry.fetched_at.isoformat()),
                    *(digest, entry.media_type, entry.charset, entry.etag, entry.last_modified, file, offset),
                ),
            )

    def latest(self, url: str) -> Latest | None:
        """The newest version of an address, None where there is none."""
        row = self._db.execute(_LATEST, (url,)).fetchone()
        return Latest(*row) if row else None

    def note(self, url: str) -> Note | None:
        """What is known of an address beside its bytes, None where it was never archived."""
        row = self._db.execute("SELECT source, role, title, listed_on FROM notes WHERE url = ?", (url,)).fetchone()
        if row is None:
            return None
        source, role, title, listed_on = row
        return Note(url, source, role, Listing(title, date.fromisoformat(listed_on) if listed_on else None))

    def newest(self) -> list[Record]:
        """The newest version of every document, by address."""
        with self._guarded("reading"):
            return [_record(*row) for row in self._db.execute(_NEWEST)]

    def validators(self) -> dict[str, Validators]:
        """By address, of the documents whose servers gave any. Lists are always fetched: what they list is needed."""
        with self._guarded("reading"):
            rows = self._db.execute(_VALIDATORS).fetchall()
        return {url: Validators(etag, modified) for url, etag, modified in rows if etag or modified}

    def place(self, record_id: str) -> tuple[str, int] | None:
        """File name and offset of a version, None where it is not there."""
        with self._guarded("reading"):
            row = self._db.execute("SELECT file, offset FROM versions WHERE record_id = ?", (record_id,)).fetchone()
        return (row[0], row[1]) if row else None

    def close(self) -> None:
        """Let go of the file."""
        self._db.close()


def _record(source: str, url: str, fetched_at: str, *rest: str | None) -> Record:
    media_type, sha256, record_id, charset, title, listed_on = rest
    return Record(
        source=source,
        url=url,
        fetched_at=datetime.fromisoformat(fetched_at).astimezone(UTC),
        media_type=media_type or "",
        content_sha256=sha256 or "",
        archive_ref=record_id or "",
        charset=charset,
        listed_title=title,
        listed_on=date.fromisoformat(listed_on) if listed_on else None,
    )
