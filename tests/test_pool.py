"""Processes that die or hang: only the document at fault is lost."""

from __future__ import annotations

import multiprocessing
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from pipeline.pool import ReaderPool
from pipeline.raw import Archive, Capture
from pipeline.record import Record
from pipeline.settings import Settings


def archive_texts(raw: Path, *texts: str) -> list[Record]:
    archive = Archive(raw)
    with archive.writing() as writer:
        for number, text in enumerate(texts):
            writer.add(Capture("file", f"inbox/{number}.txt", text.encode(), "text/plain"))
    records = archive.newest()
    archive.close()
    return records


@contextmanager
def killed_processes(count: int) -> Iterator[set[int]]:
    """Kills the first ``count`` processes as soon as they are there, at their first document."""
    killed: set[int] = set()
    stopped = threading.Event()

    def kill() -> None:
        while len(killed) < count and not stopped.is_set():
            for child in multiprocessing.active_children():
                if child.pid and child.pid not in killed:
                    killed.add(child.pid)
                    child.kill()
            time.sleep(0.001)

    thread = threading.Thread(target=kill)
    thread.start()
    try:
        yield killed
    finally:
        stopped.set()
        thread.join()


def test_every_record_comes_back_in_order(tmp_path: Path) -> None:
    records = archive_texts(tmp_path, *(f"Klasteris Nr. {n} vienija įmones." for n in range(20)))
    with ReaderPool(Settings(raw=tmp_path, workers=2)) as pool:
        batches = list(pool.read_all([records[:3], records[3:4], records[4:]]))
    assert [reading.record for batch in batches for reading in batch.readings] == records
    assert not multiprocessing.active_children()


def test_a_process_that_dies_once_costs_nothing(tmp_path: Path) -> None:
    records = archive_texts(tmp_path, "Pirma.", "Antra.", "Trečia.")
    with ReaderPool(Settings(raw=tmp_path, workers=1)) as pool, killed_processes(1) as killed:
        batch = pool.read(records)
    assert len(killed) == 1
    assert [reading.record for reading in batch.readings] == records


def test_a_document_that_kills_twice_is_rejected_and_the_others_are_read(tmp_path: Path) -> None:
    records = archive_texts(tmp_path, "Pirma.", "Antra.", "Trečia.")
    with ReaderPool(Settings(raw=tmp_path, workers=1)) as pool, killed_processes(2):
        batch = pool.read(records)
    assert [reading.record for reading in batch.readings] == records[1:]
    (reject,) = batch.rejects
    assert (reject.url, reject.reason, reject.stage) == ("inbox/0.txt", "crashed", "extract")
    assert "code -9" in reject.detail


def test_a_document_that_takes_for_ever_is_rejected(tmp_path: Path) -> None:
    slow = "Įmonė UAB „Rugiva“ 2012 m. kovo 26 d. gavo 5,45 mln. eurų Lietuvoje. " * 150_000
    records = archive_texts(tmp_path, "Pirma.", slow, "Trečia.")
    with ReaderPool(Settings(raw=tmp_path, workers=1, document_timeout_seconds=4)) as pool:
        batch = pool.read(records)
    assert [reading.record.url for reading in batch.readings] == ["inbox/0.txt", "inbox/2.txt"]
    assert [(reject.url, reject.reason) for reject in batch.rejects] == [("inbox/1.txt", "too slow")]
    assert not multiprocessing.active_children()


def test_bytes_that_are_gone_reject_their_document_alone(tmp_path: Path) -> None:
    records = archive_texts(tmp_path, "Pirma.", "Antra.")
    lost = Record(**{name: getattr(records[0], name) for name in Record.__slots__} | {"archive_ref": "<urn:uuid:0>"})
    with ReaderPool(Settings(raw=tmp_path, workers=1)) as pool:
        batch = pool.read([lost, records[1]])
    assert [reading.record for reading in batch.readings] == records[1:]
    assert [reject.reason for reject in batch.rejects] == ["archive"]


@pytest.mark.parametrize("sizes", [(0,), (1, 0, 1)])
def test_empty_batches_give_nothing(tmp_path: Path, sizes: tuple[int, ...]) -> None:
    records = archive_texts(tmp_path, "Pirma.")
    with ReaderPool(Settings(raw=tmp_path, workers=2)) as pool:
        assert [len(b.readings) for b in pool.read_all([records[:size] for size in sizes])] == list(sizes)
