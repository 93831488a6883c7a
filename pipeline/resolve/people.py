"""People over all documents: by their full names; by e-mail address and telephone where a document offers both.

Initials are read within a document, and across documents only where one person alone fits and both documents name the
same organization. The id is made of the letters of the shortest full name that is not a misspelling.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from pipeline.reading import Reading
from pipeline.record import short_id
from pipeline.resolve.block import find_pairs
from pipeline.resolve.compare import compare_names
from pipeline.resolve.decide import Evidence, decide_people
from pipeline.resolve.entities import Merge, Person, Place
from pipeline.resolve.groups import Groups
from pipeline.resolve.normal import key, tokens, unmarked
from pipeline.resolve.organizations import merge_of

_COMMON = 8  # documents: an organization named in more of them connects nobody


@dataclass(slots=True)
class _Name:
    names: Counter[str] = field(default_factory=Counter)
    documents: set[str] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class ResolvedPeople:
    """The people, the place of each mention, the decisions taken."""

    people: tuple[Person, ...]
    person_of: dict[Place, str]
    merges: tuple[Merge, ...]


def resolve_people(readings: Sequence[Reading], organization_of: Mapping[Place, str]) -> ResolvedPeople:
    """The people that the readings name; independent of their order."""
    names = _names(readings)
    groups = Groups(sorted(names))
    slips: set[str] = set()
    merges = [*_join_alike(names, groups, slips), *_join_contacts(readings, groups)]
    merges += _join_initials(names, groups, _neighbours(readings, organization_of))
    chosen: dict[str, Person] = {}
    for root, members in groups.sets().items():
        best = min(members, key=lambda name: (name in slips, _has_initial(name), len(name), name))
        written = names[best].names
        shown = min(written, key=lambda name: (-written[name], name)) if written else best
        chosen[root] = Person(short_id("per", unmarked(best)), shown)
    person_of = {place: chosen[groups.find(name)].person_id for place, name in _spoken(readings)}
    used = set(person_of.values())
    people = {person.person_id: person for person in chosen.values() if person.person_id in used}
    return ResolvedPeople(
        tuple(people[one] for one in sorted(people)),
        person_of,
        tuple(merges),
    )


def _spoken(readings: Iterable[Reading]) -> Iterator[tuple[Place, str]]:
    for reading in readings:
        for index, mention in enumerate(reading.facts.mentions):
            if mention.kind == "person":
                yield (reading.document.document_id, index), _key(mention.refers_to or mention.value, reading)


def _key(name: str, reading: Reading) -> str:
    """A full name everywhere the same; a lone initial and surname only in its document."""
    return f"{key(name)} @{reading.document.document_id}" if _has_initial(key(name)) else key(name)


def _has_initial(name: str) -> bool:
    words = tokens(name.split(" @", maxsplit=1)[0])
    return len(words) < 2 or len(words[0]) == 1


def _names(readings: Iterable[Reading]) -> dict[str, _Name]:
    names: dict[str, _Name] = defaultdict(_Name)
    for reading in readings:
        for mention in reading.facts.mentions:
            if mention.kind == "person":
                name = names[_key(mention.refers_to or mention.value, reading)]
                name.names[mention.refers_to or mention.value] += 1
                name.documents.add(reading.document.document_id)
    return dict(names)


def _join_alike(names: dict[str, _Name], groups: Groups, slips: set[str]) -> Iterator[Merge]:
    full = [name for name in names if not _has_initial(name)]
    for left, right in find_pairs(full):
        comparison = compare_names(left, right)
        documents = names[left].documents, names[right].documents
        fewer, more = sorted(map(len, documents))
        evidence = Evidence(together=bool(documents[0] & documents[1]), rare=fewer == 1 and more > 1)
        given_differ = unmarked(tokens(left)[0]) != unmarked(tokens(right)[0])
        decision = decide_people(comparison, evidence, given_differ)
        if decision.decision == "same":
            groups.join(left, right)
        if decision.slip:
            slips.add(min(left, right, key=lambda name: (len(names[name].documents), name)))
        yield merge_of("person", (left, right), comparison.score, decision.decision, decision.reason)


def _join_contacts(readings: Iterable[Reading], groups: Groups) -> Iterator[Merge]:
    """One e-mail address, and a name in common: "Jolanta Kvedaraitė" became "Jolanta Kvedaraitė-Sabienė"."""
    at: dict[str, set[str]] = defaultdict(set)
    for reading in readings:
        for contact in reading.facts.contacts:
            if contact.name and not _has_initial(key(contact.name)):
                for address in (contact.email, contact.phone):
                    at[address or ""].add(key(contact.name))
    for address, names in sorted(at.items()):
        ordered = sorted(names) if address else []
        for one, left in enumerate(ordered):
            for right in ordered[one + 1 :]:
                if _changed_surname(left, right):
                    groups.join(left, right)
                    yield merge_of(
                        "person", (left, right), 1.0, "same", "one address, one given name, a surname in common"
                    )


def _changed_surname(left: str, right: str) -> bool:
    """One given name, and a surname in common: colleagues and families share addresses too."""
    one, other = ([unmarked(word) for word in tokens(name)] for name in (left, right))
    return one[0] == other[0] and bool(set(one[1:]) & set(other[1:]))


def _neighbours(readings: Iterable[Reading], organization_of: Mapping[Place, str]) -> dict[str, set[str]]:
    """Organizations of each document, those left out that half the press names."""
    documents: dict[str, set[str]] = defaultdict(set)
    for (document_id, _), organization_id in organization_of.items():
        documents[organization_id].add(document_id)
    neighbours: dict[str, set[str]] = defaultdict(set)
    for organization_id, ids in documents.items():
        for document_id in ids if len(ids) <= _COMMON else ():
            neighbours[document_id].add(organization_id)
    return neighbours


def _join_initials(names: dict[str, _Name], groups: Groups, neighbours: dict[str, set[str]]) -> Iterator[Merge]:
    full: dict[tuple[str, str], set[str]] = defaultdict(set)
    for name in names:
        if not _has_initial(name):
            full[_initial_and_surname(name)].add(name)
    for name in sorted(names):
        words = tokens(name.split(" @", maxsplit=1)[0])
        if not _has_initial(name) or len(words) < 2:
            continue
        candidates = full.get(_initial_and_surname(name), set())
        if len({groups.find(candidate) for candidate in candidates}) != 1:
            continue
        candidate = min(candidates)
        around = set().union(*(neighbours.get(d, set()) for one in candidates for d in names[one].documents))
        here = set().union(*(neighbours.get(d, set()) for d in names[name].documents))
        together = any(names[one].documents & names[name].documents for one in candidates)
        if together or around & here:
            groups.join(name, candidate)
            yield merge_of("person", (name, candidate), 1.0, "same", "initial and surname, in the same company")


def _initial_and_surname(name: str) -> tuple[str, str]:
    words = name.split(" @", maxsplit=1)[0].split()
    return unmarked(words[0][0]), unmarked(" ".join(tokens(" ".join(words[1:]))))
