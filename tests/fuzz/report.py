"""What came of a corpus, as tables for people."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from tests.fuzz.reader import Outcome

_WORST = 10


def format_report(outcomes: Sequence[Outcome]) -> Iterator[str]:
    """Lines: how many of each kind came to what, the worst in time and memory, then all faults."""
    yield f"{'kind':<12}{'outcome':<18}{'inputs':>8}{'longest s':>11}{'most MiB':>10}"
    for (kind, word), count in sorted(Counter((o.kind, o.word) for o in outcomes).items()):
        group = [o for o in outcomes if (o.kind, o.word) == (kind, word)]
        seconds, memory = max(o.taken.seconds for o in group), max(o.taken.memory for o in group) >> 20
        yield f"{kind:<12}{word:<18}{count:>8}{seconds:>11.1f}{memory:>10}"
    yield from _worst("time", sorted(outcomes, key=lambda o: -o.taken.seconds))
    yield from _worst("memory", sorted(outcomes, key=lambda o: -o.taken.memory))
    for outcome in outcomes:
        for fault in outcome.faults:
            yield f"FAULT {outcome.name}: {fault[:400]}"
    yield f"{len(outcomes)} inputs, {sum(bool(o.faults) for o in outcomes)} with faults"


def _worst(name: str, outcomes: Sequence[Outcome]) -> Iterator[str]:
    yield f"the worst in {name}:"
    for o in outcomes[:_WORST]:
        yield f"  {o.taken.seconds:6.1f} s {o.taken.memory >> 20:6} MiB {o.size:>9} bytes  {o.word:<14} {o.name}"
