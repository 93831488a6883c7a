"""The sample, read and published as the command does it."""

from __future__ import annotations

from pathlib import Path

from pipeline.measure import publish_folder

ROOT = Path(__file__).parents[2]
GOLD = Path(__file__).parent / "dev"
SAMPLE = ROOT / "raw" / "sample"
SHARED = ROOT.parent / "shared"


def publish_sample(processed: Path) -> Path:
    """The folder of the tables that the sample gives."""
    return publish_folder(SAMPLE, processed).folder
