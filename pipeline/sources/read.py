"""Reads the list of sources; what is not understood is refused with the line on which it stands."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Never

from rapidfuzz import fuzz, process

from pipeline.problems import SettingsProblem
from pipeline.record import Layout
from pipeline.sources.keys import KEYS, Key, is_web_address
from pipeline.sources.lines import find_line
from pipeline.sources.model import LOCAL_KINDS, Expectation, ListPages, Source, SourceLayout

_LIKE = 65  # of 100: "plases" and "includes" are meant for a name, "colour" for none
_SHOWN = 80


@dataclass(frozen=True, slots=True)
class _File:
    """The file that is read, for messages."""

    path: Path
    text: str

    def refuse(self, at: tuple[str | int, ...], got: str, expected: str, do: str = "correct it") -> Never:
        """Raises SettingsProblem with the line of the key ``at``."""
        raise SettingsProblem(
            f"reading sources of {self.path}:{find_line(self.text, at)}: got {got}, expected {expected}; {do}"
        )


def read_sources(path: Path) -> tuple[Source, ...]:
    """All sources of the list, in its order; none where there is no list.

    Raises SettingsProblem with the line of what is not understood.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
        table = tomllib.loads(text)
    except FileNotFoundError:
        return ()
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as error:
        raise SettingsProblem(
            f"reading sources of {path}: got {error}, expected TOML in UTF-8; correct that line"
        ) from error
    file = _File(path, text)
    given = _read_table(file, table, (), {"source": Key("[[source]] entries", _entries, keys=KEYS)})
    sources = tuple(_build(file, number, entry) for number, entry in enumerate(given.get("source", ())))
    _check_names(file, sources)
    return sources


def find_source(path: Path, name: str) -> Source:
    """The source of a name. Raises SettingsProblem where the list has none, with the nearest name."""
    sources = {source.name: source for source in read_sources(path)}
    if name not in sources:
        raise SettingsProblem(
            f"looking for the source {name!r} in {path}: got none of that name, expected one of "
            f"{', '.join(sources) or 'its entries, and it has none'}; {_suggest(name, sources, 'correct the name')}"
        )
    return sources[name]


def _entries(value: Any) -> list[dict[str, Any]]:
    if not isinstance(value, list) or not all(isinstance(entry, dict) for entry in value):
        raise TypeError
    return value


def _read_table(
    file: _File, table: Mapping[str, Any], at: tuple[str | int, ...], keys: Mapping[str, Key]
) -> dict[str, Any]:
    """The table with its values as ours, those of the tables in it too."""
    for name in table:
        if name not in keys:
            what = f"the unknown key {name!r}"
            file.refuse((*at, name), what, f"one of {', '.join(keys)}", _suggest(name, keys, "correct or remove it"))
    for name, key in keys.items():
        if key.is_required and name not in table:
            file.refuse(at, f"no {name!r}", key.expected, "add it")
    return {name: _read_value(file, value, (*at, name), keys[name]) for name, value in table.items()}


def _read_value(file: _File, value: Any, at: tuple[str | int, ...], key: Key) -> Any:
    try:
        read = key.read(value)
    except (TypeError, ValueError) as error:
        why = f" ({error})" if str(error) else ""
        file.refuse(at, f"{at[-1]} = {_show(value)}{why}", key.expected)
    if not key.keys:
        return read
    if isinstance(read, list):
        return [_read_table(file, table, (*at, number), key.keys) for number, table in enumerate(read)]
    return _read_table(file, read, at, key.keys)


def _build(file: _File, number: int, entry: dict[str, Any]) -> Source:
    at: tuple[str | int, ...] = ("source", number)
    kind = entry["kind"]
    for place in entry["places"]:
        if kind in LOCAL_KINDS and "://" in place:
            file.refuse((*at, "places"), f"the place {place!r}", f"a path for the kind {kind}")
        if kind not in LOCAL_KINDS and not is_web_address(place):
            file.refuse((*at, "places"), f"the place {place!r}", f"an http(s) address for the kind {kind}")
    if "pages" in entry and kind != "list":
        file.refuse(
            (*at, "pages"), f"pages for the kind {kind}", "them for the kind list", "change the kind or remove it"
        )
    expect = Expectation(**entry.get("expect", {}))
    if expect.at_most is not None and expect.at_most < expect.at_least:
        file.refuse((*at, "expect", "at_most"), f"at_most = {expect.at_most}", f"at least at_least, {expect.at_least}")
    layout = tuple(_build_layout(file, (*at, "layout", i), row) for i, row in enumerate(entry.get("layout", ())))
    return Source(**entry | {"pages": ListPages(**entry.get("pages", {})), "layout": layout, "expect": expect})


def _build_layout(file: _File, at: tuple[str | int, ...], row: dict[str, Any]) -> SourceLayout:
    since, until = row.pop("from", None), row.pop("until", None)
    if since and until and until < since:
        file.refuse((*at, "until"), f"until = {until}", f"a day after from, {since}")
    return SourceLayout(layout=Layout(**row), since=since, until=until)


def _check_names(file: _File, sources: Iterable[Source]) -> None:
    seen: set[str] = set()
    for number, source in enumerate(sources):
        if source.name in seen:
            what = f"the name {source.name!r}"
            file.refuse(("source", number, "name"), what, "one that no other entry has", "give it another name")
        seen.add(source.name)


def _suggest(name: str, known: Iterable[str], otherwise: str) -> str:
    """Advice that names the nearest right word, where one is near."""
    found = process.extractOne(name, list(known), scorer=fuzz.ratio, score_cutoff=_LIKE)
    return f"did you mean {found[0]!r}?" if found else otherwise


def _show(value: Any) -> str:
    shown = repr(value)
    return shown if len(shown) <= _SHOWN else f"{shown[:_SHOWN]}..."
