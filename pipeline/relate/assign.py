"""Every amount, date, country, organization, programme and measure to its project."""

from __future__ import annotations

from collections.abc import Mapping

from extractors.mention import Mention
from pipeline.relate.focus import Focus
from pipeline.relate.partners import is_asked_for, is_member_only

_KINDS = ("amount", "date", "country", "organization", "programme")
_SUMS = ("total", "eu")


def assign_projects(mentions: tuple[Mention, ...], focus: Focus) -> Mapping[int, int]:
    """Indices of mentions to indices of projects; what no project can claim is left out.

    What row, sentence and segment tell comes first. A sum without such evidence goes to the likeliest project that
    does not know a sum of this role and currency yet.
    """
    found: dict[int, int] = {}
    open_: list[int] = []
    for i, mention in enumerate(mentions):
        if not _belongs(mention) or is_member_only(mention, focus.layout):
            continue
        if is_asked_for(mention, focus.layout) and not focus.is_named_beside(mention):
            continue
        project = focus.project_of(mention)
        if project is not None:
            found[i] = project
        else:
            open_.append(i)
    known: dict[tuple[int, str, str], set[str]] = {}
    for i, project in found.items():
        known.setdefault(_sum_of(project, mentions[i]), set()).add(mentions[i].value)
    for i in open_:
        candidates = focus.candidates(mentions[i])
        if candidates:
            value = mentions[i].value
            lacking = [p for p in candidates if not known.get(_sum_of(p, mentions[i]), set()) - {value}]
            project = (lacking if mentions[i].label in _SUMS and lacking else candidates)[0]
            found[i] = project
            known.setdefault(_sum_of(project, mentions[i]), set()).add(value)
    return dict(sorted(found.items()))


def _belongs(mention: Mention) -> bool:
    if mention.kind == "code":
        return mention.label == "measure"
    if mention.kind == "organization":
        return mention.label in ("coordinator", "partner")
    return mention.kind in _KINDS


def _sum_of(project: int, mention: Mention) -> tuple[int, str, str]:
    """What a project knows one sum of: a role and a currency."""
    return project, mention.label, mention.value[-3:]
