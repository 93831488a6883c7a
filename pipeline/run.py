"""The way of the documents, stage by stage, as plain functions: a flow puts them in order, ``refresh`` does without."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from pipeline.build import Published, publish_readings
from pipeline.expectations import check_expectations
from pipeline.inputs import Input, archive_inputs
from pipeline.inputs.local import find_files
from pipeline.pool import ReaderPool
from pipeline.problems import InputProblem, PublishProblem, Reject
from pipeline.raw import Archive
from pipeline.reading import Batch
from pipeline.record import Record
from pipeline.settings import Settings
from pipeline.sources import Source, apply_layouts, read_sources
from pipeline.standing import find_standing

Records = tuple[Record, ...]
_SHOWN_REASONS = 5
_SHARES = 4  # batches a worker, so that one slow batch does not keep the others waiting at the end


@dataclass(frozen=True, slots=True)
class Summary:
    """What a run did: how many documents it read, what it could not use (by stage and reason), what it published."""

    document_count: int
    reject_counts: dict[tuple[str, str], int]
    rejects: tuple[Reject, ...]
    published: Published


def find_inputs(settings: Settings) -> tuple[Input, ...]:
    """What a run looks at when it is told nothing: the inbox and the sources that are on; the sample where none is.

    Raises InputProblem where there is nothing at all, in the archive neither.
    """
    inbox = settings.raw / "inbox"
    enabled = [source for source in read_sources(settings.sources) if source.enabled]
    inputs = [Input(place, source.name) for source in find_due(settings, enabled) for place in source.places]
    if inbox.is_dir() and any(find_files(inbox, settings.raw)):
        inputs.append(Input(str(inbox)))
    sample = settings.raw / "sample"
    if not inputs and not enabled and sample.is_dir():
        inputs.append(Input(str(sample)))
    if not inputs and not plan_batches(settings, ()):
        raise InputProblem(
            "nothing to read",
            f"got no files in {inbox}, no enabled source in {settings.sources} and an empty archive, expected some "
            f"document; name files, folders or addresses (clusterpress run FOLDER), put files into {inbox}, or try the "
            "sample of the project: clone it and run the command there",
        )
    return tuple(inputs)


def find_due(settings: Settings, sources: Sequence[Source]) -> list[Source]:
    """Those of the sources that their cadence says are to be looked through now."""
    archive = Archive(settings.raw)
    crawls, now = archive.crawls(), archive.clock()
    archive.close()
    return [source for source in sources if (due_at := source.due_at(crawls.get(source.name))) is None or due_at <= now]


def archive_stage(settings: Settings, inputs: Sequence[Input]) -> tuple[Reject, ...]:
    """Archive what is new or changed of the inputs; gives those that could not be used, and what stands from before."""
    archive = Archive(settings.raw, contact=settings.contact)
    try:
        return (*archive_inputs(archive, settings, inputs), *find_standing(settings, inputs))
    finally:
        archive.close()


def plan_batches(settings: Settings, inputs: Sequence[Input]) -> list[Records]:
    """The newest version of every document in the archive, in batches.

    The sample is invented: beside other documents it is read only where it is among the inputs.
    """
    archive = Archive(settings.raw)
    records = archive.newest()
    archive.close()
    if not any(item.is_sample(settings.raw) for item in inputs):
        records = [record for record in records if record.source != "sample"] or records
    records = apply_layouts(records, read_sources(settings.sources))
    size = max(1, min(settings.batch_size, -(-len(records) // (settings.workers * _SHARES))))
    return [tuple(records[start : start + size]) for start in range(0, len(records), size)]


def publish_stage(
    settings: Settings, batches: Sequence[Batch], rejects: Iterable[Reject], started_at: datetime
) -> Summary:
    """Resolve, build and publish what was read."""
    readings = [reading for batch in batches for reading in batch.readings]
    all_rejects = [*rejects, *(reject for batch in batches for reject in batch.rejects)]
    all_rejects += check_expectations(read_sources(settings.sources), readings)
    if not readings:
        reasons = "\n".join(f"  {reject.reason}: {reject.detail}" for reject in all_rejects[:_SHOWN_REASONS])
        raise PublishProblem(
            f"publishing to {settings.processed}: got no document that could be read of {len(all_rejects)} inputs, "
            f"expected at least one; the last tables stay. Give other inputs, or mend these:\n{reasons}"
        )
    published = publish_readings(readings, all_rejects, settings.processed, started_at)
    counts = Counter((reject.stage, reject.reason) for reject in all_rejects)
    return Summary(len(readings), dict(sorted(counts.items())), tuple(all_rejects), published)


def refresh(settings: Settings, inputs: Sequence[Input]) -> Summary:
    """All stages in this process and its workers, without Prefect: the same tables, nothing retried or recorded."""
    started_at = datetime.now(UTC)
    rejects = archive_stage(settings, inputs)
    with ReaderPool(settings) as pool:
        batches = list(pool.read_all(plan_batches(settings, inputs)))
    return publish_stage(settings, batches, rejects, started_at)
