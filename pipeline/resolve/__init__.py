"""Mentions of all documents to entities."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from extractors.mention import MentionKind
from pipeline.reading import Reading
from pipeline.record import short_id
from pipeline.relate.facts import ProjectFacts
from pipeline.resolve.entities import Entities, Organization, Person, Place, Project, Release

__all__ = ["resolve_entities"]


def resolve_entities(readings: Sequence[Reading]) -> Entities:
    """The entities that the readings speak of; independent of the order of the readings."""
    organization_of = dict(_by_name(readings, "organization", "org"))
    person_of = dict(_by_name(readings, "person", "per"))
    names: dict[str, str] = {}
    people: dict[str, str] = {}
    projects: dict[str, Project] = {}
    project_of: dict[Place, str] = {}
    for reading in readings:
        document_id = reading.document.document_id
        for index, mention in enumerate(reading.facts.mentions):
            if (place := (document_id, index)) in organization_of:
                names[organization_of[place]] = mention.refers_to or mention.value
            if place in person_of:
                people[person_of[place]] = mention.refers_to or mention.value
        for index, facts in enumerate(reading.facts.projects):
            project_id = _project_id(document_id, index, facts)
            project_of[document_id, index] = project_id
            projects.setdefault(project_id, Project(project_id, facts))
    return Entities(
        organizations=tuple(Organization(key, name) for key, name in sorted(names.items())),
        people=tuple(Person(key, name) for key, name in sorted(people.items())),
        projects=tuple(projects[key] for key in sorted(projects)),
        merges=(),
        organization_of=organization_of,
        person_of=person_of,
        project_of=project_of,
        release_of=_releases(readings),
    )


def _by_name(readings: Iterable[Reading], kind: MentionKind, prefix: str) -> Iterable[tuple[Place, str]]:
    for reading in readings:
        for index, mention in enumerate(reading.facts.mentions):
            if mention.kind == kind:
                name = mention.refers_to or mention.value
                yield (reading.document.document_id, index), short_id(prefix, name.casefold())


def _project_id(document_id: str, index: int, facts: ProjectFacts) -> str:
    if facts.code or facts.name:
        return short_id("prj", (facts.code or facts.name or "").casefold())
    return short_id("prj", document_id, str(index))


def _releases(readings: Iterable[Reading]) -> dict[str, Release]:
    """Documents of equal text are one release; the one with the first id is the original."""
    same: dict[str, list[str]] = defaultdict(list)
    for reading in readings:
        same[reading.document.text].append(reading.document.document_id)
    return {
        document_id: Release(short_id("rel", min(ids)), min(ids) if document_id != min(ids) else None)
        for ids in same.values()
        for document_id in ids
    }
