"""Processes that read documents: a batch is handed to one of them, what came of its documents comes back one by one.

Because it comes one by one, it is known which document a process was at when it died (out of memory, a crash in C
code) or hung. That document is tried once more in a fresh process and then rejected; the others of the batch go on.
Documents that were read before, by the same code from the same bytes, are taken from the cache.
"""

from __future__ import annotations

import queue
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from types import TracebackType
from typing import Self

from pipeline.cache import ReadingCache
from pipeline.parse.parsed import Parsed
from pipeline.problems import Reject
from pipeline.reading import Batch
from pipeline.record import Record
from pipeline.settings import Settings
from pipeline.worker import Worker, WorkerDied

_TRIES = 2


class ReaderPool:
    """``settings.workers`` processes, started when needed. Threads may share it: each waits for a free process."""

    def __init__(self, settings: Settings) -> None:
        self._size = settings.workers
        self._cache = ReadingCache(settings.cache, reads=not settings.fresh)
        self._workers = [Worker(settings) for _ in range(settings.workers)]
        self._idle: queue.LifoQueue[Worker] = queue.LifoQueue()  # so that few batches start few processes
        for worker in self._workers:
            self._idle.put(worker)

    def read(self, records: Sequence[Record]) -> Batch:
        """What came of a batch, in its order; each record is in the readings or in the rejects."""
        known = self._cache.find(records)
        unknown = [record for record in records if record.url not in known]
        if unknown:
            known |= self._read_anew(unknown)
        return _join([known[record.url] for record in records])

    def _read_anew(self, records: Sequence[Record]) -> dict[str, Batch]:
        parsed = self._cache.find_parsed(records)
        worker = self._idle.get()
        try:
            batches = list(zip(records, _read(worker, records, parsed), strict=True))
        finally:
            self._idle.put(worker)
        self._cache.keep(batches)
        return {record.url: batch for record, batch in batches}

    def read_all(self, batches: Sequence[Sequence[Record]]) -> Iterator[Batch]:
        """What came of each batch, in their order; as many at a time as there are processes."""
        threads = ThreadPoolExecutor(self._size)
        try:
            yield from threads.map(self.read, batches)
        finally:
            threads.shutdown(wait=False, cancel_futures=True)  # where the caller goes early, nothing more is begun

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for worker in self._workers:
            worker.stop(at_once=error is not None)
        self._cache.close()


def _read(worker: Worker, records: Sequence[Record], parsed: Mapping[str, Parsed]) -> Iterator[Batch]:
    """One batch a record, in order; a process that dies is replaced."""
    done, tries = 0, 0
    while done < len(records):
        try:
            for batch in worker.read(records[done:], parsed):
                yield batch
                done, tries = done + 1, 0
        except WorkerDied as death:
            tries += 1
            if tries == _TRIES:
                yield Batch((), (_reject(records[done], death),))
                done, tries = done + 1, 0


def _reject(record: Record, death: WorkerDied) -> Reject:
    detail = (
        f"reading {record.url}: got a process that {death} twice, expected it to finish; "
        "look whether the file is damaged or huge, give the machine more memory, or take the file out"
    )
    return Reject(record.source, record.url, "extract", death.reason, detail, record.fetched_at)


def _join(batches: Sequence[Batch]) -> Batch:
    readings = tuple(reading for batch in batches for reading in batch.readings)
    return Batch(readings, tuple(reject for batch in batches for reject in batch.rejects))
