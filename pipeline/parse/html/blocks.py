"""All that a page shows, as blocks in reading order: paragraphs, headings, items, table rows.

Nothing is judged here but what belongs to one line of reading; which blocks are the article is the matter of zones.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from lxml import etree
from lxml.etree import _Element as Element

from pipeline.parse.html import inline
from pipeline.parse.html.marks import MARKS
from pipeline.parse.html.page import Page, is_hidden, is_reversed
from pipeline.parse.html.tables import Row, read_pairs, read_table
from pipeline.parse.segments import Run, normalize_text

BlockKind = Literal["heading", "body", "list item", "table row", "caption", "contact"]

_KINDS: dict[str, BlockKind] = {
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6", "summary", "legend"), "heading"),
    **dict.fromkeys(("li",), "list item"),
    **dict.fromkeys(("caption", "figcaption"), "caption"),
    "address": "contact",
}
_BLOCKS = MARKS.block_tags
_UNREAD = MARKS.unseen_tags | MARKS.struck_tags
_INHERITED = frozenset({"list item", "caption", "contact", "heading"})


@dataclass(eq=False, slots=True)
class Block:
    """Words that are read in one go, with the element that holds them. A table row has several cells."""

    element: Element
    kind: BlockKind
    cells: Sequence[Sequence[Run]]
    heads: Sequence[str] = ()
    text: str = ""
    linked: int = 0
    breadth: int = field(init=False)

    def __post_init__(self) -> None:
        texts = [normalize_text("".join([run.text for run in cell])) for cell in self.cells]
        self.text = " | ".join(texts) if any(texts) else ""
        linked = sum([len(run.text.strip()) for cell in self.cells for run in cell if run.target])
        self.linked = min(linked, len(self.text))
        self.breadth = len(self.text)


def read_blocks(page: Page, root: Element | None = None) -> list[Block]:
    """The blocks of a page, or of one element of it, those without visible words left out."""
    reader = _Reader(page)
    reader.walk(page.root if root is None else root)
    return reader.blocks


def read_runs(page: Page, element: Element) -> list[Run]:
    """The words of one element, its blocks as lines."""
    reader = _Reader(page, flat=True)
    reader.walk(element)
    return reader.runs


class _Reader:
    """Goes through a tree once. In ``flat`` mode blocks become lines of one piece."""

    def __init__(self, page: Page, *, flat: bool = False) -> None:
        self.page = page
        self.flat = flat
        self.blocks: list[Block] = []
        self.runs: list[Run] = []
        self.owners: list[tuple[Element, BlockKind]] = []
        self.links: list[tuple[Element, str, int]] = []
        self.preformatted = 0

    def walk(self, root: Element) -> None:
        """Reads an element and all in it."""
        walker = etree.iterwalk(root, events=("start", "end", "comment"))
        for event, node in walker:
            if event == "comment":
                self.say(node.tail)
                continue
            if event == "start":
                if not self.enter(node, is_root=node is root):
                    walker.skip_subtree()
            else:
                self.leave(node)
                if node is not root and (tail := node.tail):
                    self.say(tail)
        self.flush()

    def enter(self, node: Element, *, is_root: bool) -> bool:
        """Takes up an element; False where nothing in it is to be read any more."""
        tag = node.tag
        if tag in _UNREAD:
            if address := self.page.writers.get(node):
                self.runs.append(Run(f" {address} ", f"mailto:{address}"))
            return False
        if tag in _BLOCKS:
            return self.open(node, is_root=is_root)
        if tag == "br":
            self.break_line()
        elif tag == "img":
            self.say_picture(node)
        elif not is_root and is_hidden(node, self.page) and not any(child.tag in _BLOCKS for child in node):
            return False
        elif is_reversed(node, self.page):
            self.runs.append(Run("".join(map(str, node.itertext()))[::-1], self.target))
            return False
        elif inline.is_headline(node):
            return self.open(node, is_root=is_root)
        else:
            self.enter_inline(node)
        return True

    def enter_inline(self, node: Element) -> None:
        """Takes up words inside a line, with the place to which they lead."""
        if inline.stands_apart(node):
            self.runs.append(Run(" "))
        if address := self.page.cloaks.get(node.get("id", "")):
            self.links.append((node, f"mailto:{address}", len(self.runs)))
        elif target := inline.find_link(node):
            self.links.append((node, target, len(self.runs)))
        self.say(inline.raised(node) or inline.drawn_sign(node) or node.text)

    def leave(self, node: Element) -> None:
        """Puts down an element."""
        if self.links and self.links[-1][0] is node:
            _, target, since = self.links.pop()
            scheme, _, address = target.partition(":")
            if scheme in ("mailto", "tel") and not any(run.text.strip() for run in self.runs[since:]):
                self.runs.append(Run(address, target))
        if node.tag == "q":
            self.runs.append(Run("”", self.target))
        if self.owners and self.owners[-1][0] is node:
            self.flush()
            self.owners.pop()
            self.preformatted -= node.tag == "pre"

    @property
    def target(self) -> str | None:
        """Where words read now lead."""
        return self.links[-1][1] if self.links else None

    def open(self, node: Element, *, is_root: bool) -> bool:
        """Takes up a block; False where it was read as rows at once."""
        self.flush()
        if not self.flat and not is_root and (rows := self.rows(node)):
            self.blocks += rows
            return False
        kind = _KINDS.get(str(node.tag), "heading" if node.tag not in _BLOCKS else "body")
        if kind == "body" and self.owners and self.owners[-1][1] in _INHERITED:
            kind = self.owners[-1][1]
        self.owners.append((node, kind))
        self.preformatted += node.tag == "pre"
        self.say(node.text)
        return True

    def rows(self, node: Element) -> list[Block]:
        """A table of data, a definition list, a label with its value: as blocks of rows."""
        rows: list[Row] = read_table(node) if node.tag == "table" else read_pairs(node)
        return [
            Block(row.element, row.kind, [read_runs(self.page, cell) for cell in row.cells], row.heads) for row in rows
        ]

    def say(self, text: str | None) -> None:
        """Adds words of the text itself; line breaks of the source count in preformatted text alone."""
        if not text or (not self.runs and text.isspace()):
            return  # blanks before the first word of a block
        if self.preformatted:
            first, *others = inline.BLANK_LINES.split(text)
            self.runs.append(Run(first, self.target))
            for other in others:
                self.flush()
                self.runs.append(Run(other, self.target))
        else:
            self.runs.append(Run(text.translate(inline.SOURCE_BREAKS), self.target))

    def say_picture(self, node: Element) -> None:
        """Adds what a picture says in place of letters: a sign (``@``), an address, the words of a link to one."""
        words = inline.spoken(node, in_mail=bool(self.target and self.target.startswith("mailto:")))
        if words:
            self.runs.append(Run(words, self.target))

    def break_line(self) -> None:
        """A line break; two in a row end the block."""
        said = next((run.text for run in reversed(self.runs) if run.text == "\n" or run.text.strip()), "")
        if said == "\n" and not self.flat:
            self.flush()
        else:
            self.runs.append(Run("\n"))

    def flush(self) -> None:
        """Ends what is read in one go."""
        if self.flat:
            self.runs.append(Run("\n"))
            return
        if not self.runs:
            return
        if any(run.text.strip() for run in self.runs):
            owner, kind = self.owners[-1] if self.owners else (self.page.root, "body")
            if kind == "body" and inline.is_bold(owner, self.runs):
                kind = "heading"
            block = Block(owner, kind, [self.runs])
            if block.text:
                self.blocks.append(block)
            self.links = [(node, target, 0) for node, target, _ in self.links]
        self.runs = []
