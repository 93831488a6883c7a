"""Text wrapped by hand or by an old mail program: which line breaks are only the margin's.

A break is the margin's where the next word would not have fitted; where it would, somebody wanted the break.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise

from pipeline.parse.hyphens import join_lines

_ITEM = re.compile(r"\s*(?:[-*•·○▪■►‣–]|\(?\d{1,2}[.)]|[a-z]\))\s+(?=\S)")
_BULLET = re.compile(r"\s*[-*•·○▪■►‣–]\s+(?=\S)")
_SURE_BULLET = re.compile(r"\s*[*•·○▪■►‣]\s+(?=\S)")
_WIDEST_WRAP = 110
_NARROWEST_WRAP = 50
_FEWEST_BREAKS = 3
_FULL = 0.75  # of the margin: hand-made wraps leave some room, and a number that must not be split leaves more
_ADDRESS = re.compile(r"(?:://|\bwww\.|@)\S*\Z")
_BROKEN = re.compile(r"[^\W_]-\Z|\w@\Z")  # a word or address goes on in the next line whatever the margin


def find_width(blocks: Iterable[Sequence[str]]) -> int | None:
    """The right margin in characters of a text wrapped by hand; None where lines are paragraphs.

    >>> find_width([["a" * 60, "b" * 68, "c" * 65, "short"]]), find_width([["Jonas", "tel. 5", "Vilnius", "Lietuva"]])
    (68, None)
    """
    lengths = [len(line.rstrip()) for block in blocks for line in block[:-1]]
    width = max(lengths, default=0)
    full = sum(length >= width * _FULL for length in lengths)
    wrapped = _NARROWEST_WRAP <= width <= _WIDEST_WRAP and full >= max(_FEWEST_BREAKS, len(lengths) / 2)
    return width if wrapped else None


def join_wrapped(lines: Sequence[str], width: int | None, evidence: frozenset[str]) -> str:
    """The lines with the margin's breaks mended and the writer's kept as newlines.

    >>> join_wrapped(["Two people will", "come.", "tel. 5"], 18, frozenset())
    'Two people will come.\\ntel. 5'
    """
    groups: list[list[str]] = [[lines[0]]]
    for above, line in pairwise(lines):
        if find_break(above, line, width) != "\n":
            groups[-1].append(line)
        else:
            groups.append([line])
    return "\n".join(join_lines(group, evidence) for group in groups)


def find_break(above: str, line: str, width: int | None) -> str:
    """What a line break stands for: a newline that was wanted, a blank, or nothing inside a word or an address.

    >>> find_break("Two people will", "come.", 18), find_break("tel. 5", "a b", 18), find_break("Nr. Est-", "Lat147", 9)
    (' ', '\\n', '')
    """
    above, words = above.rstrip(), line.split(maxsplit=1)
    if _BROKEN.search(above):
        return ""
    if width is None or not words or (_ADDRESS.search(above) and not words[0][0].islower()):
        return "\n"
    return " " if len(above) >= width * _FULL or len(above) + 1 + len(words[0]) > width else "\n"


def split_bullet(line: str) -> tuple[bool, str]:
    """Whether a line by itself is a list item, and its words; one that opens with a dash is speech.

    >>> split_bullet("• Alfa"), split_bullet("– Alfa! – sako ji.")
    ((True, 'Alfa'), (False, '– Alfa! – sako ji.'))
    """
    words = _SURE_BULLET.sub("", line)
    return words != line, words.strip()


def split_items(lines: Sequence[str]) -> list[tuple[bool, list[str]]]:
    """The block cut at list items: whether each part is one, and its lines, the bullet taken off.

    A single line that opens with a dash is speech, no list.

    >>> split_items(["Partners:", "- Alfa", "  of Vilnius", "- Beta"])
    [(False, ['Partners:']), (True, ['Alfa', 'of Vilnius']), (True, ['Beta'])]
    """
    opening = [bool(_ITEM.match(line)) for line in lines]
    dashes = [line.lstrip()[0] in "-–" for line, opens in zip(lines, opening, strict=True) if opens]
    if len(dashes) == 1 and all(dashes):
        return [(False, list(lines))]
    parts: list[tuple[bool, list[str]]] = []
    for line, opens in zip(lines, opening, strict=True):
        in_item = bool(parts) and parts[-1][0]
        if opens or not parts or (in_item and not line[0].isspace() and _margin(parts[-1][1]) > 0):
            parts.append((opens, []))
        parts[-1][1].append(line)
    return [(item, [_BULLET.sub("", part[0]), *map(str.strip, part[1:])] if item else part) for item, part in parts]


def _margin(lines: Sequence[str]) -> int:
    """How far the second line of an item is indented, 0 where there is none or it hangs at the margin."""
    return len(lines[1]) - len(lines[1].lstrip()) if len(lines) > 1 else 0
