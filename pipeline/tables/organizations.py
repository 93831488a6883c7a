"""The tables ``organizations``, ``organization_names`` and ``partners``."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from pipeline.reading import Reading
from pipeline.record import short_id
from pipeline.resolve.entities import Entities
from pipeline.tables.mentions import mention_ids
from pipeline.tables.schema import COUNT, TEXT, Row, column

ORGANIZATION_ROLES = ("coordinator", "partner", "funder", "mention")


@dataclass(frozen=True, slots=True)
class Organizations(Row):
    """A row of ``organizations``."""

    table = "organizations"
    key = ("organization_id",)
    about = "A real organization, over all spellings, languages and documents."

    organization_id: str = column(TEXT, "Stays the same while the organization does.")
    name: str = column(TEXT, "Its name in the nominative, without quotation marks and legal form.")
    legal_form: str | None = column(TEXT, "Its legal form as written, e.g. `UAB`, `GmbH`.", optional=True)
    country: str | None = column(TEXT, "Where it is at home.", optional=True, constraint="[A-Z]{2}")
    registration_code: str | None = column(TEXT, "Its code in a company register.", optional=True)
    mention_count: int = column(COUNT, "Places that speak of it.")
    document_count: int = column(COUNT, "Documents that speak of it.")


@dataclass(frozen=True, slots=True)
class OrganizationNames(Row):
    """A row of ``organization_names``."""

    table = "organization_names"
    key = ("organization_id", "name", "language")
    about = "A spelling of an organization."

    organization_id: str = column(TEXT, "Which organization.", references="organizations")
    name: str = column(TEXT, "The spelling, in the nominative.")
    language: str = column(TEXT, "Language of the documents that use it; `und` where unknown.")
    mention_count: int = column(COUNT, "Places that use it.")


@dataclass(frozen=True, slots=True)
class Partners(Row):
    """A row of ``partners``."""

    table = "partners"
    key = ("partner_id",)
    about = "An organization's part in a project, or in the cluster that a document is about."

    partner_id: str = column(TEXT, "Made of the mention and the project.")
    project_id: str | None = column(
        TEXT, "Null where the document names no project.", optional=True, references="projects"
    )
    document_id: str = column(TEXT, "Which document says so.", references="documents")
    organization_id: str = column(TEXT, "Which organization.", references="organizations")
    role: str = column(TEXT, "Its part.", values=ORGANIZATION_ROLES)
    mention_id: str = column(TEXT, "Where it is said.", references="mentions")


def build_organizations(entities: Entities) -> list[Organizations]:
    """Rows of ``organizations``."""
    mentions: Counter[str] = Counter(entities.organization_of.values())
    documents: dict[str, set[str]] = defaultdict(set)
    for (document_id, _), organization_id in entities.organization_of.items():
        documents[organization_id].add(document_id)
    return [
        Organizations(
            organization_id=organization.organization_id,
            name=organization.name,
            legal_form=organization.legal_form,
            country=organization.country,
            registration_code=organization.registration_code,
            mention_count=mentions[organization.organization_id],
            document_count=len(documents[organization.organization_id]),
        )
        for organization in entities.organizations
    ]


def build_organization_names(readings: Iterable[Reading], entities: Entities) -> list[OrganizationNames]:
    """Rows of ``organization_names``."""
    counts: Counter[tuple[str, str, str]] = Counter()
    for reading in readings:
        language = reading.document.language or "und"
        for index, mention in enumerate(reading.facts.mentions):
            organization_id = entities.organization_of.get((reading.document.document_id, index))
            if organization_id is not None:
                counts[organization_id, mention.value, language] += 1
    return [OrganizationNames(*spelling, count) for spelling, count in counts.items()]


def build_partners(readings: Iterable[Reading], entities: Entities) -> list[Partners]:
    """Rows of ``partners``."""
    rows = {}
    for reading in readings:
        document_id = reading.document.document_id
        ids = mention_ids(reading)
        for part in reading.facts.partners:
            project_id = None if part.project is None else entities.project_of[document_id, part.project]
            partner_id = short_id("par", ids[part.mention], project_id or "")
            rows[partner_id] = Partners(
                partner_id=partner_id,
                project_id=project_id,
                document_id=document_id,
                organization_id=entities.organization_of[document_id, part.mention],
                role=part.role,
                mention_id=ids[part.mention],
            )
    return list(rows.values())
