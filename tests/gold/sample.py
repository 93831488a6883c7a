"""The sample, read and published as the command does it."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from pipeline.measure import publish_folder

ROOT = Path(__file__).parents[2]
GOLD = Path(__file__).parent / "dev"
SAMPLE = ROOT / "raw" / "sample"
SHARED = ROOT.parent / "shared"
SCANS = frozenset({"en-07.pdf"})  # a picture of a page: read by tesseract only


def publish_sample(processed: Path) -> Path:
    """The folder of the tables that the sample gives."""
    return publish_folder(SAMPLE, processed).folder


def readable_gold() -> frozenset[str]:
    """The documents of the gold that can be read here: scans only where tesseract is installed, on CI always."""
    names = {path.name for path in SAMPLE.iterdir()}
    return frozenset(names if shutil.which("tesseract") or os.environ.get("CI") else names - SCANS)
