"""What was read before need not be read again: parsed documents and their facts under the hash of all that made them.

A key covers the bytes, what the archive knows of them that parsers look at, and the version of the stage. So a hit is
what reading again would give, and the whole cache can be thrown away at any time.
"""

from __future__ import annotations

import hashlib
import pickle
from collections.abc import Iterable, Sequence
from datetime import UTC
from pathlib import Path

from pipeline.cache.store import Store
from pipeline.cache.versions import extract_version, parse_version
from pipeline.parse.parsed import Parsed
from pipeline.problems import Reject
from pipeline.reading import Batch, Reading, report_reading
from pipeline.record import Record

__all__ = ["ReadingCache"]

_MAY_PASS = frozenset({"archive", "crashed", "internal error", "too large", "too slow"})
"""Reasons that hang on the machine and its load: what was refused for them is tried again."""


class ReadingCache:
    """The readings below one cache folder. Threads may share it; so may processes, each with an object of its own."""

    def __init__(self, folder: Path, *, reads: bool = True) -> None:
        """``reads`` False: everything is made anew, and kept."""
        self._reads = reads
        self._store = Store(folder / "readings.sqlite")
        self._parse, self._extract = parse_version(), extract_version()

    def find(self, records: Sequence[Record]) -> dict[str, Batch]:
        """What is known to come of records, by their addresses; those that must be read are left out."""
        if not self._reads:
            return {}
        keys = {record.url: (_key(record, self._parse), _key(record, self._extract)) for record in records}
        kept = self._store.read([key for pair in keys.values() for key in pair])
        found: dict[str, Batch] = {}
        for record in records:
            parse_key, facts_key = keys[record.url]
            if parse_key not in kept:
                continue
            parsed = pickle.loads(kept[parse_key])  # noqa: S301  our own file: who can write there can write our code
            if not isinstance(parsed, Parsed):
                reason, detail = parsed
                found[record.url] = Batch((), (_reject(record, reason, detail),))
            elif facts_key in kept:
                facts = pickle.loads(kept[facts_key])  # noqa: S301  as above
                found[record.url] = report_reading(Reading(record, parsed, facts))
        return found

    def find_parsed(self, records: Iterable[Record]) -> dict[str, Parsed]:
        """The documents that are known though their facts are not, by the addresses of their records."""
        if not self._reads:
            return {}
        keys = {record.url: _key(record, self._parse) for record in records}
        kept = self._store.read(list(keys.values()))
        known = {url: pickle.loads(kept[key]) for url, key in keys.items() if key in kept}  # noqa: S301  as above
        return {url: parsed for url, parsed in known.items() if isinstance(parsed, Parsed)}

    def keep(self, batches: Iterable[tuple[Record, Batch]]) -> None:
        """Keep what came of records, but for failures that may pass."""
        entries: dict[bytes, bytes] = {}
        for record, batch in batches:
            if not _MAY_PASS.isdisjoint(reject.reason for reject in batch.rejects):
                continue
            for reading in batch.readings:
                entries[_key(record, self._parse)] = pickle.dumps(reading.parsed, pickle.HIGHEST_PROTOCOL)
                entries[_key(record, self._extract)] = pickle.dumps(reading.facts, pickle.HIGHEST_PROTOCOL)
            for reject in batch.rejects:
                if not batch.readings and reject.stage == "parse":
                    entries[_key(record, self._parse)] = pickle.dumps((reject.reason, reject.detail))
        self._store.write(entries)

    def close(self) -> None:
        """Forget what no run asked for in a long time, and let go of the file."""
        self._store.close()


def _key(record: Record, version: str) -> bytes:
    """All that a stage looks at: where and when a record was archived is not."""
    parts = (
        *(version, record.url, record.content_sha256, record.media_type, record.charset),
        *(record.listed_title, record.listed_on, record.layout),
    )
    return hashlib.blake2b(repr(parts).encode("utf-8", "surrogatepass"), digest_size=20).digest()


def _reject(record: Record, reason: str, detail: str) -> Reject:
    return Reject(record.source, record.url, "parse", reason, detail, record.fetched_at.astimezone(UTC))
