"""What local feeds say of the local pages that they list."""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import unescape
from pathlib import PurePath

from pipeline.inputs.discovery import ListedPage
from pipeline.inputs.folding import fold_address
from pipeline.raw import Listing

_HEAD_LENGTH = 1 << 16  # canonical links stand in the head of a page
_TAG = re.compile(rb"<(?:link|meta)\s[^<>]{1,2000}>", re.IGNORECASE)
_OWN_ADDRESS = re.compile(r"""\b(?:rel|property|name)\s*=\s*["']?(?:canonical|og:url)\b""", re.IGNORECASE)
_VALUE = re.compile(r"""\b(?:href|content)\s*=\s*(?:"([^"]*)"|'([^']*)')""", re.IGNORECASE)
_SHORTEST_NAME = 5  # names like "1.html" or "news.html" say nothing


class LocalListings:
    """What the feeds among the inputs say, to be asked for each page among them."""

    def __init__(self, items: Iterable[ListedPage]) -> None:
        self._by_address: dict[str, Listing] = {}
        self._by_name: dict[str, Listing] = {}
        for item in items:
            listing = Listing(item.title, item.on)
            address = fold_address(item.url)
            self._by_address.setdefault(address, listing)
            name = PurePath(address.partition("?")[0].partition("/")[2]).stem.lower()
            if len(name) >= _SHORTEST_NAME:
                self._by_name.setdefault(name, listing)

    def find(self, name: str, body: bytes) -> Listing | None:
        """What is said of a page, which tells its own address in its head, or carries its name."""
        if not self._by_address:
            return None
        for address in find_own_addresses(body):
            if listing := self._by_address.get(fold_address(address)):
                return listing
        return self._by_name.get(PurePath(name).stem.lower())


def find_own_addresses(page: bytes) -> list[str]:
    """The addresses that a page gives as its own: canonical link and og:url.

    >>> find_own_addresses(b'<head><link href="https://a.lt/x?a=1&amp;b=2" rel="canonical">')
    ['https://a.lt/x?a=1&b=2']
    """
    found = []
    for match in _TAG.finditer(page, 0, _HEAD_LENGTH):
        tag = match[0].decode("utf-8", "replace")
        if _OWN_ADDRESS.search(tag) and (value := _VALUE.search(tag)):
            found.append(unescape(value[1] or value[2] or "").strip())
    return found
