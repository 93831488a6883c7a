"""What may be an organization, before overlaps are settled and roles are read."""

from __future__ import annotations

from dataclasses import dataclass

from extractors.mention import Mention
from extractors.taken import Taken


@dataclass(frozen=True, slots=True)
class Candidate:
    """A stretch that a rule takes for an organization. ``value`` is nominative without quotes and legal form.

    ``confidence`` ranks overlapping ones of equal length; ``refers_to`` is the full name that the document gives for
    this short one; ``case`` is 1 where the words stand in the genitive, 0 in the nominative.
    """

    start: int
    end: int
    value: str
    method: str
    confidence: float
    refers_to: str | None = None
    case: int = 0
    kind: str = ""


def settled(candidates: list[Candidate], taken: tuple[Mention, ...]) -> list[Candidate]:
    """The candidates that stay: none inside another or across its border, none on a code, e-mail or phone.

    The longer one wins, then the surer one.
    """
    blocked = [(m.start, m.end) for m in taken if m.kind in {"code", "email", "phone", "amount", "date"}]
    stretches = Taken(max((*(c.end for c in candidates), *(m.end for m in taken)), default=0), blocked)
    kept: list[Candidate] = []
    for candidate in sorted(candidates, key=lambda c: (c.start - c.end, -c.confidence, c.start)):
        if not stretches.meets(candidate.start, candidate.end):
            stretches.add(candidate.start, candidate.end)
            kept.append(candidate)
    return sorted(kept, key=lambda c: c.start)
