"""What a source says of its pages by selectors: it holds against all that a page looks like."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from lxml.etree import _Element as Element

from pipeline.parse.html.blocks import Block
from pipeline.parse.html.zones import Layout, Zone
from pipeline.parse.parsed import Shortfall
from pipeline.record import Record
from pipeline.selectors import select_all


@dataclass(frozen=True, slots=True)
class Selected:
    """The elements that the selectors of a source name on one page; empty where none was given or none found.

    ``shortfalls`` are the selectors that found nothing: the page is read as if they had not been given.
    """

    title: frozenset[Element] = frozenset()
    body: frozenset[Element] = frozenset()
    date: tuple[Element, ...] = ()
    dropped: frozenset[Element] = frozenset()
    shortfalls: tuple[Shortfall, ...] = ()


def find_selected(root: Element, record: Record) -> Selected:
    """What the selectors of the record's source find on a page."""
    given = record.layout
    if given is None:
        return Selected()
    found = {name: _with_words(root, getattr(given, name)) for name in ("title", "body", "date")}
    dropped = [node for selector in given.drop for node in select_all(root, selector)]
    lost = [name for name, nodes in found.items() if getattr(given, name) and not nodes]
    return Selected(
        frozenset(found["title"][:1]),
        frozenset(found["body"]),
        tuple(found["date"]),
        frozenset(dropped),
        tuple(_shortfall(name, getattr(given, name), record) for name in lost),
    )


def obey_selected(layout: Layout, selected: Selected) -> None:
    """Judges each block by the selectors: what the body holds is the article, all else is not."""
    kept = selected.body | selected.title | frozenset(selected.date[:1])
    for block in layout.blocks:
        if _is_in(block, selected.dropped):
            layout.judged[block] = "boilerplate"
        elif selected.body:
            around: Zone = "teaser" if layout.zone(block) == "teaser" else "boilerplate"
            layout.judged[block] = "article" if _is_in(block, kept) else around
        elif _is_in(block, selected.title):
            layout.judged[block] = "article"


def find_selected_headline(layout: Layout, selected: Selected) -> Block | None:
    """The first block of the selected title, None where none was selected."""
    return next((block for block in layout.blocks if _is_in(block, selected.title)), None)


def _with_words(root: Element, selector: str | None) -> list[Element]:
    """The elements that a selector names, those that neither hold words nor say a day in an attribute left out."""
    found = select_all(root, selector) if selector else []
    return [
        node for node in found if str(node.xpath("string()")).strip() or node.get("datetime") or node.get("content")
    ]


def _is_in(block: Block, elements: Iterable[Element]) -> bool:
    if not elements:
        return False
    return block.element in elements or any(node in elements for node in block.element.iterancestors())


def _shortfall(name: str, selector: str, record: Record) -> Shortfall:
    return Shortfall(
        "selector",
        f"parsing {record.url}: the selector {selector!r} for the {name} of the source {record.source} finds nothing; "
        "the page was read without it; mend it, or give it an end date",
    )
