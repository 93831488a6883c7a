"""The only reader and writer of ``raw/``: every input is archived as WARC before anyone parses it.

``raw/warc/*.warc.gz`` is the archive, only ever appended to; ``raw/index.sqlite`` says which record is the newest of
which address and can be made anew from the WARC files alone.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from pipeline.problems import ArchiveProblem
from pipeline.raw.capture import Capture, Exchange, Headers, Listing, Role
from pipeline.raw.entries import Version
from pipeline.raw.index import Index, Seen, Validators
from pipeline.raw.members import find_charset, parse_member, read_members
from pipeline.raw.writer import Writer
from pipeline.record import Record

__all__ = [
    "Archive",
    "Capture",
    "Exchange",
    "Headers",
    "Listing",
    "Role",
    "Seen",
    "Validators",
    "Writer",
    "find_charset",
]


def _now() -> datetime:
    return datetime.now(UTC)


class Archive:
    """The archive below one ``raw/`` folder. Cheap to open; worker processes open one each."""

    def __init__(self, folder: Path, clock: Callable[[], datetime] = _now) -> None:
        self.folder = folder
        self.clock = clock
        self._warcs = folder / "warc"
        try:
            self._warcs.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise ArchiveProblem(
                f"opening the archive {folder}: got {error}, expected a folder that can be written; "
                "give it write rights or name another one with --raw"
            ) from error
        self._index = Index(folder / "index.sqlite")

    def newest(self) -> list[Record]:
        """The newest version of every document, by address."""
        return self._index.newest()

    def newest_of(self, url: str) -> Record | None:
        """The newest version of one address, be it a document or a list; None where there is none."""
        return self._index.newest_of(url)

    def versions(self, url: str) -> list[Record]:
        """All versions of an address, oldest first; each can be read."""
        return self._index.versions(url)

    def evidence(self, url: str, outcome: str) -> list[Record]:
        """All responses of an address that showed a state and no document, oldest first; each can be read."""
        return self._index.versions(url, outcome)

    def validators(self, *roles: Role) -> dict[str, Validators]:
        """What to tell servers of the newest versions, by address; of documents where no role is named."""
        return self._index.validators(roles or ("document",))

    def visits(self) -> dict[str, Seen]:
        """When each address last gave an answer, and which; files and addresses that never did are left out."""
        return self._index.visits()

    def crawls(self) -> dict[str, datetime]:
        """When each source was last looked through, as ``Writer.note_crawl`` was told."""
        return self._index.crawls()

    def read(self, record: Record) -> bytes:
        """The bytes of a record. Raises ArchiveProblem where they are gone or not what was archived."""
        name, offset = self._index.place(record.archive_ref) or ("", 0)
        path = self._warcs / name
        content = next((content for _, _, content in read_members(path, offset)), b"") if path.is_file() else b""
        version = parse_member(content)
        body = version.body if isinstance(version, Version) else None
        if body is None or hashlib.sha256(body).hexdigest() != record.content_sha256:
            raise ArchiveProblem(
                f"reading {record.url} from {path} at {offset}: got {'nothing' if body is None else 'other bytes'}, "
                f"expected the record {record.archive_ref}; restore the file from a backup, or run "
                "`clusterpress rebuild` if files were moved"
            )
        return body

    @contextmanager
    def writing(self) -> Iterator[Writer]:
        """A writer for as long as the block lasts; a second one at the same time is refused."""
        with self._index.writing():
            self._index_files()
            writer = Writer(self._warcs, self._index, self.clock)
            try:
                yield writer
            finally:
                writer.close()

    def rebuild_index(self) -> None:
        """Make the index anew from the WARC files alone."""
        self._index.close()
        (self.folder / "index.sqlite").unlink(missing_ok=True)
        self._index = Index(self.folder / "index.sqlite")
        with self._index.writing():
            self._index_files()

    def _index_files(self) -> None:
        """Index what the last run could not, because it was ended or the index is new."""
        for path in sorted(self._warcs.glob("clusterpress-*.warc.gz")):
            self._index.index_file(path)

    def close(self) -> None:
        """Let go of the index."""
        self._index.close()
