"""Which addresses are spellings of one; where links lead. Nothing here raises: lists hold rubbish of all kinds."""

from __future__ import annotations

from urllib.parse import parse_qsl, unquote, urlencode, urljoin, urlsplit


def fold_address(url: str) -> str:
    """A key that is equal for addresses that lead to the same page.

    >>> fold_address("http://www.a.lt/naujiena/?utm_source=rss#more") == fold_address("https://a.lt/naujiena")
    True
    >>> fold_address("http://[::1")  # no address is like it
    'http://[::1'
    """
    try:
        parts = urlsplit(url)
    except ValueError:
        return url
    query = [(name, value) for name, value in parse_qsl(parts.query) if not name.startswith("utm_")]
    host = (parts.hostname or "").removeprefix("www.")
    return f"{host}{unquote(parts.path).rstrip('/')}?{urlencode(sorted(query))}"


def join_address(base: str, link: str) -> str:
    """Where a link leads, the link itself where it is no address.

    >>> join_address("https://a.lt/b/", "c"), join_address("https://a.lt/b/", "http://[::1")
    ('https://a.lt/b/c', 'http://[::1')
    """
    try:
        return urljoin(base, link)
    except ValueError:
        return link
