"""Pages that stand where an article should: empty shells, walls of consent and login, pages that are missing."""

from __future__ import annotations

from pipeline.parse.html.words import contains, opens_with
from pipeline.parse.html.zones import Layout
from pipeline.problems import ParseProblem

_ENOUGH_TEXT = 400  # characters of running text: a page with so much is read whatever else it says
_SCANT_TEXT = 60


def refuse_walls(layout: Layout, url: str) -> None:
    """Raises ParseProblem for a page that is no document; returns nothing for all others."""
    shown = layout.shown()
    running = sum(block.breadth - block.linked for block in shown)
    if running >= _ENOUGH_TEXT:
        return
    heads = [block.text for block in shown if block.kind == "heading" or block.breadth < 120][:6]
    title = next((node.text or "" for node in layout.page.root.iter("title")), "")
    if any(opens_with(text, "missing") for text in (*heads, title)) or contains(title, "missing"):
        raise ParseProblem("missing", f"parsing {url}: the page says that there is no such page; mend the address")
    words = "\n".join(block.text for block in shown)
    asks_password = any(node.get("type") == "password" for node in layout.page.root.iter("input"))
    if asks_password or contains(words, "walls"):
        raise ParseProblem(
            "wall", f"parsing {url}: got a login in place of a text; fetch it with rights or leave it out"
        )
    everything = "\n".join(block.text for block in layout.blocks)
    if running < _SCANT_TEXT and contains(everything, "cookies"):
        raise ParseProblem("wall", f"parsing {url}: got a consent dialog and no text; fetch what comes after it")
    if running < _SCANT_TEXT // 3 and not shown:
        raise ParseProblem("empty", f"parsing {url}: got menus and no text; the page may be made by scripts")
