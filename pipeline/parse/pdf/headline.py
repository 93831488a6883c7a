"""The headline of a PDF: the biggest words of the first page, unless they are the sender's letterhead."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.parse.pdf.lines import weighted_median
from pipeline.parse.pdf.shapes import Block, Page, Table
from pipeline.parse.teasers import is_phrase

_LONGEST = 300
_BIGGER = 1.05  # than the usual font size
_MASTHEAD = 1.35  # times the next biggest words: the name of a bulletin, not of its sender
_LETTERHEAD_WORDS = 3
_HEADLINE_WORDS = 4
_LETTERHEAD_ZONE = 0.2
_LETTERS = re.compile(r"[^\W\d_]{2,}")


def usual_size(blocks: Sequence[Block]) -> float:
    """The font size of most characters."""
    sizes = [(line.size, len(line.text)) for block in blocks for line in block.lines]
    return weighted_median(sizes) if sizes else 0.0


def find_headline(items: Sequence[Block | Table], page: Page, usual: float, claimed: str) -> Block | None:
    """The block that is the headline, None where no size tells.

    ``claimed`` is the title in the metadata: where the page prints it, it is believed.
    """
    blocks = [item for item in items if isinstance(item, Block) and not item.aside and _can_be(item)]
    printed = next((b for b in blocks if len(claimed) >= 10 and _bare(_words(b)) == _bare(claimed)), None)
    if printed is not None:
        return printed
    big = sorted((b for b in blocks if b.lines[0].size > usual * _BIGGER), key=lambda b: -b.lines[0].size)
    if not big:
        return None
    best = big[0]
    if len(_LETTERS.findall(_words(best))) > _LETTERHEAD_WORDS or best.box.top > page.height * _LETTERHEAD_ZONE:
        return best
    for other in big[1:]:
        if other.lines[0].size * _MASTHEAD < best.lines[0].size:
            break
        if len(_LETTERS.findall(_words(other))) >= _HEADLINE_WORDS and other.box.top > best.box.top:
            return other
    return best


def _can_be(block: Block) -> bool:
    words = _words(block)
    return len(words) < _LONGEST and bool(_LETTERS.search(words)) and not is_phrase(words, "release")


def _words(block: Block) -> str:
    return " ".join(line.text for line in block.lines)


def _bare(text: str) -> str:
    return "".join(c for c in text.casefold() if c.isalnum())
