"""Bytes under keys in a SQLite file that may be lost: whatever is wrong with it, the run goes on without."""

from __future__ import annotations

import hashlib
import logging
import sqlite3
import threading
import zlib
from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

_log = logging.getLogger(__name__)
_FORMAT = 1  # counts up when the table changes; a file of another format is made anew
_TABLE = "CREATE TABLE entries (key BLOB PRIMARY KEY, value BLOB NOT NULL, used_on TEXT NOT NULL) WITHOUT ROWID"
_AT_ONCE = 500  # keys a question, below SQLite's limit of variables
_FORGOTTEN = timedelta(days=90)
_REMARKED = timedelta(days=7)  # so that a night without news writes nothing
_WAIT_SECONDS = 30
_DIGEST_SIZE = 16


class Store:
    """A file of entries. Threads may share it. Entries that are damaged count as missing."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock = threading.Lock()
        self._today = datetime.now(UTC).date()
        self._db = self._open()

    def _open(self) -> sqlite3.Connection | None:
        for _ in range(2):
            try:
                self._path.parent.mkdir(parents=True, exist_ok=True)
                return _connect(self._path)
            except (sqlite3.OperationalError, OSError) as error:
                self._give_up(error)
                return None
            except sqlite3.DatabaseError as error:
                _log.warning("opening the cache %s: got %s; it is made anew", self._path, error)
                for path in self._path.parent.glob(f"{self._path.name}*"):
                    path.unlink()
        return None

    def _give_up(self, error: Exception) -> None:
        """From here on without: a cache that cannot be used costs time and nothing else."""
        _log.warning(
            "using the cache %s: got %s, expected a file that can be written; this run goes on without it",
            self._path,
            error,
        )
        self._db = None

    def read(self, keys: Sequence[bytes]) -> dict[bytes, bytes]:
        """The values of those keys that have one."""
        found: dict[bytes, bytes] = {}
        with self._lock:
            if self._db is None:
                return found
            try:
                for start in range(0, len(keys), _AT_ONCE):
                    found |= _read(self._db, keys[start : start + _AT_ONCE], self._today.isoformat())
            except sqlite3.DatabaseError as error:
                self._give_up(error)
        return found

    def write(self, entries: Mapping[bytes, bytes]) -> None:
        """Keep values under keys, all of them or, where that fails, none."""
        packed = [(key, _pack(value), self._today.isoformat()) for key, value in entries.items()]
        with self._lock:
            if self._db is None or not packed:
                return
            try:
                with self._db:
                    self._db.executemany("INSERT OR REPLACE INTO entries VALUES (?, ?, ?)", packed)
            except sqlite3.DatabaseError as error:
                self._give_up(error)

    def close(self) -> None:
        """Forget what was not asked for in 90 days, and let go of the file."""
        with self._lock:
            if self._db is None:
                return
            with suppress(sqlite3.DatabaseError), self._db:  # the next run forgets it
                self._db.execute("DELETE FROM entries WHERE used_on < ?", ((self._today - _FORGOTTEN).isoformat(),))
            self._db.close()
            self._db = None


def _connect(path: Path) -> sqlite3.Connection:
    db = sqlite3.connect(path, timeout=_WAIT_SECONDS, check_same_thread=False)
    db.execute("PRAGMA journal_mode = WAL")
    db.execute("PRAGMA synchronous = NORMAL")
    with db:
        db.execute("BEGIN IMMEDIATE")
        if db.execute("PRAGMA user_version").fetchone()[0] != _FORMAT:
            db.execute("DROP TABLE IF EXISTS entries")
            db.execute(_TABLE)
            db.execute(f"PRAGMA user_version = {_FORMAT}")
    return db


def _read(db: sqlite3.Connection, keys: Sequence[bytes], today: str) -> dict[bytes, bytes]:
    marks = ",".join("?" * len(keys))
    rows = db.execute(f"SELECT key, value, used_on FROM entries WHERE key IN ({marks})", keys).fetchall()  # noqa: S608  marks
    stale = (datetime.fromisoformat(today) - _REMARKED).date().isoformat()
    if old := [(today, key) for key, _, used_on in rows if used_on < stale]:
        with db:
            db.executemany("UPDATE entries SET used_on = ? WHERE key = ?", old)
    values = {key: _unpack(value) for key, value, _ in rows}
    return {key: value for key, value in values.items() if value is not None}


def _pack(value: bytes) -> bytes:
    return hashlib.blake2b(value, digest_size=_DIGEST_SIZE).digest() + zlib.compress(value, 1)


def _unpack(packed: bytes) -> bytes | None:
    """The value, None where a single bit of it is not what was written: it must never reach pickle."""
    try:
        value = zlib.decompress(packed[_DIGEST_SIZE:])
    except zlib.error:
        return None
    return value if hashlib.blake2b(value, digest_size=_DIGEST_SIZE).digest() == packed[:_DIGEST_SIZE] else None
