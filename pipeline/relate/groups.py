"""Which mentions name the same project: its code, its names, its contract."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache

from extractors import languages
from extractors.codes.schemes import schemes
from extractors.mention import Mention
from pipeline.relate.layout import Layout, Place

_TOO_FAR = 3000
_SEGMENTS = 12  # rows of a table of two columns that may tell of one project
_SAME_SEGMENT, _HEADING, _ELSEWHERE = 300, 600, 1500


@dataclass(frozen=True)
class Relate:
    """``[relate]`` of a language file.

    ``asked``: words of an application that is not granted yet. ``second``: words before the code that a project has at
    home beside its own. ``members``: words of membership in a cluster; ``parts``: words of a part in the project;
    ``all_members``: words for all members of a cluster.
    """

    asked: tuple[str, ...] = ()
    second: tuple[str, ...] = ()
    members: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()
    all_members: tuple[str, ...] = ()


@dataclass
class Group:
    """The mentions of one project, by their index; ``codes`` and ``names`` hold values, the first is the main one."""

    mentions: list[int]
    codes: list[str]
    names: list[str]
    contracts: list[str]

    def join(self, other: Group) -> None:
        """Take over what another group holds."""
        self.mentions = sorted({*self.mentions, *other.mentions})
        for own, more in ((self.codes, other.codes), (self.names, other.names), (self.contracts, other.contracts)):
            own += [value for value in more if value not in own]


@dataclass(frozen=True, slots=True)
class Near:
    """A possible link between a code or contract and a name or code, the nearest first."""

    distance: int
    left: int
    right: int


def find_groups(mentions: tuple[Mention, ...], layout: Layout) -> list[Group]:
    """The projects that codes, names and contracts of a document speak of, in reading order."""
    places = {i: layout.place(mention) for i, mention in enumerate(mentions)}
    codes = _by_value(mentions, "project", lambda m: _joint_stem(m.value, m.method))
    full = {m.value.casefold(): m.refers_to.casefold() for m in mentions if m.kind == "project" and m.refers_to}
    names = _by_value(mentions, "", lambda m: full.get(m.value.casefold(), m.value.casefold()))
    contracts = _by_value(mentions, "contract", lambda m: m.value)
    _join_nearest(codes, names, mentions, places)
    _join_second_codes(codes, mentions, layout)
    left = _join_contracts(contracts, [group for group in (*codes, *names) if group.mentions], mentions, places)
    named = [group for group in names if group.mentions and not _is_asked_for(group, mentions, layout)]
    return sorted((g for g in (*codes, *named, *left) if g.mentions), key=lambda group: group.mentions[0])


def _by_value(mentions: tuple[Mention, ...], label: str, key: Callable[[Mention], str]) -> list[Group]:
    """Mentions of one kind whose key is the same; ``label`` is empty for names."""
    groups: dict[str, Group] = {}
    for i, mention in enumerate(mentions):
        if mention.kind != ("code" if label else "project") or mention.label != label:
            continue
        group = groups.setdefault(key(mention), Group([], [], [], []))
        group.mentions.append(i)
        values = {"project": group.codes, "contract": group.contracts}.get(label, group.names)
        if mention.value not in values:
            values.append(mention.value)
    short = {mention.value for mention in mentions if mention.refers_to}
    for group in groups.values():
        group.names.sort(key=lambda name: name in short)
    return list(groups.values())


@cache
def _joint_schemes() -> frozenset[str]:
    return frozenset(scheme.id for scheme in schemes() if scheme.joint)


def _joint_stem(code: str, scheme: str) -> str:
    return code.rstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ") if scheme in _joint_schemes() else code


def _join_nearest(
    codes: list[Group], names: list[Group], mentions: tuple[Mention, ...], places: dict[int, Place]
) -> None:
    """Give each code the name that stands nearest to it, each name to one code."""
    by_segment = _by_segment(names, places)
    links = sorted(
        (
            Near(_distance(mentions, places, i, j), c, n)
            for c, code in enumerate(codes)
            for i in code.mentions
            for j, n in _around(places[i].segment, by_segment)
        ),
        key=lambda link: (link.distance, link.left, link.right),
    )
    named: set[int] = set()
    used: set[int] = set()
    for link in links:
        if link.distance < _TOO_FAR and link.left not in named and link.right not in used:
            named.add(link.left)
            used.add(link.right)
            codes[link.left].join(names[link.right])
    bare, spare = set(range(len(codes))) - named, set(range(len(names))) - used
    if len(bare) == len(spare) == 1:  # what is left over belongs together, however far apart
        used |= spare
        codes[bare.pop()].join(names[spare.pop()])
    for n in used:
        names[n].mentions = []


def _by_segment(groups: list[Group], places: dict[int, Place]) -> dict[int, list[tuple[int, int]]]:
    """Mentions and the group that each belongs to, by segment: lists of ten thousand projects are read too."""
    found: dict[int, list[tuple[int, int]]] = {}
    for g, group in enumerate(groups):
        for i in group.mentions:
            found.setdefault(places[i].segment, []).append((i, g))
    return found


def _around(segment: int, by_segment: dict[int, list[tuple[int, int]]]) -> Iterator[tuple[int, int]]:
    """What stands in a segment and in those near it."""
    for near in range(segment - _SEGMENTS, segment + _SEGMENTS + 1):
        yield from by_segment.get(near, ())


def _distance(mentions: tuple[Mention, ...], places: dict[int, Place], i: int, j: int) -> int:
    """Characters between two mentions, more where they stand in other sentences; a row joins what stands in it."""
    one, two = places[i], places[j]
    gap = max(mentions[j].start - mentions[i].end, mentions[i].start - mentions[j].end, 0)
    if one.segment == two.segment:
        if one.table is not None:
            return 0
        return gap if one.sentence == two.sentence else _SAME_SEGMENT + gap
    if one.table is not None and one.table == two.table:
        # rows of two columns, one under the other, tell of one project
        return _SAME_SEGMENT + gap
    if two.segment < one.segment and one.segment - two.segment <= 2:
        return (_HEADING if two.heading else _ELSEWHERE) + gap
    return _TOO_FAR


def _join_second_codes(codes: list[Group], mentions: tuple[Mention, ...], layout: Layout) -> None:
    """A code that the text calls the project's second one ("nacionalinis projekto kodas") goes to the one before."""
    words = languages.section(layout.document.language or "", "relate", Relate) or Relate()
    if not words.second:
        return
    pattern = re.compile("|".join(re.escape(word) for word in words.second), re.IGNORECASE)
    before: Group | None = None
    for group in codes:
        first = mentions[group.mentions[0]]
        said = layout.document.text[max(0, first.start - 60) : first.start]
        if before is not None and not group.names and pattern.search(said):
            before.join(group)
            group.mentions = []
        else:
            before = group


def _join_contracts(
    contracts: list[Group], groups: list[Group], mentions: tuple[Mention, ...], places: dict[int, Place]
) -> list[Group]:
    """The contracts that found no project: by their number, or in the sentence or row where both stand."""
    by_code = {code: group for group in groups for code in group.codes}
    by_segment = _by_segment(groups, places)
    left = []
    for contract in contracts:
        own = next((by_code[part] for part in _parts(contract.contracts[0]) if part in by_code), None)
        own = own or _nearest(contract, groups, by_segment, mentions, places)
        if own is None:
            left.append(contract)
        else:
            own.join(contract)
    return left


def _parts(number: str) -> Iterator[str]:
    """What of a contract's number may be the project's: ``S-VP2-…`` without S, ``POIR…/17-00`` without 00."""
    for start in (number, number.partition("-")[2]):
        yield start
        yield start.rpartition("-")[0]


def _nearest(
    contract: Group,
    groups: list[Group],
    by_segment: dict[int, list[tuple[int, int]]],
    mentions: tuple[Mention, ...],
    places: dict[int, Place],
) -> Group | None:
    """A listed contract without the project's code in it needs its sentence or row; an unlisted one the paragraph."""
    near = [
        (_distance(mentions, places, i, j), g)
        for i in contract.mentions
        for j, g in _around(places[i].segment, by_segment)
    ]
    distance, g = min(near, default=(_TOO_FAR, 0))
    unlisted = mentions[contract.mentions[0]].method.startswith("cue")
    reach = _TOO_FAR if unlisted or (groups and not groups[g].codes) else _SAME_SEGMENT
    return groups[g] if near and distance < reach else None


@cache
def asked_words(language: str) -> re.Pattern[str]:
    """Beginnings of words that tell of an application; a pattern that matches nothing where a language has none."""
    words = languages.section(language, "relate", Relate) or Relate()
    return re.compile(r"(?<![^\W_])(?:" + ("|".join(map(re.escape, words.asked)) or r"(?!)") + ")", re.IGNORECASE)


def _is_asked_for(group: Group, mentions: tuple[Mention, ...], layout: Layout) -> bool:
    """Whether all that is said of a project without a code is that somebody applied for it."""
    pattern = asked_words(layout.document.language or "")
    places = {layout.place(mentions[i]).sentence for i in group.mentions}
    near = [m for m in mentions if m.kind == "amount" and layout.place(m).sentence in places]
    text = layout.document.text
    stretches = (text[max(0, mentions[i].start - 120) : mentions[i].end + 80] for i in group.mentions)
    return not near and all(pattern.search(stretch) for stretch in stretches)
