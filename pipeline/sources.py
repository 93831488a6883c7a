"""The list of sources, ``sources.toml``: what a run looks at when it is told nothing else.

[[source]]
name = "klasteris"                          # stands in documents.source; never change it
kind = "feed"                               # feed, urls or folder
places = ["https://klasteris.example/rss"]  # addresses, or folders for kind folder
enabled = true
note = "news of the cluster"                # for people
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import MISSING, dataclass, fields
from pathlib import Path
from typing import Any, Literal, get_args

from pipeline.inputs import Input
from pipeline.problems import SettingsProblem
from pipeline.raw.writer import UNNAMED

Kind = Literal["feed", "urls", "folder"]
KINDS: tuple[Kind, ...] = get_args(Kind)
_NAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,63}")
_TABLE = re.compile(r"^\s*\[\[\s*source\s*\]\]", re.MULTILINE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A place where press releases come from. Off until somebody turns it on."""

    name: str
    kind: Kind
    places: tuple[str, ...]
    enabled: bool = False
    note: str = ""

    @property
    def inputs(self) -> tuple[Input, ...]:
        """What to archive for it. A feed is followed to its items whatever kind it is listed under."""
        return tuple(Input(place, self.name) for place in self.places)


def read_sources(path: Path) -> tuple[Source, ...]:
    """All sources of the list, in its order; none where there is no list.

    Raises SettingsProblem with the line of the entry that is not understood.
    """
    if not path.exists():
        return ()
    text = path.read_text(encoding="utf-8")
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise SettingsProblem(f"reading sources of {path}: got {error}, expected TOML; correct that line") from error
    if unknown := set(table) - {"source"}:
        raise SettingsProblem(
            f"reading sources of {path}: got {sorted(unknown)}, expected only [[source]] entries; correct or remove it"
        )
    lines = [text.count("\n", 0, match.end()) + 1 for match in _TABLE.finditer(text)]
    entries = table.get("source", [])
    places = [f"{path}:{line}" for line in lines] if len(lines) == len(entries) else [str(path)] * len(entries)
    sources = tuple(_source(entry, place) for entry, place in zip(entries, places, strict=True))
    _check_names(sources, places)
    return sources


def _source(entry: dict[str, Any], place: str) -> Source:
    known = {field.name: field for field in fields(Source)}
    missing = [name for name, field in known.items() if field.default is MISSING and name not in entry]
    faults = [f"the unknown key {name!r}" for name in entry if name not in known]
    faults += [f"no {name!r}" for name in missing]
    if not faults:
        faults = [fault for name, value in entry.items() if (fault := _find_fault(name, value))]
    if not faults:
        is_folder = entry["kind"] == "folder"
        faults = [f"the place {p!r} for the kind {entry['kind']}" for p in entry["places"] if is_folder == ("://" in p)]
    if faults:
        raise SettingsProblem(
            f"reading sources of {place}: got {faults[0]}, expected {', '.join(known)} as pipeline/sources.py tells; "
            "correct the entry"
        )
    return Source(**entry | {"places": tuple(entry["places"])})


def _find_fault(name: str, value: Any) -> str | None:
    """What is wrong with the value of a key, None where nothing is."""
    words = isinstance(value, list) and value and all(isinstance(item, str) and item for item in value)
    right = {
        "name": isinstance(value, str) and _NAME.fullmatch(value) and value not in UNNAMED,
        "kind": value in KINDS,
        "places": words,
        "enabled": isinstance(value, bool),
        "note": isinstance(value, str),
    }
    return None if right[name] else f"{name} = {value!r}"


def _check_names(sources: tuple[Source, ...], places: list[str]) -> None:
    seen: dict[str, str] = {}
    for source, place in zip(sources, places, strict=True):
        if source.name in seen:
            raise SettingsProblem(
                f"reading sources of {place}: got the name {source.name!r}, expected one that {seen[source.name]} does "
                "not have already; give it another name"
            )
        seen[source.name] = place
