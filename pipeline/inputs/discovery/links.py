"""Which links of a page lead to articles: what holds on list pages of any site.

An article is announced by a headline: a heading, or words enough for one. Announcements stand outside the frame of the
site (menus, side columns, foot), and where most of them carry a day, the few without one are something else.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from urllib.parse import urlsplit

from lxml.etree import _Element as Element

from pipeline.inputs.discovery.boxes import HEADINGS, SHORTEST, Anchor, Boxes, shown_text
from pipeline.inputs.discovery.days import read_day
from pipeline.inputs.folding import fold_address
from pipeline.parse.html.marks import MARKS

_NO_ARTICLE = re.compile(
    r"\.(?:jpe?g|png|gif|svg|webp|ico|mp[34]|avi|mov|zip|rar|exe|css|js|xml|rss|ics)$", re.IGNORECASE
)
_DAY = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)|(?<!\d)\d{1,2}[./-]\d{1,2}[./-]\d{2,4}(?!\d)")
_FEWEST_WORDS, _LONGEST = 3, 300  # of a headline that is no heading
_SHORTEST_HEADING = 8
_DAY_LENGTH = 60
_MOST_ALIKE = 20  # links to one page that are looked at
_MOST_NODES = 300  # elements of a box that are looked at
_MOST_DAYS = 5  # lines of a box that are tried as days
_SHAPE_DEPTH = 12
_MOST = 0.6
_MOST_LINKS = 2000


@dataclass(frozen=True, slots=True)
class Announcement:
    """A link to an article with the headline and the day, as written, of the box in which it stands.

    ``heading`` is the element of the headline, None where the link itself is one. ``is_own`` tells whether the link is
    in the heading or around it, ``count`` how many links of the page lead there.
    """

    anchor: Anchor
    title: str
    day: str
    heading: Element | None
    is_own: bool
    count: int
    is_framed: bool
    shape: tuple[str, ...]


def read_anchors(root: Element, base: str) -> list[Anchor]:
    """The links of a page that may lead to pages of its own site, in its order; those to itself are left out."""
    found = (Anchor.read(node, base) for node in root.iter("a"))
    own, site = fold_address(base), _site(base)
    return [
        anchor
        for anchor in found
        if anchor
        and _site(anchor.url) == site
        and not _NO_ARTICLE.search(urlsplit(anchor.url).path)
        and fold_address(anchor.url) != own
    ][:_MOST_LINKS]


def _site(url: str) -> str:
    return (urlsplit(url).hostname or "").removeprefix("www.")


def find_articles(anchors: Sequence[Anchor]) -> list[Announcement]:
    """The links that announce articles, one an article, in the order of the page."""
    groups: dict[str, list[Anchor]] = {}
    for anchor in anchors:
        groups.setdefault(fold_address(anchor.url), []).append(anchor)
    boxes = Boxes(groups)
    found = _one_a_heading(read for key, group in groups.items() if (read := _read_group(key, group, boxes)))
    free = [one for one in found if not one.is_framed]
    kept = free if len(free) >= (1 - _MOST) * len(found) else found  # a name that frames nearly all is wrong
    dated = [one for one in kept if one.day]
    if len(dated) >= _MOST * len(kept):
        return dated
    headed = [one for one in kept if one.heading is not None]
    return _most_alike(headed if len(headed) >= _MOST * len(kept) else kept)


def _read_group(key: str, group: list[Anchor], boxes_of: Boxes) -> Announcement | None:
    """What is said of the page that these links lead to; None where no headline stands by them."""
    seen = group[:_MOST_ALIKE]
    boxes = [boxes_of.find(anchor.element, key) for anchor in seen]
    titles = [title for box, anchor in zip(boxes, seen, strict=True) for title in _titles(box, anchor.element)]
    if not titles:
        return None
    links = {anchor.element for anchor in group}
    own = [(node, text) for node, text in titles if node is not None and links & _around(node)]
    if not own and len({text for node, text in titles if node is not None}) > 1:
        return None  # a theme or an author, named with many articles
    heading, title = max(own or titles, key=lambda found: (found[0] is not None, len(found[1])))
    return Announcement(
        anchor=group[0],
        title=title,
        day=next((text for box in boxes for text in _days(box, title)), ""),
        heading=heading,
        is_own=bool(own),
        count=len(group),
        is_framed=all(boxes_of.is_framed(one.element) for one in seen),
        shape=(boxes[0].tag, *(node.tag for node in islice(boxes[0].iterancestors(), _SHAPE_DEPTH))),
    )


def _around(heading: Element) -> set[Element]:
    return {*heading.iter(), *heading.iterancestors()}


def _one_a_heading(found: Iterable[Announcement]) -> list[Announcement]:
    """One announcement a heading: its own link, else what most links of the box lead to, else the last, "Read more"."""
    best: dict[Element | str, Announcement] = {}
    for one in found:
        key = one.heading if one.heading is not None else one.anchor.url
        held = best.get(key)
        if held is None or (one.is_own, one.count) >= (held.is_own, held.count):
            best[key] = one
    return list(best.values())


def _titles(box: Element, anchor: Element) -> Iterator[tuple[Element | None, str]]:
    """The headlines that a box offers, each with the heading that it is, None for the words of a link."""
    inside = list(islice(box.iter(*HEADINGS), _MOST_NODES))
    above = [node for node in anchor.iterancestors() if node.tag in HEADINGS][:1]
    for node in inside or above:
        if _SHORTEST_HEADING <= len(text := shown_text(node)) <= _LONGEST:
            yield node, text
    text = shown_text(anchor)
    if SHORTEST <= len(text) <= _LONGEST and len(text.split()) >= _FEWEST_WORDS:
        yield None, text


def _days(box: Element, title: str) -> Iterator[str]:
    """The days printed in a box, as written: of its elements for days, then in short lines."""
    for node in islice(box.iter("time"), _MOST_NODES):
        yield from (text for text in (node.get("datetime") or "", shown_text(node)) if text)
    yield from filter(read_day, islice(_dated_lines(box, title), _MOST_DAYS))


def _dated_lines(box: Element, title: str) -> Iterator[str]:
    """Short lines with figures such as days have."""
    for node in islice(box.iter(), _MOST_NODES):
        if not isinstance(node.tag, str) or node.tag in MARKS.unseen_tags:
            continue
        for text in (node.text, *(child.tail for child in node)):
            line = " ".join((text or "").split())
            if len(line) <= _DAY_LENGTH and line != title and _DAY.search(line):
                yield line


def _most_alike(found: Iterable[Announcement]) -> list[Announcement]:
    """Those whose boxes stand as most of the text does, with all that stand so at least three times."""
    ordered = list(found)
    weights: Counter[tuple[str, ...]] = Counter()
    counts: Counter[tuple[str, ...]] = Counter()
    for one in ordered:
        weights[one.shape] += len(one.title)
        counts[one.shape] += 1
    best = max(weights, key=lambda shape: weights[shape], default=())
    return [one for one in ordered if one.shape == best or counts[one.shape] >= 3]
