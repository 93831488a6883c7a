"""The layouts that sources declare, to the records of their pages."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from pipeline.record import Record
from pipeline.sources.model import Source


def apply_layouts(records: Iterable[Record], sources: Iterable[Source]) -> list[Record]:
    """The records, in their order, each with the layout that its source declares for the day it was fetched on.

    The day of fetching counts, not that of publication: a site that is made over shows its old articles in the new way,
    and what was archived before keeps the old one.
    """
    declared = {source.name: source for source in sources if source.layout}
    return [
        replace(record, layout=declared[record.source].layout_on(record.fetched_at.date()))
        if record.source in declared
        else record
        for record in records
    ]
