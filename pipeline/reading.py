"""One archived input, read: its document and what it says. What the stages after reading work on."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

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
    return read_parsed(parse_record(body, record), record)


def read_parsed(parsed: Parsed, record: Record) -> Reading:
    """The reading of a record whose bytes have been parsed."""
    mentions = extractors.extract(parsed.document)
    return Reading(record, parsed, relate_mentions(parsed.document, mentions))


def report_reading(reading: Reading) -> Batch:
    """The reading with a reject for each part of the document that could not be read."""
    shortfalls = reading.parsed.shortfalls
    return Batch((reading,), tuple(_reject(reading.record, short.reason, short.detail) for short in shortfalls))


def read_batch(
    records: Iterable[Record],
    read_bytes: Callable[[Record], bytes],
    parsed: Mapping[str, Parsed] = MappingProxyType({}),
) -> Batch:
    """The readings of a batch of records; one that cannot be read becomes a reject and stops no other.

    ``parsed`` are the documents that are known, by the addresses of their records: their bytes are not needed.
    """
    readings: list[Reading] = []
    rejects: list[Reject] = []
    for record in records:
        try:
            known = parsed.get(record.url)
            batch = report_reading(read_parsed(known, record) if known else read_record(read_bytes(record), record))
            readings += batch.readings
            rejects += batch.rejects
        except InputProblem as problem:
            rejects.append(_reject(record, problem.reason, problem.detail))
        except Exception as error:  # noqa: BLE001  the one place where an input's failure becomes a reject
            rejects.append(_reject(record, "internal error", f"reading {record.url}: {error!r}; please report it"))
    return Batch(tuple(readings), tuple(rejects))


def _reject(record: Record, reason: str, detail: str) -> Reject:
    return Reject(record.source, record.url, "parse", reason, detail, record.fetched_at)
