"""What stands in the column of the article and is none of it: related texts, lists of dated headlines, controls."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from lxml.etree import _Element as Element

from pipeline.parse.html.blocks import Block
from pipeline.parse.html.words import contains, opens_with
from pipeline.parse.html.zones import Layout, Zone

_WORD = r"[^\W\d_]{3,12}"
_CENTURY = r"(?:19|20)\d\d"
_DAY = re.compile(
    rf"\b{_CENTURY}[-./ ]{{1,2}}\d{{1,2}}[-./ ]{{1,2}}\d{{1,2}}\b"  # 2018-05-02
    rf"|\b\d{{1,2}}[-./]{{1,2}} ?\d{{1,2}}[-./]{{1,2}} ?{_CENTURY}\b"  # 2. 5. 2018
    rf"|\b\d{{1,2}}\.? (?:de )?{_WORD}\.?,? (?:de )?{_CENTURY}\b"  # 2 May 2018
    rf"|\b{_CENTURY}\W{{1,2}}(?:\w{{1,4}}\. )?{_WORD} \d{{1,2}}\b"  # 2018 m. gegužės 2
)
_IN_CENTURY = re.compile(_CENTURY)
_CRUMBS = re.compile(r"[>»›→/|]")
_LISTS = frozenset(("ul", "ol", "div", "section", "dl", "table"))
_HEADING_LENGTH = 70
_ITEM_LENGTH = 220
_PROSE_LENGTH = 200
_CONTROL_LENGTH = 45
_CONSENT_LENGTH = 700
_SMALL = 0.4  # of the text: a part under a heading ``Related`` is smaller than the article


def mark_teasers(layout: Layout) -> None:
    """Marks announcements of other articles, comments, consent and controls inside the column of the article."""
    total = layout.total
    for number, block in enumerate(layout.blocks):
        if layout.zone(block) != "article":
            continue
        if zone := _heads(block):
            _mark_region(layout, number, zone, total)
        elif zone := _judge_block(block, cookies=layout.mentions("cookies")):
            layout.judged[block] = zone
    for element in list(layout.size):
        if element.tag not in _LISTS or element in layout.spine or layout.mass[element] >= _SMALL * total:
            continue
        if element not in layout.marks and is_list_of_teasers(element, layout):
            layout.mark(element, "teaser")


def is_list_of_teasers(element: Element, layout: Layout) -> bool:
    """True where all that an element holds are dated headlines or links to other pages, a heading aside."""
    blocks = layout.inside(element)
    items = [block for block in blocks if not (block.kind == "heading" and not block.linked)]
    if len(items) < 2 or any(block.kind == "table row" and len(block.cells) > 2 for block in items):
        return False
    if any(block.breadth - block.linked > _ITEM_LENGTH for block in items):
        return False
    text = sum([block.breadth for block in items])
    linked = sum([block.linked for block in items if not _is_address(block)])
    dated = sum([len(_DAY.findall(block.text)) for block in items if _IN_CENTURY.search(block.text)])
    openers = (blocks[0], *(block for block in blocks if block.kind == "heading"))
    heads = any(_announces(block) for block in openers if block.breadth < _HEADING_LENGTH)
    if dated >= 2 and dated * 3 >= len(items):
        return linked >= 0.4 * text or heads
    return heads and (linked >= 0.5 * text or any(opens_with(b.text, "teasers") for b in blocks[:1]))


def _heads(block: Block) -> Zone | None:
    """The zone that a heading announces; a line in bold, or one that ends with a colon, is a heading too."""
    if block.breadth > _HEADING_LENGTH or block.kind == "table row":
        return None
    if block.kind != "heading" and not block.text.endswith(":"):
        return None
    if opens_with(block.text, "comments"):
        return "boilerplate"
    return "teaser" if _announces(block) else None


def _announces(block: Block) -> bool:
    return opens_with(block.text, "teasers") or opens_with(block.text, "lists")


def _mark_region(layout: Layout, number: int, zone: Zone, total: float) -> None:
    """Marks what a heading announces: the part that it opens, else the blocks up to the next heading or text."""
    head = layout.blocks[number]
    sure = opens_with(head.text, "teasers") or zone == "boilerplate"
    part = _opened_part(layout, number, total)
    following = list(_under_heading(layout, number)) if part is None else layout.inside(part)[1:]
    if not sure and not _reads_like_teasers(following):
        return
    if sure and zone == "teaser" and any(_is_prose(block) for block in following[:1]):
        return
    if part is not None:
        layout.mark(part, zone)
        return
    for block in (head, *following):
        layout.judged[block] = zone


def _opened_part(layout: Layout, number: int, total: float) -> Element | None:
    """The largest element whose first words are this heading and that is small enough not to be the article."""
    part: Element | None = None
    node: Element | None = layout.blocks[number].element
    while node is not None and node not in layout.spine and layout.mass[node] <= _SMALL * total:
        inside = layout.inside(node)
        if inside[0] is not layout.blocks[number]:
            break
        if len(inside) > 1:
            part = node
        node = node.getparent()
    return part


def _under_heading(layout: Layout, number: int) -> Iterator[Block]:
    head = layout.blocks[number].element
    for block in layout.blocks[number + 1 :]:
        if block.kind == "heading" and not block.linked and block.element.tag <= head.tag:
            return
        if _is_prose(block) or layout.zone(block) != "article" or opens_with(block.text, "contacts"):
            return
        yield block


def _reads_like_teasers(blocks: Sequence[Block]) -> bool:
    text = sum(block.breadth for block in blocks)
    linked = sum(block.linked for block in blocks if not _is_address(block))
    return bool(text) and linked >= 0.4 * text and not any(_is_prose(block) for block in blocks)


def _judge_block(block: Block, *, cookies: bool) -> Zone | None:
    """The zone of a block by its own words: a pointer to another article, a control, a way of crumbs, a consent."""
    if block.kind == "table row":
        return None
    linked = block.linked >= 0.4 * block.breadth and not _is_address(block)
    lead_away = opens_with(block.text, "teasers") or (block.linked > 0.8 * block.breadth and _announces(block))
    if linked and block.breadth < _ITEM_LENGTH and lead_away:
        return "teaser"
    if linked and block.breadth <= _CONTROL_LENGTH and opens_with(block.text, "controls"):
        return "boilerplate"
    if linked and block.breadth < 150 and (_is_crumbs(block) or _is_tags(block)):
        return "boilerplate"
    asks = cookies and block.breadth < _CONSENT_LENGTH and contains(block.text, "cookies")
    return "boilerplate" if asks and (contains(block.text, "accept") or linked) else None


def _is_crumbs(block: Block) -> bool:
    """True for links in a row with signs of the way between them."""
    links = sum(bool(run.target) for cell in block.cells for run in cell)
    between = " ".join(run.text for cell in block.cells for run in cell if not run.target)
    return links >= 1 and bool(_CRUMBS.search(between)) and not any(map(str.isdigit, between))


def _is_tags(block: Block) -> bool:
    """True for links that the page calls its tags."""
    if block.element.tag in ("body", "html"):
        return False
    links = list(block.element.iter("a"))
    return bool(links) and all("tag" in (link.get("rel") or "").split() for link in links)


def _is_prose(block: Block) -> bool:
    return block.breadth - block.linked > _PROSE_LENGTH


def _is_address(block: Block) -> bool:
    if not block.linked:
        return False
    targets = [run.target for cell in block.cells for run in cell if run.target]
    return any(target.startswith(("mailto:", "tel:")) for target in targets)
