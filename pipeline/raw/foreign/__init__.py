"""WARC files that others wrote (Common Crawl, pywb, warcio, Browsertrix), read as captures.

Files are streamed: memory holds one document at a time, whatever the size of the file. ``.warc``, ``.warc.gz`` (a gzip
member a record, or one for all), ``.warc.zst`` and ``.wacz`` are known by their bytes. A second pass over the input
finds what its ``revisit`` records refer to, where there are any.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import BinaryIO, cast

from pipeline.problems import InputProblem
from pipeline.raw.capture import Capture
from pipeline.raw.foreign.reader import Reader
from pipeline.raw.foreign.record import Outcome
from pipeline.raw.foreign.walk import Part, walk_records

__all__ = ["read_foreign"]

MOST_BYTES = 50 << 20
_WACZ_FOLDER = "archive/"


def read_foreign(path: Path, source: str, max_bytes: int = MOST_BYTES) -> Iterator[Outcome]:
    """Each document of a WARC or WACZ file, and what of it could not be read; nothing of it stops the rest.

    Documents are what GET brought with status 200 from http and https addresses, without pictures, styles, scripts and
    the like, which are left out in silence. ``max_bytes`` bounds payload and body of each. Addresses are given as they
    stand there, without fragment. Reasons: ``damaged``, ``truncated``, ``too large``, ``coding``, ``format``,
    ``unreadable``, ``missing``.
    """
    try:
        with path.open("rb") as file:
            is_zip = file.read(4) == b"PK\x03\x04"
        if not is_zip:
            yield from _read_parts([Part(str(path), lambda: path.open("rb"))], source, max_bytes)
            return
        with zipfile.ZipFile(path) as archive:
            names = [name for name in sorted(archive.namelist()) if name.startswith(_WACZ_FOLDER) and ".warc" in name]
            if not names:
                yield InputProblem("format", f"reading {path}: got a zip file without {_WACZ_FOLDER}*.warc.gz, no WACZ")
            yield from _read_parts([_part_of(archive, path, name) for name in names], source, max_bytes)
    except zipfile.BadZipFile as error:
        yield InputProblem("damaged", f"reading {path}: got a zip file that is damaged ({error}); get it again")
    except OSError as error:
        reason = "missing" if isinstance(error, FileNotFoundError) else "unreadable"
        yield InputProblem(reason, f"reading {path}: got {error}, expected a WARC file with read rights")


def _part_of(archive: zipfile.ZipFile, path: Path, name: str) -> Part:
    return Part(f"{path}!/{name}", lambda: cast(AbstractContextManager[BinaryIO], archive.open(name)))


def _read_parts(parts: list[Part], source: str, max_bytes: int) -> Iterator[Outcome]:
    reader = Reader(source, max_bytes)
    for part in parts:
        yield from walk_records(part, reader.take)
        yield from reader.release()
    if reader.has_revisits:
        for part in parts:
            yield from (outcome for outcome in walk_records(part, reader.resolve) if isinstance(outcome, Capture))
        yield from reader.unresolved()
