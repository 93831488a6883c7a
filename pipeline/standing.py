"""What was wrong with a source when it was last looked through, and holds until it is again."""

from __future__ import annotations

from collections.abc import Iterable

from pipeline.inputs import Input
from pipeline.problems import Reject
from pipeline.publish import read_published
from pipeline.settings import Settings
from pipeline.sources import Source, read_sources
from pipeline.tables.runs import Rejects
from pipeline.tables.schema import schema_of


def find_standing(settings: Settings, inputs: Iterable[Input]) -> tuple[Reject, ...]:
    """Rejects of the last published tables for enabled sources that this run does not look through.

    Without them a source that is looked through once a week would have rejects on that one night only.
    """
    looked_through = {given.source for given in inputs}
    waiting = {s.name: s for s in read_sources(settings.sources) if s.enabled and s.name not in looked_through}
    last = read_published(settings.processed, Rejects.table) if waiting else None
    if last is None or not last.schema.equals(schema_of(Rejects)):
        return ()
    rows = [Rejects(**row) for row in last.to_pylist()]
    return tuple(
        Reject(row.source, row.url, row.stage, row.reason, row.detail, row.seen_at)
        for row in rows
        if row.source in waiting and _stands(row, waiting[row.source])
    )


def _stands(row: Rejects, source: Source) -> bool:
    """What a crawl found; what reading finds is found again by each run."""
    return row.stage == "fetch" or (row.stage == "source" and row.url in source.places)
