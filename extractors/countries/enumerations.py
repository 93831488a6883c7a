"""Countries of a document by sentences and enumerations: "Latvijoje, Lenkijoje ir Švedijoje" share what is said."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from spacy.tokens import Doc

from extractors.boundaries import find_boundaries
from extractors.countries.context import Context, Group, Word
from extractors.countries.forms import Hit
from extractors.countries.words import guards_of
from extractors.mention import Mention, Segment

_TOKEN = re.compile(r"[^\W\d_][\w'’-]*|[,;:()–—]|[.!?](?=\s|$)")
_FIRST = re.compile(r"\w+")
# a noun or two in small letters, then a name: "litewski klaster Velora", "Danijos bendrove „Sundpuls“"
_NAME_AFTER_NOUN = re.compile(r"(?: [^\W\d_]+){1,3} [„“«\"]?([^\W\d_])")
_ABOVE = frozenset({"heading", "title", "caption"})
_LISTED = frozenset({"list item", "table row"})
_GAP = 45  # characters between two countries of one enumeration: ", in the city of X and "


def groups_of(doc: Doc, hits: Sequence[Hit]) -> Iterator[Group]:
    """The enumerations of a document in the order of the text."""
    segments: tuple[Segment, ...] = doc._.document.segments
    starts = [segment.start for segment in segments]
    by_segment: dict[int, list[Hit]] = {}
    for hit in hits:
        by_segment.setdefault(bisect_right(starts, hit.start) - 1, []).append(hit)
    organizations = sorted((m for m in doc._.mentions if m.kind == "organization"), key=lambda m: m.start)
    above = _headings(doc._.readable, segments)
    for number, inside in by_segment.items():
        segment = segments[number] if number >= 0 else Segment(0, len(doc._.readable), "body")
        named = organizations[bisect_left(organizations, segment.start, key=_start) :]
        named = named[: bisect_left(named, segment.end, key=_start)]
        yield from _in_segment(doc, (segment, above[number] if number >= 0 else ""), inside, named)


def _headings(text: str, segments: Sequence[Segment]) -> list[str]:
    """What stands above each segment: a heading, or a line with a colon over its list."""
    found: list[str] = []
    heading = line = ""
    for segment in segments:
        found.append(line or heading)
        written = text[segment.start : segment.end].rstrip()
        if segment.kind in _ABOVE:
            heading, line = written, ""
        elif written.endswith(":"):
            line = written
        elif segment.kind not in _LISTED:
            line = ""
    return found


def _start(mention: Mention) -> int:
    return mention.start


def _in_segment(doc: Doc, around: tuple[Segment, str], hits: list[Hit], named: list[Mention]) -> Iterator[Group]:
    segment = around[0]
    text = doc._.readable[segment.start : segment.end].replace("\n", " ")
    bounds = [segment.start + at for at in find_boundaries(text, doc.lang_)] + [segment.end]
    for start, end in pairwise(bounds):
        inside = [hit for hit in hits if start <= hit.start < end]
        if not inside:
            continue
        parts = list(_enumerations(doc, inside))
        context = _context(doc, (start, end), parts, around)
        for part in parts:
            yield Group(
                part, _with_head(context, part, segment), doc.lang_, *_beside_organization(doc, part, segment, named)
            )


def _enumerations(doc: Doc, hits: list[Hit]) -> Iterator[tuple[Hit, ...]]:
    joiners = frozenset(guards_of(doc.lang_).prepositions)
    part = [hits[0]]
    for hit in hits[1:]:
        between = re.sub(r"\([^()]*\)", "", doc._.readable[part[-1].end : hit.start])
        words = re.findall(r"[^\W\d_]+", between)
        if len(between) <= _GAP and not re.search(r"[.;:–—]", between) and all(w.casefold() in joiners for w in words):
            part.append(hit)
        else:
            yield tuple(part)
            part = [hit]
    yield tuple(part)


def _context(doc: Doc, place: tuple[int, int], parts: list[tuple[Hit, ...]], around: tuple[Segment, str]) -> Context:
    start, end = place
    segment, heading = around
    text = doc._.readable[start:end].replace("\n", " ")
    inside = [(part[0].start - start, part[-1].end - start) for part in parts]
    listed = segment.kind in _LISTED or heading.rstrip().endswith(":")
    return Context(start, text, text.lower(), tuple(_words(text, inside)), segment.kind, listed, "", heading.lower())


def _words(text: str, groups: list[tuple[int, int]]) -> Iterator[Word]:
    """Words with the number of their clause; after a bracket the clause before it goes on."""
    number, clause, newest = 0, 0, 0
    outside: list[int] = []
    for match in _TOKEN.finditer(text):
        if match[0][0].isalpha():
            yield Word(match.start(), number, clause, match[0])
            number += 1
        elif match[0] == ")":
            clause = outside.pop() if outside else clause
        elif not any(first <= match.start() < last for first, last in groups):
            if match[0] == "(":
                outside.append(clause)
            newest += 1
            clause = newest if match[0] == "(" or not outside else clause


def _with_head(context: Context, part: tuple[Hit, ...], segment: Segment) -> Context:
    cell = next((c for c in segment.cells if c.start <= part[0].start < c.end), None)
    if cell is None:
        return context
    return replace(context, head=cell.head, heading=f"{context.heading} {cell.head.lower()}")


def _beside_organization(
    doc: Doc, part: tuple[Hit, ...], segment: Segment, organizations: list[Mention]
) -> tuple[bool, bool]:
    text: str = doc._.readable
    start, end = part[0].start, part[-1].end
    bracket = text[max(0, start - 6) : start].rstrip("the ").endswith("(") and text[end : end + 2].lstrip(
        "*"
    ).startswith(")")
    before = [m for m in organizations if m.end <= start]
    near = bool(before) and len(_FIRST.findall(text[before[-1].end : start])) <= (2 if bracket else 1)
    at_end = segment.kind in ("list item", "table row") and text[end : segment.end].strip(" .;,)*") == ""
    after = bool(before) and ((bracket and near) or (at_end and near_line(text, before[-1], start)))
    names = any(0 <= m.start - end <= 60 and not re.search(r"[.;:]", text[end : m.start]) for m in organizations)
    named = _NAME_AFTER_NOUN.match(text, end)
    names = names or (named is not None and named[1].isupper())
    return after, names


def near_line(text: str, organization: Mention, start: int) -> bool:
    """Between the organization and the country stands at most a town: "Klaster Tekstoria, Żyrardów, Polen"."""
    return len(_FIRST.findall(text[organization.end : start])) <= 3
