"""Groups of names that are one thing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable


class Groups:
    """Disjoint sets of names; joining is transitive. The order of joining makes no difference to the sets."""

    def __init__(self, names: Iterable[str]) -> None:
        self._parent = {name: name for name in names}

    def find(self, name: str) -> str:
        """The name that stands for the set; a name not seen before is a set of its own."""
        parent = self._parent.setdefault(name, name)
        while parent != self._parent[parent]:
            self._parent[name] = parent = self._parent[self._parent[parent]]
        return parent

    def join(self, left: str, right: str) -> None:
        """Make one set of the sets of two names, the smaller name standing for it."""
        a, b = sorted((self.find(left), self.find(right)))
        self._parent[b] = a

    def sets(self) -> dict[str, frozenset[str]]:
        """The sets by the name that stands for them."""
        members: dict[str, set[str]] = defaultdict(set)
        for name in self._parent:
            members[self.find(name)].add(name)
        return {root: frozenset(names) for root, names in members.items()}
