"""Appends to the WARC files of ``raw/``."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path

from pipeline.problems import InputProblem
from pipeline.raw.capture import Capture, Exchange, Listing, Role
from pipeline.raw.entries import Crawl, Note, Place, make_digest, make_record_id
from pipeline.raw.files import AppendedFile
from pipeline.raw.index import Index, Latest
from pipeline.raw.members import Member, read_members
from pipeline.raw.parse import parse_record
from pipeline.raw.records import (
    NOT_MODIFIED,
    OUTCOME,
    SAME_BODY,
    SAME_DOCUMENT,
    SAME_PAYLOAD,
    write_crawl,
    write_date,
    write_fields,
    write_info,
    write_note,
    write_revisit,
    write_version,
)

UNNAMED = frozenset({"file", "web", "inbox", "sample"})
"""Sources of inputs that belong to no entry of sources.toml; an entry that claims the address later takes it over."""
_NOT_MODIFIED = 304


class Writer:
    """Appends to the archive for as long as ``Archive.writing`` lasts.

    What is written is parsed out of the very bytes that went to the file, and the index holds what came of that:
    nothing counts as archived that cannot be read. ``repairs`` tells what had to be mended before, by file.
    """

    def __init__(
        self,
        folder: Path,
        index: Index,
        clock: Callable[[], datetime],
        info: Mapping[str, str],
        repairs: tuple[tuple[Path, InputProblem], ...] = (),
    ) -> None:
        self._index, self._clock, self._info = index, clock, info
        self._file = AppendedFile(folder)
        self.repairs = repairs

    def add(self, capture: Capture) -> bool:
        """True where the bytes are new or changed and were archived; unchanged ones become a ``revisit`` record.

        Unchanged files become nothing at all: they lie where they lay, and nobody was asked.
        """
        outcome = capture.outcome or ""
        at = capture.fetched_at or self._now()
        digest = hashlib.sha256(capture.body).hexdigest()
        latest = self._index.latest(capture.url, outcome, capture.fetched_at)
        note = self._note(capture.url, capture.source, None if outcome else capture.role, capture.listing)
        if latest and latest.sha256 == digest:
            self._add_note(note, latest)
            self._add_visit(capture, latest, at)
            return False
        record_id = make_record_id(capture.url, digest, self._index.count_versions(capture.url, outcome) + 1, outcome)
        about = {"WARC-Concurrent-To": record_id, OUTCOME: capture.outcome}
        version = write_version(capture, record_id, at, latest.record_id if latest else None)
        self._append(write_note(note, at, about) + version)
        return True

    def revisit(self, url: str, exchange: Exchange, *, is_same_document: bool = False) -> bool:
        """True where it was noted that an address still gives its newest version; False where it has none here.

        ``exchange`` is that of a 304, or of the same bytes once more, or of other bytes that read the same.
        """
        latest = self._index.latest(url)
        if latest:
            profile = NOT_MODIFIED if exchange.code == _NOT_MODIFIED else SAME_PAYLOAD
            profile = SAME_DOCUMENT if is_same_document else profile
            self._revisit(Capture("", url, b"", "", exchange=exchange), latest, self._now(), profile)
        return latest is not None

    def _add_visit(self, capture: Capture, latest: Latest, at: datetime) -> None:
        """A ``revisit`` record for the same bytes from a server, unless this very visit was archived before."""
        seen = self._index.seen_at(capture.url)
        if capture.exchange is None or (capture.fetched_at and seen and seen >= at):
            return
        payload = capture.body if capture.exchange.payload is None else capture.exchange.payload
        profile = SAME_PAYLOAD if make_digest(payload) == latest.payload_digest else SAME_BODY
        self._revisit(capture, latest, at, NOT_MODIFIED if capture.exchange.code == _NOT_MODIFIED else profile)

    def _revisit(self, capture: Capture, latest: Latest, at: datetime, profile: str) -> None:
        if capture.exchange:
            about = {
                "WARC-Profile": profile,
                "WARC-Refers-To": latest.record_id,
                "WARC-Refers-To-Date": write_date(latest.fetched_at),
                "WARC-Truncated": None if profile == NOT_MODIFIED else "length",
                "WARC-Payload-Digest": latest.payload_digest,  # in all profiles the payload is that of the version
                OUTCOME: capture.outcome,
            }
            self._append(write_revisit(capture.url, capture.exchange, at, about))

    def annotate(self, url: str, source: str, listing: Listing | None) -> None:
        """Keep what is known of an archived address now, where it is more than was known."""
        self._add_note(self._note(url, source, None, listing), self._index.latest(url))

    def note_crawl(self, source: str, at: datetime, counts: Mapping[str, int]) -> None:
        """Keep when all of a source was looked through, and how many of what came of it."""
        self._append(write_crawl(Crawl(source, at.replace(microsecond=0), dict(counts))))

    def _now(self) -> datetime:
        return self._clock().replace(microsecond=0)

    def _add_note(self, note: Note, latest: Latest | None) -> None:
        if note != self._index.note(note.url):
            about = {"WARC-Refers-To": latest.record_id} if latest else {}
            self._append(write_note(note, self._now(), about))

    def _note(self, url: str, source: str, role: Role | None, listing: Listing | None) -> Note:
        """What holds of an address from now on: nothing that was known gets lost by an input that does not know it."""
        known = self._index.note(url)
        if known is None:
            return Note(url, source, role or "document", listing or Listing())
        title, on = (listing.title, listing.on) if listing else (None, None)
        merged = Listing(" ".join((title or "").split()) or known.listing.title, on or known.listing.on)
        return Note(url, known.source if source in UNNAMED else source, role or known.role, merged)

    def _append(self, content: bytes) -> None:
        if self._file.is_full:
            self.close()
        if self._file.open() and self._index.info(self._file.path.name) != write_fields(self._info):
            self._append_whole(write_info(self._file.path.name, self._info, self._now()))
        self._append_whole(content)
        if self._file.is_due:
            self._file.sync()
            self._reach()
            self._index.commit()

    def _append_whole(self, content: bytes) -> None:
        start = self._file.append(content)
        for member in read_members(io.BytesIO(content)):
            entry = parse_record(member.content) if isinstance(member, Member) else None
            if entry is not None:
                place = Place(self._file.path.name, start + member.start, member.end - member.start)
                self._index.enter(entry, place)

    def close(self) -> None:
        """Let go of the file when the disk has it, and tell the index how far it goes."""
        if self._file.is_open:
            self._file.close()
            self._reach()

    def _reach(self) -> None:
        self._index.reach(self._file.path.name, self._file.end)
