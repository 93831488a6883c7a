"""Published tables against gold annotations: precision, recall and F1 a field (the gold: docs/gold.md)."""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.evaluate.documents import score_document
from pipeline.evaluate.entities import score_entities
from pipeline.evaluate.published import Published
from pipeline.evaluate.tally import FIELDS, Figures, Miss, Tally
from pipeline.problems import SettingsProblem

__all__ = ["ENTITIES", "FIELDS", "Evaluation", "Figures", "evaluate_tables", "print_evaluation"]

ENTITIES = "entities (pairs)"


@dataclass(frozen=True, slots=True)
class Evaluation:
    """What the tables of a folder are worth: figures a field, a field and language, and each miss."""

    document_count: int
    absent: tuple[str, ...]  # documents of the gold that are not in the tables
    fields: dict[str, Figures]
    languages: dict[str, dict[str, Figures]]
    documents: dict[str, dict[str, Figures]]  # by field, then by document
    misses: tuple[Miss, ...]


def evaluate_tables(
    folder: Path, gold_folder: Path, language: str | None = None, documents: Collection[str] = ()
) -> Evaluation:
    """The figures of the tables in ``folder`` against the gold files (``*.json``) of ``gold_folder``.

    ``language`` and ``documents`` (file names) narrow the gold; empty means all.
    Raises SettingsProblem where there are no tables or no gold.
    """
    golds = [
        gold
        for gold in _read_gold(gold_folder)
        if language in (None, gold["language"]) and (not documents or gold["document"] in documents)
    ]
    if not golds:
        raise SettingsProblem(f"evaluating against {gold_folder}: got no gold file, expected *.json as in tests/gold")
    if not (folder / "documents.parquet").exists():
        raise SettingsProblem(f"evaluating {folder}: got no documents.parquet; run `clusterpress run` first")
    tables, tally = Published(folder), Tally()
    for gold in golds:
        score_document(tally, tables, gold)
    fields = {name: tally.figures(name) for name in FIELDS}
    if truth := sorted(gold_folder.glob("entities-*.json")):
        fields[ENTITIES] = score_entities(tables, truth)
    languages = sorted({gold["language"] for gold in golds})
    return Evaluation(
        document_count=len(golds),
        absent=tuple(gold["document"] for gold in golds if gold["document"] not in tables.by_name),
        fields=fields,
        languages={lang: {name: tally.figures(name, lang) for name in FIELDS} for lang in languages},
        documents={name: {p.document: f for p, f in tally.counts.items() if p.field == name} for name in FIELDS},
        misses=tuple(tally.misses),
    )


def print_evaluation(evaluation: Evaluation, *, misses: bool = False) -> str:
    """The evaluation as a table for people; with ``misses`` also each wrong and missed entry."""
    lines = [f"{'field':20} {'P':>6} {'R':>6} {'F1':>6}  right wrong missed"]
    for name, figures in evaluation.fields.items():
        rates = " ".join(_rate(rate) for rate in (figures.precision, figures.recall, figures.f1))
        lines.append(f"{name:20} {rates}  {figures.right:5} {figures.wrong:5} {figures.missed:6}")
    if evaluation.absent:
        lines.append("not in the tables: " + ", ".join(evaluation.absent))
    if misses:
        lines += [f"{miss.field:20} {miss.document:28} {miss.what:7} {miss.entry}" for miss in evaluation.misses]
    return "\n".join(lines)


def _rate(rate: float | None) -> str:
    return "   -  " if rate is None else f"{rate:6.3f}"


def _read_gold(folder: Path) -> list[dict[str, Any]]:
    paths = [path for path in sorted(folder.glob("*.json")) if not path.name.startswith("entities-")]
    return [json.loads(path.read_text(encoding="utf-8")) for path in paths]
