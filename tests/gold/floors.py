"""The figures that must not fall: read, compared, raised.

``python -m tests.gold.floors`` reads the sample, prints what moved and writes the floors that rose. It lowers none:
who has a reason to lower one does it by hand in ``floors.json``, where a reviewer sees it.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from pipeline.evaluate import Evaluation
from pipeline.evaluate.tally import Figures

PATH = Path(__file__).parent / "floors.json"
ALL = "all"


@dataclass(frozen=True)
class Floors:
    """F1 by field and language (``all`` for all of them), and the counts of each document when they were written."""

    f1: dict[str, dict[str, float]]
    documents: dict[str, dict[str, tuple[int, int, int]]]


def read_floors() -> Floors:
    data = json.loads(PATH.read_text(encoding="utf-8"))
    documents = {
        field: {document: (c[0], c[1], c[2]) for document, c in counts.items()}
        for field, counts in data["documents"].items()
    }
    return Floors(data["f1"], documents)


def measured(evaluation: Evaluation) -> Floors:
    f1: dict[str, dict[str, float]] = {}
    for field, figures in evaluation.fields.items():
        by_language = {language: fields[field] for language, fields in evaluation.languages.items() if field in fields}
        known = {ALL: figures, **by_language}
        f1[field] = {language: _floor(f) for language, f in known.items() if f.f1 is not None}
    documents = {
        field: {document: (f.right, f.wrong, f.missed) for document, f in sorted(by_document.items())}
        for field, by_document in evaluation.documents.items()
    }
    return Floors(f1, documents)


def _floor(figures: Figures) -> float:
    """Rounded down to three places, so that the same counts never fall below it."""
    return int((figures.f1 or 0.0) * 1000) / 1000


def falls(floors: Floors, now: Floors) -> list[str]:
    """A line for each figure below its floor, with the documents that moved."""
    return [
        f"{field} in {language}: floor {floor:.3f}, now {now.f1.get(field, {}).get(language, 0.0):.3f}"
        + moves(field, floors, now)
        for field, by_language in floors.f1.items()
        for language, floor in by_language.items()
        if now.f1.get(field, {}).get(language, 0.0) < floor
    ]


def moves(field: str, before: Floors, now: Floors) -> str:
    """The documents whose counts (right/wrong/missed) of a field are not what they were."""
    old, new = before.documents.get(field, {}), now.documents.get(field, {})
    changed = [document for document in sorted({*old, *new}) if old.get(document) != new.get(document)]
    return "".join(f"\n    {document}: {_counts(old, document)} -> {_counts(new, document)}" for document in changed)


def _counts(counts: dict[str, tuple[int, int, int]], document: str) -> str:
    return "/".join(map(str, counts[document])) if document in counts else "-"


def raised(floors: Floors, now: Floors) -> Floors:
    """The higher of both."""
    f1 = {
        field: {
            language: max(floors.f1.get(field, {}).get(language, 0.0), now.f1.get(field, {}).get(language, 0.0))
            for language in {**floors.f1.get(field, {}), **now.f1.get(field, {})}
        }
        for field in {**floors.f1, **now.f1}
    }
    return Floors(f1, now.documents)


def write_floors(floors: Floors) -> None:
    PATH.write_text(json.dumps({"f1": floors.f1, "documents": floors.documents}, indent=1) + "\n", encoding="utf-8")


def main() -> None:
    import tempfile

    from pipeline.evaluate import evaluate_tables
    from tests.gold.sample import GOLD, publish_sample

    with tempfile.TemporaryDirectory() as folder:
        now = measured(evaluate_tables(publish_sample(Path(folder)), GOLD))
    floors = read_floors() if PATH.exists() else Floors({}, {})
    for field in now.f1:
        if moved := moves(field, floors, now):
            print(field + moved)
    for line in falls(floors, now):
        print("BELOW ITS FLOOR:", line)
    write_floors(raised(floors, now))


if __name__ == "__main__":
    main()
