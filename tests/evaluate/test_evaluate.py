"""The figures are those of the shared scorer, and each rule of matching does what the gold's read-me says."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from pipeline.evaluate import evaluate_tables, print_evaluation
from pipeline.evaluate.names import is_same_name
from pipeline.evaluate.tally import FIELDS, GoldName, Place, Tally
from pipeline.problems import SettingsProblem
from tests.gold.sample import GOLD


def test_figures_equal_those_of_the_shared_scorer(shared: Path, published_sample: Path, tmp_path: Path) -> None:
    out = tmp_path / "figures.json"
    command = [sys.executable, shared / "gold" / "score.py", published_sample, GOLD, "--json", out]
    subprocess.run(command, check=True, capture_output=True)
    theirs = json.loads(out.read_text(encoding="utf-8"))
    ours = evaluate_tables(published_sample, GOLD)
    for field in FIELDS:
        figures = ours.fields[field]
        assert (figures.right, figures.wrong, figures.missed) == tuple(
            theirs["fields"][field][count] for count in ("right", "wrong", "missed")
        ), field
    entities = ours.fields["entities (pairs)"]
    assert (entities.right, entities.wrong, entities.missed) == tuple(
        theirs["entities"][count] for count in ("right", "wrong", "missed")
    )


@pytest.mark.parametrize(
    ("left", "right", "same"),
    [
        ("Etronika", "UAB „Etronika“", True),
        ("MITA", "mita", True),
        ("ABCD", "ABCE", False),  # too short to be compared loosely
        ("Fondas 1", "Fondas 2", False),
        ("Drehtec Maschinenbau GmbH", "Drehtec Maschinenbau", True),
        ("", "", False),
    ],
)
def test_same_names(left: str, right: str, same: bool) -> None:
    assert is_same_name(left, right) is same


def test_optional_names_are_neither_right_nor_wrong() -> None:
    tally = Tally()
    gold = [GoldName(("Robmeta", "Robmetos klasteris")), GoldName(("Ookla",), optional=True), GoldName(("KTU",))]
    tally.add_names(Place("organizations", "lt", "a"), [{"Robmetos klasteris"}, {"Ookla"}, {"Google"}], gold)
    figures = tally.figures("organizations")
    assert (figures.right, figures.wrong, figures.missed) == (1, 1, 1)
    assert [(miss.what, miss.entry) for miss in tally.misses] == [("wrong", "Google"), ("missed", "KTU")]


def test_nothing_to_compare_is_said(tmp_path: Path) -> None:
    with pytest.raises(SettingsProblem, match="got no gold file"):
        evaluate_tables(tmp_path, tmp_path)
    with pytest.raises(SettingsProblem, match="run `clusterpress run` first"):
        evaluate_tables(tmp_path, GOLD)


def test_the_printed_table(published_sample: Path) -> None:
    printed = print_evaluation(evaluate_tables(published_sample, GOLD, "lt", ["lt-01.html"]), misses=True)
    lines = printed.splitlines()
    assert lines[0].split() == ["field", "P", "R", "F1", "right", "wrong", "missed"]
    assert [line[:20].strip() for line in lines[1 : len(FIELDS) + 1]] == list(FIELDS)
