"""Mentions of all documents to entities: candidate pairs in blocks, compared, decided, joined."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from pipeline.reading import Reading
from pipeline.resolve.entities import Entities, Merge
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
        merges=_one_a_pair([*organizations.merges, *people.merges, *projects.merges]),
        organization_of=organizations.organization_of,
        person_of=people.person_of,
        project_of=projects.project_of,
        release_of=resolve_releases(ordered),
    )


_STRONGER = ("same", "different", "unsure")


def _one_a_pair(merges: Iterable[Merge]) -> tuple[Merge, ...]:
    """One decision on each pair of spellings: several rules may reach the same pair, the joining one is told."""
    ordered = sorted(merges, key=lambda m: (m.left_id, m.right_id, _STRONGER.index(m.decision), -m.score, m.reason))
    pairs: dict[tuple[str, str], Merge] = {}
    for merge in ordered:
        pairs.setdefault((merge.left_id, merge.right_id), merge)
    return tuple(pairs.values())
