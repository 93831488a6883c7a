"""The words inside one paragraph of a Word file, with the places that they lead to."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from docx.oxml.ns import qn
from lxml.etree import _Element

from pipeline.parse.footnotes import raise_mark
from pipeline.parse.segments import Run

_SKIPPED = frozenset(map(qn, ("w:del", "w:moveFrom", "w:pPr", "w:rPr", "w:txbxContent", "w:sdtPr"))) | {
    "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"  # the same again for old programs
}
_CHARACTERS = {qn("w:tab"): "\t", qn("w:br"): "\n", qn("w:cr"): "\n", qn("w:noBreakHyphen"): "-"}
_RAISED = "\x00"  # before figures that stand higher; XML holds no such character
_BOX = qn("w:txbxContent")
_HYPERLINK = re.compile(r'HYPERLINK\s+(?:\\\w\s+)*"([^"]{1,2000})"')


@dataclass(slots=True)
class _Field:
    """A field that is being read: its instruction, then its result, which leads where the instruction says."""

    instruction: str = ""
    in_result: bool = False

    @property
    def target(self) -> str | None:
        link = _HYPERLINK.search(self.instruction) if self.in_result else None
        return link[1] if link else None


def find_runs(paragraph: _Element, targets: Mapping[str, str]) -> tuple[Run, ...]:
    """The words of a paragraph without what was deleted; ``targets`` are the outer addresses of its part by id."""
    runs: list[Run] = []
    for run in _runs(paragraph, targets, None, []):
        raised = run.text.startswith(_RAISED) and run.text[1:].isdecimal()
        before = "".join(earlier.text for earlier in runs[-2:])
        runs.append(Run(raise_mark(before, run.text[1:]), run.target) if raised else run)
    return tuple(runs)


def find_boxes(paragraph: _Element) -> Iterator[_Element]:
    """The text boxes that are anchored in a paragraph, each once."""
    for child in paragraph:
        if child.tag == _BOX:
            yield child
        elif child.tag not in _SKIPPED:
            yield from find_boxes(child)


def _runs(node: _Element, targets: Mapping[str, str], target: str | None, fields: list[_Field]) -> Iterator[Run]:
    for child in node:
        tag = child.tag
        if tag == qn("w:t"):
            inner = next((field.target for field in reversed(fields) if field.target), target)
            yield Run((_RAISED if _is_raised(child) else "") + (child.text or ""), inner)
        elif tag in _CHARACTERS:
            yield Run(_CHARACTERS[tag])
        elif tag == qn("w:fldChar"):
            _follow(child.get(qn("w:fldCharType")), fields)
        elif tag == qn("w:instrText"):
            if fields and not fields[-1].in_result:
                fields[-1].instruction += child.text or ""
        elif tag == qn("w:fldSimple"):
            link = _HYPERLINK.search(child.get(qn("w:instr")) or "")
            yield from _runs(child, targets, link[1] if link else target, fields)
        elif tag == qn("w:hyperlink"):
            yield from _runs(child, targets, targets.get(child.get(qn("r:id")) or "", target), fields)
        elif tag not in _SKIPPED:
            yield from _runs(child, targets, target, fields)


def _is_raised(text: _Element) -> bool:
    run = text.getparent()
    look = run.find(f"{qn('w:rPr')}/{qn('w:vertAlign')}") if run is not None else None
    return look is not None and look.get(qn("w:val")) == "superscript" and (text.text or "").isdecimal()


def _follow(mark: str | None, fields: list[_Field]) -> None:
    if mark == "begin":
        fields.append(_Field())
    elif mark == "separate" and fields:
        fields[-1].in_result = True
    elif mark == "end" and fields:
        fields.pop()
