"""What lies where in ``raw/warc/``: a SQLite file that can be thrown away, for all it says stands in the WARC files.

It is in WAL mode: readers see the last commit while a writer works. Who may write is decided by a lock of its own,
which the system lets go of when a process dies.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from pipeline.problems import ArchiveProblem
from pipeline.raw import schema
from pipeline.raw.capture import Listing, Role
from pipeline.raw.enter import enter
from pipeline.raw.entries import Entry, Note, Place
from pipeline.record import Record

WAIT_SECONDS = 5  # for the end of a commit of another process
OWN_NAMES = ("warc", "index.sqlite", "index.sqlite-wal", "index.sqlite-shm", ".writer.lock")
"""What of ``raw/`` is the archive itself."""
_END_OF_TIME = "9999"
_READ_ONLY = (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN)


@dataclass(frozen=True, slots=True)
class Latest:
    """What the next version of an address follows on."""

    record_id: str
    sha256: str
    payload_digest: str
    fetched_at: datetime


@dataclass(frozen=True, slots=True)
class Validators:
    """What a server wants to be told to answer "not modified"."""

    etag: str | None
    last_modified: str | None


@dataclass(frozen=True, slots=True)
class Seen:
    """When an address last gave an answer, its status, and the state that it showed where that was no document."""

    at: datetime
    status: int
    outcome: str | None


class Index:
    """The index of one ``raw/`` folder. ``is_new`` where it was just made and knows nothing yet."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self.is_new = False
        with self._guarded("opening"):
            self._db, self._is_writable = _connect(path)
            if self._db.execute("PRAGMA user_version").fetchone()[0] != schema.FORMAT:
                self._renew()

    def _renew(self) -> None:
        self._db.execute("PRAGMA journal_mode = WAL")
        self._db.execute("BEGIN IMMEDIATE")
        for (name,) in self._db.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall():
            self._db.execute(f"DROP TABLE {name}")
        for statement in schema.TABLES.split(";"):
            self._db.execute(statement)
        self._db.execute(f"PRAGMA user_version = {schema.FORMAT}")
        self._db.execute("COMMIT")
        self.is_new = True

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
        """Nobody else writes while the block lasts; what was entered is committed at its end, also where it fails."""
        if not self._is_writable:
            raise ArchiveProblem(
                f"writing {self._path}: got a folder or index that is read-only, expected one that can be written; "
                "give it write rights or name another one with --raw"
            )
        with self._guarded("writing"):
            lock = sqlite3.connect(self._path.with_name(".writer.lock"), timeout=WAIT_SECONDS, isolation_level=None)
        try:
            with self._guarded("writing"):
                lock.execute("PRAGMA journal_mode = OFF")  # nothing is ever written to it
                lock.execute("BEGIN EXCLUSIVE")
                self._db.execute("BEGIN IMMEDIATE")
            try:
                yield
            finally:  # also on failure: what was entered lies in the WARC files
                with self._guarded("writing"):
                    if self._db.in_transaction:  # a full disk may have ended it
                        self._db.execute("COMMIT")
        finally:
            lock.close()

    def commit(self) -> None:
        """Let readers see, and crashes keep, what was entered so far. The WARC files must be on the disk before."""
        with self._guarded("writing"):
            self._db.execute("COMMIT")
            self._db.execute("BEGIN IMMEDIATE")

    def clear(self) -> None:
        """Forget everything, to begin anew."""
        for name in schema.TABLE_NAMES:
            self._db.execute(f"DELETE FROM {name}")  # noqa: S608  names of our own

    def enter(self, entry: Entry, place: Place) -> None:
        """Put what stands at a place into the tables."""
        with self._guarded("writing"):
            enter(self._db, entry, place)

    def reach(self, file: str, end: int) -> None:
        """Remember that a WARC file was entered up to ``end``."""
        with self._guarded("writing"):
            self._db.execute(schema.PUT_FILE, (file, end))

    def reached(self) -> dict[str, int]:
        """How far each WARC file was entered."""
        return dict(self._db.execute("SELECT name, indexed_to FROM files").fetchall())

    def info(self, file: str) -> str:
        """What the last ``warcinfo`` record of a file says, nothing where it has none."""
        row = self._db.execute("SELECT info FROM files WHERE name = ?", (file,)).fetchone()
        return row[0] if row else ""

    def count_versions(self, url: str, outcome: str) -> int:
        """How many versions an address has, or how many pieces of evidence of a state."""
        count: int = self._db.execute(schema.LAST_NUMBER, (url, outcome)).fetchone()[0]
        return count

    def latest(self, url: str, outcome: str = "", until: datetime | None = None) -> Latest | None:
        """The newest version of an address (at an instant), None where there is none."""
        at = until.isoformat() if until else _END_OF_TIME
        row = self._db.execute(schema.LATEST, (url, outcome, at)).fetchone()
        if row is None:
            return None
        record_id, sha256, payload_digest, fetched_at = row
        return Latest(record_id, sha256, payload_digest, _instant(fetched_at))

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
            return [_record(*row) for row in self._db.execute(schema.NEWEST)]

    def newest_of(self, url: str) -> Record | None:
        """The newest version of an address, whatever its role."""
        with self._guarded("reading"):
            row = self._db.execute(schema.NEWEST_OF, (url,)).fetchone()
        return _record(*row) if row else None

    def versions(self, url: str, outcome: str = "") -> list[Record]:
        """All versions of an address, oldest first."""
        with self._guarded("reading"):
            return [_record(*row) for row in self._db.execute(schema.CHAIN, (url, outcome))]

    def validators(self, roles: tuple[Role, ...]) -> dict[str, Validators]:
        """By address, of those whose servers gave any."""
        with self._guarded("reading"):
            rows = self._db.execute(schema.VALIDATORS).fetchall()
        return {url: Validators(etag, modified) for url, etag, modified, role in rows if role in roles}

    def visits(self) -> dict[str, Seen]:
        """By address, when it last gave an answer."""
        with self._guarded("reading"):
            rows = self._db.execute("SELECT url, at, status, outcome FROM visits").fetchall()
        return {url: Seen(_instant(at), status, outcome or None) for url, at, status, outcome in rows}

    def seen_at(self, url: str) -> datetime | None:
        """When an address last gave an answer, None where it never did."""
        row = self._db.execute("SELECT at FROM visits WHERE url = ?", (url,)).fetchone()
        return _instant(row[0]) if row else None

    def crawls(self) -> dict[str, datetime]:
        """By source, when it was last looked through."""
        with self._guarded("reading"):
            rows = self._db.execute("SELECT source, at FROM crawls").fetchall()
        return {source: _instant(at) for source, at in rows}

    def place(self, record_id: str) -> Place | None:
        """Where a version stands, None where it is not there."""
        with self._guarded("reading"):
            row = self._db.execute(schema.PLACE, (record_id,)).fetchone()
        return Place(*row) if row else None

    def close(self) -> None:
        """Let go of the file."""
        self._db.close()


def _connect(path: Path) -> tuple[sqlite3.Connection, bool]:
    """A connection and whether it can write; where the folder is read-only, it sees the last state on the disk."""
    database = sqlite3.connect(path, timeout=WAIT_SECONDS, isolation_level=None)
    try:
        database.execute("PRAGMA synchronous = NORMAL")  # of WAL: a power failure loses the last commits, no more
        database.execute("PRAGMA user_version")
    except sqlite3.OperationalError as error:
        database.close()
        if error.sqlite_errorcode & 0xFF not in _READ_ONLY or not path.is_file():
            raise
        address = f"{path.resolve().as_uri()}?mode=ro&immutable=1"
        return sqlite3.connect(address, uri=True, isolation_level=None), False
    return database, True


def _instant(text: str) -> datetime:
    return datetime.fromisoformat(text).astimezone(UTC)


def _record(source: str, url: str, fetched_at: str, *rest: str | None) -> Record:
    media_type, sha256, record_id, charset, title, listed_on = rest
    return Record(
        source=source,
        url=url,
        fetched_at=_instant(fetched_at),
        media_type=media_type or "",
        content_sha256=sha256 or "",
        archive_ref=record_id or "",
        charset=charset,
        listed_title=title,
        listed_on=date.fromisoformat(listed_on) if listed_on else None,
    )
