"""The only writer of ``processed/``: checks the tables, writes them aside and swaps them in at once.

``processed/versions/<run id>/`` holds one version whole; ``processed/current`` is a symbolic link to the newest and
is replaced by one rename, so a reader sees the old tables or the new ones. A run that fails leaves it as it was.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Mapping
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.problems import PublishProblem
from pipeline.tables.check import find_faults
from pipeline.tables.dictionary import describe_package

KEPT_VERSIONS = 7


def publish_tables(tables: Mapping[str, pa.Table], processed: Path, run_id: str) -> Path:
    """The folder that now holds the tables. Raises PublishProblem, and changes nothing, where they are not fit."""
    if faults := find_faults(tables):
        shown = "\n  ".join(faults[:20])
        raise PublishProblem(
            f"publishing {run_id} to {processed}: got {len(faults)} broken rules, expected none; the last tables stay. "
            f"Please report it:\n  {shown}"
        )
    versions = processed / "versions"
    aside, final = versions / f".{run_id}.part", versions / run_id
    try:
        shutil.rmtree(aside, ignore_errors=True)
        aside.mkdir(parents=True)
        _write(tables, aside)
        aside.replace(final)
        _point(processed / "current", final)
    except OSError as error:
        shutil.rmtree(aside, ignore_errors=True)
        raise PublishProblem(
            f"writing the tables of {run_id} to {processed}: {error}; the last tables stay. "
            "Make room or give the folder write rights, then run again"
        ) from error
    _drop_old(versions, keep=final)
    return processed / "current"


def read_published(processed: Path, table: str) -> pa.Table | None:
    """A table of the last published version, None where there is none."""
    path = processed / "current" / f"{table}.parquet"
    return pq.read_table(path) if path.exists() else None


def _write(tables: Mapping[str, pa.Table], folder: Path) -> None:
    for name, table in tables.items():
        pq.write_table(table, folder / f"{name}.parquet", compression="zstd")
    package = describe_package({name: table.num_rows for name, table in tables.items()})
    (folder / "datapackage.json").write_text(json.dumps(package, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    for path in sorted(folder.iterdir()):
        with path.open("rb") as file:
            os.fsync(file.fileno())


def _point(link: Path, target: Path) -> None:
    """Make ``link`` lead to ``target`` in one step, whatever it led to before."""
    fresh = link.with_name(f".{link.name}.new")
    fresh.unlink(missing_ok=True)
    fresh.symlink_to(target.relative_to(link.parent))
    fresh.replace(link)


def _drop_old(versions: Path, keep: Path) -> None:
    whole = sorted(path for path in versions.iterdir() if not path.name.startswith("."))
    for path in whole[:-KEPT_VERSIONS]:
        if path != keep:
            shutil.rmtree(path)
