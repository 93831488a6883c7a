"""Lists whose items start with organizations: the items that no other rule reads, and what such a list is."""

from __future__ import annotations

import re

from extractors.organizations.candidates import Candidate
from extractors.organizations.cues import cues
from extractors.organizations.reading import UPPER, Reading

_SHORTEST_LIST = 3
_LONGEST_LINE = 120
_BULLET = re.compile(r"\s*(?:[-*•·–—▪]|\d{1,2}[.)])?\s*\Z")
_ITEM = re.compile(
    rf"\s*(?:[-*•·–—▪]|\d{{1,2}}[.)])?\s*(?P<name>[{UPPER}][^\n|;,()]{{2,70}}?)\s*(?:\([^()\n]{{2,30}}\))?\s*[,;.]?\s*\Z"
)
_MARK = re.compile(r"\s*[-*•·▪]\s")
_COUNTRY = re.compile(rf"[^.,;:]{{3,}} \\([{UPPER}][^()\n\\d]{{2,25}}\\)[,;.]?\\Z")
_CELL_PART = re.compile(r"[^;\n]+")
_PLAIN_NAME = re.compile(rf"\s*(?P<name>[{UPPER}][^()\d.:]{{2,60}}?)\s*(?:\([^()]{{2,30}}\))?\s*\Z")
_MOST_WORDS = 7


def line_start(reading: Reading, at: int) -> int:
    """Where the line of an offset starts."""
    return reading.text.rfind("\n", 0, at) + 1


def lists_of_names(reading: Reading, found: list[Candidate]) -> set[int]:
    """Indices of the candidates that start the items of a list of organizations, three lines in a row or more."""
    leading: dict[int, int] = {}
    for index, candidate in enumerate(found):
        start = line_start(reading, candidate.start)
        if _BULLET.match(reading.text, start, candidate.start) and _is_item(reading, start):
            leading.setdefault(start, index)
    listed: set[int] = set()
    run: list[int] = []
    for start, index in leading.items():
        follows = run and line_start(reading, start - 1) == line_start(reading, found[run[-1]].start)
        run = [*run, index] if follows else [index]
        if len(run) >= _SHORTEST_LIST:
            listed.update(run)
    return listed


def _is_item(reading: Reading, start: int) -> bool:
    segment = reading.segment(start)
    end = reading.text.find("\n", start)
    length = (end if end >= 0 else len(reading.text)) - start
    kind = segment.kind if segment else "body"
    return kind == "list item" or (kind == "body" and length <= _LONGEST_LINE)


def _is_marked(reading: Reading, start: int) -> bool:
    segment = reading.segment(start)
    line = reading.text[start : start + _LONGEST_LINE].partition("\n")[0]
    return bool((segment and segment.kind == "list item") or _COUNTRY.search(line) or _MARK.match(line))


def find_items(reading: Reading, known: list[Candidate]) -> list[Candidate]:
    """Plain names in lists and cells that hold organizations: foreign ones without a legal form.

    A line between two items that start with organizations is one; so is a part of a cell in a column of partners.
    """
    lines = {line_start(reading, candidate.start): candidate.start for candidate in reversed(known)}
    starts = {line for line, start in lines.items() if _BULLET.match(reading.text, line, start)}
    found: list[Candidate] = []
    at = 0
    for line in reading.text.split("\n"):
        end = at + len(line)
        beside = line_start(reading, at - 1) in starts and (end + 1 in starts or reading.text[at - 2 : at - 1] in ";,)")
        match = _ITEM.match(line) if beside and at not in starts and _is_marked(reading, at) else None
        if match and len(match["name"].split()) <= _MOST_WORDS:
            found.append(Candidate(at + match.start("name"), at + match.end("name"), match["name"], "list item", 0.6))
        at = end + 1
    return found + _in_cells(reading)


def _in_cells(reading: Reading) -> list[Candidate]:
    heads = [pattern for part, pattern in cues(reading.language).heads if part in ("lead", "carrier", "partner")]
    found: list[Candidate] = []
    for segment in reading.document.segments:
        for cell in segment.cells:
            if not cell.head or not any(pattern.search(cell.head) for pattern in heads):
                continue
            for part in _CELL_PART.finditer(reading.text, cell.start, cell.end):
                match = _PLAIN_NAME.match(part[0])
                if match and len(match["name"].split()) <= _MOST_WORDS:
                    start = part.start() + match.start("name")
                    found.append(Candidate(start, start + len(match["name"]), match["name"], "cell", 0.5))
    return found
