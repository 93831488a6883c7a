"""Whether what was read of a source's documents is what its entry expects of each of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from pipeline.problems import Reject
from pipeline.reading import Reading
from pipeline.sources import Source

KINDS_OF_FIELDS = {
    "codes": "code",
    "programmes": "programme",
    "amounts": "amount",
    "organizations": "organization",
    "countries": "country",
    "people": "person",
    "emails": "email",
    "phones": "phone",
    "dates": "date",
}
"""The kind of mention that a field of ``[source.expect]`` asks for."""


def find_missing(reading: Reading, fields: Iterable[str]) -> tuple[str, ...]:
    """Those of the fields that the reading of a document leaves empty, in their order."""
    document, facts = reading.document, reading.facts
    kinds: Counter[str] = Counter(mention.kind for mention in facts.mentions)
    filled = {
        "title": bool(document.title),
        "published_on": document.published_on is not None,
        "language": document.language is not None,
        "text": bool(document.text.strip()),
        "projects": bool(facts.projects),
        "contacts": bool(facts.contacts),
        **{name: kinds[kind] > 0 for name, kind in KINDS_OF_FIELDS.items()},
    }
    return tuple(name for name in fields if not filled[name])


def check_expectations(sources: Sequence[Source], readings: Iterable[Reading]) -> list[Reject]:
    """A reject for each document that lacks what no document of its source should; it is published all the same."""
    expected = {source.name: source.expect.fields for source in sources if source.expect.fields}
    rejects = []
    for reading in readings:
        record = reading.record
        if missing := find_missing(reading, expected.get(record.source, ())):
            detail = (
                f"reading {record.url}: got no {', no '.join(missing)}, expected every document of the source "
                f"{record.source} to have it; see the page (clusterpress source check {record.source}), mend its "
                "[[source.layout]] or [source.expect]"
            )
            rejects.append(Reject(record.source, record.url, "source", "expectation", detail, record.fetched_at))
    return rejects
