"""The role that a document gives each mention of an organization: coordinator, partner, funder or mention."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable

from extractors.organizations.candidates import Candidate
from extractors.organizations.chains import list_length
from extractors.organizations.cues import Cues, Part, cues
from extractors.organizations.labels import settle_labels
from extractors.organizations.layout import parts_by_layout
from extractors.organizations.reading import Reading
from extractors.organizations.short_names import administers_money
from extractors.organizations.words import compiled, words

_GAP = 75  # characters between a cue and the name that it governs
_PROJECT_NEAR = 250
_TAKING_PART: tuple[Part, ...] = ("lead", "carrier", "partner", "works")


def find_roles(reading: Reading, found: list[Candidate]) -> list[str]:
    """One role a candidate, in their order.

    >>> from extractors.organizations import find_names
    >>> from extractors.organizations.reading import reading_of
    >>> text = "Projektui vadovauja UAB „Robolita“, partneriai – MB „Kodo giria“ ir AB „Staklava“."
    >>> reading = reading_of(text, "lt")
    >>> find_roles(reading, find_names(reading))
    ['coordinator', 'partner', 'partner']
    """
    known = cues(reading.language)
    evidence: dict[int, set[Part]] = defaultdict(set)
    by_sentence: dict[tuple[int, int], list[int]] = defaultdict(list)
    for index, candidate in enumerate(found):
        by_sentence[reading.sentence(candidate.start)].append(index)
    for bounds, indices in by_sentence.items():
        for index, part in _in_sentence(reading, found, indices, bounds, known):
            evidence[index].add(part)
    for index, part in parts_by_layout(reading, found, known):
        evidence[index].add(part)
    parts = [_decided(reading, found[i], evidence[i], known) for i in range(len(found))]
    return settle_labels(reading, found, parts, known)


def _in_sentence(
    reading: Reading, found: list[Candidate], indices: list[int], bounds: tuple[int, int], known: Cues
) -> Iterable[tuple[int, Part]]:
    """What the cues of one sentence say of the names in it."""
    text = reading.text
    joint: set[int] = set()
    for part, pattern in known.before:
        for cue in pattern.finditer(text, *bounds):
            first = next((i for i in indices if found[i].start >= cue.end()), None)
            if (
                first is None
                or not _reaches(text[cue.end() : found[first].start])
                or _is_affiliation(reading, found[first])
            ):
                continue
            chain = _governed(reading, found, [i for i in indices if i >= first], part)
            joint.update(chain if part == "together" else ())
            yield from ((i, _own(part, chain)) for i in chain)
    for part, pattern in known.after:
        for cue in pattern.finditer(text, *bounds):
            subjects = [i for i in indices if found[i].end <= cue.start() and (i not in joint or part == "partner")]
            if not subjects or not _reaches(text[found[subjects[-1]].end : cue.start()], bool(joint)):
                continue
            chain = _governed(reading, found, subjects[::-1], part)
            yield from ((i, _own(part, chain)) for i in chain)


def _governed(reading: Reading, found: list[Candidate], ordered: list[int], part: Part) -> list[int]:
    """The names that a cue governs, the nearest first: one leader, or the whole list that starts with the nearest."""
    if part == "lead":
        return ordered[:1]
    return ordered[: list_length(reading, [found[i] for i in ordered], bare=part == "carrier")]


def _own(part: Part, chain: list[int]) -> Part:
    """Several who carry out a project together are its partners."""
    return "partner" if part == "carrier" and len(chain) > 1 else part


def _reaches(gap: str, over_names: bool = False) -> bool:
    return len(gap) <= (_GAP * 2 if over_names else _GAP) and not re.search(r"[;!?\n]|[“”\"] [–-]", gap)


def _is_affiliation(reading: Reading, candidate: Candidate) -> bool:
    """Whether the name only tells whose person it is: ``vadovauja „Robolitos“ technikos direktorius``."""
    offices = words(reading.language).offices
    behind = compiled(rf" (?:[^\W\d]+[.\w]* (?:ir |bei |and )?){{0,4}}?(?:{offices})(?!\w)")
    return bool(behind.match(reading.text, candidate.end)) and (candidate.method != "head noun" or candidate.case == 1)


def _decided(reading: Reading, candidate: Candidate, evidence: set[Part], known: Cues) -> Part:
    """The one part that the evidence gives."""
    full = candidate.refers_to or candidate.value
    administers = administers_money(candidate.value) or administers_money(full)
    body = administers or bool(known.funding_body.search(full))
    parts = set(evidence)
    if "signer" in parts:
        parts.add("funder" if body else "lead")
    if "together" in parts and not known.funding_body.search(full) and _project_near(reading, candidate, known):
        parts.add("partner")
    if administers and known.project.search(reading.text):
        return "funder" if parts or _speaks_of_money(reading, candidate, known) else "none"
    if "funder" in parts and not body:
        parts.discard("funder")
    if "funder" in parts:
        return "funder"
    return next((part for part in _TAKING_PART if part in parts), "none")


def _speaks_of_money(reading: Reading, candidate: Candidate, known: Cues) -> bool:
    """Whether the sentence does so outside the name: agencies of projects have the word in theirs."""
    start, end = reading.sentence(candidate.start)
    rest = reading.text[start : candidate.start] + "|" + reading.text[candidate.end : end]
    return bool(known.funding.search(rest)) or not re.search(r"\w", rest)  # alone in its line: whose paper it is


def _project_near(reading: Reading, candidate: Candidate, known: Cues) -> bool:
    """Whether the paragraph up to the end of this sentence speaks of a project."""
    segment = reading.segment(candidate.start)
    start = max(segment.start if segment else 0, candidate.start - _PROJECT_NEAR)
    return bool(known.project.search(reading.text, start, reading.sentence(candidate.start)[1]))
