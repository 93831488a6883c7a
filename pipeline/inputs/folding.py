"""Which addresses are spellings of one."""

from __future__ import annotations

from urllib.parse import parse_qsl, unquote, urlencode, urlsplit


def fold_address(url: str) -> str:
    """A key that is equal for addresses that lead to the same page.

    >>> fold_address("http://www.a.lt/naujiena/?utm_source=rss#more") == fold_address("https://a.lt/naujiena")
    True
    """
    parts = urlsplit(url)
    query = [(name, value) for name, value in parse_qsl(parts.query) if not name.startswith("utm_")]
    host = (parts.hostname or "").removeprefix("www.")
    return f"{host}{unquote(parts.path).rstrip('/')}?{urlencode(sorted(query))}"
