"""The sample, read and published as the command does it."""

from __future__ import annotations

from pathlib import Path

ROOT = Path(__file__).parents[2]
GOLD = Path(__file__).parent / "dev"
SAMPLE = ROOT / "raw" / "sample"
SHARED = ROOT.parent / "shared"
