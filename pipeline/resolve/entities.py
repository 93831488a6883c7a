"""What resolving gives: real things with ids, and which place in which document speaks of which."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from pipeline.relate.facts import ProjectFacts

Place = tuple[str, int]
"""A document id and an index into ``Facts.mentions`` (or ``Facts.projects``) of that document."""


@dataclass(frozen=True, slots=True)
class Organization:
    """A real organization. ``country`` is ISO 3166-1 alpha-2."""

    organization_id: str
    name: str
    legal_form: str | None = None
    country: str | None = None
    registration_code: str | None = None


@dataclass(frozen=True, slots=True)
class Person:
    """A real person."""

    person_id: str
    name: str


@dataclass(frozen=True, slots=True)
class Project:
    """A real project: the facts of all documents that tell of it, joined."""

    project_id: str
    facts: ProjectFacts
    coordinator_id: str | None = None


@dataclass(frozen=True, slots=True)
class Merge:
    """A decision on two spellings: one entity or not. Ids are those of the spellings."""

    left_id: str
    right_id: str
    kind: str
    score: float
    decision: str
    decided_by: str
    reason: str


@dataclass(frozen=True, slots=True)
class Release:
    """Which release a document is, and which document it repeats."""

    release_id: str
    duplicate_of: str | None = None


@dataclass(frozen=True, slots=True)
class Entities:
    """All entities of a run. ``*_of`` lead from a place to an id."""

    organizations: tuple[Organization, ...]
    people: tuple[Person, ...]
    projects: tuple[Project, ...]
    merges: tuple[Merge, ...]
    organization_of: Mapping[Place, str]
    person_of: Mapping[Place, str]
    project_of: Mapping[Place, str]  # the index counts Facts.projects here
    release_of: Mapping[str, Release]  # by document id
