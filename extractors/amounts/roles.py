"""The role of an amount: total, eu, national, own or other.

Ranking: a cue in the clause of the amount, then its label, then the rest of its sentence, then what the sum of the
neighbours says; what nothing tells is other. Nearer cues beat farther ones, and narrow kinds (a call, a loan, a price)
beat wide ones (support).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from extractors.amounts.context import Unit
from extractors.amounts.cues import find_cues
from extractors.cues import Cue

_WEIGHTS = {
    "per": 1.25,
    "call": 1.2,
    "other": 1.1,
    "own": 1.1,
    "national": 1.08,
    "total": 1.05,
    "behind": 1.05,
    "eu": 1.0,
    "public": 0.72,
    "union": 0.7,
    "payer": 0.7,
    "rest": 0.7,
    "share": 0.62,
    "value": 0.6,
    "support": 0.5,
}
_ROLES = {"per": "other", "call": "other", "share": "other", "rest": "own", "behind": "total"}
_ROLES |= {"union": "eu", "public": "national", "payer": "own"}
_WEAK = frozenset({"union", "public", "payer"})  # heard in the clause of the amount alone
_FUNDS = frozenset({"eu", "national", "own"})
_GIVERS = frozenset({"eu", "national"})
_QUOTED = re.compile(r"[„“\"«‘][^„“”\"»\n]{2,140}[“”\"»’]")
_CLEAR = 0.75  # a cue this strong is not overruled by what stands farther away
_SAID = frozenset({"total", "value", "behind"})
_SUBJECT = 30  # "With a budget of A, the project will run": characters behind a clause that name whose it is


@dataclass(frozen=True, slots=True)
class Verdict:
    """A role with the score of its best cue; ``also`` is a second role of the same amount (one giver pays all).

    ``is_value``: only a word like "budget" or "cost" says it, so that its neighbours may know better.
    """

    role: str
    score: float
    also: str = ""
    is_value: bool = False

    @property
    def confidence(self) -> float:
        """How often such a verdict holds."""
        return round(min(0.97, 0.45 + 0.5 * self.score), 2)


@dataclass(frozen=True, slots=True)
class Judge:
    """Decides roles in one document; ``giver`` is who gives where a grant names nobody.

    ``against``: words that stand alone between a part and its whole.
    """

    language: str
    giver: str
    against: frozenset[str] = frozenset()

    def decide(self, units: Sequence[Unit]) -> list[Verdict]:
        """A verdict for each unit of a paragraph or table row, in order."""
        verdicts = [self._alone(unit) for unit in units]
        for i, unit in enumerate(units):
            in_row = bool(unit.label) and not unit.linked and not unit.left.strip()
            if verdicts[i].is_value and in_row and any(v.role in _FUNDS for v in verdicts[i + 1 :]):
                verdicts[i] = Verdict("total", 0.9)  # columns "Value" and "EU funds"
            if unit.linked and verdicts[i].score < 0.35 and self._has(unit.left, "vat"):
                verdicts[i] = verdicts[i - 1]
            if unit.linked and verdicts[i - 1].role in _FUNDS and self._is_whole_of(units[i - 1], unit):
                verdicts[i] = Verdict("total", 0.8)
            if unit.linked and verdicts[i - 1].role in _FUNDS and self._names_whole(unit, verdicts[i]):
                verdicts[i] = Verdict("total", 0.7)
            if i and self._has(unit.left, "part"):
                if verdicts[i].score < 0.35 and verdicts[i - 1].role == "total":
                    verdicts[i] = Verdict(self.giver, 0.35)
                if verdicts[i].role in _FUNDS and self._is_open(verdicts[i - 1]):
                    verdicts[i - 1] = Verdict("total", 0.8)
        return self._check_sums(units, verdicts)

    def _is_open(self, verdict: Verdict) -> bool:
        return verdict.role != "total" and (verdict.score < _CLEAR or verdict.is_value)

    def _alone(self, unit: Unit) -> Verdict:
        if unit.is_range:
            return Verdict("other", 0.9)
        best: dict[str, tuple[float, str]] = {}
        for kind, score in self._scored(unit):
            role, factor = self._role(kind, unit)
            best[role] = max(best.get(role, (0.0, "")), (score * factor, kind))
        if not best:
            return Verdict("other", 0.0)
        role = max(best, key=lambda r: best[r])
        return Verdict(role, best[role][0], self._also(role, unit), best[role][1] == "value")

    def _scored(self, unit: Unit) -> Iterator[tuple[str, float]]:
        """Kinds of cues with their scores; farther contexts only as long as the nearer ones say nothing clear."""
        alone = not unit.left.strip()
        contexts = (
            (unit.left, True, 1.0),
            (unit.right, False, 0.95),
            (unit.label, True, 0.95 if alone else 0.5),
            (unit.row, True, 0.95),
            (unit.far, False, 0.75),
            (unit.opening, True, 0.5 if unit.linked else 0.6),
        )
        clear = False
        for text, is_before, factor in contexts:
            if clear and factor < 0.9:
                continue
            for kind, distance in self._distances(text, is_before):
                if text is unit.opening and unit.linked and kind in _SAID:
                    continue  # that was said of the amount before
                if kind in _WEAK and not self._is_heard(kind, text, unit):
                    continue
                score = _WEIGHTS[kind] * factor * max(0.4, 1 - distance / 120)
                clear = clear or score >= _CLEAR
                yield kind, score

    def _is_heard(self, kind: str, text: str, unit: Unit) -> bool:
        """Whether a weak word counts: in the clause; a payer among the parts of a sum, where nobody is granted it."""
        if any(text is other for other in (unit.far, unit.opening, unit.row)):
            return False
        return kind != "payer" or bool(unit.linked and not self._has(text, "support") and not self._has(text, "share"))

    def _distances(self, text: str, is_before: bool) -> list[tuple[str, int]]:
        """Kinds of cues with their distance from the amount; names in quotation marks tell only who gives."""
        quoted = [match.span() for match in _QUOTED.finditer(text)]
        cues = _outermost([cue for cue in find_cues(text, self.language) if cue.kind in _WEIGHTS])
        grants = {cue.end for cue in cues if cue.kind in _FUNDS or cue.kind == "support"}
        found = [
            (cue.kind, len(text) - cue.end if is_before else cue.start)
            for cue in cues
            if (cue.kind in _GIVERS or not any(a < cue.start < b for a, b in quoted))
            and not (cue.kind == "behind" and (is_before or cue.start > 2))
            and not (cue.kind == "total" and cue.end in grants)  # "the total sum of the grant"
        ]
        verb = min((distance for kind, distance in found if kind == "support"), default=None)
        if verb is None or not is_before:
            return found
        # "the Fund, under the programme ..., gave 500": the giver is as near as the verb
        return [(kind, min(distance, verb + 8) if kind in _GIVERS else distance) for kind, distance in found]

    def _role(self, kind: str, unit: Unit) -> tuple[str, float]:
        """The role that a kind of cue stands for in this context, and what its score is multiplied by."""
        if kind == "support":
            return self.giver, 1.0
        if kind != "value":
            return _ROLES.get(kind, kind), 1.0
        owner = self._owner(unit)
        if owner == "scheme":
            return "other", 1.8  # the programme's budget, however European the programme
        return ("total", 1.0) if owner else ("other", 0.5)

    def _owner(self, unit: Unit) -> str:
        """Of what a budget or cost is said, project or scheme: the nearest such word tells."""
        kinds = frozenset({"project", "scheme"})
        before = unit.opening or unit.left
        for text, is_before in ((before, True), (unit.label, True), (unit.right, False), (unit.far[:_SUBJECT], False)):
            if cues := sorted(find_cues(text, self.language, kinds), key=lambda cue: cue.end):
                return cues[-1 if is_before else 0].kind
        if self._has(before, "named"):
            return "scheme"  # "Horizon Europe has a budget of"
        cues = sorted(find_cues(unit.previous, self.language, kinds), key=lambda cue: cue.end)
        return cues[-1].kind if cues else ""

    def _also(self, role: str, unit: Unit) -> str:
        """Who gives the whole of a total: "a budget of A, all of it paid by the Commission"."""
        behind = unit.right + unit.far
        if role != "total" or not self._has(behind, "whole"):
            return ""
        return next((giver for giver in ("eu", "national") if self._has(behind, giver)), "")

    def _is_whole_of(self, part: Unit, unit: Unit) -> bool:
        """EUR 640,000 of EUR 800,000."""
        between = unit.left.strip(" (),").casefold()
        return between in self.against and unit.figures[0].value > part.figures[0].value

    def _names_whole(self, unit: Unit, verdict: Verdict) -> bool:
        """The ERDF gives A of the budget of B."""
        near = [kind for kind, distance in self._distances(unit.left, True) if distance < 8]
        return verdict.score < _CLEAR and "value" in near and self._owner(unit) != "scheme"

    def _has(self, text: str, kind: str) -> bool:
        return any(find_cues(text, self.language, frozenset({kind})))

    def _check_sums(self, units: Sequence[Unit], verdicts: Sequence[Verdict]) -> list[Verdict]:
        """Doubtful roles settled by arithmetic: the parts that follow a total add up to it."""
        settled = list(verdicts)
        values = [{figure.currency: figure.value for figure in unit.figures} for unit in units]
        for i, whole in enumerate(values):
            sure = settled[i].role in _FUNDS and settled[i].score >= _CLEAR
            for end in range(i + 3, min(i + 5, len(values) + 1)):
                roles = {verdict.role for verdict in settled[i + 1 : end]}
                if sure and not (len(roles) > 1 and settled[i].role in roles):
                    continue  # half of a total can be the sum of its parts, too
                if roles & _FUNDS and any(_adds_up(total, c, values[i + 1 : end]) for c, total in whole.items()):
                    settled[i] = Verdict("total", 1.0, settled[i].also)
                    left = self.giver if "own" in roles else "own"
                    for k in range(i + 1, end):
                        if settled[k].role in ("total", "other") and settled[k].score < 0.5:
                            settled[k] = Verdict(left, 0.8)
        return self._check_last(units, values, settled)

    def _check_last(
        self, units: Sequence[Unit], values: Sequence[dict[str, Decimal]], verdicts: list[Verdict]
    ) -> list[Verdict]:
        """The parts stand first: "ERDF A, state B, own money C, in all D"."""
        for i in range(2, len(units)):
            for start in range(max(0, i - 4), i - 1):
                parts = {verdict.role for verdict in verdicts[start:i]}
                known = parts <= _FUNDS and len(parts) > 1
                if known and any(_adds_up(total, c, values[start:i]) for c, total in values[i].items()):
                    verdicts[i] = Verdict("total", 1.0)
        return verdicts


def _outermost(cues: list[Cue]) -> list[Cue]:
    """Without words that are part of a longer phrase of another kind: the price in "total price of the project"."""
    inner = ("other", "value", *_WEAK)
    return [
        cue
        for cue in cues
        if cue.kind not in inner
        or not any(
            o.start <= cue.start and cue.end <= o.end and o.end - o.start > cue.end - cue.start and o.kind != cue.kind
            for o in cues
        )
    ]


def _adds_up(total: Decimal, currency: str, parts: Sequence[dict[str, Decimal]]) -> bool:
    found = [part[currency] for part in parts if currency in part]
    return len(found) == len(parts) and abs(sum(found) - total) <= Decimal("0.02")
