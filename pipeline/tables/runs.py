"""The tables of the machine room: ``merges``, ``rejects`` and ``runs``."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from pipeline.problems import Reject
from pipeline.record import short_id
from pipeline.resolve.entities import Merge
from pipeline.tables.schema import COUNT, INSTANT, SHARE, TEXT, Row, column


@dataclass(frozen=True, slots=True)
class Merges(Row):
    """A row of ``merges``."""

    table = "merges"
    key = ("left_id", "right_id")
    about = "A decision that two spellings are one entity or are not."

    left_id: str = column(TEXT, "Id of the one spelling.")
    right_id: str = column(TEXT, "Id of the other spelling.")
    kind: str = column(TEXT, "What is compared.", values=("organization", "person", "project"))
    score: float = column(SHARE, "How alike they are, 0 to 1.")
    decision: str = column(TEXT, "What was decided.", values=("same", "different", "unsure"))
    decided_by: str = column(TEXT, "By whom.", values=("rule", "model", "person"))
    reason: str = column(TEXT, "Why, in words.")


@dataclass(frozen=True, slots=True)
class Rejects(Row):
    """A row of ``rejects``."""

    table = "rejects"
    key = ("reject_id",)
    about = "An input that could not be used, and why: nothing is dropped silently."

    reject_id: str = column(TEXT, "Made of the address, the stage and the reason.")
    source: str = column(TEXT, "Which source it came by.")
    url: str = column(TEXT, "Its address or path.")
    stage: str = column(TEXT, "Where it failed.", values=("source", "input", "fetch", "parse", "extract"))
    reason: str = column(TEXT, "A fixed word for counting; `docs/rejects.md` explains each.")
    detail: str = column(TEXT, "What was got and expected, and what to do next.")
    seen_at: datetime = column(INSTANT, "When it was seen.")


@dataclass(frozen=True, slots=True)
class Runs(Row):
    """A row of ``runs``."""

    table = "runs"
    key = ("run_id",)
    about = "A run, with the number of rows it published."

    run_id: str = column(TEXT, "Made of the time it started.")
    started_at: datetime = column(INSTANT, "When it started.")
    finished_at: datetime = column(INSTANT, "When its tables were ready to be published.")
    version: str = column(TEXT, "Version of clusterpress.")
    documents_seen: int = column(COUNT, "Documents read, from the whole archive.")
    documents_new: int = column(COUNT, "Of these, not in the tables before.")
    documents_changed: int = column(COUNT, "Of these, in the tables before with other bytes.")
    documents_rejected: int = column(COUNT, "Inputs that became rows of `rejects`.")
    mention_count: int = column(COUNT, "Rows of `mentions`.")
    project_count: int = column(COUNT, "Rows of `projects`.")
    amount_count: int = column(COUNT, "Rows of `amounts`.")
    organization_count: int = column(COUNT, "Rows of `organizations`.")
    partner_count: int = column(COUNT, "Rows of `partners`.")
    country_count: int = column(COUNT, "Rows of `countries`.")
    person_count: int = column(COUNT, "Rows of `people`.")
    contact_count: int = column(COUNT, "Rows of `contacts`.")


def build_merges(merges: Iterable[Merge]) -> list[Merges]:
    """Rows of ``merges``."""
    return [Merges(m.left_id, m.right_id, m.kind, m.score, m.decision, m.decided_by, m.reason) for m in merges]


def build_rejects(rejects: Iterable[Reject]) -> list[Rejects]:
    """Rows of ``rejects``; one that was seen twice stands once."""
    rows = {}
    for reject in sorted(rejects, key=lambda r: (r.url, r.stage, r.reason, r.seen_at)):
        reject_id = short_id("rej", reject.url, reject.stage, reject.reason)
        rows[reject_id] = Rejects(
            reject_id, reject.source, reject.url, reject.stage, reject.reason, reject.detail, reject.seen_at
        )
    return list(rows.values())
