"""The headline of a page as it is written, without the name of the site."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Sequence

from lxml.etree import _Element as Element
from rapidfuzz import fuzz

from pipeline.parse.html.blocks import Block
from pipeline.parse.html.marks import MARKS, names_of
from pipeline.parse.html.metadata import Metadata
from pipeline.parse.html.words import opens_with
from pipeline.parse.html.zones import Layout
from pipeline.parse.segments import normalize_text

_SEPARATOR = re.compile(r"\s+[|–—·•»›:-]+\s+|\s*(?:::|\||»|›|•)\s*|(?<=\S): (?=\S)|\s/\s")
_SAME = 85  # of 100: the headline and the title of the page, one of them cut short
_LONGEST = 300
_SHORTEST_UNSEEN = 15
_SECTION_LENGTH = 25


def find_anchors(root: Element, metadata: Metadata) -> list[Element]:
    """Elements that surely belong to the article: headings that the head of the page repeats, and the declared body."""
    said = list(_said(metadata))
    anchors = [node for node in root.iter("h1", "h2", "h3") if _is_said(_words(node), said) and not _is_site(node)]
    return anchors[:1] + [node for node in root.iter("*") if node.tag != "meta" and _declares(node)]


def _declares(node: Element) -> bool:
    named = node.keys()
    if "itemprop" in named and node.get("itemprop") in ("headline", "articleBody"):
        return True
    return "property" in named and node.get("property") == "content:encoded"


def find_headline(layout: Layout, metadata: Metadata) -> tuple[str | None, Block | None]:
    """The headline and the block that shows it; (None, None) where the page has none.

    A declared headline is believed first, then a heading that the head of the page repeats, then the first of the
    highest rank that opens the article; a headline that is shown nowhere is taken from the head.
    """
    said = list(_said(metadata))
    candidates = [block for block in _opening(layout.shown()) if _could_be(block, said, metadata)]
    best = next((block for block in candidates if _is_declared(block.element)), None)
    for repeated in (True, False):
        for rank in (_is_first_heading, _is_second_heading, _is_named):
            ranked = (block for block in candidates if rank(block.element))
            best = best or next((b for b in ranked if not repeated or _is_said(b.text, said, at_least=0.5)), None)
    if best is None:
        best = next((block for block in layout.shown()[:6] if _is_said(_first_line(block), said)), None)
    if best is None and candidates and candidates[0].kind == "heading":
        best = candidates[0]
    if best is not None:
        return (_first_line(best) if best.kind == "body" else best.text.replace("\n", " ")), best
    return next((title for title in said if len(title) > _SHORTEST_UNSEEN), None), None


def strip_site(title: str, site: str | None = None) -> str:
    """A page's title without the name of the site before or behind it: the longest part, the first of equals.

    >>> strip_site("Rugiva – Sausainiai keliauja į Japoniją | Naujienos", "Rugiva")
    'Sausainiai keliauja į Japoniją'
    >>> strip_site("E. prekyba: kas toliau?")
    'E. prekyba: kas toliau?'
    """
    parts = [part for part in _SEPARATOR.split(title) if part and part.strip()]
    if site:
        parts = [part for part in parts if part.casefold() != site.casefold()] or parts
    if len(parts) < 2:
        return parts[0] if parts else title
    longest = max(parts, key=len)
    start = title.find(longest)
    hard = [m for m in _SEPARATOR.finditer(title) if m[0].strip() in ("|", "::", "»", "›", "•", "/", "-", "–", "—")]
    before = max((m.end() for m in hard if m.end() <= start), default=0)
    after = min((m.start() for m in hard if m.start() >= start + len(longest)), default=len(title))
    return title[before:after].strip()


def _said(metadata: Metadata) -> Iterator[str]:
    """What the head of the page calls the article, the most reliable first."""
    site = metadata.meta.get("og:site_name")
    headline = metadata.article.get("headline") or ""
    for text in (headline, metadata.meta.get("og:title"), metadata.meta.get("twitter:title"), metadata.title):
        if isinstance(text, str) and text.strip():
            title = strip_site(normalize_text(html.unescape(text)), site)
            if not site or title.casefold() != site.casefold():
                yield title


def _is_said(text: str, said: Sequence[str], at_least: float = 0.0) -> bool:
    """True where the head of the page says the same, cut or with something added; a part of it of some length."""
    words = text.casefold()
    if not 8 < len(words) <= _LONGEST:
        return False
    titles = (title.casefold() for title in said if len(title) > 8 and len(words) >= at_least * len(title))
    return any(fuzz.partial_ratio(words, title) >= _SAME for title in titles)


def _first_line(block: Block) -> str:
    return block.text.partition("\n")[0]


def _opening(blocks: Sequence[Block]) -> list[Block]:
    """The blocks up to the first two of running text: a heading after them is one inside the article."""
    prose = 0
    for number, block in enumerate(blocks):
        prose += block.kind != "heading" and block.breadth - block.linked > 100
        if prose > 1:
            return list(blocks[:number])
    return list(blocks)


def _could_be(block: Block, said: Sequence[str], metadata: Metadata) -> bool:
    """False for the name of the site, a section (``News``) and a heading over other articles."""
    site = metadata.meta.get("og:site_name", "").casefold()
    text = block.text.casefold()
    if not text or text == site or block.breadth > _LONGEST or block.kind == "table row" or _is_site(block.element):
        return False
    if block.kind != "heading" or any(text == title.casefold() for title in said):
        return True
    section = len(text) < _SECTION_LENGTH and (opens_with(text, "lists") or opens_with(text, "contacts"))
    return not section and not opens_with(text, "teasers")


def _is_site(element: Element) -> bool:
    """True for the name of the site set as a heading: so named, or nothing but a link to the first page."""
    if names_of(element) & MARKS.site_name or any(
        names_of(node) & MARKS.site_name for node in element.iterdescendants("a", "span")
    ):
        return True
    links = list(element.iter("a"))
    return len(links) == 1 and (
        links[0].get("rel") == "home" or (links[0].get("href") or "").strip() in ("/", "./", "index.html")
    )


def _is_declared(element: Element) -> bool:
    return any("headline" in (node.get("itemprop") or "").split() for node in (element, *element.iterancestors()))


def _is_first_heading(element: Element) -> bool:
    return element.tag == "h1"


def _is_second_heading(element: Element) -> bool:
    return element.tag == "h2"


def _is_named(element: Element) -> bool:
    return bool(names_of(element) & MARKS.headline) or element.tag in ("font", "h3")


def _words(element: Element) -> str:
    return normalize_text(str(element.xpath("string()"))).replace("\n", " ")
