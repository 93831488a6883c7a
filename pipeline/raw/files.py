"""The WARC file that is being appended to, and when the disk has it."""

from __future__ import annotations

import os
import time
from pathlib import Path

from pipeline.problems import ArchiveProblem
from pipeline.raw.repair import PATTERN

FILE_LIMIT = 1 << 30  # at a gibibyte a file is left and the next one begun, as the standard advises (Annex C)
SYNC_BYTES = 32 << 20
SYNC_SECONDS = 10.0
"""What a power failure may cost at most is fetched in this time; a process that is killed loses nothing written."""


class AppendedFile:
    """Appends whole captures to the last WARC file of a folder: one is either all in the file or not at all."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._file: int | None = None
        self.path = folder
        self.end = 0
        self._synced_to, self._synced_at = 0, time.monotonic()

    def open(self) -> bool:
        """Open the file to append to: the last one, or a new one where that is full.

        True where it was not open already. Raises ArchiveProblem.
        """
        if self._file is not None:
            return False
        try:
            self.path = self._find_path()
            is_new = not self.path.exists()
            self._file = os.open(self.path, os.O_WRONLY | os.O_CREAT | os.O_APPEND | getattr(os, "O_BINARY", 0), 0o644)
            if is_new:
                _sync_folder(self._folder)
        except OSError as error:
            raise _problem(self.path, error) from error
        self.end = self._synced_to = os.fstat(self._file).st_size
        return True

    @property
    def is_open(self) -> bool:
        """Whether there is a file to append to."""
        return self._file is not None

    @property
    def is_full(self) -> bool:
        """Whether the open file should be left for the next one."""
        return self._file is not None and self.end >= FILE_LIMIT

    def _find_path(self) -> Path:
        paths = sorted(self._folder.glob(PATTERN))
        if paths and paths[-1].stat().st_size < FILE_LIMIT:
            return paths[-1]
        number = int(paths[-1].name[len("clusterpress-") :].partition(".")[0]) + 1 if paths else 0
        return self._folder / f"clusterpress-{number:05}.warc.gz"

    def append(self, content: bytes) -> int:
        """Where the content begins in the file. Raises ArchiveProblem, and leaves nothing of it then."""
        if self._file is None:
            raise ArchiveProblem(f"writing to {self.path}: it is not open; report this")
        start, rest = self.end, memoryview(content)
        try:
            while rest:
                rest = rest[os.write(self._file, rest) :]
        except OSError as error:
            os.ftruncate(self._file, start)  # takes no room: works also on a full disk
            raise _problem(self.path, error) from error
        self.end = start + len(content)
        return start

    @property
    def is_due(self) -> bool:
        """Whether so much or so long was written that the disk should have it."""
        written = self.end - self._synced_to
        return written >= SYNC_BYTES or (written > 0 and time.monotonic() - self._synced_at >= SYNC_SECONDS)

    def sync(self) -> None:
        """Wait until the disk has all that was written. Raises ArchiveProblem."""
        if self._file is not None and self.end > self._synced_to:
            try:
                os.fsync(self._file)
            except OSError as error:
                raise _problem(self.path, error) from error
        self._synced_to, self._synced_at = self.end, time.monotonic()

    def close(self) -> None:
        """Let go of the file when the disk has it."""
        if self._file is not None:
            try:
                self.sync()
            finally:
                os.close(self._file)
                self._file = None


def _problem(path: Path, error: OSError) -> ArchiveProblem:
    return ArchiveProblem(
        f"writing to {path}: got {error}, expected room and write rights; make room and run again, "
        "what was archived before stays"
    )


def _sync_folder(folder: Path) -> None:
    """A new name is on the disk only when its folder is; other systems than POSIX see to that themselves."""
    if hasattr(os, "O_DIRECTORY"):
        handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
