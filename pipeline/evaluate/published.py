"""The published tables as the scorer reads them: rows grouped by document."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path
from typing import Any

import pandas as pd

RowOf = dict[str, Any]
"""A row of a table by column: the tables of a version are data from outside here, read by their names."""


class Published:
    """The tables of a folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.by_name: dict[str, RowOf] = {}
        for row in self._rows("documents"):
            self.by_name.setdefault(str(row["url"]).rstrip("/").rsplit("/", 1)[-1], row)
        self.mentions = self._grouped("mentions")
        self.amounts = self._grouped("amounts")
        self.countries = self._grouped("countries")
        self.contacts = self._grouped("contacts")
        self.partners = self._grouped("partners")
        self.project_documents = self._grouped("project_documents")
        self.projects = {row["project_id"]: row for row in self._rows("projects")}
        self.organization_names: dict[str, set[str]] = defaultdict(set)
        for row in [*self._rows("organization_names"), *self._rows("organizations")]:
            self.organization_names[row["organization_id"]].add(row["name"])

    def _rows(self, table: str) -> list[RowOf]:
        path = self.folder / f"{table}.parquet"
        return pd.read_parquet(path if path.exists() else self.folder / table).to_dict("records")  # type: ignore[return-value]

    def _grouped(self, table: str) -> dict[str | None, list[RowOf]]:
        rows: dict[str | None, list[RowOf]] = defaultdict(list)
        for row in self._rows(table):
            rows[row["document_id"]].append(row)
        return rows
