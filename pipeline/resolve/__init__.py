"""Mentions of all documents to entities: candidate pairs in blocks, compared, decided, joined."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.reading import Reading
from pipeline.resolve.entities import Entities
from pipeline.resolve.organizations import resolve_organizations
from pipeline.resolve.people import resolve_people
from pipeline.resolve.projects import resolve_projects
from pipeline.resolve.releases import resolve_releases

__all__ = ["resolve_entities"]


def resolve_entities(readings: Sequence[Reading]) -> Entities:
    """The entities that the readings speak of; independent of the order of the readings."""
    ordered = sorted(readings, key=lambda reading: reading.document.document_id)
    organizations = resolve_organizations(ordered)
    people = resolve_people(ordered, organizations.organization_of)
    projects = resolve_projects(ordered, organizations.organization_of)
    return Entities(
        organizations=organizations.organizations,
        people=people.people,
        projects=projects.projects,
        merges=(*organizations.merges, *people.merges, *projects.merges),
        organization_of=organizations.organization_of,
        person_of=people.person_of,
        project_of=projects.project_of,
        release_of=resolve_releases(ordered),
    )
