"""A page as a tree, parsed once, with what its styles and scripts say about what a reader sees."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree
from lxml.etree import _Element as Element

from pipeline.parse.html.depth import flatten_page
from pipeline.parse.html.scripts import find_written

_TELLING = re.compile("none|hidden|override", re.IGNORECASE)
_RULE = re.compile(r"([^{}@]{1,300})\{([^{}]{0,2000})\Z")
_NAME = re.compile(r"\s*(?:[a-z]{1,10})?([.#][\w-]{1,80})\s*")
_HIDING = re.compile(r"(?<![\w-])(?:display\s*:\s*none|visibility\s*:\s*hidden)")
_REVERSING = re.compile(r"unicode-bidi\s*:\s*(?:bidi|isolate)-override")
_MEDIA = re.compile(r"@[a-z-]+[^{;]{0,300}\{(?:[^{}]{0,3000}\{[^{}]{0,2000}\}){0,300}\s*\}", re.IGNORECASE)
_DECLARATION = re.compile(r"^\s*<\?xml[^>]{0,200}\?>")


@dataclass(frozen=True, slots=True)
class Page:
    """``hidden`` and ``reversed_`` are class and id selectors (``.nospam``) that the page's own styles hide or write
    backwards. ``cloaks`` are ids of elements into which a script writes an address, ``writers`` the scripts that write
    one where they stand."""

    root: Element
    hidden: frozenset[str] = frozenset()
    reversed_: frozenset[str] = frozenset()
    cloaks: dict[str, str] = field(default_factory=dict)
    writers: dict[Element, str] = field(default_factory=dict)


def parse_page(text: str) -> Page | None:
    """The page of an HTML text, None where it has no element at all."""
    source = _DECLARATION.sub("", text.replace("\0", "")).encode("utf-8", "replace")
    try:
        root = _parse_tree(source)
    except etree.ParserError:
        return None
    if root is None:
        return None
    cloaks: dict[str, str] = {}
    writers: dict[Element, str] = {}
    for script in root.iter("script"):
        if written := find_written(script):
            if written.place:
                cloaks[written.place] = written.address
            else:
                writers[script] = written.address
    rules = list(_rules(root))
    return Page(
        root,
        frozenset(name for name, body in rules if _HIDING.search(body)),
        frozenset(name for name, body in rules if _REVERSING.search(body)),
        cloaks,
        writers,
    )


def _parse_tree(source: bytes) -> Element | None:
    parser = etree.HTMLParser(encoding="utf-8", remove_pis=True, huge_tree=True)
    root = etree.fromstring(source, parser)
    last = parser.error_log.last_error
    if last is not None and last.type == etree.ErrorTypes.ERR_RESOURCE_LIMIT:
        return etree.fromstring(flatten_page(source), etree.HTMLParser(encoding="utf-8", remove_pis=True))
    return root


def _rules(root: Element) -> Iterator[tuple[str, str]]:
    """Selectors of one class or id with their declarations; those for some media only are left out."""
    for style in root.iter("style"):
        text = style.text or ""
        if "display" not in text and "visibility" not in text and "unicode-bidi" not in text:
            continue
        for piece in _MEDIA.sub(" ", text).split("}"):
            if not _TELLING.search(piece) or not (match := _RULE.search(piece)):
                continue
            for selector in match[1].split(","):
                if name := _NAME.fullmatch(selector):
                    yield name[1], match[2].lower()


def is_hidden(element: Element, page: Page) -> bool:
    """True where the page itself says that a reader does not see the element."""
    attributes = element.keys()
    if "hidden" in attributes or element.tag == "dialog":
        return True
    if "style" in attributes and _HIDING.search(element.get("style", "").lower()):
        return True
    return bool(attributes) and _selected(element, page.hidden)


def is_reversed(element: Element, page: Page) -> bool:
    """True where the characters of the element are shown from the last to the first."""
    attributes = element.keys()
    if not attributes:
        return False
    if "style" in attributes and _REVERSING.search(element.get("style", "").lower()):
        return True
    return (element.tag == "bdo" and element.get("dir") == "rtl") or _selected(element, page.reversed_)


def _selected(element: Element, names: frozenset[str]) -> bool:
    if not names:
        return False
    return any(f".{name}" in names for name in (element.get("class") or "").split()) or f"#{element.get('id')}" in names
