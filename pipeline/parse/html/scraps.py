"""What stands beside or below the text of an article, told by its make alone: forms, cards, rows of links."""

from __future__ import annotations

import re
from collections.abc import Sequence
from urllib.parse import urlsplit

from lxml.etree import _Element as Element

from pipeline.parse.html.blocks import Block
from pipeline.parse.html.words import opens_with
from pipeline.parse.html.zones import Layout

_FORM_SHARE = 0.3  # of the running text: old pages stand in one form altogether
_CARD_SHARE = 0.4
_OWN_SHARE = 0.5
_PROSE_LENGTH = 80
_FEWEST_LINKS = 3
_LINKED = 0.75
_FILE = re.compile(r"\.(?:pdf|docx?|xlsx?|pptx?|odt|ods|rtf|zip|epub|csv)\b", re.IGNORECASE)
_LISTS = frozenset(("ul", "ol", "div", "section", "nav", "aside", "p", "table"))
_FIELDS = ("input", "select", "textarea", "button")


def mark_forms(layout: Layout) -> None:
    """Marks forms to fill in, with the words around their fields: logins, searches, comments, opinions."""
    for form in list(layout.page.root.iter("form")):
        whole = layout.size.get(form, 0)
        if not whole or form in layout.spine or layout.mass[form] > _FORM_SHARE * layout.total:
            continue
        if any(node.get("type") != "hidden" for node in form.iter(*_FIELDS)) and not _has_rows(form, layout):
            layout.mark(form, "boilerplate")


def mark_cards(layout: Layout) -> None:
    """Marks the cards of other articles where the page sets its own article apart by the same element."""
    own = max(
        (node for node in layout.spine if node.tag == "article"), key=lambda node: layout.mass[node], default=None
    )
    if own is None or layout.mass[own] < _OWN_SHARE * layout.total:
        return
    inside = {id(node) for node in own.iter("article")}
    for card in layout.page.root.iter("article"):
        apart = id(card) not in inside and card not in layout.spine and layout.size.get(card)
        if apart and layout.mass[card] < _CARD_SHARE * layout.total and _leads_away(layout.inside(card)):
            layout.mark(card, "teaser")


def mark_links(layout: Layout, url: str) -> None:
    """Marks rows of links to other pages of the site where no text of the article follows any more, or none came yet.

    Links to files and to other sites stay: lists of annexes and of partners are what people look for.
    """
    hosts = _hosts(layout, url)
    shown = layout.shown()
    prose = [number for number, block in enumerate(shown) if _is_prose(block)]
    if not prose:
        return
    outside = {*shown[: prose[0]], *shown[prose[-1] + 1 :]}
    for element in list(layout.size):
        if element.tag not in _LISTS or element in layout.spine or layout.mass[element] > 0:
            continue
        blocks = [block for block in layout.inside(element) if block in outside]
        if blocks and len(blocks) == len([b for b in layout.inside(element) if layout.zone(b) == "article"]):
            _mark_row(layout, element, blocks, hosts)


def _mark_row(layout: Layout, element: Element, blocks: Sequence[Block], hosts: frozenset[str]) -> None:
    links = [run for block in blocks for cell in block.cells for run in cell if run.target and run.text.strip()]
    items = [block for block in blocks if block.kind != "heading" or block.linked]
    linked = sum(block.linked for block in items)
    if len(links) < _FEWEST_LINKS or linked < _LINKED * sum(block.breadth for block in items):
        return
    if all(_is_page(run.target or "", hosts) for run in links) and not any(
        opens_with(block.text, "contacts") for block in blocks
    ):
        layout.mark(element, "teaser")


def _is_page(target: str, hosts: frozenset[str]) -> bool:
    """True for the address of another page of the same site."""
    parts = urlsplit(target) if "[" not in target else urlsplit("")
    if parts.scheme not in ("", "http", "https") or _FILE.search(parts.path):
        return False
    return not parts.netloc or _host(parts.netloc) in hosts


def _hosts(layout: Layout, url: str) -> frozenset[str]:
    """The names of the site: where the page was fetched, and where it says that it is at home."""
    said = [url]
    said += [node.get("href") or "" for node in layout.page.root.iter("link") if node.get("rel") == "canonical"]
    said += [node.get("content") or "" for node in layout.page.root.iter("meta") if node.get("property") == "og:url"]
    return frozenset(_host(urlsplit(address).netloc) for address in said if "[" not in address) - {""}


def _host(netloc: str) -> str:
    return netloc.lower().removeprefix("www.")


def _leads_away(blocks: Sequence[Block]) -> bool:
    return any(block.linked for block in blocks) or not any(_is_prose(block) for block in blocks)


def _has_rows(form: Element, layout: Layout) -> bool:
    return sum(block.kind == "table row" and any(block.heads) for block in layout.inside(form)) > 1


def _is_prose(block: Block) -> bool:
    return block.kind == "table row" or block.breadth - block.linked >= _PROSE_LENGTH
