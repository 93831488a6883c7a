"""A class for each published table (see ``schema``), and the function that fills it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import pyarrow as pa

from pipeline.problems import Reject
from pipeline.reading import Reading
from pipeline.resolve.entities import Entities
from pipeline.tables.documents import Documents, Texts, build_documents, build_texts
from pipeline.tables.mentions import (
    Amounts,
    Countries,
    Mentions,
    build_amounts,
    build_countries,
    build_mentions,
)
from pipeline.tables.organizations import (
    OrganizationNames,
    Organizations,
    Partners,
    build_organization_names,
    build_organizations,
    build_partners,
)
from pipeline.tables.people import Contacts, People, build_contacts, build_people
from pipeline.tables.projects import ProjectDocuments, Projects, build_project_documents, build_projects
from pipeline.tables.runs import Merges, Rejects, Runs, build_merges, build_rejects
from pipeline.tables.schema import Row, build_table

__all__ = ["TABLES", "build_tables"]

TABLES: tuple[type[Row], ...] = (
    Documents,
    Texts,
    Mentions,
    Projects,
    ProjectDocuments,
    Amounts,
    Organizations,
    OrganizationNames,
    Partners,
    Countries,
    People,
    Contacts,
    Merges,
    Rejects,
    Runs,
)


def build_tables(readings: Sequence[Reading], entities: Entities, rejects: Iterable[Reject]) -> dict[str, pa.Table]:
    """All tables by name, ``runs`` aside, which is written at the end of a run."""
    rows: Mapping[type[Row], Sequence[Row]] = {
        Documents: build_documents(readings, entities),
        Texts: build_texts(readings),
        Mentions: build_mentions(readings, entities),
        Projects: build_projects(readings, entities),
        ProjectDocuments: build_project_documents(readings, entities),
        Amounts: build_amounts(readings, entities),
        Organizations: build_organizations(entities),
        OrganizationNames: build_organization_names(readings, entities),
        Partners: build_partners(readings, entities),
        Countries: build_countries(readings, entities),
        People: build_people(entities),
        Contacts: build_contacts(readings, entities),
        Merges: build_merges(entities.merges),
        Rejects: build_rejects(rejects),
    }
    return {row_class.table: build_table(row_class, rows[row_class]) for row_class in TABLES if row_class in rows}
