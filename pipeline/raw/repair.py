"""Brings the index to what the WARC files hold, and the files to whole records: what a run does before it writes.

A torn tail, of a run that was ended in the middle of a record, is moved aside to ``<file>.<offset>.torn``: no byte is
lost, and every software reads the file to its end. Damage before whole records is left where it is and stepped over.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

from pipeline.problems import InputProblem
from pipeline.raw.entries import Place
from pipeline.raw.index import Index
from pipeline.raw.members import Damage, Member, read_members
from pipeline.raw.parse import parse_record

PATTERN = "clusterpress-*.warc.gz"


def catch_up(index: Index, folder: Path) -> Iterator[tuple[Path, InputProblem]]:
    """Enter what the index does not know; yields what had to be mended or stepped over. For the one who may write."""
    paths = sorted(folder.glob(PATTERN))
    sizes = {path.name: path.stat().st_size for path in paths}
    for name, reached in index.reached().items():
        if sizes.get(name, 0) < reached:
            found = f"{sizes[name]} bytes" if name in sizes else "no such file"
            index.clear()
            yield (
                folder / name,
                InputProblem(
                    "archive shrunk",
                    f"indexing {folder / name}: got {found}, expected at least {reached} bytes, which the index knows; "
                    "the index was made anew from what is there. Restore the file if that was not meant",
                ),
            )
            break
    known = index.reached()
    for path in paths:
        if sizes[path.name] > known.get(path.name, 0):
            yield from _enter_file(index, path, known.get(path.name, 0))


def _enter_file(index: Index, path: Path, start: int) -> Iterator[tuple[Path, InputProblem]]:
    end, tail = start, None
    with path.open("rb") as file:
        for found in read_members(file, start):
            end = found.end
            match found:
                case Member() if not _enter_member(index, path, found):
                    yield path, _unknown(path, found)
                case Damage(is_tail=False):
                    yield path, _stepped_over(path, found)
                case Damage():
                    tail, end = found, found.start
                case _:
                    pass  # entered
    if tail:
        yield path, _move_aside(path, tail)
    index.reach(path.name, end)


def _enter_member(index: Index, path: Path, member: Member) -> bool:
    try:
        entry = parse_record(member.content)
    except ValueError:  # what is no record of ours: put there by hand, or written by a later version
        return False
    if entry is not None:
        index.enter(entry, Place(path.name, member.start, member.end - member.start))
    return True


def _unknown(path: Path, member: Member) -> InputProblem:
    return InputProblem(
        "archive damaged",
        f"indexing {path} at {member.start}: got {member.content[:60]!r}, expected a record as clusterpress writes "
        "them; it was stepped over. Restore the file from a backup",
    )


def _stepped_over(path: Path, damage: Damage) -> InputProblem:
    return InputProblem(
        "archive damaged",
        f"indexing {path}: got {damage.end - damage.start} bytes at {damage.start} that are no record, expected whole "
        "records; they were stepped over. Restore the file from a backup and run `clusterpress rebuild`",
    )


def _move_aside(path: Path, tail: Damage) -> InputProblem:
    """Move a torn tail to a file of its own and cut it off, in this order: no moment has neither."""
    aside = path.with_name(f"{path.name}.{tail.start}.torn")
    with path.open("r+b") as file, aside.open("wb") as torn:
        file.seek(tail.start)
        shutil.copyfileobj(file, torn)
        torn.flush()
        os.fsync(torn.fileno())
        file.truncate(tail.start)
        os.fsync(file.fileno())
    return InputProblem(
        "archive torn",
        f"indexing {path}: got a torn record at {tail.start}, {tail.end - tail.start} bytes, as a run leaves that was "
        f"ended; they were moved to {aside.name}, all records before it stand. What it was is fetched again",
    )
