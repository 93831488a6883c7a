"""Any id of any table back to the words that say it."""

from __future__ import annotations

import bisect
from dataclasses import dataclass
from pathlib import Path

import duckdb

from extractors.boundaries import find_boundaries
from pipeline.problems import SettingsProblem
from pipeline.query import connect_tables


@dataclass(frozen=True, slots=True)
class _Kind:
    """Ids of one prefix: the table that they are keys of, and a condition on ``mentions`` that chooses the evidence."""

    table: str
    key: str
    evidence: str | None


_OF_PROJECT = " OR ".join(
    f"mention_id IN (SELECT mention_id FROM {table} WHERE project_id = $id)"  # noqa: S608  names of our own tables
    for table in ("amounts", "countries", "partners")
)
_KINDS = {
    "men": _Kind("mentions", "mention_id", "mention_id = $id"),
    "doc": _Kind("documents", "document_id", "document_id = $id"),
    "org": _Kind("organizations", "organization_id", "entity_id = $id"),
    "per": _Kind("people", "person_id", "entity_id = $id"),
    "prj": _Kind("projects", "project_id", f"entity_id = $id OR {_OF_PROJECT}"),
    "par": _Kind("partners", "partner_id", "mention_id = (SELECT mention_id FROM partners WHERE partner_id = $id)"),
    "con": _Kind(
        "contacts",
        "contact_id",
        "EXISTS (SELECT 1 FROM contacts c WHERE c.contact_id = $id AND c.document_id = mentions.document_id "
        "AND mentions.value IN (c.name, c.email, c.phone, c.organization))",
    ),
    "rej": _Kind("rejects", "reject_id", None),
    "run": _Kind("runs", "run_id", None),
}


@dataclass(frozen=True, slots=True)
class Evidence:
    """One mention in its sentence: ``sentence[start:end]`` are its words."""

    mention_id: str
    kind: str
    value: str
    label: str | None
    method: str
    confidence: float
    url: str
    sentence: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Explanation:
    """What an id stands for (table, and value by column), and the places that say so in the order of reading."""

    table: str
    row: dict[str, object]
    evidence: tuple[Evidence, ...]


def explain_id(entity_id: str, processed: Path) -> Explanation:
    """The row that the id is the key of and its evidence.

    Raises SettingsProblem where the id has no known prefix or stands in no table.
    """
    kind = _KINDS.get(entity_id.partition("-")[0])
    if kind is None:
        raise SettingsProblem(
            f"explaining {entity_id!r}: got an id that is none of ours, expected one that starts with "
            f"{', '.join(f'{prefix}-' for prefix in _KINDS)}; copy it from a column of a table"
        )
    with connect_tables(processed) as connection:
        statement = f"SELECT * FROM {kind.table} WHERE {kind.key} = $id"  # noqa: S608  names of our own tables
        answer = connection.execute(statement, {"id": entity_id})
        names = [str(column[0]) for column in answer.description or ()]
        values = answer.fetchone()
        if values is None:
            raise SettingsProblem(
                f"explaining {entity_id!r}: got no such {kind.key} in {kind.table} of {processed}/current; "
                "the id may be of an earlier version or of another folder (--processed)"
            )
        evidence = _find_evidence(connection, kind, entity_id)
    return Explanation(kind.table, dict(zip(names, values, strict=True)), evidence)


def _find_evidence(connection: duckdb.DuckDBPyConnection, kind: _Kind, entity_id: str) -> tuple[Evidence, ...]:
    if kind.evidence is None:
        return ()
    statement = f"""
        SELECT mention_id, kind, value, label, method, confidence, url, language, texts.text, start, "end"
        FROM mentions JOIN documents USING (document_id) JOIN texts USING (document_id)
        WHERE {kind.evidence.replace("document_id = $id", "mentions.document_id = $id")}
        ORDER BY url, start, "end", kind, label
    """  # noqa: S608  the conditions are ours, the id is a parameter
    rows = connection.execute(statement, {"id": entity_id}).fetchall()
    evidence = []
    for row in rows:
        language, text, start, end = row[7:]
        first, last = _sentence_around(text, language or "xx", start, end)
        place = {"sentence": text[first:last].rstrip(), "start": start - first, "end": end - first}
        evidence.append(Evidence(*row[:7], **place))
    return tuple(evidence)


def _sentence_around(text: str, language: str, start: int, end: int) -> tuple[int, int]:
    """The sentence, or the run of sentences, that holds these characters."""
    boundaries = [*find_boundaries(text, language), len(text)]
    return boundaries[bisect.bisect_right(boundaries, start) - 1], boundaries[bisect.bisect_left(boundaries, end)]
