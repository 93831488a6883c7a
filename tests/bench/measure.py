"""Times of pieces of work, taken in turn so that a busy machine disturbs all of them alike."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass

ROUNDS = 5


@dataclass(frozen=True)
class Ratio:
    """How many times as long the first piece of work takes as the second: median over the rounds, and its spread."""

    name: str
    median: float
    low: float
    high: float
    seconds: float
    base_seconds: float

    def __str__(self) -> str:
        return (
            f"{self.name:58} {self.median:7.2f} x   ({self.low:.2f} to {self.high:.2f}; "
            f"{self.seconds:.2f} s against {self.base_seconds:.2f} s)"
        )


def compare(name: str, work: Callable[[], object], base: Callable[[], object], rounds: int = ROUNDS) -> Ratio:
    """The ratio of two pieces of work, run in turn; the first round warms up and is not counted."""
    pairs = []
    for number in range(rounds + 1):
        times = _times({"work": work, "base": base})
        if number:
            pairs.append(times)
    ratios = [times["work"] / times["base"] for times in pairs]
    return Ratio(
        name,
        statistics.median(ratios),
        min(ratios),
        max(ratios),
        statistics.median(times["work"] for times in pairs),
        statistics.median(times["base"] for times in pairs),
    )


def _times(pieces: Mapping[str, Callable[[], object]]) -> dict[str, float]:
    times = {}
    for name, piece in pieces.items():
        before = time.perf_counter()
        piece()
        times[name] = time.perf_counter() - before
    return times
