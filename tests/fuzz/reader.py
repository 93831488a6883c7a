"""Damaged inputs read the way a night does: archived, unpacked, then read by the process that reads all documents."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

from pipeline.inputs.local import guess_media_type
from pipeline.parse.containers import Member
from pipeline.raw import Archive, Capture
from pipeline.reading import Batch, Reading
from pipeline.settings import Settings
from pipeline.worker import Worker, WorkerDied
from tests.fuzz.corpus import Sample
from tests.fuzz.invariants import find_faults
from tests.fuzz.lister import Hung, Lister, list_items, list_members
from tests.fuzz.meter import Meter, Taken

LIMIT_SECONDS = 120.0
"""On the clock, for one input; a night allows ``document_timeout_seconds``, which is for long scans."""
MOST_MEMORY = 2 << 30
"""Bytes that any process may hold at a time."""
_OURS = frozenset({"internal error", "archive"})
_BOUNDED = frozenset({"too slow", "too large"})  # stopped at the bounds of its child: what they are for
_AT_LEAST_SECONDS = 6.0
_SECONDS_A_BYTE = 20e-6
_SECONDS_A_CHARACTER = 100e-6


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of an input. ``word`` is ``read`` or a reason of rejects, ``faults`` what must not be, in words."""

    kind: str
    name: str
    word: str
    size: int
    clock: float
    taken: Taken
    faults: tuple[str, ...] = ()


class Reader:
    """Reads samples one after the other, each alone, so that what it takes is its own."""

    def __init__(self, folder: Path) -> None:
        self._archive = Archive(folder / "raw")
        self._worker = Worker(Settings(raw=folder / "raw", document_timeout_seconds=LIMIT_SECONDS))
        self._lister = Lister(LIMIT_SECONDS)
        self._meter = Meter()
        self.readings: list[Reading] = []

    def __enter__(self) -> Self:
        self._meter.__enter__()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._worker.stop(at_once=True)
        self._lister.close()
        self._meter.__exit__(kind, error, trace)
        self._archive.close()

    def read(self, sample: Sample) -> Iterator[Outcome]:
        """What came of a sample, and of each document that it holds."""
        if sample.kind == "feeds":
            yield self._list(sample)
        elif sample.kind == "containers":
            yield from self._unpack(sample)
        else:
            yield self._read(sample)

    def _list(self, sample: Sample) -> Outcome:
        begun = self._begin()
        try:
            word = str(
                self._lister.ask(list_items, sample.body, f"https://naujienos.example/{sample.name}{sample.suffix}")
            )
        except Hung as hung:
            word = f"internal error: {hung}"
        return self._end(sample, begun, word.partition(":")[0], [word] if word.startswith("internal") else [])

    def _unpack(self, sample: Sample) -> Iterator[Outcome]:
        begun = self._begin()
        members: list[Sample] = []
        word, faults = "no container", list[str]()
        try:
            found = self._lister.ask(list_members, sample.body, f"inbox/{sample.name}{sample.suffix}")
        except Hung as hung:
            found = f"internal error: {hung}"
        if isinstance(found, str):
            word, faults = "internal error", [found]
        elif found:
            documents = [member for member in found if isinstance(member, Member)]
            word = "unpacked" if documents else next(m.problem.reason for m in found if not isinstance(m, Member))
            faults += [f"an address leads out: {m.url[:80]}" for m in found if "/../" in m.url or "\x00" in m.url]
            members = [Sample(sample.kind, f"{sample.name}!{i}", "", m.body) for i, m in enumerate(documents[:20])]
        yield self._end(sample, begun, word, faults)
        for member in (sample, *members):
            yield self._read(member)

    def _read(self, sample: Sample) -> Outcome:
        url = f"inbox/{sample.name}{sample.suffix}"
        with self._archive.writing() as writer:
            writer.add(Capture("fuzz", url, sample.body, guess_media_type(Path(url)), sample.charset))
        record = self._archive.newest_of(url)
        if record is None:
            return Outcome(
                sample.kind, sample.name, "internal error", len(sample.body), 0, Taken(0, 0), ("not archived",)
            )
        begun = self._begin()
        try:
            batch = next(self._worker.read([record], {}))
        except WorkerDied as death:
            return self._end(sample, begun, death.reason, [f"the process that read it {death}"])
        self.readings += batch.readings
        return self._end(sample, begun, *_judge(batch))

    def _begin(self) -> float:
        self._meter.lap()
        return time.monotonic()

    def _end(self, sample: Sample, begun: float, word: str, faults: list[str], length: int = 0) -> Outcome:
        clock, taken = time.monotonic() - begun, self._meter.lap()
        size = len(sample.body)
        least = Settings().parse_timeout_seconds if sample.kind == "pdf" else _AT_LEAST_SECONDS  # pages may be scanned
        allowed = least + size * _SECONDS_A_BYTE + length * _SECONDS_A_CHARACTER
        if clock > LIMIT_SECONDS:
            faults.append(f"it took {clock:.0f} s")
        if taken.seconds > allowed and word not in _BOUNDED:
            faults.append(f"it took {taken.seconds:.1f} s of the processor, expected {allowed:.1f} for its size")
        if taken.memory > MOST_MEMORY:
            faults.append(f"a process held {taken.memory >> 20} MiB")
        return Outcome(sample.kind, sample.name, word, size, clock, taken, tuple(faults))


def _judge(batch: Batch) -> tuple[str, list[str], int]:
    """The word for what came of a document, what is wrong with it, and how long its text is."""
    if len(batch.readings) > 1 or not (batch.readings or batch.rejects):
        return "internal error", ["it is neither read nor rejected"], 0
    faults = [f"{reject.reason}: {reject.detail}" for reject in batch.rejects if reject.reason in _OURS]
    faults += [fault for reading in batch.readings for fault in find_faults(reading)]
    words = ["read"] if batch.readings else [reject.reason for reject in batch.rejects]
    return words[0], faults, sum(len(reading.document.text) for reading in batch.readings)
