"""Ladders: one thing in a row, once, twice, four and eight times as often, must take so many times the time."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.fuzz.corpus import Sample
from tests.fuzz.reader import Reader

FIRST = 12_500
"""Bytes of the lowest rung; the highest has eight times as many."""
_RUNGS = (1, 2, 4, 8)
_STEEP = 3.0  # from rung to rung; the square of the length gives 4
_SHORT_SECONDS = 1.5  # below this a rung is too short to be measured
WORDS = (
    "1 Eur ",
    "UAB ",
    "A B C ",
    "ABC DEF\n",
    "„a\n",
    '"a" ',
    "Jonas Petraitis ",
    "VP2-1.4-ŪM-01-K-01-027 ",
    "2013 m. kovo 9 d. ",
    "Lietuva, ",
    "Lietuvoje ir ",
    "x@y.lt ",
    "tel. +370 612 34567 ",
    "projektas „A“ ",
    "klasteris ",
    "(A) ",
    "A – ",
    "1 000 000 ",
    "and ",
    "of the ",
    "the University of ",
    "ministerija ",
    "<",
    "&",
    " ",
    "1.",
    "a",
    "ą",
    "2013-03-09 ",
    "Jonas Petraitis, UAB „A“ vadovas\n",
    "1 mln. Eur. ",
    "programa „A“ ",
    "project X12 ",
    "AB: ",
    "- a\n",
    "Projekto partneris yra UAB „Drobė“.\n",
)
"""What extractors look at, in text files."""
TAGS = (
    "<p>a",
    "<p>",
    "<div>",
    "<b>",
    "<a href=x>y</a>",
    "<li>x",
    "<table><tr><td>",
    "<td>x",
    "<tr><td>x</td></tr>",
    "<h2>a</h2>",
    "<!--",
    "<![CDATA[",
    "<script>",
    "<style>",
    "<option>x",
    "<br>",
    "&#x110000;",
    "<p><b>1</b> Eur</p>",
    "<svg>",
    "<ul><li><a href=x>Antraštė ilga gana</a></li></ul>",
    "<a href=mailto:x@y.lt>x</a>",
    "<span style='display:none'>x",
    "<img alt='x y z'>",
    "<time datetime=2020-01-01>x</time>",
    "<p class='menu a'>x</p>",
    "<td colspan=99 rowspan=99>x",
    "<form><input>",
    "<h1>",
    "<title>x",
    "<meta property=og:title content=x>",
    "<noscript>",
    "\xff<p>",
    "<p>š\xff</p>",
    "<script type='application/ld+json'>{\"a\":[</script>",
)
"""What the reader of pages looks at."""


@dataclass(frozen=True, slots=True)
class Ladder:
    """Processor seconds of each rung."""

    name: str
    seconds: tuple[float, ...]

    @property
    def is_steep(self) -> bool:
        """Whether twice as much took far more than twice the time, or a rung was not read at all."""
        *_, before, last = self.seconds
        return len(self.seconds) < len(_RUNGS) or (last > _SHORT_SECONDS and last > before * _STEEP)

    def __str__(self) -> str:
        mark = "STEEP" if self.is_steep else "     "
        return f"{mark} {' '.join(f'{s:7.2f}' for s in self.seconds)}  {self.name!r}"


def climb(words: tuple[str, ...] = WORDS, tags: tuple[str, ...] = TAGS, first: int = FIRST) -> Iterator[Ladder]:
    """The ladders of all units, each read as a file."""
    with tempfile.TemporaryDirectory() as folder, Reader(Path(folder)) as reader:
        list(reader.read(Sample("ladder", "first", ".txt", "UAB „Drobė“ gavo 1 Eur.".encode())))  # imports are no cost
        for suffix, units in ((".txt", words), (".html", tags)):
            head = "<!doctype html><title>Antraštė</title><body>" if suffix == ".html" else "Klasteris gavo paramą.\n\n"
            for number, unit in enumerate(units):
                yield _climb(reader, f"{number}{suffix}", head, unit, first)


def _climb(reader: Reader, name: str, head: str, unit: str, first: int) -> Ladder:
    """One ladder; it ends below a rung that came to a fault."""
    seconds: list[float] = []
    for rung in _RUNGS:
        body = (head + unit * (first * rung // len(unit))).encode(
            "utf-8" if "\xff" not in unit else "cp1252", "replace"
        )
        (outcome,) = reader.read(Sample("ladder", f"{rung}-{name}", Path(name).suffix, body))
        reader.readings.clear()
        if outcome.faults:
            break
        seconds.append(outcome.taken.seconds)
    return Ladder(unit, tuple(seconds))
