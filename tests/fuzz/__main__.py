"""``python -m tests.fuzz [--html N --pdf N --office N --feeds N --containers N --seed S --keep DIR]``

Reads so many damaged inputs of each kind, prints what came of them, and ends with 1 where one of them crashed, hung,
took more time or memory than it may, came to an ``internal error``, or gave a document that is not as documents are.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from pipeline.build import publish_readings
from tests.fuzz.corpus import Sample, make_sample
from tests.fuzz.ladders import climb
from tests.fuzz.reader import Outcome, Reader
from tests.fuzz.report import format_report

COUNTS = {"html": 2000, "pdf": 2000, "office": 500, "feeds": 500, "containers": 300}
_AT_ONCE = 500


def read_corpus(counts: dict[str, int], seed: int, keep: Path | None = None) -> Iterator[Outcome]:
    """What came of so many damaged inputs a kind; those with faults are written to ``keep``."""
    with tempfile.TemporaryDirectory() as folder, Reader(Path(folder)) as reader:
        for kind, count in counts.items():
            for number in range(count):
                sample = make_sample(kind, number, seed)
                for outcome in reader.read(sample):
                    if outcome.faults and keep:
                        _keep(sample, keep, outcome)
                    yield outcome
                if len(reader.readings) >= _AT_ONCE or number + 1 == count:
                    _publish(reader, Path(folder) / "processed")


def _publish(reader: Reader, folder: Path) -> None:
    """Tables of all that was read: what a night does with it must not fail either."""
    readings, reader.readings = reader.readings, []
    if readings:
        publish_readings(readings, (), folder, datetime.now(UTC))


def _keep(sample: Sample, folder: Path, outcome: Outcome) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{sample.name}{sample.suffix}").write_bytes(sample.body)
    with (folder / "faults.txt").open("a", encoding="utf-8") as file:
        file.write(f"{outcome.name}: {outcome.faults}\n")


def main() -> int:
    """0 where nothing was found, 1 where something was."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    for kind, count in COUNTS.items():
        parser.add_argument(f"--{kind}", type=int, default=count, metavar="N")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep", type=Path, help="where failing inputs are written")
    parser.add_argument("--no-ladders", action="store_true", help="leave out the ladders of sizes")
    given = parser.parse_args()
    counts = {kind: getattr(given, kind) for kind in COUNTS}
    outcomes = []
    for outcome in read_corpus(counts, given.seed, given.keep):
        outcomes.append(outcome)
        if outcome.faults:
            print(f"FAULT {outcome.name}: {outcome.faults[0][:200]}", file=sys.stderr, flush=True)
    for line in format_report(outcomes):
        print(line)
    steep = [] if given.no_ladders else list(climb())
    for ladder in steep:
        print(ladder)
    return int(any(outcome.faults for outcome in outcomes) or any(ladder.is_steep for ladder in steep))


if __name__ == "__main__":
    sys.exit(main())
