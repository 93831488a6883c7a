"""What stands inside a line: links, raised figures, pictures that stand for letters, headlines without a heading."""

from __future__ import annotations

import re
from collections.abc import Sequence

from lxml.etree import _Element as Element

from pipeline.parse.html.addresses import find_address, find_target
from pipeline.parse.html.marks import MARKS, names_of
from pipeline.parse.segments import Run

SOURCE_BREAKS = {ord("\n"): " ", ord("\r"): " ", ord("\t"): " ", ord("\f"): " "}
BLANK_LINES = re.compile(r"\n[ \t\r]*\n\s*")
_SIGN = re.compile(r"(?:^|[\s_-])(at|dot)(?:$|\s|-sign|-symbol)")  # <i class="fa fa-at">
_RAISED = str.maketrans("0123456789*", "⁰¹²³⁴⁵⁶⁷⁸⁹*")
_BIG = re.compile(r"\+[2-7]|[4-7]")
_HEADING_LENGTH = 80
_APART = frozenset(("a", "time", "label", "abbr"))


def find_link(node: Element) -> str | None:
    """Where an element inside a line leads; any element may carry a hidden address."""
    if node.tag == "a" or node.get("data-cfemail") or node.tag == "joomla-hidden-mail":
        return find_target(node)
    return None


def raised(node: Element) -> str | None:
    """A footnote's figure in raised digits, so that it lengthens no number before it; None for other elements.

    ``412 000<sup>1</sup>`` is not 4120001, and ``m<sup>2</sup>`` is m².
    """
    if node.tag != "sup":
        return None
    text = (node.text or "").strip()
    return text.translate(_RAISED) if text.isdigit() else None


def drawn_sign(node: Element) -> str | None:
    """The sign that a style draws and no text holds: a quotation mark, the ``@`` of an address; None for others."""
    if node.tag == "q":
        return "“" + (node.text or "")
    if len(node) or (node.text or "").strip() or not (name := _SIGN.search(node.get("class") or "")):
        return None
    return "@" if name[1] == "at" else "."


def stands_apart(node: Element) -> bool:
    """True where two elements touch in the source but not on the screen: a link and the day beside it.

    Elements of one kind that touch are one word cut by an editor (``<span>Klas</span><span>teris</span>``).
    """
    before = node.getprevious()
    if before is None or before.tail or not isinstance(before.tag, str) or before.tag in ("br", "img", "wbr"):
        return False
    if before.tag != node.tag:
        return before.tag in _APART or node.tag in _APART
    if node.tag == "a" or before.get("class") != node.get("class"):
        return True
    ends, begins = (before.text or "")[-1:], (node.text or "")[:1]
    return node.get("class") is not None and not (ends.islower() and begins.islower())


def spoken(picture: Element, *, in_mail: bool) -> str | None:
    """The words of a picture that a reader reads as text: a single sign, an address, the words of a mail link."""
    words = (picture.get("alt") or picture.get("title") or "").strip()
    if words and (in_mail or (len(words) <= 2 and not words.isalnum()) or find_address(words)):
        return words
    return None


def is_headline(node: Element) -> bool:
    """True for big or so named words that fill a line of their own: the headline of pages older than headings."""
    if node.tag not in ("font", "span", "b", "strong", "big"):
        return False
    big = node.tag == "font" and _BIG.fullmatch(node.get("size") or "")
    if not big and not names_of(node) & MARKS.headline:
        return False
    return _opens_line(node) and _ends_line(node)


def _opens_line(node: Element) -> bool:
    parent, before = node.getparent(), node.getprevious()
    if before is None:
        return parent is not None and not (parent.text or "").strip()
    return not (before.tail or "").strip() and before.tag in ("br", "p", "div", "table", "hr", "img", "h1", "h2", "ul")


def _ends_line(node: Element) -> bool:
    if (node.tail or "").strip():
        return False
    after = node.getnext()
    return after is None or after.tag in ("br", "p", "div", "table", "hr", "ul", "ol", "center")


def is_bold(owner: Element, runs: Sequence[Run]) -> bool:
    """True for a short line that is bold from end to end and no sentence: a heading of those who know no headings."""
    text = "".join(run.text for run in runs).strip()
    if not 0 < len(text) <= _HEADING_LENGTH or "\n" in text or text[-1] in ".,;" or (owner.text or "").strip():
        return False
    spoken_by = [child for child in owner if child.tag != "br" and (child.tail or str(child.xpath("string()"))).strip()]
    return len(spoken_by) == 1 and spoken_by[0].tag in ("b", "strong") and not (spoken_by[0].tail or "").strip()
