"""HTML pages to documents: one tree, one walk, then the judgement which part of the page is the article."""

from __future__ import annotations

import re
from dataclasses import replace

from extractors.mention import Document, SegmentKind
from pipeline.parse.charset import decode
from pipeline.parse.html.blocks import Block
from pipeline.parse.html.column import mark_beside_column
from pipeline.parse.html.edges import find_edges
from pipeline.parse.html.fallback import read_shown
from pipeline.parse.html.headline import find_anchors, find_headline
from pipeline.parse.html.metadata import find_metadata
from pipeline.parse.html.page import parse_page
from pipeline.parse.html.paths import Paths
from pipeline.parse.html.published import find_published, read_marked_day
from pipeline.parse.html.reveal import reveal_foot, reveal_text
from pipeline.parse.html.scraps import mark_cards, mark_forms, mark_links
from pipeline.parse.html.selected import find_selected, find_selected_headline, obey_selected
from pipeline.parse.html.teasers import mark_teasers
from pipeline.parse.html.walls import find_wall
from pipeline.parse.html.words import opens_with
from pipeline.parse.html.zones import Layout, lay_out, mark_by_names, mark_consent
from pipeline.parse.language import label_languages
from pipeline.parse.parsed import Parsed
from pipeline.parse.segments import Run, SegmentBuilder, normalize_text
from pipeline.problems import ParseProblem
from pipeline.record import Record

__all__ = ["parse_html"]

_HINT = re.compile(r"[@(\[{]|[\d /~.-]{6,}\d")  # what every way below has: most texts are done with at a glance
_REACHABLE = re.compile(
    r"@|[(\[{](?:at|eta|ät|a)[)\]}]"  # an address, hidden or not
    r"|(?:\+|(?<![\d.,])00|\(\+?[08]|(?<![\d.,])8[ ~-])[\d ()/~.-]{6,}\d"  # +370 37 451 206 · (8~37) 451 206
    r"|[^\W\d]\.?:? ?\(?0?\d[\d /~-]{5,}\d(?![.,]?\d| ?[^\W\d])"  # tel. 670 4128, but no sum with its currency
)
_CONTACT_LENGTH = 400


def parse_html(body: bytes, record: Record) -> Parsed:
    """The article of a page, with all else that the page shows as teasers and boilerplate.

    Raises ParseProblem: ``empty`` where the page shows no words, and the names of what stands there in place of a
    text: ``firewall``, ``captcha``, ``login``, ``consent``, ``missing``.
    """
    decoded = decode(body, record.charset)
    page = parse_page(decoded.text)
    metadata = find_metadata(page.root) if page else None
    shown = read_shown(page, metadata) if page and metadata else None
    if page is None or metadata is None or shown is None or not shown.blocks:
        raise ParseProblem(
            "empty", f"parsing {record.url}: got a page without words, expected text; see it in a browser"
        )
    layout = lay_out(page, shown.blocks, find_anchors(page.root, metadata))
    _judge(layout, record.url)
    layout.judged.update(dict.fromkeys(shown.declared, "article"))
    selected = find_selected(page.root, record)
    obey_selected(layout, selected)
    _refuse_walls(layout, record.url)
    title, headline = find_headline(layout, metadata)
    if headline in shown.declared:
        title, headline = normalize_text(str(metadata.article.get("headline") or metadata.title)) or None, None
    if chosen := find_selected_headline(layout, selected):
        title, headline = chosen.text.replace("\n", " "), chosen
    document = label_languages(_build(layout, headline, record).build(record.document_id, title), metadata.language)
    day = next((day for node in selected.date if (day := read_marked_day(node, document.language))), None)
    day = day or find_published(layout, metadata, headline, document.language, record.listed_on)
    document = replace(document, published_on=day)
    document = _set_apart(document, layout, find_edges(layout, headline, document))
    return Parsed(document, "text/html", decoded.charset, decoded.found_in, selected.shortfalls)


def _judge(layout: Layout, url: str) -> None:
    """Judges all parts of a page: the plain marks first, then what they leave open."""
    mark_by_names(layout)
    mark_consent(layout)
    mark_forms(layout)
    mark_cards(layout)
    mark_beside_column(layout)
    reveal_text(layout)
    mark_teasers(layout)
    mark_links(layout, url)
    reveal_foot(layout, is_reachable)


def _refuse_walls(layout: Layout, url: str) -> None:
    if wall := find_wall(layout):
        raise ParseProblem(wall.name, f"parsing {url}: {wall.detail}")
    if not layout.shown():
        raise ParseProblem("empty", f"parsing {url}: got menus and no text; the page may be made by scripts")


def _build(layout: Layout, headline: Block | None, record: Record) -> SegmentBuilder:
    """All blocks in reading order with their kinds."""
    builder = SegmentBuilder()
    paths = Paths()
    offers = False  # below a heading that announces contacts
    for block in layout.blocks:
        kind: SegmentKind = block.kind
        zone = layout.zone(block)
        if block is headline:
            kind = "title"
        elif zone != "article":
            kind = zone
        else:
            if block.kind == "heading":
                offers = opens_with(block.text, "contacts")
            if block.kind in ("body", "list item", "contact") and _is_contact(block, offers=offers):
                kind = "contact"
        origin = paths.find(block.element)
        cells = [[_leading_out(run) for run in cell] for cell in block.cells]
        if block.kind == "table row":
            builder.add_row(cells, block.heads, origin, kind)
        else:
            builder.add(cells[0], kind, origin)
    return builder


def _set_apart(document: Document, layout: Layout, edges: frozenset[Block]) -> Document:
    """The document with these blocks as boilerplate."""
    if not edges:
        return document
    blocks = [block for block in layout.blocks if block.text]
    segments = (
        replace(segment, kind="boilerplate") if block in edges else segment
        for block, segment in zip(blocks, document.segments, strict=True)
    )
    return replace(document, segments=tuple(segments))


def _leading_out(run: Run) -> Run:
    """The words without a target that is only a place of this page."""
    return Run(run.text) if run.target and run.target.startswith("#") else run


def _is_contact(block: Block, *, offers: bool) -> bool:
    """True for a short block that says how to reach somebody."""
    return is_reachable(block) and (offers or opens_with(block.text, "contacts") or "\n" in block.text)


def is_reachable(block: Block) -> bool:
    """True for a short block with an address or a telephone."""
    if block.breadth > _CONTACT_LENGTH:
        return False
    targets = [run.target for run in block.cells[0] if run.target]
    if any(t.startswith(("mailto:", "tel:")) for t in targets):
        return True
    return bool(_HINT.search(block.text) and _REACHABLE.search(block.text))
