"""One archived input, read: its document and what it says. What the stages after reading work on."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

import extractors
from extractors.mention import Document
from pipeline.parse import Parsed, parse_record
from pipeline.problems import InputProblem, Reject
from pipeline.record import Record
from pipeline.relate import relate_mentions
from pipeline.relate.facts import Facts


@dataclass(frozen=True, slots=True)
class Reading:
    """A record of the archive with the document that its bytes hold and the facts that the document states."""

    record: Record
    parsed: Parsed
    facts: Facts

    @property
    def document(self) -> Document:
        """The document that was read."""
        return self.parsed.document


@dataclass(frozen=True, slots=True)
class Batch:
    """What came of a batch of records: each is in the readings or in the rejects, in both where a part was not read."""

    readings: tuple[Reading, ...]
    rejects: tuple[Reject, ...]


def read_record(body: bytes, record: Record) -> Reading:
    """The reading of one record. Raises ParseProblem where its bytes hold no document."""
    parsed = parse_record(body, record)
    mentions = extractors.extract(parsed.document)
    return Reading(record, parsed, relate_mentions(parsed.document, mentions))


def read_batch(records: Iterable[Record], read_bytes: Callable[[Record], bytes]) -> Batch:
    """The readings of a batch of records; one that cannot be read becomes a reject and stops no other."""
    readings: list[Reading] = []
    rejects: list[Reject] = []
    for record in records:
        try:
            reading = read_record(read_bytes(record), record)
            readings.append(reading)
            rejects += [_reject(record, short.reason, short.detail) for short in reading.parsed.shortfalls]
        except InputProblem as problem:
            rejects.append(_reject(record, problem.reason, problem.detail))
        except Exception as error:  # noqa: BLE001  the one place where an input's failure becomes a reject
            rejects.append(_reject(record, "internal error", f"reading {record.url}: {error!r}; please report it"))
    return Batch(tuple(readings), tuple(rejects))


def _reject(record: Record, reason: str, detail: str) -> Reject:
    return Reject(record.source, record.url, "parse", reason, detail, record.fetched_at)
