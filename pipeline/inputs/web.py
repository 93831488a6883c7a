"""Sources on the web into the archive: first the lists of all of them, then the documents, no address twice."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from pipeline.fetch import Fetcher
from pipeline.inputs.crawl import Crawl
from pipeline.inputs.documents import DocumentReader
from pipeline.inputs.expected import check_count
from pipeline.inputs.intake import Intake
from pipeline.inputs.known import KnownPages
from pipeline.inputs.lists import LIST_KINDS, ListReader
from pipeline.problems import InputProblem
from pipeline.raw import Archive, Writer
from pipeline.settings import Settings
from pipeline.sources import Source

_ALL = 10**9


def archive_addresses(
    archive: Archive,
    writer: Writer,
    settings: Settings,
    addresses: Mapping[str, Sequence[str]],
    declared: Mapping[str, Source],
) -> Iterator[tuple[str, str, InputProblem]]:
    """Fetch and archive places of sources and what they list; yields address, source and problem of what failed.

    What has been archived is asked for conditionally (RFC 9110, 13). A document that two sources list is asked for once
    and belongs to the first. ``addresses`` are given by source; one that is not declared takes them as they are.
    """
    known, now, seen = KnownPages(archive), archive.clock(), archive.crawls()
    crawls = [
        Crawl(replace(declared[name], places=tuple(addresses[name])), is_first=name not in seen)
        for name in declared
        if name in addresses
    ]
    crawls += [_undeclared(name, places) for name, places in addresses.items() if name not in declared]
    intake = Intake(archive, writer)
    with Fetcher(settings, archive.validators("document", "list", "container")) as fetcher:
        ListReader(fetcher, intake, known, now).read_all([c for c in crawls if c.source.kind in LIST_KINDS])
        DocumentReader(fetcher, intake, known, now).read_all(crawls)
    intake.settle()
    for crawl in crawls:
        yield from ((url, crawl.source.name, problem) for url, problem in crawl.problems)
        if crawl.source.name in declared:
            if problem := check_count(crawl.source, crawl.counts):
                yield crawl.source.places[0], crawl.source.name, problem
            if crawl.is_whole:
                writer.note_crawl(crawl.source.name, now, crawl.counts)


def _undeclared(name: str, places: Sequence[str]) -> Crawl:
    """Addresses that were given by hand: all of them are asked for, and no others but what feeds among them list."""
    return Crawl(Source(name=name, kind="urls", places=tuple(places), max_documents=_ALL, recheck_days=0))
