"""A process that archives is killed at any moment: nothing that was archived is lost, and the next run completes it."""

from __future__ import annotations

import multiprocessing
import random
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from warcio.archiveiterator import ArchiveIterator

from pipeline.raw import Archive
from tests.raw.samples import index_rows
from tests.raw.writing import write

PAGES = 300
ROUNDS, KILLS = 5, 10


def rows(folder: Path) -> dict[str, list[tuple[object, ...]]]:
    """What the index says, but for the places of records, which depend on what lies before them."""
    found = index_rows(folder)
    del found["files"]
    return found | {"versions": [row[:-3] for row in found["versions"]]}


def check(folder: Path) -> None:
    """Everything in the archive is read by other software, and every version by ours."""
    for path in (folder / "warc").glob("*.warc.gz"):
        with path.open("rb") as file:
            for record in ArchiveIterator(file, check_digests="raise"):
                record.raw_stream.read()
    archive = Archive(folder)
    for record in archive.newest():
        for version in archive.versions(record.url):
            archive.read(version)
    archive.close()


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[tuple[object, ...]]]:
    folder = tmp_path_factory.mktemp("undisturbed")
    write(folder, PAGES)
    check(folder)
    return rows(folder)


@pytest.fixture(scope="module")
def kill_after() -> Callable[[Path, float], bool]:
    """Runs the nights in a process and kills it after some seconds: whether it was still at work then."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["tests.raw.writing"])

    def run(folder: Path, seconds: float) -> bool:
        process = context.Process(target=write, args=(folder, PAGES))
        process.start()
        time.sleep(seconds)
        process.kill()
        process.join()
        was_killed = process.exitcode != 0
        process.close()
        return was_killed

    return run


@pytest.mark.parametrize("seed", range(ROUNDS))
def test_killed_at_any_moment(
    tmp_path: Path,
    seed: int,
    undisturbed: dict[str, list[tuple[object, ...]]],
    kill_after: Callable[[Path, float], bool],
) -> None:
    rng = random.Random(seed)
    kept: set[tuple[object, ...]] = set()
    for _ in range(KILLS):
        kill_after(tmp_path, rng.uniform(0.02, 0.2))
        archive = Archive(tmp_path)
        with archive.writing():
            pass  # mends and enters what was lost
        archive.close()
        check(tmp_path)
        now = set(rows(tmp_path)["versions"])
        assert kept <= now
        kept = now
    write(tmp_path, PAGES)
    assert rows(tmp_path) == undisturbed
    before = index_rows(tmp_path)
    archive = Archive(tmp_path)
    archive.rebuild_index()
    archive.close()
    assert index_rows(tmp_path) == before


def test_cut_at_any_byte(tmp_path: Path) -> None:
    write(tmp_path / "whole", 12)
    (whole,) = (tmp_path / "whole" / "warc").glob("*.warc.gz")
    content = whole.read_bytes()
    expected = rows(tmp_path / "whole")
    for cut in random.Random(1).sample(range(1, len(content)), 40):
        folder = tmp_path / str(cut)
        (folder / "warc").mkdir(parents=True)
        (folder / "warc" / whole.name).write_bytes(content[:cut])
        Archive(folder).close()
        check(folder)
        write(folder, 12)
        assert rows(folder) == expected
        archive = Archive(folder)
        assert not list(archive.versions("none"))
        archive.close()
