"""Which project an amount, date, country or organization belongs to.

Nearest evidence first: the row of a list of projects, the sentence, the segment, what the text spoke of last.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass

from extractors.mention import Mention
from pipeline.relate.groups import Group
from pipeline.relate.layout import Layout, Place


@dataclass(frozen=True, slots=True)
class Anchor:
    """A place where a project is named."""

    start: int
    project: int
    place: Place


class Focus:
    """The projects of a document as its text goes along."""

    def __init__(self, groups: list[Group], mentions: tuple[Mention, ...], layout: Layout) -> None:
        self.layout = layout
        self.count = len(groups)
        self._anchors = sorted(
            (
                Anchor(mentions[i].start, g, layout.place(mentions[i]))
                for g, group in enumerate(groups)
                for i in group.mentions
            ),
            key=lambda anchor: anchor.start,
        )
        self._lists = _lists(self._anchors)
        lasting = _lasting([a for a in self._anchors if a.place.table not in self._lists], layout)
        self._running = [anchor for anchor in self._anchors if anchor.project in lasting]
        self._by_segment: dict[int, list[Anchor]] = {}
        for anchor in self._anchors:
            self._by_segment.setdefault(anchor.place.segment, []).append(anchor)

    def project_of(self, mention: Mention) -> int | None:
        """The project of a mention where its row, sentence or segment tells it; None where they do not."""
        place = self.layout.place(mention)
        if place.table in self._lists:
            return _only(anchor.project for anchor in self._by_segment.get(place.segment, ()))
        if self.count == 1:
            return 0
        segment = self._by_segment.get(place.segment, [])
        for inside in (
            [anchor for anchor in segment if anchor.place.sentence == place.sentence],
            # "The winner is X. Its project …": a name comes before what it does, a sum behind what it is for
            [anchor for anchor in segment if anchor.start < mention.start or mention.kind == "organization"],
        ):
            before = [anchor for anchor in inside if anchor.start < mention.start]
            if before or inside:
                return (before[-1] if before else inside[0]).project
        return None

    def is_named_beside(self, mention: Mention) -> bool:
        """Whether the sentence of a mention names a project."""
        place = self.layout.place(mention)
        return any(anchor.place.sentence == place.sentence for anchor in self._by_segment.get(place.segment, ()))

    def candidates(self, mention: Mention) -> list[int]:
        """The projects that the text may still speak of, the likeliest first: the last named, the next, the first."""
        place = self.layout.place(mention)
        if place.table in self._lists:
            return []
        at = bisect_left(self._running, mention.start, key=lambda anchor: anchor.start)
        near = [*self._running[at - 1 : at], *self._running[at : at + 1], *self._running[: min(at, 1)]]
        return list(dict.fromkeys(anchor.project for anchor in (near if at else near[:1])))


def _lists(anchors: list[Anchor]) -> frozenset[int]:
    """The tables that list projects row by row: more than one project is named in them."""
    tables: dict[int, set[int]] = {}
    for anchor in anchors:
        if anchor.place.table is not None:
            tables.setdefault(anchor.place.table, set()).add(anchor.project)
    return frozenset(table for table, projects in tables.items() if len(projects) > 1)


def _lasting(anchors: list[Anchor], layout: Layout) -> frozenset[int]:
    """The projects that a text goes on with: the first, and those that a heading or a paragraph begins with.

    One that is mentioned in passing, later in a paragraph, is left again when the paragraph ends.
    """
    begun = {
        a.project for a in anchors if a.place.heading or a.place.table is not None or layout.opens_segment(a.place)
    }
    return frozenset(begun | {anchor.project for anchor in anchors[:1]})


def _only(projects: Iterator[int]) -> int | None:
    found = set(projects)
    return found.pop() if len(found) == 1 else None
