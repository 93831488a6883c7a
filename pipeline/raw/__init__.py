"""The only reader and writer of ``raw/``: every input is archived as WARC before anyone parses it.

``raw/warc/*.warc.gz`` is the archive, only ever appended to; ``raw/index.sqlite`` says which record is the newest of
which address and can be made anew from the WARC files alone.
"""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from pipeline.problems import ArchiveProblem, InputProblem
from pipeline.raw.capture import Capture, Exchange, Headers, Listing, Role
from pipeline.raw.entries import Place
from pipeline.raw.foreign import read_foreign
from pipeline.raw.index import OWN_NAMES, Index, Seen, Validators
from pipeline.raw.parse import find_charset, parse_body
from pipeline.raw.repair import PATTERN, catch_up
from pipeline.raw.writer import Writer
from pipeline.record import Record
from pipeline.settings import package_version

__all__ = [
    "OWN_NAMES",
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
    "read_foreign",
]


def _now() -> datetime:
    return datetime.now(UTC)


class Archive:
    """The archive below one ``raw/`` folder. Cheap to open; worker processes open one each.

    ``contact`` is whom the owners of sites can ask; it is kept with what is written.
    """

    def __init__(self, folder: Path, clock: Callable[[], datetime] = _now, contact: str = "") -> None:
        self.folder, self.clock, self._contact = folder, clock, contact
        self._warcs = folder / "warc"
        try:
            self._warcs.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise ArchiveProblem(
                f"opening the archive {folder}: got {error}, expected a folder that can be written; "
                "give it write rights or name another one with --raw"
            ) from error
        self._index = Index(folder / "index.sqlite")
        self._repairs: tuple[tuple[Path, InputProblem], ...] = ()  # of a rebuild, for the next writer to tell
        if self._index.is_new and any(self._warcs.glob(PATTERN)):  # it was thrown away, or is of an earlier format
            self.rebuild_index()

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
        place = self._index.place(record.archive_ref)
        body = _read_body(self._warcs, place) if place else None
        if body is None or hashlib.sha256(body).hexdigest() != record.content_sha256:
            where = f"{self._warcs / place.file} at {place.offset}" if place else str(self._warcs)
            raise ArchiveProblem(
                f"reading {record.url} from {where}: got {'nothing' if body is None else 'other bytes'}, "
                f"expected the record {record.archive_ref}; restore the file from a backup, or run "
                "`clusterpress rebuild` if files were moved"
            )
        return body

    @contextmanager
    def writing(self) -> Iterator[Writer]:
        """A writer for as long as the block lasts; a second one at the same time is refused.

        Before, what a crash left is mended: ``Writer.repairs`` tells it.
        """
        with self._index.writing():
            repairs = (*self._repairs, *catch_up(self._index, self._warcs))
            writer = Writer(self._warcs, self._index, self.clock, self._info(), repairs)
            self._repairs = ()
            try:
                yield writer
            finally:
                writer.close()

    def _info(self) -> dict[str, str]:
        software = f"clusterpress/{package_version()}"
        return {
            "software": software,
            "format": "WARC File Format 1.1",
            "conformsTo": "http://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/",
            "robots": "RFC 9309",
            "operator": self._contact,
            "http-header-user-agent": f"{software} (+{self._contact})" if self._contact else "",
        }

    def rebuild_index(self) -> None:
        """Make the index anew from the WARC files alone."""
        with self._index.writing():
            self._index.clear()
            self._repairs = tuple(catch_up(self._index, self._warcs))

    def close(self) -> None:
        """Let go of the index."""
        self._index.close()


def _read_body(folder: Path, place: Place) -> bytes | None:
    """The body of the version at a place, None where there is none that can be read."""
    try:
        with (folder / place.file).open("rb", buffering=0) as file:
            file.seek(place.offset)
            return parse_body(zlib.decompress(file.read(place.length), wbits=31))
    except (OSError, ValueError, zlib.error):  # gone, cut off or damaged: the caller says which record is meant
        return None
