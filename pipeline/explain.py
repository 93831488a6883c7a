"""Any id of any table back to the words that say it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import duckdb

from extractors.sentences import find_boundaries
from pipeline.problems import SettingsProblem
from pipeline.query import connect_tables

# which mentions speak of an id, by its prefix; each statement takes the id once and gives mention ids
_MENTIONS_OF = {
    "men": "SELECT mention_id FROM mentions WHERE mention_id = ?",
    "doc": "SELECT mention_id FROM mentions WHERE document_id = ?",
    "org": "SELECT mention_id FROM mentions WHERE entity_id = ?",
    "per": "SELECT mention_id FROM mentions WHERE entity_id = ?",
    "prj": "SELECT mention_id FROM mentions WHERE entity_id = ?",
    "par": "SELECT mention_id FROM partners WHERE partner_id = ?",
    "rel": "SELECT mention_id FROM mentions SEMI JOIN documents USING (document_id) WHERE documents.release_id = ?",
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
    title: str | None
    sentence: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Explanation:
    """What an id stands for, and the places that say so."""

    table: str
    row: dict[str, object]
    evidence: tuple[Evidence, ...]
