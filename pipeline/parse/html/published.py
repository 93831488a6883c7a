"""When a page was published, as the page itself says it.

A day printed by the headline is what readers see and is local; metadata may be a day off in another time zone, and
where the two are further apart, what is declared as the day of publication is believed. Days of updates come last.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Any

from lxml.etree import _Element as Element

from extractors.dates import normalize
from extractors.languages import available
from pipeline.parse.html.blocks import Block
from pipeline.parse.html.marks import MARKS, names_of
from pipeline.parse.html.metadata import Metadata
from pipeline.parse.html.words import opens_with
from pipeline.parse.html.zones import Layout
from pipeline.parse.printed import is_day_line
from pipeline.parse.segments import CELL_SEPARATOR

_YEAR = re.compile(r"(?<!\d)(?:19[89]|20\d)\d(?!\d)|(?<!\d)\d{1,2}[./]\d{1,2}[./]\d\d(?!\d)")
_SPACED = re.compile(r"(?<!\d)((?:19|20)\d\d) (\d\d) (\d\d)(?!\d)")  # 2018 05 02
_AMERICAN = re.compile(r"\b(Mon|Tue|Wed|Thu|Fri|Sat|Sun)\w{0,6},? (\d\d)/(\d\d)/(\d{4})\b")  # Tue, 03/08/2022
_DIGIT = re.compile(r"\d")
_STAMP = re.compile(r"(?:19|20)\d\d-(?:0[1-9]|1[0-2])-(?:0[1-9]|1\d|2[0-8])(?=T\d\d:|\Z)")  # 2014-06-18T23:42
_EARLIEST = date(1990, 1, 1)
_LINE_LENGTH = 140
_DATELINE_LENGTH = 70
_PROSE_LENGTH = 120
_NEAR = 6  # blocks after the headline in which its day may stand


def find_published(
    layout: Layout, metadata: Metadata, headline: Block | None, language: str | None, listed_on: date | None
) -> date | None:
    """The day of publication; ``listed_on`` is what a feed or list says of the page. None where nothing says it."""
    declared = _first_day(metadata.meta, MARKS.published) or read_day(
        metadata.article.get("datePublished") or metadata.article.get("dateCreated")
    )
    marked = _first_marked(layout, metadata, language)
    printed = _printed(layout, headline, language)
    believed = declared or marked
    if printed and (believed is None or abs(printed - believed) <= timedelta(days=1)):
        return printed
    changed = _first_day(metadata.meta, MARKS.updated) or read_day(metadata.article.get("dateModified"))
    believed = believed or _timed(layout, headline)
    return believed or listed_on or _dateline(layout, language) or _changed(layout, language) or changed


def read_day(text: Any, language: str | None = None) -> date | None:
    """The day of a string as it is written, without moving it to another time zone; None where it holds none.

    >>> read_day("2014-06-18T23:42:07+00:00")
    datetime.date(2014, 6, 18)
    """
    if not isinstance(text, str) or not _DIGIT.search(text):
        return None
    if stamp := _STAMP.match(text):
        return _since_earliest(date.fromisoformat(stamp[0]))
    if american := _AMERICAN.search(text):
        day = normalize(f"{american[4]}-{american[2]}-{american[3]}")
        if day and day.strftime("%a") == american[1]:
            return day
    day = normalize(_SPACED.sub(r"\1-\2-\3", text[:200]), language)
    return _since_earliest(day)


def _since_earliest(day: date | None) -> date | None:
    return day if day and day >= _EARLIEST else None


def _first_day(meta: dict[str, str], names: Sequence[str]) -> date | None:
    return next((day for name in names if name in meta and (day := read_day(meta[name]))), None)


def _first_marked(layout: Layout, metadata: Metadata, language: str | None) -> date | None:
    """The day that microdata or a ``time`` element of the article gives."""
    for node in layout.page.root.iter("*"):
        if node.get("itemprop") is None and node.tag not in ("time", "abbr"):
            continue
        published = "datePublished" in (node.get("itemprop") or "").split()
        if not published and not (node.tag in ("time", "abbr") and _names_publication(node)):
            continue
        if layout.zone_of(node) == "article" and (day := read_marked_day(node, language)):
            return day
    return None


def _timed(layout: Layout, headline: Block | None) -> date | None:
    """The day that an attribute of a ``time`` element by the headline gives where its words are no full day."""
    shown = layout.shown()
    at = shown.index(headline) if headline in shown else 0
    for block in shown[max(0, at - 2) : at + _NEAR]:
        if block is not headline and block.breadth > _PROSE_LENGTH:
            return None
        for node in block.element.iter("time"):
            if (day := read_day(node.get("datetime"))) and not names_of(node) & MARKS.changed:
                return day
    return None


def _names_publication(node: Element) -> bool:
    names = names_of(node)
    return bool(names & MARKS.dated or node.get("pubdate") is not None) and not names & MARKS.changed


def read_marked_day(node: Element, language: str | None) -> date | None:
    """The day an element shows, else the one that its attributes give."""
    shown = _read(str(node.xpath("string()")), language)
    given = next((d for a in ("datetime", "content", "title") if (d := read_day(node.get(a)))), None)
    if shown and given and abs(shown - given) > timedelta(days=1):
        return given
    return shown or given


def _printed(layout: Layout, headline: Block | None, language: str | None) -> date | None:
    """The day printed in a line of its own by the headline, best where it is called the day of publication."""
    lines = list(_lines_near(layout, headline))
    for test in (_is_called_published, _is_dated_by_name, _is_day_alone):
        for block, line, after_text in lines:
            if (
                (after_text and test is _is_day_alone)
                or opens_with(line, "updated")
                or names_of(block.element) & MARKS.changed
            ):
                continue
            if test(block, line) and (day := _read(line, language)):
                return day
    return None


def _lines_near(layout: Layout, headline: Block | None) -> Iterator[tuple[Block, str, bool]]:
    """Short lines near the headline, below and above it, and whether text of the article stands between."""
    shown = layout.shown()
    at = shown.index(headline) if headline in shown else 0
    prose = 0
    for block in (*shown[at + 1 : at + 1 + _NEAR], *reversed(shown[max(0, at - 3) : at + 1])):
        prose += block.breadth > _PROSE_LENGTH and block is not headline
        if prose > 1:
            continue
        if block is headline and "\n" not in block.text:
            continue
        for line in _lines(block):
            if len(line) <= _LINE_LENGTH and _YEAR.search(line):
                yield block, line, prose > 0


def _lines(block: Block) -> list[str]:
    """The lines of a block; of a row the cells that say what they are, and a label with its value as one line."""
    if block.kind != "table row":
        return block.text.split("\n")
    cells = block.text.split(CELL_SEPARATOR)
    if len(cells) == 2:
        return [block.text, " ".join(cells)]
    return [cell for cell in cells if opens_with(cell, "published")]


def _is_called_published(block: Block, line: str) -> bool:
    return opens_with(line, "published")


def _is_dated_by_name(block: Block, line: str) -> bool:
    nodes = [block.element, *list(block.element.iterancestors())[:2], *list(block.element.iterdescendants())[:6]]
    return any(names_of(node) & MARKS.dated or node.tag == "time" for node in nodes if isinstance(node.tag, str))


def _is_day_alone(block: Block, line: str) -> bool:
    """True where the line holds a day and hardly more: a weekday, an hour."""
    return block.kind not in ("heading", "table row") and is_day_line(_SPACED.sub(r"\1-\2-\3", line))


def _dateline(layout: Layout, language: str | None) -> date | None:
    """The day with which the text itself opens: ``Kaunas, 22 September 2020.``"""
    shown = [block for block in layout.shown() if block.breadth > 100]
    for block in shown[:2]:
        opening = re.split(r"(?<=\d)\. |(?<=\w{4})\. | [–—-] ", block.text[:_DATELINE_LENGTH])[0]
        if "," in opening and len(opening) < 50 and _YEAR.search(opening) and (day := _read(opening, language)):
            return day
    return None


def _changed(layout: Layout, language: str | None) -> date | None:
    """The day of the last update that the page prints, in the article or at its foot."""
    for block in layout.blocks:
        for line in block.text.split("\n"):
            if opens_with(line, "updated") and len(line) < _LINE_LENGTH and (day := _read(line, language)):
                return day
    return None


def _read(text: str, language: str | None) -> date | None:
    """The day in a line, in the page's language or else any whose month names it uses."""
    if not _YEAR.search(text):
        return None
    for tried in dict.fromkeys((language, None, "en", *available())):
        if day := read_day(text, tried):
            return day
    return None
