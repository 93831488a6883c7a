"""Fetched documents into the archive: new and changed ones as versions, all others as visits."""

from __future__ import annotations

from dataclasses import replace

from pipeline.fetch import BLOCKS, Fetched
from pipeline.inputs.crawl import Wanted
from pipeline.inputs.members import archive_members
from pipeline.inputs.same import is_same_document
from pipeline.parse.containers import Unread
from pipeline.problems import FetchProblem
from pipeline.raw import Archive, Capture, Role, Writer
from pipeline.record import Record
from pipeline.sources import Source


class Intake:
    """Takes what was fetched into the archive, each address once."""

    def __init__(self, archive: Archive, writer: Writer) -> None:
        self._archive, self._writer = archive, writer
        self._ends: dict[str, tuple[str, str, Wanted]] = {}

    def take(self, wanted: Wanted, fetched: Fetched, source: Source) -> tuple[bool, list[Unread]]:
        """Whether a document is new or changed, and which parts of it could not be used."""
        self._ends[wanted.url] = (fetched.url, source.name, wanted)
        if fetched.body is None:
            self._note_visit(fetched)
            return False, []
        capture = make_capture(fetched, fetched.body, source, "document")
        capture = replace(capture, listing=wanted.listing)
        known = self._archive.newest_of(fetched.url)
        if known and self._says_the_same(known, capture, source):
            self._writer.revisit(fetched.url, fetched.exchange, is_same_document=True)
            return False, []
        return archive_members(self._writer, capture)

    def _note_visit(self, fetched: Fetched) -> None:
        """Keep that an address still gives what is archived; a repeat in one run was no visit."""
        if not fetched.is_repeat:
            self._writer.revisit(fetched.url, fetched.exchange)

    def _says_the_same(self, known: Record, capture: Capture, source: Source) -> bool:
        """Whether other bytes hold the document that is archived: only a token, a script or the frame is another."""
        layout = source.layout_on(known.fetched_at.date())
        return is_same_document(self._archive.read(known), capture, replace(known, layout=layout))

    def take_list(self, fetched: Fetched, source: Source) -> tuple[bytes, str | None]:
        """The bytes of a list and their declared charset, archived; those of the last version where none are new."""
        if fetched.body is None:
            self._note_visit(fetched)
            known = self._archive.newest_of(fetched.url)
            return (self._archive.read(known), known.charset) if known else (b"", None)
        self._writer.add(make_capture(fetched, fetched.body, source, "list"))
        return fetched.body, fetched.charset

    def read_known(self, url: str) -> bytes:
        """The bytes of the newest version of an address, none where it was never archived."""
        known = self._archive.newest_of(url)
        return self._archive.read(known) if known else b""

    def keep_evidence(self, url: str, problem: FetchProblem, source: Source) -> None:
        """Archive what was sent in place of a document, where it is a state that has a name."""
        if problem.exchange is not None and problem.reason in BLOCKS:
            media_type = (problem.exchange.header("Content-Type") or "text/html").partition(";")[0].strip().lower()
            at = problem.url or url
            state = Capture(
                source.name, at, problem.body, media_type, exchange=problem.exchange, outcome=problem.reason
            )
            self._writer.add(state)

    def settle(self) -> None:
        """Where several addresses led to one page, let what is known of it not depend on which came first."""
        for asked in sorted(self._ends):
            end, source, wanted = self._ends[asked]
            self._writer.annotate(end, source, wanted.listing)


def make_capture(fetched: Fetched, body: bytes, source: Source, role: Role) -> Capture:
    """What the archive is given of a response."""
    return Capture(
        source=source.name,
        url=fetched.url,
        body=body,
        media_type=fetched.media_type,
        charset=fetched.charset,
        role=role,
        exchange=fetched.exchange,
    )
