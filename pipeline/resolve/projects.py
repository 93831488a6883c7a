"""Projects over all documents: by code, else by name or short name; the facts of all documents joined.

A project with a code has the id of its code, which no other document can change. One without takes that of the project
with a code that goes by the same name, if there is just one; else its own name makes the id.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace

from pipeline.reading import Reading
from pipeline.record import short_id
from pipeline.relate.facts import ProjectFacts
from pipeline.resolve.entities import Merge, Place, Project
from pipeline.resolve.normal import key, unmarked
from pipeline.resolve.organizations import merge_of

_SHORTEST = 5  # letters of a name that is enough to know a project by


@dataclass(frozen=True, slots=True)
class ResolvedProjects:
    """The projects, the place of each, the decisions taken."""

    projects: tuple[Project, ...]
    project_of: dict[Place, str]
    merges: tuple[Merge, ...]


def resolve_projects(readings: Sequence[Reading], organization_of: Mapping[Place, str]) -> ResolvedProjects:
    """The projects that the readings tell of; independent of their order."""
    told = [
        ((reading.document.document_id, index), facts)
        for reading in sorted(readings, key=lambda reading: reading.document.document_id)
        for index, facts in enumerate(reading.facts.projects)
    ]
    coded: dict[str, set[str]] = defaultdict(set)
    for _, facts in told:
        for name in _names(facts) if facts.code else ():
            coded[name].add(_code_id(facts.code or ""))
    project_of = {place: _project_id(place, facts, coded) for place, facts in told}
    joined: dict[str, ProjectFacts] = {}
    for place, facts in sorted(told, key=lambda entry: (entry[1].code is None, entry[0])):
        project_id = project_of[place]
        joined[project_id] = _join(joined[project_id], facts) if project_id in joined else facts
    coordinators = dict(_coordinators(readings, project_of, organization_of))
    projects = tuple(Project(one, joined[one], coordinators.get(one)) for one in sorted(joined))
    return ResolvedProjects(projects, project_of, tuple(_merges(told, project_of)))


def _code_id(code: str) -> str:
    return short_id("prj", code.casefold())


def _names(facts: ProjectFacts) -> list[str]:
    names = [key(name) for name in (facts.name, *facts.aliases) if name]
    return [unmarked(name) for name in names if len(name) >= _SHORTEST]


def _project_id(place: Place, facts: ProjectFacts, coded: Mapping[str, set[str]]) -> str:
    if facts.code:
        return _code_id(facts.code)
    for name in _names(facts):
        if len(coded.get(name, ())) == 1:
            return min(coded[name])
    if facts.name:
        return short_id("prj", unmarked(key(facts.name)))
    return short_id("prj", place[0], str(place[1]))


def _join(known: ProjectFacts, new: ProjectFacts) -> ProjectFacts:
    """What is known stays, what is missing is filled in; other names become aliases."""
    missing = {
        field.name: getattr(new, field.name)
        for field in fields(ProjectFacts)
        if getattr(known, field.name) is None and getattr(new, field.name) is not None
    }
    others = {*known.aliases, *new.aliases, *((new.name,) if new.name and new.name != known.name else ())}
    return replace(known, **missing, aliases=tuple(sorted(others - {known.name})), mentions=())


def _coordinators(
    readings: Iterable[Reading], project_of: Mapping[Place, str], organization_of: Mapping[Place, str]
) -> Iterator[tuple[str, str]]:
    """The last one wins: the documents go backwards, so the first document decides."""
    for reading in sorted(readings, key=lambda reading: reading.document.document_id, reverse=True):
        document_id = reading.document.document_id
        for part in reversed(reading.facts.partners):
            leader = organization_of.get((document_id, part.mention))
            if leader and part.role == "coordinator" and part.project is not None:
                yield project_of[document_id, part.project], leader


def _merges(told: list[tuple[Place, ProjectFacts]], project_of: Mapping[Place, str]) -> Iterator[Merge]:
    seen: set[tuple[str, str]] = set()
    codes = {project_of[place]: facts.code for place, facts in told if facts.code}
    for place, facts in told:
        code = codes.get(project_of[place])
        if facts.code is None and facts.name and code and (facts.name, code) not in seen:
            seen.add((facts.name, code))
            yield merge_of("project", (code, facts.name), 1.0, "same", "the name of the project with this code")
