"""What lies where in ``raw/warc/``: a SQLite file that can be thrown away, for all it says stands in the WARC files."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from pipeline.problems import ArchiveProblem
from pipeline.raw import schema
from pipeline.raw.capture import Listing, Role
from pipeline.raw.entries import Crawl, Entry, Note, Version, Visit
from pipeline.raw.members import parse_member, read_members
from pipeline.record import Record

WAIT_SECONDS = 5  # for the end of a commit of another process
_END_OF_TIME = "9999"


@dataclass(frozen=True, slots=True)
class Latest:
    """What the next version of an address follows on."""

    record_id: str
    number: int
    sha256: str
    payload_digest: str
    fetched_at: str


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
    """The index of one ``raw/`` folder."""

    def __init__(self, path: Path) -> None:
        self._path = path
        with self._guarded("opening"):
            self._db = sqlite3.connect(path, timeout=WAIT_SECONDS, isolation_level=None)
            if self._db.execute("PRAGMA user_version").fetchone()[0] != schema.FORMAT:
                self._renew()

    def _renew(self) -> None:
        self._db.execute("BEGIN IMMEDIATE")
        for (name,) in self._db.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall():
            self._db.execute(f"DROP TABLE {name}")
        for statement in schema.TABLES.split(";"):
            self._db.execute(statement)
        self._db.execute(f"PRAGMA user_version = {schema.FORMAT}")
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

    def _put(self, entry: Entry | None, file: str, offset: int) -> None:
        match entry:
            case Version():
                self._put_version(entry, file, offset)
            case Visit():
                row = (entry.url, entry.at.isoformat(), entry.status, entry.outcome, entry.refers_to)
                self._db.execute(schema.PUT_VISIT, row)
                self._db.execute(schema.PUT_VALIDATORS, (entry.etag, entry.last_modified, entry.refers_to))
            case Note():
                listed_on = entry.listing.on and entry.listing.on.isoformat()
                note = (entry.url, entry.source, entry.role, entry.listing.title, listed_on)
                self._db.execute("INSERT OR REPLACE INTO notes VALUES (?, ?, ?, ?, ?)", note)
            case Crawl():
                crawl = (entry.source, entry.at.isoformat(), json.dumps(entry.counts, sort_keys=True))
                self._db.execute(schema.PUT_CRAWL, crawl)
            case None:
                pass  # tells of the crawl alone

    def _put_version(self, entry: Version, file: str, offset: int) -> None:
        at = entry.fetched_at.isoformat()
        self._db.execute(
            "INSERT OR IGNORE INTO versions VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                *(entry.record_id, entry.url, entry.outcome, self.last_number(entry.url, entry.outcome) + 1, at),
                *(entry.sha256, entry.payload_digest, entry.media_type, entry.charset),
                *(entry.etag, entry.last_modified, file, offset),
            ),
        )
        if entry.status is not None:  # of a file it is known only when it last changed
            self._db.execute(schema.PUT_VISIT, (entry.url, at, entry.status, entry.outcome, entry.record_id))

    def last_number(self, url: str, outcome: str) -> int:
        """How many versions an address has, or how many pieces of evidence of a state."""
        number: int = self._db.execute(schema.LAST_NUMBER, (url, outcome)).fetchone()[0]
        return number

    def latest(self, url: str, outcome: str = "", until: datetime | None = None) -> Latest | None:
        """The newest version of an address (at an instant), None where there is none."""
        at = until.isoformat() if until else _END_OF_TIME
        row = self._db.execute(schema.LATEST, (url, outcome, at)).fetchone()
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

    def place(self, record_id: str) -> tuple[str, int] | None:
        """File name and offset of a version, None where it is not there."""
        with self._guarded("reading"):
            row = self._db.execute("SELECT file, offset FROM versions WHERE record_id = ?", (record_id,)).fetchone()
        return (row[0], row[1]) if row else None

    def close(self) -> None:
        """Let go of the file."""
        self._db.close()


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
