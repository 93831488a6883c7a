"""The words of one paragraph of an OpenDocument file, with the places that they lead to."""

from __future__ import annotations

from collections.abc import Iterator

from lxml.etree import _Element

from pipeline.parse.odf.names import tag
from pipeline.parse.segments import Run

_SKIPPED = frozenset(
    map(
        tag,
        (
            "office:annotation",
            "office:annotation-end",
            "text:note",
            "text:tracked-changes",
            "draw:text-box",
            "draw:frame",
        ),
    )
)
_MOST_BLANKS = 100
_BOXES = (tag("draw:text-box"), tag("text:note-body"))


def find_runs(paragraph: _Element) -> tuple[Run, ...]:
    """The words of a paragraph without comments, notes and boxes, which stand by themselves."""
    return tuple(_runs(paragraph, None))


def find_boxes(paragraph: _Element) -> Iterator[_Element]:
    """The text boxes and notes that are anchored in a paragraph."""
    for child in paragraph:
        if child.tag in _BOXES:
            yield child
        elif child.tag != tag("office:annotation"):
            yield from find_boxes(child)


def _runs(node: _Element, target: str | None) -> Iterator[Run]:
    if node.text:
        yield Run(node.text, target)
    for child in node:
        if child.tag == tag("text:s"):
            count = child.get(tag("text:c"), "1")
            yield Run(" " * (min(int(count), _MOST_BLANKS) if count.isdecimal() else 1), target)
        elif child.tag == tag("text:tab"):
            yield Run("\t", target)
        elif child.tag == tag("text:line-break"):
            yield Run("\n")
        elif child.tag not in _SKIPPED and isinstance(child.tag, str):
            yield from _runs(child, child.get(tag("xlink:href")) if child.tag == tag("text:a") else target)
        if child.tail:
            yield Run(child.tail, target)
