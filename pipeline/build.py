"""Readings and rejects of a run to its published tables."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import pyarrow as pa

from pipeline.problems import PublishProblem, Reject
from pipeline.publish import publish_tables, read_published
from pipeline.reading import Reading
from pipeline.resolve import resolve_entities
from pipeline.tables import build_tables
from pipeline.tables.runs import Runs
from pipeline.tables.schema import build_table, schema_of


@dataclass(frozen=True, slots=True)
class Published:
    """What a run published: where, how many rows a table, and what it could not read."""

    folder: Path
    run_id: str
    row_counts: dict[str, int]
    rejects: tuple[Reject, ...]


def publish_readings(
    readings: Iterable[Reading], rejects: Iterable[Reject], processed: Path, started_at: datetime
) -> Published:
    """Resolve, build and publish. Raises PublishProblem where nothing could be read or the tables are not fit."""
    ordered = sorted(readings, key=lambda reading: reading.record.url)
    rejected = list(rejects)
    if not ordered:
        raise PublishProblem(
            f"publishing to {processed}: got no document that could be read ({len(rejected)} rejected), expected at "
            "least one; the last tables stay. See why above, or give other inputs"
        )
    tables = build_tables(ordered, resolve_entities(ordered), rejected)
    run = _run(tables, processed, started_at)
    tables["runs"] = _with_history(run, processed)
    folder = publish_tables(tables, processed, run.run_id)
    counts = {name: table.num_rows for name, table in tables.items()}
    return Published(folder, run.run_id, counts, tuple(rejected))


def _run(tables: dict[str, pa.Table], processed: Path, started_at: datetime) -> Runs:
    before = _digests(read_published(processed, "documents"))
    now = _digests(tables["documents"])
    return Runs(
        run_id=started_at.strftime("run-%Y%m%dT%H%M%S.%fZ"),
        started_at=started_at,
        finished_at=datetime.now(UTC),
        version=_version(),
        documents_seen=len(now),
        documents_new=len(now.keys() - before.keys()),
        documents_changed=sum(before[key] != digest for key, digest in now.items() if key in before),
        documents_rejected=tables["rejects"].num_rows,
        mention_count=tables["mentions"].num_rows,
        project_count=tables["projects"].num_rows,
        amount_count=tables["amounts"].num_rows,
        organization_count=tables["organizations"].num_rows,
        partner_count=tables["partners"].num_rows,
        country_count=tables["countries"].num_rows,
        person_count=tables["people"].num_rows,
        contact_count=tables["contacts"].num_rows,
    )


def _digests(documents: pa.Table | None) -> dict[str, str]:
    if documents is None:
        return {}
    columns: Sequence[list[str]] = [documents[name].to_pylist() for name in ("document_id", "content_sha256")]
    return dict(zip(*columns, strict=True))


def _with_history(run: Runs, processed: Path) -> pa.Table:
    """This run below the earlier ones; history of another schema is left behind in its version."""
    table = build_table(Runs, [run])
    history = read_published(processed, "runs")
    if history is None or not history.schema.equals(schema_of(Runs)):
        return table
    return pa.concat_tables([history, table])


def _version() -> str:
    try:
        return version("clusterpress")
    except PackageNotFoundError:
        return "source"
