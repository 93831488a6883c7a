"""Appends to the WARC files of ``raw/``."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from pipeline.problems import ArchiveProblem
from pipeline.raw.capture import Capture, Listing, Role
from pipeline.raw.index import Index
from pipeline.raw.warc import Note, make_record_id, write_info, write_note, write_version

FILE_LIMIT = 1 << 30  # at a gibibyte a file is left and the next one begun, as the standard advises
UNNAMED = frozenset({"file", "web", "inbox", "sample"})
"""Sources of inputs that belong to no entry of sources.toml; an entry that claims the address later takes it over."""


class Writer:
    """Appends to the archive for as long as ``Archive.writing`` lasts.

    What is written is read back into the index at once: nothing counts as archived that cannot be read.
    """

    def __init__(self, folder: Path, index: Index, clock: Callable[[], datetime]) -> None:
        self._folder, self._index, self._clock = folder, index, clock
        self._path = folder
        self._file: BinaryIO | None = None  # opened with the first record that is written

    def add(self, capture: Capture) -> bool:
        """True where the bytes are new or changed and were archived; unchanged ones are not archived again."""
        at = self._clock().replace(microsecond=0)
        digest = hashlib.sha256(capture.body).hexdigest()
        latest = self._index.latest(capture.url)
        note = self._note(capture.url, capture.source, capture.role, capture.listing)
        if latest and latest.sha256 == digest:
            self._add_note(note, at)
            return False
        record_id = make_record_id(capture.url, digest, latest.number + 1 if latest else 1)
        self._append(write_note(note, at) + write_version(capture, record_id, at), at)
        return True

    def annotate(self, url: str, source: str, listing: Listing | None) -> None:
        """Keep what is known of an archived address now, where it is more than was known."""
        known = self._index.note(url)
        role = known.role if known else "document"
        self._add_note(self._note(url, source, role, listing), self._clock().replace(microsecond=0))

    def _add_note(self, note: Note, at: datetime) -> None:
        if note != self._index.note(note.url):
            self._append(write_note(note, at), at)

    def _note(self, url: str, source: str, role: Role, listing: Listing | None) -> Note:
        """What holds of an address from now on: nothing that was known gets lost by an input that does not know it."""
        known = self._index.note(url)
        if known is None:
            return Note(url, source, role, listing or Listing())
        title, on = (listing.title, listing.on) if listing else (None, None)
        merged = Listing(" ".join((title or "").split()) or known.listing.title, on or known.listing.on)
        return Note(url, known.source if source in UNNAMED else source, role, merged)

    def _append(self, content: bytes, at: datetime) -> None:
        try:
            file = self._open(at)
            file.write(content)
            file.flush()
        except OSError as error:
            raise ArchiveProblem(
                f"writing to {self._path}: got {error}, expected room and write rights; make room and run again, "
                "what was archived before stays"
            ) from error
        self._index.index_file(self._path)

    def _open(self, at: datetime) -> BinaryIO:
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
                self._file.write(write_info(self._path.name, at))
        return self._file

    def close(self) -> None:
        """Let go of the file when the disk has it."""
        if self._file:
            self._file.flush()
            os.fsync(self._file.fileno())
            self._file.close()
            self._file = None
