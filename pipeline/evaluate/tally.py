"""Counts of right, wrong and missed entries a field and language."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from pipeline.evaluate.names import any_same

FIELDS = (
    "language",
    "published",
    "title",
    "codes",
    "codes+kind",
    "programmes",
    "amounts",
    "amounts+role",
    "organizations",
    "organizations+role",
    "partners",
    "countries",
    "countries+role",
    "people",
    "emails",
    "phones",
    "contacts",
    "dates",
    "projects",
    "project amounts",
    "project partners",
)


@dataclass(frozen=True, slots=True)
class GoldName:
    """An entry of the gold that is compared by name."""

    spellings: tuple[str, ...]
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Figures:
    """Precision, recall and F1 of a field; None where there is nothing to divide by."""

    right: int
    wrong: int
    missed: int

    def __add__(self, other: Figures) -> Figures:
        return Figures(self.right + other.right, self.wrong + other.wrong, self.missed + other.missed)

    @property
    def precision(self) -> float | None:
        """Right among found."""
        return self.right / (self.right + self.wrong) if self.right + self.wrong else None

    @property
    def recall(self) -> float | None:
        """Right among expected."""
        return self.right / (self.right + self.missed) if self.right + self.missed else None

    @property
    def f1(self) -> float | None:
        """Harmonic mean of precision and recall."""
        total = 2 * self.right + self.wrong + self.missed
        return 2 * self.right / total if total else None


@dataclass(frozen=True, slots=True)
class Miss:
    """One wrong or missed entry."""

    field: str
    document: str
    what: str
    entry: str


@dataclass(frozen=True, slots=True)
class Place:
    """Where a count belongs."""

    field: str
    language: str
    document: str


@dataclass(slots=True)
class Tally:
    """Counts a field and document, and a list of what was wrong or missed."""

    counts: dict[Place, Figures] = field(default_factory=dict)
    misses: list[Miss] = field(default_factory=list)

    def add(self, place: Place, found: Iterable[Any], expected: Iterable[Any], optional: Iterable[Any] = ()) -> None:
        """Count entries that are compared exactly; optional ones are neither right, wrong nor missed."""
        got, wanted, free = set(found), set(expected), set(optional)
        self.count(place, len(got & wanted), got - wanted - free, wanted - got - free)

    def add_names(self, place: Place, found: Iterable[set[str]], gold: Sequence[GoldName]) -> None:
        """Count entities, each a set of spellings, that are compared by name."""
        used: set[int] = set()
        wrong, right = [], 0
        for spellings in found:
            hit = next((i for i, entry in enumerate(gold) if any_same(spellings, entry.spellings)), None)
            if hit is None:
                wrong.append(sorted(spellings)[0])
            elif hit not in used:
                used.add(hit)
                right += not gold[hit].optional
        missed = [entry.spellings[0] for i, entry in enumerate(gold) if i not in used and not entry.optional]
        self.count(place, right, wrong, missed)

    def count(self, place: Place, right: int, wrong: Iterable[object], missed: Iterable[object]) -> None:
        """Add counts that were made elsewhere."""
        misses = [Miss(place.field, place.document, "wrong", str(entry)) for entry in wrong]
        absent = [Miss(place.field, place.document, "missed", str(entry)) for entry in missed]
        before = self.counts.get(place, Figures(0, 0, 0))
        self.counts[place] = before + Figures(right, len(misses), len(absent))
        self.misses += misses + absent

    def figures(self, name: str, language: str | None = None) -> Figures:
        """The figures of a field, over all languages or in one."""
        chosen = (f for place, f in self.counts.items() if place.field == name and language in (None, place.language))
        return sum(chosen, start=Figures(0, 0, 0))
