"""What the archive knows before a run: which addresses, since when, and when they were last asked."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from pipeline.fetch import find_page_key
from pipeline.inputs.folding import fold_address
from pipeline.raw import Archive
from pipeline.record import Record


def find_key(url: str) -> str:
    """A key that is equal for addresses on the web that lead to one page: also http and https, with www or without.

    >>> find_key("http://www.a.lt/x/;jsessionid=1?fbclid=2") == find_key("https://a.lt/x")
    True
    """
    return fold_address(find_page_key(url))


@dataclass(frozen=True, slots=True)
class KnownPage:
    """An archived document from the web. ``seen_at`` is when its address last gave an answer."""

    record: Record
    seen_at: datetime


class KnownPages:
    """The archived documents from the web, by address in any spelling."""

    def __init__(self, archive: Archive) -> None:
        visits = archive.visits()
        self._by_key: dict[str, KnownPage] = {}
        for record in archive.newest():
            if record.url in visits:
                self._by_key[find_key(record.url)] = KnownPage(record, visits[record.url].at)

    def find(self, url: str) -> KnownPage | None:
        """What is known of an address, None where it was never archived under any spelling."""
        return self._by_key.get(find_key(url))

    def of_source(self, name: str) -> Iterator[KnownPage]:
        """The documents of a source, by address."""
        return (known for known in self._by_key.values() if known.record.source == name)
