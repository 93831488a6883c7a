"""What the attributes of an element say of it: its names, and the part of a page that such names stand for."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, fields
from functools import lru_cache
from importlib.resources import files
from typing import Any

from lxml.etree import _Element as Element

_PARTS = re.compile(r"[^\W_]+", re.UNICODE)
_HUMPS = re.compile(r"(?<=[a-z])(?=[A-Z])")
_NUMBER = re.compile(r"\d+$")
_MANNER = re.compile(
    r"(?:text|pull|float|align|margin|padding|m[trblxye]?|p[trblxye]?|border|icon|fa|btn|has|is|no|not|with|js)-"
)
_NAMING = frozenset(("class", "id", "role", "data-elementor-type", "data-widget_type", "data-block"))


@dataclass(frozen=True, slots=True)
class Marks:
    """Names by what they stand for; see marks.toml."""

    boilerplate: frozenset[str]
    teaser: frozenset[str]
    foot: frozenset[str]
    head: frozenset[str]
    side: frozenset[str]
    folded: frozenset[str]
    article: frozenset[str]
    facts: frozenset[str]
    column: frozenset[str]
    headline: frozenset[str]
    site_name: frozenset[str]
    dated: frozenset[str]
    changed: frozenset[str]
    published: tuple[str, ...]
    updated: tuple[str, ...]
    lead: frozenset[str]
    label: frozenset[str]
    sure: frozenset[str]
    others: frozenset[str]
    site_roles: frozenset[str]
    struck_tags: frozenset[str]
    unseen_tags: frozenset[str]
    block_tags: frozenset[str]


def load_marks() -> Marks:
    """The names of marks.toml."""
    data = tomllib.loads((files("pipeline.parse.html") / "marks.toml").read_text(encoding="utf-8"))
    ordered = ("published", "updated")
    values: dict[str, Any] = {f.name: (tuple if f.name in ordered else frozenset)(data[f.name]) for f in fields(Marks)}
    return Marks(**values)


def names_of(element: Element) -> frozenset[str]:
    """The names of an element: whole ones (``=site-footer2``), and the parts of compound ones (``footer``).

    Names that only say how it looks or what it lacks (``text-right``, ``no-sidebar``) are left out.
    """
    return _names(" ".join([str(value) for name, value in element.items() if name in _NAMING]))


@lru_cache(maxsize=50_000)
def _names(attributes: str) -> frozenset[str]:
    names: set[str] = set()
    for whole in attributes.split():
        if _MANNER.match(whole):
            continue
        names.update((whole.lower(), f"={whole.lower()}", f"={_NUMBER.sub('', whole.lower())}"))
        own = whole.rpartition("__")[2]  # ``page-header__meta`` is a part of a head and none itself
        parts = [part.lower() for part in _PARTS.findall(_HUMPS.sub(" ", own).replace("_", " "))]
        names.update(parts)
        names.update(_NUMBER.sub("", part) for part in parts)
    return frozenset(names)


MARKS = load_marks()
"""Read once, when the first page comes."""
