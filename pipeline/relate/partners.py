"""The parts that organizations have in the projects of a document, or in the cluster that it is about."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache

from extractors import languages
from extractors.mention import Mention
from pipeline.relate.facts import PartnerFacts
from pipeline.relate.groups import Group, Relate, asked_words
from pipeline.relate.layout import Layout

_PARTS = ("coordinator", "partner")


def relate_partners(
    mentions: tuple[Mention, ...], groups: list[Group], project_of: Mapping[int, int], layout: Layout
) -> tuple[PartnerFacts, ...]:
    """One part for each mention of an organization; a sole beneficiary has one in each project that names nobody."""
    parts = [
        PartnerFacts(i, mention.label or "mention", project_of.get(i))
        for i, mention in enumerate(mentions)
        if mention.kind == "organization"
    ]
    return (*parts, *_sole_beneficiary(parts, mentions, groups, layout))


def is_member_only(mention: Mention, layout: Layout) -> bool:
    """Whether a sentence or the heading of a list calls an organization a member of the cluster, not of the project."""
    if mention.kind != "organization" or mention.label != "partner":
        return False
    language = layout.document.language or ""
    context = layout.context(mention)
    if _all_take_part(layout.document.text, language):
        return False
    return _members(language).search(context) is not None and _parts(language).search(context) is None


def is_asked_for(mention: Mention, layout: Layout) -> bool:
    """Whether a sentence that names no project tells who applies for a new one."""
    if mention.kind != "organization":
        return False
    return asked_words(layout.document.language or "").search(layout.context(mention)) is not None


@cache
def _members(language: str) -> re.Pattern[str]:
    words = languages.section(language, "relate", Relate) or Relate()
    return _any(words.members)


@cache
def _parts(language: str) -> re.Pattern[str]:
    words = languages.section(language, "relate", Relate) or Relate()
    return _any(words.parts)


@lru_cache(maxsize=8)  # it is asked for each partner, and answered by the whole document
def _all_take_part(text: str, language: str) -> bool:
    return _all(language).search(text) is not None


@cache
def _all(language: str) -> re.Pattern[str]:
    """ "All founders became partners of the project": then a member is a partner."""
    words = languages.section(language, "relate", Relate) or Relate()
    return re.compile(rf"{_any(words.all_members).pattern}[^.\n]{{0,80}}{_any(words.parts).pattern}", re.IGNORECASE)


def _any(words: Iterable[str]) -> re.Pattern[str]:
    escaped = (re.escape(word).replace(r"\*", r"\w*").replace(r"\ ", r"\s+") for word in words)
    return re.compile(rf"(?<![^\W_])(?:{'|'.join(escaped) or '(?!)'})(?![^\W_])", re.IGNORECASE)


def _sole_beneficiary(
    parts: list[PartnerFacts], mentions: tuple[Mention, ...], groups: list[Group], layout: Layout
) -> list[PartnerFacts]:
    """Where all projects that name anybody are led by one organization: the others, near which it is mentioned, too."""
    leaders = {_name(mentions[p.mention]) for p in parts if p.role == "coordinator"}
    taken = {part.project for part in parts if part.role in _PARTS}
    if len(leaders) != 1 or len(groups) < 2:
        return []
    (leader,) = leaders
    places = [i for i, m in enumerate(mentions) if m.kind == "organization" and _name(m) == leader]
    near = {
        project: next(
            (i for i in places if layout.place(mentions[i]).segment in _segments(group, mentions, layout)), None
        )
        for project, group in enumerate(groups)
        if project not in taken
    }
    # who leads most of three or more projects of a page leads the others too; so does who is named before all of
    # them and works alone
    most = len(groups) > 2 and 3 * len([place for place in near.values() if place is None]) <= len(groups)
    first = min(part.mention for part in parts if part.role == "coordinator") < min(g.mentions[0] for g in groups)
    most = most or (first and not any(part.role == "partner" and part.project is not None for part in parts))
    return [
        PartnerFacts(places[0] if place is None else place, "coordinator", project)
        for project, place in near.items()
        if place is not None or most
    ]


def _segments(group: Group, mentions: tuple[Mention, ...], layout: Layout) -> set[int]:
    return {layout.place(mentions[i]).segment for i in group.mentions}


def _name(mention: Mention) -> str:
    return (mention.refers_to or mention.value).casefold()
