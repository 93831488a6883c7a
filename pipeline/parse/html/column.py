"""The column of the article: from the whole page down to where the text is no longer in one part.

What stands beside the way down is the frame of the site where menus, heads or side columns stand beside it too, and
part of the article below that.
"""

from __future__ import annotations

from dataclasses import dataclass

from lxml.etree import _Element as Element

from pipeline.parse.html.blocks import Block
from pipeline.parse.html.marks import MARKS, names_of
from pipeline.parse.html.teasers import is_list_of_teasers
from pipeline.parse.html.words import contains, opens_with
from pipeline.parse.html.zones import Layout, in_article

_SHARE = 0.55  # of the text beside it: the way goes on into a part that holds so much
_MAIN = 0.2  # of it: what calls itself the main part and holds less is the frame of something else
_SECOND = 0.3  # of the text of the main column: a column that holds so much belongs to it
_ENOUGH_ROWS = 3
_PROSE_LENGTH = 80
_LEAVES = frozenset(["p", "h1", "h2", "h3", "h4", "h5", "h6", "li", "dl", "ul", "ol", "blockquote", "pre", "table"])
_MARKS_OF_OWNERS = ("©", "(c) 19", "(c) 20", "copyright", "all rights reserved", "visos teisės", "wszelkie prawa")


@dataclass(frozen=True, slots=True)
class _Level:
    parent: Element
    main: Element
    others: tuple[Element, ...]


def mark_beside_column(layout: Layout) -> None:
    """Marks what stands beside the column of the article and does not belong to it."""
    levels = _way_down(layout)
    frame = max((depth for depth, level in enumerate(levels) if _is_frame(level, layout)), default=-1)
    landmark = max((depth for depth, level in enumerate(levels) if _is_main(level.main)), default=-1)
    for depth, level in enumerate(levels):
        for other in level.others:
            if other in layout.marks or other in layout.spine:
                continue
            if depth <= landmark or (depth <= frame and not _belongs(other, level, layout)):
                teaser = not _is_menu(other, layout) and is_list_of_teasers(other, layout)
                layout.mark(other, "teaser" if teaser else "boilerplate")
            elif depth > frame and _is_column(other, level) and is_list_of_teasers(other, layout):
                layout.mark(other, "teaser")


def _way_down(layout: Layout) -> list[_Level]:
    levels: list[_Level] = []
    node = layout.page.root
    while True:
        children = [child for child in node if layout.size.get(child)]
        open_ = [child for child in children if child not in layout.marks]
        if not open_ or node.tag in _LEAVES - {"table"}:
            return levels
        whole = sum(layout.mass[child] for child in open_)
        main = max(
            open_, key=lambda child: (_is_main(child) and layout.mass[child] > _MAIN * whole, layout.mass[child])
        )
        if layout.mass[main] < _SHARE * whole and not _is_main(main):
            return levels
        if any(block.element is main for block in layout.blocks) and main.tag in _LEAVES:
            return levels
        levels.append(_Level(node, main, tuple(child for child in children if child is not main)))
        node = main


def _is_main(element: Element) -> bool:
    return element.tag == "main" or element.get("role") == "main"


def _is_frame(level: _Level, layout: Layout) -> bool:
    """True where the site shows itself beside the way: a menu or head before it, a column beside, a foot after."""
    if _is_main(level.parent) or level.parent.tag == "article" or in_article(level.parent):
        return False
    before = True
    for child in level.parent:
        if child is level.main:
            before = False
        elif (
            (child in layout.site and (before or child.tag not in ("nav", "ul")))
            or (
                child in level.others
                and _is_column(child, level)
                and layout.mass[child] < _SECOND * layout.mass[level.main]
            )
            or (child in level.others and before and _is_menu(child, layout))
        ):
            return True
    return False


def _is_column(element: Element, level: _Level) -> bool:
    if element.tag in ("td", "th"):
        return True
    return bool(names_of(element) & MARKS.column and names_of(level.main) & MARKS.column)


def _is_second(element: Element, level: _Level, layout: Layout) -> bool:
    """True for a column beside the main one that is part of the article: it holds much text or facts."""
    if layout.mass[element] >= _SECOND * layout.mass[level.main]:
        return True
    facts = any(names_of(node) & MARKS.facts for node in element.iter() if node in layout.size)
    rows = sum(block.kind == "table row" and any(block.heads) for block in layout.inside(element))
    return facts or (rows >= _ENOUGH_ROWS and not is_list_of_teasers(element, layout))


def _is_menu(element: Element, layout: Layout) -> bool:
    blocks = layout.inside(element)
    linked = sum(block.linked for block in blocks)
    return len(element.findall(".//a")) >= 4 and linked > 0.6 * sum(block.breadth for block in blocks)


def _belongs(element: Element, level: _Level, layout: Layout) -> bool:
    """True for a part beside the main one that is text of the article all the same."""
    if _is_column(element, level):
        return _is_second(element, level, layout)
    blocks = layout.inside(element)
    if is_list_of_teasers(element, layout) or _is_menu(element, layout):
        return False
    words = "\n".join(block.text for block in blocks)
    if any(mark in words.casefold() for mark in _MARKS_OF_OWNERS):
        return False
    if contains(words, "cookies") and len(words) < 800:
        return False
    if any(opens_with(block.text, "contacts") for block in blocks):
        return True
    prose = [block for block in blocks if _is_prose(block)]
    return len(prose) >= (1 if element.tag in ("section", "article") or len(blocks) > 1 else 2)


def _is_prose(block: Block) -> bool:
    row = block.kind == "table row"
    return row or (block.breadth >= _PROSE_LENGTH and block.linked < block.breadth / 2)
