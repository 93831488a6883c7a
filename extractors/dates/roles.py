"""The role of a day: what is said to have happened on it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from extractors.cues import CueFinder
from extractors.dates.years import Dated

_REACH = 110  # characters to the left in which a cue can still speak of the day
_FARTHEST = 600  # characters of a sentence that are looked through at all: more are a list without full stops
_ROLES = {"signed": "contract_signed", "start": "project_start", "end": "project_end"}


@dataclass(frozen=True)
class DateRoleWords:
    """``[date_roles]`` of a language file: phrases as ``extractors.cues`` reads them.

    ``period`` announces a start and an end; ``project`` are the nouns that start and end.
    """

    signed: tuple[str, ...] = ()
    start: tuple[str, ...] = ()
    end: tuple[str, ...] = ()
    period: tuple[str, ...] = ()
    event: tuple[str, ...] = ()
    decision: tuple[str, ...] = ()
    project: tuple[str, ...] = ()


CUES = CueFinder("date_roles", DateRoleWords)


@dataclass(frozen=True, slots=True)
class Surroundings:
    """The text of a paragraph or cell, its sentences as (start, end), and its head, row label or the line above."""

    text: str
    sentences: Sequence[tuple[int, int]]
    labels: tuple[str, ...] = ()


def find_roles(days: Sequence[Dated], around: Surroundings, language: str) -> list[str]:
    """A role for each day, in order."""
    kinds = [_kind(days, i, around, language) for i in range(len(days))]
    roles = [_ROLES.get(kind, kind) for kind in kinds]
    for i in range(len(days) - 1):
        if not _is_range(days[i], days[i + 1], around.text):
            continue
        length, near = (days[i + 1].day - days[i].day).days, {kinds[i], kinds[i + 1]}
        if (length > 20 and near & {"period", "start", "end"}) or (length > 60 and near == {"other"}):
            roles[i : i + 2] = ["project_start", "project_end"]
        else:
            roles[i : i + 2] = [roles[i], roles[i]] if roles[i] != "other" else [roles[i + 1], roles[i + 1]]
    return ["other" if role == "period" else role for role in roles]


def _kind(days: Sequence[Dated], i: int, around: Surroundings, language: str) -> str:
    reading = days[i].reading
    at = bisect_right(around.sentences, reading.start, key=lambda sentence: sentence[0]) - 1
    start, end = around.sentences[at] if at >= 0 else (0, len(around.text))
    after_last = max(start, days[i - 1].reading.end) if i else start
    before_next = min(end, days[i + 1].reading.start) if i + 1 < len(days) else end
    left = around.text[max(after_last, reading.start - _REACH) : reading.start]
    right = around.text[reading.end : min(before_next, reading.end + _REACH)]
    return (
        _best(left, right, language)
        or next((kind for label in around.labels if (kind := _best(label, "", language))), "")
        or _best(
            around.text[max(start, reading.start - _FARTHEST) : reading.start],
            around.text[reading.end : min(end, reading.end + _FARTHEST)],
            language,
        )
        or "other"
    )


def _best(left: str, right: str, language: str) -> str:
    """The kind of the nearest cue; behind the day it counts as a little farther away."""
    near = [(float(len(left) - cue.end), cue.end - cue.start, cue.kind) for cue in CUES.find(left, language)]
    near += [(cue.start * 1.3 + 2, cue.end - cue.start, cue.kind) for cue in CUES.find(right, language)]
    near = [entry for entry in near if entry[2] != "project"]
    return min(near, key=lambda entry: (entry[0], -entry[1]))[2] if near else ""


def _is_range(first: Dated, second: Dated, text: str) -> bool:
    gap = text[first.reading.end : second.reading.start]
    return len(gap) <= 12 and first.day < second.day and ("," not in gap or any(c in gap for c in "-–—"))
