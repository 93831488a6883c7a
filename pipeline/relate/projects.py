"""The funded projects of a document with their sums, days, programme and partners."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from extractors.codes.schemes import schemes
from extractors.mention import Document, Mention
from pipeline.relate.assign import assign_projects
from pipeline.relate.facts import Money, PartnerFacts, ProjectFacts
from pipeline.relate.focus import Focus
from pipeline.relate.funds import find_fund
from pipeline.relate.groups import Group, find_groups
from pipeline.relate.layout import Layout
from pipeline.relate.partners import relate_partners


@dataclass(frozen=True, slots=True)
class Related:
    """What was found out about the projects of a document; ``project_of`` maps mentions to projects."""

    projects: tuple[ProjectFacts, ...]
    partners: tuple[PartnerFacts, ...]
    project_of: Mapping[int, int]


def relate_projects(document: Document, mentions: tuple[Mention, ...]) -> Related:
    """The projects of a document and the parts that organizations have in them."""
    layout = Layout(document)
    groups = find_groups(mentions, layout)
    if not groups and any(m.kind == "amount" and m.label in ("total", "eu") for m in mentions):
        groups = [Group([], [], [], [])]  # a project that the text gives neither code nor name
    project_of = assign_projects(mentions, Focus(groups, mentions, layout)) if groups else {}
    assigned: list[list[int]] = [[] for _ in groups]
    for i, project in project_of.items():
        assigned[project].append(i)
    facts = tuple(_facts(group, own, mentions, layout) for group, own in zip(groups, assigned, strict=True))
    return Related(facts, relate_partners(mentions, groups, project_of, layout), project_of)


def _facts(group: Group, assigned: Sequence[int], mentions: tuple[Mention, ...], layout: Layout) -> ProjectFacts:
    own = [mentions[i] for i in sorted({*assigned, *group.mentions})]
    code = group.codes[0] if group.codes else None
    scheme = next((m.method for m in own if m.kind == "code" and m.value == code), None)
    rule = next((s for s in schemes() if s.id == scheme), None)
    # a name in quotation marks beside a word may be that of a measure
    programmes = sorted((m for m in own if m.kind == "programme"), key=lambda m: m.method.startswith("quoted"))
    return ProjectFacts(
        code=code,
        scheme=scheme,
        name=group.names[0] if group.names else None,
        aliases=tuple(group.names[1:]),
        programme=(programmes[0].value if programmes else None) or (rule.programme_of(code) if rule and code else None),
        measure=_measure(code, own),
        contract=group.contracts[0] if group.contracts else None,
        fund=find_fund(layout, own) or (rule.fund_of(code) if rule and code else None),
        total=_sum(own, "total"),
        eu=_sum(own, "eu"),
        starts_on=_day(own, "project_start"),
        ends_on=_day(own, "project_end"),
        mentions=tuple(sorted({*assigned, *group.mentions})),
    )


def _measure(code: str | None, own: Sequence[Mention]) -> str | None:
    """The measure that the project's code begins with, else the one that stands nearest."""
    measures = [m.value for m in own if m.kind == "code" and m.label == "measure"]
    fitting = [measure for measure in measures if code and code.startswith(measure)]
    return next(iter(fitting or measures), None)


def _sum(own: Sequence[Mention], role: str) -> Money | None:
    """The sum of a role: in euro where two currencies stand, the exact one where a rounded one stands too.

    Of several the last in a row of a table (before and after an amendment), else the first in the text.
    """
    sums = [_money(m.value) for m in own if m.kind == "amount" and m.label == role]
    euro = [money for money in sums if money.currency == "EUR"] or sums
    exact = [m for m in euro if not any(_is_rounding(m.value, other.value) for other in euro)]
    return next(iter(exact or euro), None)


def _money(value: str) -> Money:
    number, currency = value.rsplit(" ", 1)
    return Money(Decimal(number), currency)


def _is_rounding(rough: Decimal, exact: Decimal) -> bool:
    """``1900000`` of ``1860240.30``: within five per cent and with more zeros at its end."""
    return rough != exact and abs(rough - exact) * 20 < exact and _zeros(rough) > _zeros(exact)


def _zeros(value: Decimal) -> int:
    exponent = value.normalize().as_tuple().exponent
    return exponent if isinstance(exponent, int) else 0


def _day(own: Sequence[Mention], role: str) -> date | None:
    days = [m.value for m in own if m.kind == "date" and m.label == role and len(m.value) == len("2012-03-26")]
    return date.fromisoformat(days[-1] if role == "project_end" else days[0]) if days else None
