"""Whether the same things got the same ids: pairwise figures over the spellings of the truth files."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from itertools import combinations
from pathlib import Path

from pipeline.evaluate.names import is_present, spelled
from pipeline.evaluate.published import Published
from pipeline.evaluate.tally import Figures


def score_entities(tables: Published, truth_files: Iterable[Path]) -> Figures:
    """Pairs of spellings rightly together, wrongly together, wrongly apart."""
    truth = _truth(truth_files)
    items = set()
    for rows in tables.mentions.values():
        for row in rows:
            known = truth.get(spelled(row["text"])) or truth.get(spelled(row["value"]))
            if row["kind"] in ("organization", "person") and known and is_present(row["entity_id"]):
                items.add((spelled(row["text"]), row["entity_id"], known))
    right = wrong = missed = 0
    for (_, left_id, left), (_, right_id, other) in combinations(sorted(items), 2):
        right += left_id == right_id and left == other
        wrong += left_id == right_id and left != other
        missed += left_id != right_id and left == other
    return Figures(right, wrong, missed)


def _truth(files: Iterable[Path]) -> Mapping[str, str]:
    """Spelling to entity."""
    truth: dict[str, str] = {}
    for path in files:
        data = json.loads(path.read_text(encoding="utf-8"))
        for kind in ("organizations", "people"):
            for canonical, spellings in data.get(kind, {}).items():
                for spelling in {canonical, *spellings}:
                    truth[spelled(spelling)] = f"{kind}:{canonical}"
    return truth
