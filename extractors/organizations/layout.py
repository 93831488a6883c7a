"""Roles that the layout tells: column heads, labelled rows, headings and lead-ins over lists."""

from __future__ import annotations

import re
from collections.abc import Iterable

from extractors.mention import Segment
from extractors.organizations.candidates import Candidate
from extractors.organizations.cues import Cues, Part
from extractors.organizations.items import line_start, lists_of_names
from extractors.organizations.reading import Reading

_LONG_BODY = 150
_TO_LIST = 40  # characters between a cue and the colon
_HEADING = 60  # characters of a line that may be a heading
_LEAD_IN = 160  # characters of the line over a list that are read


def parts_by_layout(reading: Reading, found: list[Candidate], known: Cues) -> Iterable[tuple[int, Part]]:
    """What the layout says of each candidate."""
    sections = _sections(reading, known)
    listed = lists_of_names(reading, found) if known.consortium.search(reading.text) else set()
    for index, candidate in enumerate(found):
        segment = reading.segment(candidate.start)
        if segment is None:
            continue
        if segment.kind == "table row" and segment.cells:
            part = _in_row(reading, segment, candidate, known)
        elif segment.kind in ("list item", "body"):
            part = _in_list(reading, segment, candidate, found, sections)
            if part is None and index in listed and sections[reading.segment_number(segment.start)] is None:
                part = "partner"
        else:
            part = None
        if part is not None:
            yield index, part


def _head_part(words: str, known: Cues) -> Part | None:
    return next((part for part, pattern in known.heads if pattern.search(words)), None)


def _in_row(reading: Reading, segment: Segment, candidate: Candidate, known: Cues) -> Part | None:
    """By the head of its column, by the label in the first cell, or by a cell of the row that says what it is."""
    number = next((i for i, cell in enumerate(segment.cells) if cell.start <= candidate.start < cell.end), None)
    if number is None:
        return None
    cells = [reading.text[cell.start : cell.end].strip() for cell in segment.cells]
    part = _head_part(segment.cells[number].head, known)
    if part in ("partner", "carrier", "lead", None):
        stated = next(
            (
                p
                for i, text in enumerate(cells)
                if i != number and len(text) < 40
                for p in [_head_part(text, known)]
                if p
            ),
            None,
        )
        if stated is not None and (part is None or stated == "lead"):
            return stated
    return part


def _sections(reading: Reading, known: Cues) -> list[Part | None]:
    """For each segment the part that the heading over it, or the line that leads into its list, gives."""
    parts: list[Part | None] = []
    heading: Part | None = None
    lead_in: Part | None = None
    for segment in reading.document.segments:
        text = reading.text[segment.start : segment.end].strip()
        if segment.kind == "heading" or (segment.kind == "body" and _is_heading(text)):
            heading, lead_in = _head_part(text, known), None
        elif segment.kind not in ("list item", "table row"):
            tail = text[-_LEAD_IN:] if text.endswith(":") else ""
            lead_in = _last_part(tail, known)
        parts.append(lead_in or heading)
    return parts


def _is_heading(text: str) -> bool:
    return 0 < len(text) <= _HEADING and text[-1] not in ".,;:)" and text[0].isupper() and "\n" not in text


def _last_part(text: str, known: Cues) -> Part | None:
    """The part that the last cue of a line gives to the list under it."""
    ends = [(m.end(), part) for part, pattern in (*known.heads, *known.before) for m in pattern.finditer(text)]
    end, part = max(ends, default=(0, None), key=lambda pair: pair[0])
    return part if len(text) - end <= _TO_LIST else None


def _in_list(
    reading: Reading, segment: Segment, candidate: Candidate, found: list[Candidate], sections: list[Part | None]
) -> Part | None:
    """A list item that starts with the name, or with other names before it, takes the part of its section."""
    if segment.kind == "body" and segment.end - segment.start > _LONG_BODY:
        return None
    start = line_start(reading, candidate.start)
    before = reading.text[start : candidate.start]
    for other in found:
        if start <= other.start < candidate.start:
            before = before.replace(reading.text[other.start : other.end], "")
    if re.search(r"\w{3,}", before):
        return None
    return sections[reading.segment_number(segment.start)]
