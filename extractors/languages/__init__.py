"""Language data: one TOML file a language, one table a kind of fact.

A module that needs words of a language declares a frozen dataclass and asks for it:

>>> from dataclasses import dataclass
>>> @dataclass(frozen=True)
... class Sentences:
...     abbreviations: tuple[str, ...] = ()
>>> "tel" in section("lt", "sentences", Sentences).abbreviations
True
>>> section("xx", "sentences", Sentences) is None
True
"""

from __future__ import annotations

import tomllib
from dataclasses import fields
from functools import cache
from importlib.resources import files
from typing import Any, TypeVar

T = TypeVar("T")


@cache
def available() -> tuple[str, ...]:
    """Languages (ISO 639-1) that have a file, in alphabetical order."""
    names = (entry.name for entry in files(__name__).iterdir())
    return tuple(sorted(name.removesuffix(".toml") for name in names if name.endswith(".toml")))


@cache
def _read(language: str) -> dict[str, Any]:
    if language not in available():
        return {}
    return tomllib.loads((files(__name__) / f"{language}.toml").read_text(encoding="utf-8"))


@cache
def section(language: str, name: str, cls: type[T]) -> T | None:
    """The table ``[name]`` of a language as ``cls`` (lists become tuples), or None where the file has none.

    Raises ValueError where the table has a key that ``cls`` does not know or lacks one that it requires.
    """
    table = _read(language).get(name)
    if table is None:
        return None
    known = {field.name for field in fields(cls)}  # type: ignore[arg-type]
    if unknown := set(table) - known:
        raise ValueError(
            f"reading [{name}] of extractors/languages/{language}.toml: got unknown keys {sorted(unknown)}, "
            f"expected some of {sorted(known)}; correct the key or add it to {cls.__name__}"
        )
    try:
        return cls(**{key: _frozen(value) for key, value in table.items()})
    except TypeError as error:
        raise ValueError(f"reading [{name}] of extractors/languages/{language}.toml: {error}") from error


def _frozen(value: Any) -> Any:
    """Lists as tuples, at every depth; tables stay dicts."""
    if isinstance(value, list):
        return tuple(_frozen(item) for item in value)
    if isinstance(value, dict):
        return {key: _frozen(item) for key, item in value.items()}
    return value
