"""Where a page shows nearly nothing: what it keeps for machines, for readers without scripts and without frames."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass

from lxml.etree import _Element as Element

from pipeline.parse.html.blocks import Block, read_blocks
from pipeline.parse.html.metadata import Metadata
from pipeline.parse.html.page import Page, parse_page
from pipeline.parse.segments import Run

_SCANT = 100  # characters of running text: a page with more is read as it stands
_SPARE = frozenset(("noscript", "noframes", "frameset"))
_TAG = re.compile(r"<[^<>]{1,500}>")
_BREAK = re.compile(r"<(?:/p|br)\b[^<>]{0,200}>|\n+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Shown:
    """The blocks of a page. ``declared`` are those that only its JSON-LD holds."""

    blocks: list[Block]
    declared: frozenset[Block] = frozenset()


def read_shown(page: Page, metadata: Metadata) -> Shown:
    """The blocks that a page shows; where that is nearly nothing, those that it keeps for others."""
    for node in list(page.root.iter("noframes")):
        _parse_inside(node)
    blocks = read_blocks(page)
    running = sum(block.breadth - block.linked for block in blocks)
    if running >= _SCANT and running >= len(str(metadata.article.get("articleBody") or "")) / 2:
        return Shown(blocks)
    declared = _declared(page.root, metadata)
    if running < _SCANT and not declared and _unfold(page.root):
        blocks = read_blocks(page)
    return Shown([*blocks, *declared], frozenset(declared))


def _declared(root: Element, metadata: Metadata) -> list[Block]:
    body = metadata.article.get("articleBody")
    script = next((node for node in root.iter("script") if "ld+json" in (node.get("type") or "").lower()), None)
    if not isinstance(body, str) or script is None or len(body) < _SCANT:
        return []
    parts = (html.unescape(_TAG.sub(" ", part)) for part in _BREAK.split(html.unescape(body)))
    return [Block(script, "body", [[Run(part)]]) for part in parts if part.strip()]


def _unfold(root: Element) -> bool:
    """True where there were such parts; they are read from now on."""
    spare = [node for node in root.iter(*_SPARE) if node.find(".//*") is not None or (node.text or "").strip()]
    for node in spare:
        node.tag = "div"
    return bool(spare)


def _parse_inside(node: Element) -> None:
    """Reads mark-up that the parser has left as text (``noframes``)."""
    if len(node) == 0 and "<" in (node.text or ""):
        inner = parse_page(node.text or "")
        if inner is not None:
            node.text = None
            node.extend(list(inner.root))
