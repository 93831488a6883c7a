"""The names of OpenDocument elements and attributes, written as ``text:p``."""

from __future__ import annotations

from functools import cache

_URN = "urn:oasis:names:tc:opendocument:xmlns:"
_SPACES = {
    **{name: f"{_URN}{name}:1.0" for name in ("office", "text", "table", "style")},
    "draw": f"{_URN}drawing:1.0",
    "presentation": f"{_URN}presentation:1.0",
    "fo": f"{_URN}xsl-fo-compatible:1.0",
    "xlink": "http://www.w3.org/1999/xlink",
}


@cache
def tag(name: str) -> str:
    """The name as lxml writes it.

    >>> tag("xlink:href")
    '{http://www.w3.org/1999/xlink}href'
    """
    space, _, local = name.partition(":")
    return f"{{{_SPACES[space]}}}{local}"
