"""What the names of a page hide and should not: the article itself, the contacts to which it points."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable

from lxml.etree import _Element as Element

from pipeline.parse.html.blocks import Block
from pipeline.parse.html.marks import MARKS, names_of
from pipeline.parse.html.words import contains
from pipeline.parse.html.zones import Layout, is_foot, upwards, weigh

_LEAST = 0.25  # of the running text: an article with less beside what is hidden is none
_MOST_HIDDEN = 2
_MOST = 0.5


def reveal_text(layout: Layout) -> None:
    """Takes back what hides nearly all of the running text: the names of a page that hides its text are wrong."""
    for element in sorted(layout.marks, key=lambda node: (-layout.mass[node], layout.ranges[node])):
        shown = sum(map(weigh, layout.shown()))
        if shown >= _LEAST * layout.total:
            return
        if layout.mass[element] < max(_LEAST * layout.total, _MOST_HIDDEN * shown):
            _reveal_brothers(layout)
            return
        if names_of(element) & MARKS.others or layout.zone_of(element) == "teaser":
            continue
        for node in upwards(element):
            layout.marks.pop(node, None)
        layout.forget()


def _reveal_brothers(layout: Layout) -> None:
    """Takes back what hides most of the running text in parts of one make: chapters that open one by one."""
    brothers: dict[tuple[str, str], list[Element]] = defaultdict(list)
    for element in layout.marks:
        parent = element.getparent()
        outermost = parent is None or layout.zone_of(parent) == "article"
        name = element.get("class")
        if outermost and name and layout.marks[element] == "boilerplate" and not names_of(element) & MARKS.others:
            brothers[element.tag, name].append(element)
    for parts in brothers.values():
        if len(parts) > 1 and sum(layout.mass[part] for part in parts) > _MOST * layout.total:
            for node in {node for part in parts for node in part.iter() if node in layout.marks}:
                del layout.marks[node]
            layout.forget()


def reveal_foot(layout: Layout, is_contact: Callable[[Block], bool]) -> None:
    """Takes the contacts at the foot of the page into the article where the article itself points there."""
    if not layout.mentions("foot") or not any(contains(block.text, "foot") for block in layout.shown()):
        return
    for block in layout.blocks:
        if layout.zone(block) == "boilerplate" and is_contact(block) and any(map(is_foot, upwards(block.element))):
            layout.judged[block] = "article"
