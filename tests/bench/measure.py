"""Times of pieces of work, taken in turn so that a busy machine disturbs all of them alike."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Sequence
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
    return ratio(name, *time_in_turn((work, base), rounds + 1, skipped=1))


def time_in_turn(pieces: Sequence[Callable[[], object]], rounds: int, skipped: int = 0) -> list[list[float]]:
    """Seconds of each piece of work in each round; the first ``skipped`` rounds are not counted."""
    times: list[list[float]] = [[] for _ in pieces]
    for number in range(rounds):
        for piece, seconds in zip(pieces, times, strict=True):
            before = time.perf_counter()
            piece()
            if number >= skipped:
                seconds.append(time.perf_counter() - before)
    return times


def ratio(name: str, seconds: Sequence[float], base: Sequence[float]) -> Ratio:
    """The ratio of times that were taken in turn."""
    ratios = [one / other for one, other in zip(seconds, base, strict=True)]
    median = statistics.median
    return Ratio(name, median(ratios), min(ratios), max(ratios), median(seconds), median(base))
