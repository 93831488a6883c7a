"""Organizations over all documents.

Spellings are joined by what is known of institutions, as units of one institution, as names of one cluster, by what a
document says of an abbreviation, and by their letters. The id is made of the words of the shortest full name: a new
document adds longer spellings, cases and translations far oftener than a shorter name, so ids seldom move; a name
written wrong, an abbreviation or a unit never gives the id where a better name is known.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from pipeline.reading import Reading
from pipeline.record import short_id
from pipeline.resolve.block import find_pairs
from pipeline.resolve.compare import compare_names
from pipeline.resolve.decide import decide_organizations
from pipeline.resolve.entities import Merge, Organization, Place
from pipeline.resolve.groups import Groups
from pipeline.resolve.normal import is_short_form, key, stems, tokens
from pipeline.resolve.spellings import Spelling, are_cases, evidence_of, read_spellings
from pipeline.resolve.words import cluster_core, is_institution, known_institutions, municipality_of, parent_of


@dataclass(frozen=True, slots=True)
class Resolved:
    """The organizations, the place of each mention, the decisions taken."""

    organizations: tuple[Organization, ...]
    organization_of: dict[Place, str]
    merges: tuple[Merge, ...]


def resolve_organizations(readings: Sequence[Reading]) -> Resolved:
    """The organizations that the readings speak of; independent of their order."""
    spellings = read_spellings(readings)
    groups = Groups(sorted(spellings))
    merges = [*_join_known(spellings, groups), *_join_units(spellings, groups), *_join_clusters(spellings, groups)]
    merges += _join_municipalities(spellings, groups)
    slips: set[str] = set()
    merges += _join_alike(spellings, groups, slips)
    merges += _join_short(spellings, groups)
    chosen = {root: _organization(members, spellings, slips) for root, members in groups.sets().items()}
    organization_of = {place: chosen[groups.find(name)].organization_id for place, name in _spoken(readings)}
    used = set(organization_of.values())
    organizations = {o.organization_id: o for o in chosen.values() if o.organization_id in used}
    return Resolved(
        tuple(organizations[one] for one in sorted(organizations)),
        organization_of,
        tuple(merges),
    )


def _spoken(readings: Iterable[Reading]) -> Iterator[tuple[Place, str]]:
    """Each place with the key of the name that it goes by: in its document, the name that it refers to."""
    for reading in readings:
        for index, mention in enumerate(reading.facts.mentions):
            if mention.kind == "organization":
                yield (reading.document.document_id, index), key(mention.refers_to or mention.value)


def _join(groups: Groups, left: str, right: str, reason: str, score: float = 1.0) -> Merge:
    groups.join(left, right)
    return merge_of("organization", (left, right), score, "same", reason)


def merge_of(kind: str, pair: tuple[str, str], score: float, decision: str, reason: str) -> Merge:
    """A row of decisions on two spellings, decided by rule."""
    left, right = sorted(short_id("nam", kind, name) for name in pair)
    return Merge(left, right, kind, score, decision, "rule", reason)


def _join_known(spellings: dict[str, Spelling], groups: Groups) -> Iterator[Merge]:
    official: dict[str, list[str]] = defaultdict(list)
    for name in sorted(spellings):
        if name in known_institutions():
            official[known_institutions()[name]].append(name)
    for names in official.values():
        for other in names[1:]:
            yield _join(groups, names[0], other, "names of a known institution")


def _join_units(spellings: dict[str, Spelling], groups: Groups) -> Iterator[Merge]:
    by_stems = {stems(tokens(name)): name for name in sorted(spellings, reverse=True)}
    first: dict[tuple[str, ...], str] = {}
    for name in sorted(spellings):
        parent = parent_of(spellings[name].name)
        if parent is None:
            continue
        other = by_stems.get(parent) or first.setdefault(parent, name)
        if other != name:
            yield _join(groups, other, name, "a unit of the institution")


def _join_clusters(spellings: dict[str, Spelling], groups: Groups) -> Iterator[Merge]:
    first: dict[str, str] = {}
    for name in sorted(spellings):
        core = cluster_core(spellings[name].name)
        if core is None:
            continue
        other = core if core in spellings else first.setdefault(core, name)
        if other != name:
            yield _join(groups, other, name, "the name of the cluster and the word that it is called by")


def _join_municipalities(spellings: dict[str, Spelling], groups: Groups) -> Iterator[Merge]:
    """Names of one municipality in different languages; within one language they are of different bodies."""
    bodies: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for name in sorted(spellings):
        if body := municipality_of(spellings[name].name):
            bodies[body[0]].append((name, body[1]))
    for names in bodies.values():
        for (left, kind), (right, other) in combinations(names, 2):
            same_language = spellings[left].languages & spellings[right].languages
            if not same_language and (kind == other or "" in (kind, other)):
                yield _join(groups, left, right, "the municipality of one place in two languages")


def _join_alike(spellings: dict[str, Spelling], groups: Groups, slips: set[str]) -> Iterator[Merge]:
    for left, right in find_pairs(spellings):
        comparison = compare_names(left, right)
        pair = spellings[left], spellings[right]
        short = left if len(left) <= len(right) else right
        evidence = evidence_of(*pair, are_cases(left, right, pair[0].languages | pair[1].languages))
        decision = decide_organizations(comparison, evidence, len(short), len(tokens(short)))
        if any(is_short_form(spelling.name) for spelling in pair) and not comparison.same_letters:
            continue
        if decision.decision == "same":
            groups.join(left, right)
        if decision.slip:
            slips.add(min(left, right, key=lambda name: (len(spellings[name].documents), name)))
        yield merge_of("organization", (left, right), comparison.score, decision.decision, decision.reason)


def _join_short(spellings: dict[str, Spelling], groups: Groups) -> Iterator[Merge]:
    """A short name goes with the one organization that documents use it for; where they use it for several, with none.

    An abbreviation that stands for names in different languages joins those: they are translations.
    """
    for name in sorted(spellings):
        targets = sorted(spellings[name].targets - {name})
        if not targets:
            continue
        roots = {groups.find(target) for target in targets}
        languages = [frozenset(spellings[target].languages) for target in targets]
        shortened = is_short_form(spellings[name].name) and len(name) > 2
        translated = shortened and len(set().union(*languages)) == sum(map(len, languages))
        if len(roots) == 1 or translated:
            for target in targets:
                yield _join(groups, name, target, "so called in a document")


def _organization(members: frozenset[str], spellings: dict[str, Spelling], slips: set[str]) -> Organization:
    ranked = sorted(members, key=lambda name: _rank(name, spellings[name], slips))
    best = spellings[ranked[0]]
    official = next((known_institutions()[name] for name in sorted(members) if name in known_institutions()), None)
    legal = sum((spellings[name].forms for name in sorted(members)), Counter[str]())
    name = official or best.name
    # a unit alone has the id that its institution will have once a document names it
    stable = parent_of(name) or (stems(tokens(name)) if is_institution(name) else tokens(name))
    return Organization(
        short_id("org", " ".join(stable)),
        name,
        legal_form=min(legal, key=lambda form: (-legal[form], form)) if legal else None,
    )


def _rank(name: str, spelling: Spelling, slips: set[str]) -> tuple[bool, bool, bool, int, str]:
    unit = parent_of(spelling.name) is not None
    return name in slips, is_short_form(spelling.name), unit, len(name), name
