"""Which parts of a page are the article, which announce other articles, which belong to the site.

An element is judged by what its names and its tag say, unless it holds the headline or most of the text; what lies
beside the column of the article by its shape; what lies in it by headings (``Related``) and the shape of lists.
The outermost judgement holds for all that is inside.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal

from lxml.etree import _Element as Element

from pipeline.parse.html.blocks import Block
from pipeline.parse.html.marks import MARKS, names_of
from pipeline.parse.html.page import Page, is_hidden
from pipeline.parse.html.words import WordKind, contains, opens_with

Zone = Literal["article", "teaser", "boilerplate"]

_MOST = 0.5  # of the running text: what holds so much is not the foot of a page, whatever its name
_SURE_MOST = 0.85
_LINES = frozenset(("p", "blockquote", "h1", "h2", "h3", "h4", "h5", "h6"))  # on the left they are aligned so
_FOLDED_DEPTH = 4
_CONSENT_LENGTH = 1200
_BUTTON_LENGTH = 40


@dataclass(slots=True)
class Layout:
    """The blocks of a page with what is known of the elements around them.

    ``mass`` is the running text in an element, ``size`` all of it; ``spine`` are the elements around the headline and
    the declared body, ``ranges`` the numbers of the blocks in an element. ``marks`` are the judgements so far, and
    ``site`` the elements that are the frame of the site; ``judged`` are single blocks whose element holds other
    things too.
    """

    page: Page
    blocks: list[Block]
    mass: dict[Element, float]
    size: dict[Element, int]
    spine: set[Element]
    ranges: dict[Element, tuple[int, int]]
    marks: dict[Element, Zone] = field(default_factory=dict)
    site: set[Element] = field(default_factory=set)
    judged: dict[Block, Zone] = field(default_factory=dict)
    _zones: dict[Element, Zone | None] = field(default_factory=dict)
    _said: dict[WordKind, bool] = field(default_factory=dict)
    _words: str = ""

    @property
    def total(self) -> float:
        """The running text of the whole page."""
        return self.mass.get(self.page.root, 0.0)

    def mark(self, element: Element, zone: Zone) -> None:
        """Judges an element and all in it."""
        self.marks[element] = zone
        self.forget()

    def forget(self) -> None:
        """Judges all elements anew when they are asked for."""
        self._zones.clear()

    def zone_of(self, element: Element) -> Zone:
        """The outermost judgement on an element."""
        if element in self._zones:
            return self._zones[element] or "article"
        way: list[Element] = []
        node: Element | None = element
        while node is not None and node not in self._zones:
            way.append(node)
            node = node.getparent()
        zone = None if node is None else self._zones[node]
        for node in reversed(way):
            zone = self._zones[node] = zone or self.marks.get(node)
        return zone or "article"

    def zone(self, block: Block) -> Zone:
        """The zone of a block: its own judgement, else the outermost of those on the elements around it."""
        if self.judged and (zone := self.judged.get(block)):
            return zone
        return self.zone_of(block.element)

    def shown(self) -> list[Block]:
        """The blocks of the article."""
        return [block for block in self.blocks if self.zone(block) == "article"]

    def mentions(self, kind: WordKind) -> bool:
        """True where such words stand anywhere on the page."""
        if kind not in self._said:
            self._words = self._words or "\n".join([block.text for block in self.blocks]).casefold()
            self._said[kind] = contains(self._words, kind)
        return self._said[kind]

    def inside(self, element: Element) -> list[Block]:
        """The blocks in an element."""
        start, end = self.ranges.get(element, (0, 0))
        return self.blocks[start:end]


def lay_out(page: Page, blocks: list[Block], anchors: Sequence[Element]) -> Layout:
    """A page weighed. ``anchors`` are elements known to belong to the article."""
    mass: dict[Element, float] = defaultdict(float)
    size: dict[Element, int] = defaultdict(int)
    starts: dict[Element, int] = {}
    ends: dict[Element, int] = {}
    ways: dict[Element | None, tuple[Element, ...]] = {}  # blocks beside each other share the way above them
    for number, block in enumerate(blocks):
        weight, breadth = weigh(block), block.breadth
        above = block.element.getparent()
        if above not in ways:
            ways[above] = () if above is None else tuple(upwards(above))
        for node in (block.element, *ways[above]):
            mass[node] += weight
            size[node] += breadth
            starts.setdefault(node, number)
            ends[node] = number + 1
    ranges = {node: (start, ends[node]) for node, start in starts.items()}
    spine = {node for anchor in anchors for node in upwards(anchor)}
    return Layout(page, blocks, mass, size, spine, ranges)


def mark_by_names(layout: Layout) -> None:
    """Marks what tags, roles, names and styles say is not the article."""
    for element in list(layout.size):
        if (judged := _judge(element, layout)) and not _holds_article(element, layout):
            layout.mark(element, judged[0])
            if judged[1]:
                layout.site.add(element)


def mark_consent(layout: Layout) -> None:
    """Marks dialogs that ask for consent: the smallest part that speaks of cookies and holds its buttons."""
    for block in layout.blocks if layout.mentions("cookies") else ():
        short = block.breadth <= _CONSENT_LENGTH
        if not short or not contains(block.text, "cookies") or layout.zone(block) != "article":
            continue
        for node in upwards(block.element):
            if node in layout.spine or layout.size[node] > _CONSENT_LENGTH or node.tag in ("body", "html"):
                break
            if any(item.breadth <= _BUTTON_LENGTH and opens_with(item.text, "accept") for item in layout.inside(node)):
                layout.mark(node, "boilerplate")
                break


def is_foot(element: Element) -> bool:
    """True for the foot of the site or of the article."""
    return element.tag == "footer" or not MARKS.foot.isdisjoint(names_of(element))


def weigh(block: Block) -> float:
    """How much running text a block is worth: links and headings nothing, scraps little."""
    if block.kind == "heading":
        return 0.0
    plain = max(0, block.breadth - 2 * block.linked)
    return float(plain) if plain >= 40 else plain / 4


def upwards(element: Element) -> Iterator[Element]:
    """The element and all around it, from the inside."""
    yield element
    yield from element.iterancestors()


def _holds_article(element: Element, layout: Layout) -> bool:
    """True where a name must be wrong, because the headline, the declared body or most of the text is inside."""
    if element in layout.spine:
        return True
    names = names_of(element)
    most = _SURE_MOST if names & MARKS.sure or element.tag in ("nav", "footer") else _MOST
    return layout.mass[element] > most * layout.total > 0


def _judge(element: Element, layout: Layout) -> tuple[Zone, bool] | None:
    """The zone that an element's own marks give it, and whether it is part of the frame of the site."""
    tag, names = element.tag, names_of(element)
    if tag in ("html", "body", "main"):
        return None
    unfolds = names & MARKS.folded or element.get("aria-expanded")
    if (tag == "button" and not unfolds) or (is_hidden(element, layout.page) and not _folded(element)):
        return "boilerplate", False
    if element.get("rel") in ("prev", "next"):
        return "teaser", False
    if tag == "nav" or element.get("role") in MARKS.site_roles or names & MARKS.boilerplate:
        return "boilerplate", tag == "nav" or any("nav" in name or "men" in name for name in names & MARKS.boilerplate)
    if names & MARKS.teaser and not names & MARKS.lead:
        return "teaser", False
    return _judge_place(element, names)


def _judge_place(element: Element, names: frozenset[str]) -> tuple[Zone, bool] | None:
    """Heads, feet and side columns: those of the site go, those of the article stay."""
    tag = element.tag
    if (names & MARKS.side and tag not in _LINES) or (tag == "aside" and not in_article(element)):
        return "boilerplate", True
    heads = tag == "header" or names & MARKS.head or element.get("role") == "banner"
    if (heads or is_foot(element)) and not names & MARKS.article and not in_article(element):
        return "boilerplate", True
    return None


def in_article(element: Element) -> bool:
    """True inside an element that the page itself calls the article or the main part."""
    return any(
        node.tag in ("article", "main") or node.get("role") == "main" or node.get("itemprop") == "articleBody"
        for node in element.iterancestors()
    )


def _folded(element: Element) -> bool:
    """True for what a reader unfolds: tabs and accordions hide their text only until it is asked for."""
    for depth, node in enumerate(upwards(element)):
        if depth > _FOLDED_DEPTH:
            break
        if node.tag == "details" or node.get("role") == "tabpanel" or names_of(node) & MARKS.folded:
            return True
    return False
