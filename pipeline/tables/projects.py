"""The tables ``projects`` and ``project_documents``."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from pipeline.money import value_in_euro
from pipeline.reading import Reading
from pipeline.relate.facts import Money
from pipeline.resolve.entities import Entities, Project
from pipeline.tables.schema import COUNT, DAY, MONEY, TEXT, Row, column


@dataclass(frozen=True, slots=True)
class Projects(Row):
    """A row of ``projects``."""

    table = "projects"
    key = ("project_id",)
    about = "A funded project, over all documents."

    project_id: str = column(TEXT, "Made of its code, or of its name where no document gives a code.")
    code: str | None = column(TEXT, "The code as its scheme writes it.", optional=True)
    scheme: str | None = column(TEXT, "Which scheme of codes it follows.", optional=True)
    name: str | None = column(TEXT, "Its name in the nominative, without outer quotation marks.", optional=True)
    programme: str | None = column(TEXT, "The programme that funds it.", optional=True)
    measure: str | None = column(TEXT, "Code or name of the measure that funds it.", optional=True)
    contract: str | None = column(TEXT, "Number of its grant contract.", optional=True)
    fund: str | None = column(TEXT, "The fund whose money it is, where named.", optional=True)
    total_eur: Decimal | None = column(
        MONEY, "Its whole value in euro; null where no fixed rate exists.", optional=True
    )
    eu_eur: Decimal | None = column(MONEY, "What an EU fund gives, in euro.", optional=True)
    starts_on: date | None = column(DAY, "First day.", optional=True)
    ends_on: date | None = column(DAY, "Last day.", optional=True)
    coordinator_id: str | None = column(TEXT, "Who leads it.", optional=True, references="organizations")
    document_count: int = column(COUNT, "Documents that tell of it.")


@dataclass(frozen=True, slots=True)
class ProjectDocuments(Row):
    """A row of ``project_documents``."""

    table = "project_documents"
    key = ("project_id", "document_id")
    about = "A document tells something of a project."

    project_id: str = column(TEXT, "Which project.", references="projects")
    document_id: str = column(TEXT, "Which document.", references="documents")


def build_projects(readings: Iterable[Reading], entities: Entities) -> list[Projects]:
    """Rows of ``projects``."""
    counts: dict[str, int] = {}
    for row in build_project_documents(readings, entities):
        counts[row.project_id] = counts.get(row.project_id, 0) + 1
    return [_project(project, counts[project.project_id]) for project in entities.projects]


def _project(project: Project, document_count: int) -> Projects:
    facts = project.facts
    return Projects(
        project_id=project.project_id,
        code=facts.code,
        scheme=facts.scheme,
        name=facts.name,
        programme=facts.programme,
        measure=facts.measure,
        contract=facts.contract,
        fund=facts.fund,
        total_eur=_euro(facts.total),
        eu_eur=_euro(facts.eu),
        starts_on=facts.starts_on,
        ends_on=facts.ends_on,
        coordinator_id=project.coordinator_id,
        document_count=document_count,
    )


def _euro(money: Money | None) -> Decimal | None:
    return value_in_euro(money.value, money.currency) if money else None


def build_project_documents(readings: Iterable[Reading], entities: Entities) -> list[ProjectDocuments]:
    """Rows of ``project_documents``."""
    pairs = {
        (entities.project_of[reading.document.document_id, index], reading.document.document_id)
        for reading in readings
        for index in range(len(reading.facts.projects))
    }
    return [ProjectDocuments(*pair) for pair in sorted(pairs)]
