"""The corpus: for each kind so many damaged files, each known by its number and the seed alone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from random import Random

from tests.fuzz import containers, lists
from tests.fuzz.damage import BYTES, Damage
from tests.fuzz.markup import MARKUP
from tests.fuzz.office import OFFICE
from tests.fuzz.pdf import PDF

SAMPLE = Path(__file__).parents[2] / "raw" / "sample"
_TWICE = 0.25  # of the files are damaged in two ways, the second time as bytes
_CLAIMED = ("utf-16", "iso-8859-13", "utf-7", "rot13", "idna", "x-nonsense", "utf-32", "ascii", "\x00")
_BYTES = 0.35  # of the damages are of bytes, the others of what the format is made of


@dataclass(frozen=True, slots=True)
class Sample:
    """A damaged input. ``name`` tells how it was made; ``kind`` is a key of ``bases``."""

    kind: str
    name: str
    suffix: str
    body: bytes
    charset: str | None = None
    """What a server claims."""


@dataclass(frozen=True, slots=True)
class Base:
    """A whole file of which damaged ones are made."""

    name: str
    suffix: str
    body: bytes
    damages: tuple[Damage, ...]


@cache
def bases() -> Mapping[str, tuple[Base, ...]]:
    """The whole files by kind."""
    return {
        "html": _read(("html",), MARKUP),
        "pdf": _read(("pdf",), PDF),
        "office": _read(("docx", "xlsx"), OFFICE),
        "feeds": (*_read(("xml",), lists.LISTS), *_lists()),
        "containers": _containers(),
    }


def _read(suffixes: tuple[str, ...], damages: tuple[Damage, ...]) -> tuple[Base, ...]:
    paths = sorted(path for suffix in suffixes for path in SAMPLE.glob(f"*.{suffix}"))
    return tuple(Base(path.stem, path.suffix, path.read_bytes(), damages) for path in paths)


def _lists() -> Iterator[Base]:
    for name, suffix in (("SITEMAP", "xml"), ("INDEX", "xml"), ("ATOM", "xml"), ("JSON", "json"), ("ROBOTS", "txt")):
        yield Base(name.lower(), f".{suffix}", getattr(lists, name), lists.LISTS)


def _containers() -> tuple[Base, ...]:
    pages = {path.name: path.read_bytes() for path in sorted(SAMPLE.glob("lt-0[12].html"))}
    mail = containers.make_mail(next(iter(pages.values())))
    return (
        Base("mail", ".eml", mail, containers.MAIL),
        Base("zip", ".zip", containers.make_zip({**pages, "laiškas.eml": mail}), containers.ZIP),
    )


def make_corpus(kind: str, count: int, seed: int) -> Iterator[Sample]:
    """So many damaged inputs of a kind; the first ones are the same for any count."""
    for number in range(count):
        yield make_sample(kind, number, seed)


def make_sample(kind: str, number: int, seed: int) -> Sample:
    """The damaged input of a number: each base in turn, each damage by chance."""
    rng = Random(f"{seed}-{kind}-{number}")
    base = bases()[kind][number % len(bases()[kind])]
    first = rng.choice(BYTES if rng.random() < _BYTES else base.damages)
    damages = [first, rng.choice(BYTES)] if rng.random() < _TWICE else [first]
    body, names = base.body, [damage.__name__ for damage in damages]
    for damage in damages:
        body = damage(rng, body) or b" "
    if rng.random() < 0.02:
        other = rng.choice(bases()[rng.choice(list(bases()))])
        names.append("with_another_file")
        body += other.body
    charset = rng.choice(_CLAIMED) if rng.random() < 0.1 else None
    return Sample(kind, f"{kind}-{number:04}-{base.name}-{'-'.join(names)}", base.suffix, body, charset)
