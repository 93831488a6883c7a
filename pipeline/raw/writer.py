"""Appends to the WARC files of ``raw/``."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from pipeline.problems import ArchiveProblem
from pipeline.raw.capture import Capture, Exchange, Listing, Role
from pipeline.raw.entries import Crawl, Note, make_digest, make_record_id
from pipeline.raw.index import Index, Latest
from pipeline.raw.records import (
    NOT_MODIFIED,
    OUTCOME,
    SAME_BODY,
    SAME_PAYLOAD,
    write_crawl,
    write_date,
    write_info,
    write_note,
    write_revisit,
    write_version,
)

FILE_LIMIT = 1 << 30  # at a gibibyte a file is left and the next one begun, as the standard advises
UNNAMED = frozenset({"file", "web", "inbox", "sample"})
"""Sources of inputs that belong to no entry of sources.toml; an entry that claims the address later takes it over."""
_NOT_MODIFIED = 304


class Writer:
    """Appends to the archive for as long as ``Archive.writing`` lasts.

    What is written is read back into the index at once: nothing counts as archived that cannot be read.
    """

    def __init__(
        self, folder: Path, index: Index, clock: Callable[[], datetime], info: Mapping[str, str] | None = None
    ) -> None:
        self._folder, self._index, self._clock, self._info = folder, index, clock, info or {}
        self._path = folder
        self._file: BinaryIO | None = None  # opened with the first record that is written

    def add(self, capture: Capture) -> bool:
        """True where the bytes are new or changed and were archived; unchanged ones become a ``revisit`` record.

        Unchanged files become nothing at all: they lie where they lay, and nobody was asked.
        """
        outcome = capture.outcome or ""
        at = capture.fetched_at or self._now()
        digest = hashlib.sha256(capture.body).hexdigest()
        latest = self._index.latest(capture.url, outcome, capture.fetched_at)
        note = self._note(capture.url, capture.source, capture.role, capture.listing)
        if latest and latest.sha256 == digest:
            self._add_note(note, latest)
            self._add_visit(capture, latest, at)
            return False
        record_id = make_record_id(capture.url, digest, self._index.last_number(capture.url, outcome) + 1, outcome)
        about = {"WARC-Concurrent-To": record_id, OUTCOME: capture.outcome}
        version = write_version(capture, record_id, at, latest.record_id if latest else None)
        self._append(write_note(note, at, about) + version)
        return True

    def revisit(self, url: str, exchange: Exchange) -> bool:
        """True where it was noted that an address still gives its newest version; False where it has none here.

        ``exchange`` is that of a 304, or of the same bytes once more.
        """
        latest = self._index.latest(url)
        if latest:
            profile = NOT_MODIFIED if exchange.code == _NOT_MODIFIED else SAME_PAYLOAD
            self._revisit(Capture("", url, b"", "", exchange=exchange), latest, self._now(), profile)
        return latest is not None

    def _add_visit(self, capture: Capture, latest: Latest, at: datetime) -> None:
        """A ``revisit`` record for the same bytes from a server, unless this very visit was archived before."""
        seen = self._index.seen_at(capture.url)
        if capture.exchange is None or (capture.fetched_at and seen and seen >= at):
            return
        payload = capture.body if capture.exchange.payload is None else capture.exchange.payload
        profile = SAME_PAYLOAD if make_digest(payload) == latest.payload_digest else SAME_BODY
        self._revisit(capture, latest, at, profile)

    def _revisit(self, capture: Capture, latest: Latest, at: datetime, profile: str) -> None:
        if capture.exchange:
            about = {
                "WARC-Profile": profile,
                "WARC-Refers-To": latest.record_id,
                "WARC-Refers-To-Date": write_date(datetime.fromisoformat(latest.fetched_at)),
                "WARC-Payload-Digest": latest.payload_digest if profile == SAME_PAYLOAD else None,
                OUTCOME: capture.outcome,
            }
            self._append(write_revisit(capture.url, capture.exchange, at, about))

    def annotate(self, url: str, source: str, listing: Listing | None) -> None:
        """Keep what is known of an archived address now, where it is more than was known."""
        known = self._index.note(url)
        role = known.role if known else "document"
        self._add_note(self._note(url, source, role, listing), self._index.latest(url))

    def note_crawl(self, source: str, at: datetime, counts: Mapping[str, int]) -> None:
        """Keep when all of a source was looked through, and how many of what came of it."""
        self._append(write_crawl(Crawl(source, at.replace(microsecond=0), dict(counts))))

    def _now(self) -> datetime:
        return self._clock().replace(microsecond=0)

    def _add_note(self, note: Note, latest: Latest | None) -> None:
        if note != self._index.note(note.url):
            about = {"WARC-Refers-To": latest.record_id} if latest else {}
            self._append(write_note(note, self._now(), about))

    def _note(self, url: str, source: str, role: Role, listing: Listing | None) -> Note:
        """What holds of an address from now on: nothing that was known gets lost by an input that does not know it."""
        known = self._index.note(url)
        if known is None:
            return Note(url, source, role, listing or Listing())
        title, on = (listing.title, listing.on) if listing else (None, None)
        merged = Listing(" ".join((title or "").split()) or known.listing.title, on or known.listing.on)
        return Note(url, known.source if source in UNNAMED else source, role, merged)

    def _append(self, content: bytes) -> None:
        try:
            file = self._open()
            file.write(content)
            file.flush()
        except OSError as error:
            raise ArchiveProblem(
                f"writing to {self._path}: got {error}, expected room and write rights; make room and run again, "
                "what was archived before stays"
            ) from error
        self._index.index_file(self._path)

    def _open(self) -> BinaryIO:
        """The file to append to: the last one, unless it is full or ends with a torn record, which is left as it is."""
        if self._file is None or self._file.tell() >= FILE_LIMIT:
            self.close()
            paths = sorted(self._folder.glob("clusterpress-*.warc.gz"))
            number = len(paths)
            if paths and self._index.is_whole(paths[-1]) and paths[-1].stat().st_size < FILE_LIMIT:
                number -= 1
            self._path = self._folder / f"clusterpress-{number:05}.warc.gz"
            self._file = self._path.open("ab")
            if self._file.tell() == 0:
                self._file.write(write_info(self._path.name, self._info, self._now()))
        return self._file

    def close(self) -> None:
        """Let go of the file when the disk has it."""
        if self._file:
            self._file.flush()
            os.fsync(self._file.fileno())
            self._file.close()
            self._file = None
