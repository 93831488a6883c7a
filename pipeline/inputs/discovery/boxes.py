"""The boxes of a page: what belongs to one link, found in one pass over the page however its elements are nested."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Self
from urllib.parse import urljoin, urlsplit

from lxml.etree import _Element as Element

from pipeline.parse.html.marks import MARKS, names_of

HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
SHORTEST = 22
"""Characters of a headline that is no heading."""
_FRAME_TAGS = frozenset({"nav", "footer", "aside"})
_FRAME = MARKS.boilerplate | MARKS.foot | MARKS.side
_WHOLE = frozenset({"body", "html", "main"})
_HIGHEST = 7  # elements above a link in which its box is looked for
_DEEPEST = 14  # elements above a heading to which it is counted


@dataclass(frozen=True, slots=True)
class Anchor:
    """A link with where it leads."""

    element: Element
    url: str

    @classmethod
    def read(cls, element: Element, base: str) -> Self | None:
        """The link of an element, None where it leads to no page."""
        href = (element.get("href") or "").strip()
        if not href or href.startswith("#"):
            return None
        try:
            url = urljoin(base, href)
            parts = urlsplit(url)
        except ValueError:
            return None
        return cls(element, url) if parts.scheme in ("http", "https") and parts.hostname else None


def shown_text(element: Element) -> str:
    """The words in an element, in one line.

    >>> from lxml import html
    >>> shown_text(html.fromstring("<a>Nauja <b>žinia</b><script>x</script></a>"))
    'Nauja žinia'
    """
    return " ".join(" ".join(_texts(element)).split())


def _texts(element: Element) -> Iterator[str]:
    for node in element.iter():
        if isinstance(node.tag, str) and node.tag not in MARKS.unseen_tags:
            yield node.text or ""
        if node is not element:
            yield node.tail or ""


class Boxes:
    """What of a page belongs to which link. ``groups`` are its links by the page that they lead to."""

    def __init__(self, groups: Mapping[str, Sequence[Anchor]]) -> None:
        self._keys: defaultdict[Element, set[str]] = defaultdict(set)  # where links lead, two at most
        self._headings: Counter[Element] = Counter()
        self._framed: dict[Element, bool] = {}
        for key, group in groups.items():
            for anchor in group:
                if len(shown_text(anchor.element)) >= SHORTEST:
                    for node in _climb(anchor.element, _HIGHEST):
                        if len(self._keys[node]) < 2:
                            self._keys[node].add(key)
        first = next((anchor for group in groups.values() for anchor in group), None)
        for heading in first.element.getroottree().iter(*HEADINGS) if first else ():
            self._headings.update(_climb(heading, _DEEPEST))

    def find(self, element: Element, key: str) -> Element:
        """The largest element around a link in which no other page is linked, links of a word or two aside."""
        box = element
        for parent in islice(element.iterancestors(), _HIGHEST):
            if parent.tag in _WHOLE or self._keys[parent] - {key}:
                break
            if self._headings[parent] > max(1, self._headings[box]):
                break  # a heading of the list, or that of another article
            box = parent
        return box

    def is_framed(self, element: Element) -> bool:
        """Whether an element stands in the frame of the site: menus, side columns, head and foot."""
        path: list[Element] = []
        node: Element | None = element
        while node is not None and node not in self._framed:
            path.append(node)
            node = node.getparent()
        framed = self._framed[node] if node is not None else False
        for node in reversed(path):
            framed = framed or _is_frame(node)
            self._framed[node] = framed
        return framed


def _climb(element: Element, highest: int) -> Iterator[Element]:
    yield element
    yield from islice(element.iterancestors(), highest)


def _is_frame(element: Element) -> bool:
    if element.tag in _WHOLE or not isinstance(element.tag, str):
        return False
    names = names_of(element)
    is_head = (element.tag == "header" or bool(names & MARKS.head)) and not names & MARKS.article
    in_article = is_head and any(node.tag in ("article", "main", "li") for node in element.iterancestors())
    return element.tag in _FRAME_TAGS or bool(names & _FRAME) or (is_head and not in_article)
