"""No figure falls below its floor (see floors.py)."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.evaluate import evaluate_tables
from tests.gold.floors import Floors, falls, measured, raised, read_floors
from tests.gold.sample import GOLD, SCANS, readable_gold


def test_no_figure_falls(published_sample: Path) -> None:
    if not readable_gold() >= SCANS:
        pytest.skip("one of the samples is a scan: the floors hold where tesseract is installed")
    assert falls(read_floors(), measured(evaluate_tables(published_sample, GOLD))) == []


def test_a_fall_is_seen_and_floors_only_rise() -> None:
    before = Floors({"codes": {"all": 0.9, "lt": 0.5}}, {"codes": {"a.html": (9, 1, 1)}})
    now = Floors({"codes": {"all": 0.8, "lt": 0.6}}, {"codes": {"a.html": (8, 2, 2)}})
    assert falls(before, now) == ["codes in all: floor 0.900, now 0.800\n    a.html: 9/1/1 -> 8/2/2"]
    assert raised(before, now).f1 == {"codes": {"all": 0.9, "lt": 0.6}}
    assert falls(before, Floors({}, {})) != []
