"""WARC files of others into the archive, document by document, at the time at which they were captured."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

from pipeline.inputs.members import archive_members
from pipeline.parse.formats import is_feed
from pipeline.problems import InputProblem
from pipeline.raw import Capture, Writer
from pipeline.raw.foreign import read_foreign

_NAMES = (".warc", ".warc.gz", ".warc.zst", ".wacz")


def is_warc(path: Path) -> bool:
    """Whether a file is called a web archive.

    >>> is_warc(Path("CC-MAIN-2024.WARC.gz")), is_warc(Path("warc.html"))
    (True, False)
    """
    return path.name.lower().endswith(_NAMES)


def archive_foreign(
    writer: Writer, path: Path, source: str, max_bytes: int, takes: Callable[[str], bool]
) -> Iterator[tuple[str, InputProblem]]:
    """Archive the documents of a WARC file whose addresses the source takes; yields addresses with what is wrong."""
    for outcome in read_foreign(path, source, max_bytes):
        if isinstance(outcome, Capture):
            if takes(outcome.url):
                capture = replace(outcome, role="list") if is_feed(outcome.body) else outcome
                _, unread = archive_members(writer, capture)
                yield from ((member.url, member.problem) for member in unread)
        else:
            yield path.as_uri(), outcome
