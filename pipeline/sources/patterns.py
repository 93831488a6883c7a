"""Patterns of addresses, written as in robots.txt (RFC 9309, 2.2.3), which cannot be made to run for long.

A pattern that begins with ``/`` is compared with path and query, any other with the whole address. It holds from the
beginning on; ``*`` stands for any characters, ``$`` at its end for the end of the address.
"""

from __future__ import annotations

import re
from urllib.parse import urlsplit

_OF_REGEXES = re.compile(r"\\[a-zA-Z.]|\.\*|\.\+|\(\?|\[[^\]]*-[^\]]*\]|\]\+|\^|\|")
_BEGINNINGS = ("/", "*", "http://", "https://")


def check_pattern(pattern: str) -> str:
    """The pattern, where it is one. Raises ValueError, with what to write in its place."""
    if _OF_REGEXES.search(pattern):
        raise ValueError("a regular expression; write it as in robots.txt: /news/*.html$, * stands for anything")
    if not pattern.startswith(_BEGINNINGS):
        raise ValueError(f"a pattern that no address can match; begin it with / or https:// or *, as */{pattern}")
    return pattern


def matches(pattern: str, url: str) -> bool:
    """Whether the address is one that the pattern means.

    >>> url = "https://a.lt/naujienos/2020/pirma.html?id=1"
    >>> [matches(p, url) for p in ("/naujienos/", "/nauj*.html", "*.html?id=", "https://a.lt/", "/naujienos/*?id=1$")]
    [True, True, True, True, True]
    >>> [matches(p, url) for p in ("/naujiena/", "/pirma", "/naujienos/$", "http://a.lt/", "*.html$")]
    [False, False, False, False, False]
    """
    text = _path_and_query(url) if pattern.startswith("/") else url
    first, *parts = pattern.removesuffix("$").split("*")
    if not text.startswith(first):
        return False
    at = len(first)
    last = parts.pop() if parts and pattern.endswith("$") else None
    for part in parts:
        found = text.find(part, at)
        if found < 0:
            return False
        at = found + len(part)
    if last is not None:
        return len(text) - len(last) >= at and text.endswith(last)
    return not pattern.endswith("$") or at == len(text)


def _path_and_query(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.path or '/'}?{parts.query}" if parts.query else parts.path or "/"
