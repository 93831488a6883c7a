"""Files and folders into the archive."""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path

from pipeline.inputs.discovery import FetchedList, ListedPage, read_feed
from pipeline.inputs.foreign import archive_foreign, is_warc
from pipeline.inputs.local_lists import LocalListings
from pipeline.inputs.members import archive_members
from pipeline.parse.formats import FORMATS, is_feed
from pipeline.problems import InputProblem, SourceProblem
from pipeline.raw import OWN_NAMES, Capture, Writer
from pipeline.settings import Settings
from pipeline.sources import Source

_OWN = (*OWN_NAMES, "sources.toml")  # what of raw/ is no input
_MEDIA_TYPES = {extension: row.media_types[0] for row in FORMATS for extension in row.extensions}
_FEEDS = {".xml": "application/xml", ".rss": "application/rss+xml", ".atom": "application/atom+xml"}
Failure = tuple[str, str | None, InputProblem]
"""Address, source where it has one, problem."""


def archive_files(
    writer: Writer, files: Mapping[Path, str | None], settings: Settings, declared: Mapping[str, Source]
) -> Iterator[Failure]:
    """Archive files, given with the entry of sources.toml that each belongs to; yields what could not be used.

    A feed among them is no document: what it says goes to the pages that it lists, where they are among them too. What
    containers hold is archived beside them.
    """
    feeds = {path: body for path in sorted(files) if (body := _read_feed(path, settings.max_bytes))}
    listings = LocalListings(item for path, body in feeds.items() for item in _list_items(path, body))
    for path in sorted(files):
        url = name_file(path, settings.raw)
        source = files[path] or name_source(url)
        if is_warc(path):
            takes = declared[source].takes if source in declared else _take_all
            failed = archive_foreign(writer, path, source, settings.max_bytes, takes)
            yield from ((at, files[path], problem) for at, problem in failed)
            continue
        try:
            body = feeds.get(path) or read_file(path, settings.max_bytes)
        except InputProblem as problem:
            yield url, files[path], problem
            continue
        if path in feeds:
            writer.add(Capture(source, url, body, guess_media_type(path), role="list"))
            continue
        listing = listings.find(path.name, body)
        _, unread = archive_members(writer, Capture(source, url, body, guess_media_type(path), listing=listing))
        yield from ((member.url, files[path], member.problem) for member in unread)


def _take_all(_: str) -> bool:
    return True


def _list_items(path: Path, body: bytes) -> tuple[ListedPage, ...]:
    """What a local feed lists; nothing of one that cannot be read, which is archived all the same."""
    try:
        return read_feed(FetchedList(path.as_uri(), body, datetime.now(UTC))).pages
    except SourceProblem:
        return ()


def _read_feed(path: Path, max_bytes: int) -> bytes | None:
    if path.suffix.lower() not in _FEEDS:
        return None
    try:
        body = read_file(path, max_bytes)
    except InputProblem:
        return None  # told of when its turn comes
    return body if is_feed(body) else None


def find_files(place: Path, raw: Path) -> Iterator[Path]:
    """The files that a path means, resolved, in order: itself, or all in a folder and below.

    Left out in folders: hidden files, read-me files (they tell of the folder), links to other folders, and the archive
    itself. Raises InputProblem where there is nothing.
    """
    if place.is_file():
        yield place.resolve()
        return
    if not place.is_dir():
        raise InputProblem(
            "missing", f"looking for {place}: got nothing there, expected a file, a folder or an http(s) address"
        )
    own = {raw.resolve() / name for name in _OWN}
    for folder, folders, names in os.walk(place.resolve()):
        folders[:] = sorted(name for name in folders if not name.startswith(".") and Path(folder, name) not in own)
        for name in sorted(names):
            path = Path(folder, name)
            if not name.startswith(".") and not name.lower().startswith("readme.") and path not in own:
                yield path


def read_file(path: Path, max_bytes: int) -> bytes:
    """The bytes of a file. Raises InputProblem where it cannot be read, is empty or too large."""
    try:
        size = path.stat().st_size
        body = path.read_bytes() if 0 < size <= max_bytes else b""
    except OSError as error:
        raise InputProblem("unreadable", f"reading {path}: got {error}, expected a file with read rights") from error
    if size > max_bytes:
        raise InputProblem(
            "too large", f"reading {path}: got {size} bytes, expected at most {max_bytes}; raise the setting max_bytes"
        )
    if not body:
        raise InputProblem("empty", f"reading {path}: got an empty file, expected a document; put it in again or away")
    return body


def name_file(path: Path, raw: Path) -> str:
    """The address of a resolved path: relative to raw/ where it lies there, else a file:// URI.

    >>> name_file(Path("/data/raw/inbox/a b.pdf"), Path("/data/raw"))
    'inbox/a b.pdf'
    >>> name_file(Path("/data/other/a b.pdf"), Path("/data/raw"))
    'file:///data/other/a%20b.pdf'
    """
    raw = raw.resolve()
    if not path.is_relative_to(raw):
        return path.as_uri()
    name = path.relative_to(raw).as_posix().encode("utf-8", "surrogateescape")
    return unicodedata.normalize("NFC", name.decode("utf-8", "backslashreplace"))


def name_source(url: str) -> str:
    """The source of a local file that belongs to no entry of sources.toml.

    >>> name_source("sample/lt-01.html"), name_source("inbox/2026/a.pdf"), name_source("file:///data/a.pdf")
    ('sample', 'inbox', 'file')
    """
    first = url.partition("/")[0]
    return first if first in ("sample", "inbox") else "file"


def guess_media_type(path: Path) -> str:
    """What the name says a file is, the same on every machine.

    >>> guess_media_type(Path("Kvietimas.PDF")), guess_media_type(Path("raštas"))
    ('application/pdf', 'application/octet-stream')
    """
    return (_MEDIA_TYPES | _FEEDS).get(path.suffix.lower(), "application/octet-stream")
