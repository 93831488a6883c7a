"""Pages whose elements stand deeper in each other than the parser follows: their tags go, their words stay."""

from __future__ import annotations

import re

_TAG = re.compile(rb"<(/?)([a-zA-Z]{1,12})\b[^<>]{0,2000}>")
_NESTING = frozenset(
    (
        b"a", b"b", b"big", b"blockquote", b"center", b"code", b"div", b"dl", b"em", b"font", b"form", b"i", b"ol",
        b"section", b"small", b"span", b"strong", b"sub", b"sup", b"table", b"u", b"ul",
    )
)  # fmt: skip
_DEEPEST = 250  # libxml2 stops reading at 2,048; beside these stand rows, cells, items and paragraphs


def flatten_page(source: bytes) -> bytes:
    """The page without the tags of elements that stand deeper than any page needs.

    >>> flatten_page(b"<div>" * 251 + b"a" + b"</div>" * 251).count(b"<div>")
    250
    """
    depth = 0

    def keep(match: re.Match[bytes]) -> bytes:
        nonlocal depth
        closes, tag = match[1], match[2].lower()
        if tag not in _NESTING:
            return match[0]
        if closes:
            depth = max(0, depth - 1)
            return match[0] if depth < _DEEPEST else b" "
        depth += 1
        return match[0] if depth <= _DEEPEST else b" "

    return _TAG.sub(keep, source)
