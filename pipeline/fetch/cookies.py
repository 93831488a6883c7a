"""Cookies for the time of one address: some servers show nothing to who does not bring back what they gave.

They are forgotten afterwards, so that what an address gives does not depend on what was fetched before.
"""

from __future__ import annotations

import re
from collections import defaultdict

from pipeline.fetch.address import find_host
from pipeline.raw import Exchange

_PAIR = re.compile(r"\s*([!#$%&'*+.^_`|~0-9A-Za-z-]{1,100})\s*=\s*([\x21-\x3a\x3c-\x7e]{0,2000})")  # RFC 6265 4.1.1
_MOST = 20


class Cookies:
    """By host, as it gave them."""

    def __init__(self) -> None:
        self._by_host: defaultdict[str, dict[str, str]] = defaultdict(dict)

    def take(self, url: str, exchange: Exchange) -> None:
        """Remember what the response to an address sets."""
        jar = self._by_host[find_host(url)]
        for name, value in exchange.response_headers:
            pair = _PAIR.match(value) if name.lower() == "set-cookie" else None
            if pair and len(jar) < _MOST:
                jar[pair[1]] = pair[2]

    def headers(self, url: str) -> dict[str, str]:
        """The header that gives them back to where they came from."""
        jar = self._by_host.get(find_host(url))
        return {"Cookie": "; ".join(f"{name}={value}" for name, value in jar.items())} if jar else {}
