"""Pages that stand where a document should: firewalls, captchas, logins, walls of consent, pages that are missing.

Judged are pages with little running text alone, by their structure and by words in all languages. A document with a
login box, a banner or a form beside it is none of them.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal

from lxml.etree import _Element as Element

from pipeline.parse.charset import decode
from pipeline.parse.html.blocks import Block, read_blocks
from pipeline.parse.html.headline import find_anchors
from pipeline.parse.html.metadata import find_metadata
from pipeline.parse.html.page import is_hidden, parse_page
from pipeline.parse.html.words import WordKind, contains, list_words, opens_with
from pipeline.parse.html.zones import Layout, lay_out, mark_by_names, mark_consent

WallName = Literal["firewall", "captcha", "login", "consent", "missing"]
_ENOUGH_TEXT = 400  # characters of running text: a page with so much is read whatever else it says
_FEW_WORDS = 160  # no announcement is so short
_MESSAGE = 250  # what a wall says at most where words alone tell it
_SCANT_TEXT = 60
_MOST_CONSENT = 2500  # a wall of consent tells a lot of partners and purposes
_CONSENT_SHARE = 0.1  # of the text that speaks of cookies itself
_TELLING: tuple[WordKind, ...] = ("missing", "firewall", "captcha", "subscribers")
_HEAD_LENGTH = 120
_HEADS = 6
_SCRIPT_LENGTH = 5000
_MARKED = ("id", "class", "src", "action", "name", "href")
_PIECE = re.compile(rb"<(/?[a-zA-Z!][a-zA-Z0-9]*)[^<>]*>?([^<]*)")
_WORD = re.compile(r"\w+")
_UNSEEN = {b"script": b"/script", b"style": b"/style", b"a": b"/a", b"title": b"/title", b"noscript": b"/noscript"}


@dataclass(frozen=True, slots=True)
class Wall:
    """What a page is that is no document, and the words of a message on it."""

    name: WallName
    detail: str


def find_wall_in(body: bytes, charset: str | None = None) -> Wall | None:
    """What stands in place of a document on a page, None where a document may well stand there.

    Most pages are let pass at a glance, before anything of them is parsed.
    """
    glance = _glance(body)
    if glance is None or not _is_suspect(glance, body):
        return None
    page = parse_page(decode(body, charset).text)
    if page is None:
        return None
    layout = lay_out(page, read_blocks(page), find_anchors(page.root, find_metadata(page.root)))
    mark_by_names(layout)
    mark_consent(layout)
    return find_wall(layout)


def _glance(body: bytes) -> list[bytes] | None:
    """The title and the texts outside of links, None where they are longer than any wall."""
    length, until, texts = 0, b"", []
    for match in _PIECE.finditer(body):
        tag = match[1].lower()
        if until and tag != until:
            continue
        until = _UNSEEN.get(tag, b"")
        if (text := match[2].strip()) and (not until or tag == b"title"):
            texts.append(text)
            length += len(text)
            if length > _MOST_CONSENT:
                return None
    return texts


def _is_suspect(texts: Sequence[bytes], body: bytes) -> bool:
    """Whether the texts or the markup of a page hold anything that a wall is known by."""
    words = b"\n".join(texts).decode("utf-8", "replace").casefold()
    if len(words) < _SCANT_TEXT or "\ufffd" in words:  # of another charset: it is looked at closely
        return True
    found = set(_WORD.findall(words))
    phrases = _telling_phrases()
    if any(phrase <= found for word in found & phrases.keys() for phrase in phrases[word]):
        return True
    markup = body.lower()
    if any(mark in markup for mark in _mark_octets()):
        return True
    talk = sum(len(text) for text in texts if contains(text.decode("utf-8", "replace"), "cookies"))
    return talk > _CONSENT_SHARE * len(words)


def find_wall(layout: Layout) -> Wall | None:
    """What stands in place of a document on a page whose frame has been marked, None where none of these does."""
    shown = layout.shown()
    running = sum(block.breadth - block.linked for block in shown)
    if running >= _ENOUGH_TEXT:
        return _find_consent(layout, shown) if running < _MOST_CONSENT else None
    title = next((node.text or "" for node in layout.page.root.iter("title")), "").strip()
    heads = [
        title,
        *[block.text for block in shown if block.kind == "heading" or block.breadth < _HEAD_LENGTH][:_HEADS],
    ]
    if any(opens_with(text, "missing") for text in heads) or contains(title, "missing"):
        return Wall("missing", "the page says that there is no such page; correct the address")
    return (
        _find_robot_check(layout, heads, running)
        or _find_login(layout, shown, heads, running)
        or _find_consent(layout, shown)
    )


def _find_robot_check(layout: Layout, heads: Sequence[str], running: int) -> Wall | None:
    marks = _marks_on(layout.page.root, "firewall")
    if marks or (running < _MESSAGE and any(opens_with(text, "firewall") for text in heads)):
        return Wall("firewall", f"got a check for robots ({marks or heads[0]}) in place of a text; ask the owner")
    asked = next((node for node in _marked(layout, "captcha") if layout.zone_of(node) == "article"), None)
    worded = any(contains(text, "captcha") for text in heads)
    if asked is not None and (running < _SCANT_TEXT or (worded and running < _FEW_WORDS)):
        return Wall("captcha", "got a captcha in place of a text; ask the owner")
    return None


def _find_login(layout: Layout, shown: Sequence[Block], heads: Sequence[str], running: int) -> Wall | None:
    told = Wall("login", "got a login in place of a text; fetch it with rights, or leave it out")
    if layout.mentions("subscribers") and any(contains(block.text, "subscribers") for block in shown):
        return told
    asks = any(
        node.get("type", "").lower() == "password" and layout.zone_of(node) == "article"
        for node in layout.page.root.iter("input")
    )
    if asks and (running < _SCANT_TEXT or any(opens_with(text, "login") for text in heads[:2])):
        return told
    return None


def _find_consent(layout: Layout, shown: Sequence[Block]) -> Wall | None:
    """A page on which, the talk of cookies aside, nothing is left but buttons."""
    blocks = layout.blocks
    if not layout.mentions("cookies"):
        return None
    about = [block for block in blocks if contains(block.text, "cookies")]
    if not about or not (_accepts(layout) or len(about) == len(blocks)):
        return None
    left = sum(block.breadth - block.linked for block in shown if block not in about)
    if left >= _SCANT_TEXT:
        return None
    return Wall("consent", "got a dialog for consent and no text; fetch what comes after it")


def _accepts(layout: Layout) -> bool:
    """Whether the page has a button that agrees."""
    if any(block.breadth < _SCANT_TEXT and opens_with(block.text, "accept") for block in layout.blocks):
        return True
    return any(opens_with(node.get("value", ""), "accept") for node in layout.page.root.iter("input"))


def _marks_on(root: Element, kind: str) -> str:
    """The first mark of that kind in the markup, nothing where there is none."""
    markup = "\n".join(_markup(root))
    return next((mark for mark in _marks()[kind] if mark in markup), "")


def _markup(root: Element) -> Iterator[str]:
    for node in root.iter("*"):
        yield from (value.lower() for name in _MARKED if (value := node.get(name)))
        if node.tag == "script" and node.text:
            yield node.text[:_SCRIPT_LENGTH].lower()


def _marked(layout: Layout, kind: str) -> Iterator[Element]:
    """Elements that a reader sees and whose names or addresses hold a mark of that kind."""
    for node in layout.page.root.iter("div", "iframe", "img", "input", "form", "span"):
        names = " ".join(value.lower() for name in _MARKED if (value := node.get(name)))
        if any(mark in names for mark in _marks()[kind]) and not is_hidden(node, layout.page):
            yield node


@cache
def _telling_phrases() -> dict[str, list[frozenset[str]]]:
    """The words of each phrase that tells of a wall, by the longest of them; their order is looked at later."""
    phrases: dict[str, list[frozenset[str]]] = {}
    for words in {frozenset(_WORD.findall(phrase)) for kind in _TELLING for phrase in list_words(kind)}:
        phrases.setdefault(max(words, key=len), []).append(words)
    return phrases


@cache
def _mark_octets() -> tuple[bytes, ...]:
    return (b"password", *{mark.encode() for kind in _marks().values() for mark in kind})


@cache
def _marks() -> dict[str, tuple[str, ...]]:
    table = tomllib.loads(files("pipeline.parse.html").joinpath("walls.toml").read_text(encoding="utf-8"))
    return {kind: tuple(words) for kind, words in table.items()}
