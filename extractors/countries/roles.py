"""What a country is to the project: decided by the words around it, by lists, tables and brackets.

Countries in one enumeration share a role. Every cue of the sentence votes for its role, the louder the nearer it
stands; commas, brackets and colons outside the enumeration muffle it, a heading counts like a distant word. What no
cue reaches takes the role of the enumeration just before it, or ``other``.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache, lru_cache

from spacy.tokens import Doc

from extractors.countries.context import Group, Word
from extractors.countries.cues import ROLES, Roles, roles_of, starts_with
from extractors.countries.enumerations import groups_of
from extractors.countries.forms import Hit
from extractors.countries.home import home_of

LOUDEST = 0.25  # below this no vote decides
NEAR = 10  # words at which a cue is half as loud
MUFFLED = (1.0, 0.75, 0.55)  # by clauses between
QUIET = 0.6  # a weak cue
PHRASE = 1.15  # several words tell more than one: "delegation from"
AIMED = 0.3  # a cue that only says what for
ABROAD = 0.5  # a place of work elsewhere than at home
LISTED, UNDER_HEADING = 0.45, 0.2  # a heading over a list or a table; over plain text
FROM = 1.2  # a partner, and a word or case of coming from
AT_HOME = 0.4  # a cluster in the home country is at home there before it is a partner
DROPPED = 1.5  # "gave up the market" outweighs the market
EARSHOT = 200  # words; DROPPED, the loudest, is as quiet as LOUDEST there
INHERITED = 45  # characters to the enumeration before


def find_roles(doc: Doc, hits: Sequence[Hit]) -> Iterator[tuple[Hit, str]]:
    """Each country with its role, in the order of the text.

    >>> from extractors import load
    >>> mentions = load("en")("We sell in Norway; the stand at a fair in Spain was paid by SIA X (Latvia).")._.mentions
    >>> [(m.value, m.label) for m in mentions if m.value in ("NO", "ES")]
    [('NO', 'target_market'), ('ES', 'event_participation')]
    """
    roles = roles_of(doc.lang_)
    roles = replace(roles, home=roles.home or home_of(doc))
    decided: list[tuple[Hit, str]] = []
    consortium: set[str] = set()
    before: tuple[Group, str] | None = None
    for group in groups_of(doc, hits):
        role = _of_group(group, roles)
        if not role and before is not None and 0 <= group.hits[0].start - before[0].hits[-1].end <= INHERITED:
            role = before[1]
        before = (group, role)
        if group.after_organization:
            consortium.update(hit.code for hit in group.hits)
        decided += [(hit, _at_home(hit, role, group, roles)) for hit in group.hits]
    known: dict[str, str] = {}
    for hit, role in decided:
        if role not in ("", "home"):
            known.setdefault(hit.code, role)
    for hit, role in decided:
        if role == "home":  # the companies of a member's country are named as members, not as the place
            yield hit, "other" if hit.code in consortium else "location"
        else:  # where its sentence tells nothing, a country is what it is elsewhere in the document
            yield hit, role or known.get(hit.code) or "other"


def _of_group(group: Group, roles: Roles) -> str:
    """The layout decides, else the named partner, else the loudest vote; empty where nothing does."""
    context = group.context
    if context.kind == "contact" or starts_with(group.following(3), roles.budget):
        return "other"
    if starts_with(group.following(1), roles.guests):
        return "other"
    if starts_with(group.following(1), roles.projects):
        return "location"
    if starts_with([context.head.casefold()], roles.country_column) or group.after_organization:
        return "partner_origin"
    votes = _votes(group, roles)
    abroad = any(hit.code != roles.home for hit in group.hits)
    if abroad and group.names_organization and starts_with(group.following(4), roles.firms):
        votes["partner_origin"] = max(votes.get("partner_origin", 0.0), 0.8)
    best = max(ROLES, key=lambda role: votes.get(role, 0.0))
    return best if votes.get(best, 0.0) >= LOUDEST else ""


def _votes(group: Group, roles: Roles) -> dict[str, float]:
    votes: dict[str, float] = {}
    for word, role, weight in _voices(group):
        if role == "dropped":
            votes["other"] = max(votes.get("other", 0.0), _dropped(word, group, roles))
        else:
            loud = weight * _loudness(word, group) * _leaning(role, group, roles) * _purpose(word, group, roles)
            votes[role] = max(votes.get(role, 0.0), loud)
    above = LISTED if group.context.listed else UNDER_HEADING
    for pattern, role, weight in cues_of(group.language):
        if role in ROLES and pattern.search(group.context.heading):
            votes[role] = max(votes.get(role, 0.0), weight * above)
    return votes


@cache
def cues_of(language: str) -> tuple[tuple[re.Pattern[str], str, float], ...]:
    """Patterns of the cues of a language with role and weight."""
    roles = roles_of(language)
    cues = [(getattr(roles, role), role, 1.0) for role in (*ROLES, "dropped")]
    cues += [(words, role, QUIET) for role, words in roles.weak.items()]
    border = "" if roles.compounds else r"\b"
    by_length = [
        ([word for word in words if (" " in word.strip()) == phrase], role, weight * (PHRASE if phrase else 1.0))
        for words, role, weight in cues
        for phrase in (False, True)
    ]
    return tuple(
        (re.compile(border + "(?:" + "|".join(map(re.escape, sorted(words))) + ")"), role, weight)
        for words, role, weight in by_length
        if words
    )


def _voices(group: Group) -> Iterator[tuple[Word, str, float]]:
    """The cues near enough to be heard at all: of those farther away none is as loud as ``LOUDEST``."""
    context = group.context
    heard = _heard(context.folded, group.language)
    first, last = context.word_at(group.start), context.word_at(group.end)
    low = context.words[max(0, first.number - EARSHOT)].start if first else 0
    high = context.words[min(len(context.words) - 1, last.number + EARSHOT)].start if last else len(context.text)
    for start, role, weight in heard[bisect_left(heard, (low,)) : bisect_right(heard, high, key=lambda cue: cue[0])]:
        word = context.word_at(start)
        inside = any(hit.start <= context.start + start < hit.end for hit in group.hits)  # "Ühendriigid" unites nobody
        if word is not None and not inside:
            yield word, role, weight


@lru_cache(maxsize=8)  # a sentence with many enumerations is listened to once
def _heard(sentence: str, language: str) -> tuple[tuple[int, str, float], ...]:
    """The beginnings of cues with role and weight, in order."""
    cues = ((pattern.finditer(sentence), role, weight) for pattern, role, weight in cues_of(language))
    return tuple(sorted((match.start(), role, weight) for found, role, weight in cues for match in found))


def _loudness(word: Word, group: Group) -> float:
    clauses = min(abs(word.clause - group.clause), len(MUFFLED) - 1)
    return MUFFLED[clauses] / (1 + group.distance(word) / NEAR)


def _dropped(word: Word, group: Group, roles: Roles) -> float:
    """In the clause, or after a relative one: "the market, where we sold for years, was given up"."""
    if word.clause != group.clause and not (word.start > group.start and group.is_related(roles.relative)):
        return 0.0
    return DROPPED / (1 + group.distance(word) / (4 * NEAR))


def _leaning(role: str, group: Group, roles: Roles) -> float:
    """Partners come from a country; they do not sell in it."""
    if role == "location":
        return 1.0 if any(hit.code == roles.home for hit in group.hits) or not roles.home else ABROAD
    if role != "partner_origin" or not (roles.origin or roles.origin_endings):
        return 1.0
    if _comes_from(group, roles):
        return FROM
    return AT_HOME if roles.at_home_by_default and group.hits[0].code == roles.home else QUIET


def _comes_from(group: Group, roles: Roles) -> bool:
    by_word = group.preceding in roles.origin or group.ends_with(roles.origin_endings)
    return by_word or group.hits[0].kind != "name"


def _purpose(word: Word, group: Group, roles: Roles) -> float:
    """What a thing was done for is not what was done: "took part in events to attract members in Spain"."""
    if not roles.purpose or word.start > group.start:
        return 1.0
    between = group.context.folded[: word.start]
    return AIMED if any(word in between for word in roles.purpose) else 1.0


def _at_home(hit: Hit, role: str, group: Group, roles: Roles) -> str:
    """At home is no market to conquer and no fair to travel to; its companies tell where the project is."""
    if hit.code != roles.home:
        return role
    beside = [*group.following(2), *([group.preceding] if hit.kind == "adjective" else [])]  # "imprese italiane"
    if starts_with(beside, (*roles.companies, *roles.firms)) and not group.after_organization:
        return "home"
    alone = all(other.code == hit.code for other in group.hits)
    if alone and role in ("target_market", "event_participation") and roles_of(group.language).home:
        return "other"  # where the home is only guessed from the organizations, the words decide
    return "home" if role == "" and roles.at_home_by_default else role
