"""What the styles of an OpenDocument file make of its paragraphs, cells and sheets."""

from __future__ import annotations

from collections.abc import Iterable

from lxml.etree import _Element

from extractors.mention import SegmentKind
from pipeline.parse.odf.names import tag

_KINDS: tuple[tuple[str, SegmentKind], ...] = (
    ("Title", "title"),
    ("Heading", "heading"),
    ("Subtitle", "heading"),
    ("Caption", "caption"),
    ("Header", "boilerplate"),
    ("Footer", "boilerplate"),
)
_DEEPEST = 20  # styles made of styles


class Styles:
    """The styles of one file by name."""

    def __init__(self, roots: Iterable[_Element]) -> None:
        self._styles = {
            style.get(tag("style:name"), ""): style for root in roots for style in root.iter(tag("style:style"))
        }

    def kind(self, name: str) -> SegmentKind:
        """What a paragraph of a style is: the first of the styles it is made of that says so."""
        for style in self._family(name):
            for start, kind in _KINDS:
                if style.startswith(start):
                    return kind
        return "body"

    def is_bold(self, name: str) -> bool:
        """Whether a style makes words bold."""
        return self._property(name, "style:text-properties", "fo:font-weight") == "bold"

    def is_hidden(self, name: str) -> bool:
        """Whether a style hides a sheet."""
        return self._property(name, "style:table-properties", "table:display") == "false"

    def _family(self, name: str) -> list[str]:
        names: list[str] = []
        while name and name not in names and len(names) < _DEEPEST:
            names.append(name)
            style = self._styles.get(name)
            name = style.get(tag("style:parent-style-name"), "") if style is not None else ""
        return names

    def _property(self, name: str, group: str, wanted: str) -> str | None:
        for parent in self._family(name):
            style = self._styles.get(parent)
            found = style.find(tag(group)) if style is not None else None
            if found is not None and found.get(tag(wanted)) is not None:
                return str(found.get(tag(wanted)))
        return None
