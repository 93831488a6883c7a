"""Publishing is whole or not at all, and what is published can be opened by anybody."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pandas as pd
import pyarrow.parquet as pq
import pytest

from pipeline import publish
from pipeline.build import publish_readings
from pipeline.explain import explain_id
from pipeline.problems import PublishProblem, SettingsProblem
from pipeline.publish import publish_tables, read_published
from pipeline.query import query_tables
from pipeline.tables import TABLES
from pipeline.tables.dictionary import describe_tables
from tests.readings import sample_readings

STARTED = datetime(2024, 3, 1, tzinfo=UTC)


def _publish(processed: Path, nights: int = 0) -> Path:
    return publish_readings(sample_readings(), [], processed, STARTED + timedelta(days=nights)).folder


def test_all_tables_stand_in_current(tmp_path: Path) -> None:
    folder = _publish(tmp_path)
    assert folder == tmp_path / "current"
    names = {path.name for path in folder.iterdir()}
    assert names == {f"{row_class.table}.parquet" for row_class in TABLES} | {"datapackage.json"}
    package = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    counts = {resource["name"]: resource["rowCount"] for resource in package["resources"]}
    assert counts == {name: pq.read_metadata(folder / f"{name}.parquet").num_rows for name in counts}
    frame = pd.read_parquet(folder / "amounts.parquet")
    assert str(frame["value_eur"][0]) == "1000.00"


def test_same_input_same_bytes(tmp_path: Path) -> None:
    one, two = _publish(tmp_path / "one"), _publish(tmp_path / "two", nights=1)
    for row_class in TABLES:
        name = f"{row_class.table}.parquet"
        assert (one / name).read_bytes() == (two / name).read_bytes() or name == "runs.parquet", name


def test_broken_tables_leave_the_last_ones(tmp_path: Path) -> None:
    folder = _publish(tmp_path)
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    tables = {row_class.table: pq.read_table(folder / f"{row_class.table}.parquet") for row_class in TABLES}
    broken = {**tables, "people": tables["people"].slice(0, 0)}
    with pytest.raises(PublishProblem, match="expected a key of people"):
        publish_tables(broken, tmp_path, "run-bad")
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before
    assert [path.name for path in (tmp_path / "versions").iterdir()] == [folder.resolve().name]


def test_nothing_read_is_no_success(tmp_path: Path) -> None:
    _publish(tmp_path)
    before = (tmp_path / "current").resolve()
    with pytest.raises(PublishProblem, match="got no document that could be read"):
        publish_readings([], [], tmp_path, STARTED)
    assert (tmp_path / "current").resolve() == before


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "versions").write_text("a file where a folder should be")
    with pytest.raises(PublishProblem, match="give the folder write rights"):
        _publish(tmp_path)


def test_runs_are_history_and_old_versions_go(tmp_path: Path) -> None:
    for night in range(publish.KEPT_VERSIONS + 2):
        _publish(tmp_path, night)
    runs = read_published(tmp_path, "runs")
    assert runs is not None
    assert runs.num_rows == publish.KEPT_VERSIONS + 2
    assert runs["documents_new"].to_pylist() == [2] + [0] * (publish.KEPT_VERSIONS + 1)
    assert len(list((tmp_path / "versions").iterdir())) == publish.KEPT_VERSIONS


def test_query(tmp_path: Path) -> None:
    _publish(tmp_path)
    sql = "SELECT value_eur, url FROM amounts JOIN documents USING (document_id)"
    assert [(str(value), url) for value, url in query_tables(sql, tmp_path).fetchall()] == [("1000.00", "news/1.html")]
    with pytest.raises(SettingsProblem, match="documents, mentions, merges"):
        query_tables("SELECT * FROM nothing", tmp_path)
    with pytest.raises(SettingsProblem, match="run `clusterpress run` first"):
        query_tables("SELECT 1", tmp_path / "elsewhere")


def test_explain_leads_every_id_to_its_words(tmp_path: Path) -> None:
    folder = _publish(tmp_path)
    for row_class in TABLES:
        if row_class.table in ("texts", "project_documents", "organization_names", "merges", "rejects"):
            continue  # their keys are those of other tables; no rejects in this run
        table = pq.read_table(folder / f"{row_class.table}.parquet")
        for entity_id in table[row_class.key[0]].to_pylist():
            explanation = explain_id(entity_id, tmp_path)
            assert explanation.row[row_class.key[0]] == entity_id or row_class.table in ("amounts", "countries")
            assert explanation.evidence or row_class.table == "runs"
            for evidence in explanation.evidence:
                assert evidence.sentence[evidence.start : evidence.end]


def test_explain_shows_the_sentence(tmp_path: Path) -> None:
    folder = _publish(tmp_path)
    amount = pq.read_table(folder / "amounts.parquet")["mention_id"][0].as_py()
    evidence = explain_id(amount, tmp_path).evidence[0]
    assert evidence.sentence == "Projekto vertė – 3 452,80 Lt."
    assert evidence.sentence[evidence.start : evidence.end] == "3 452,80 Lt"
    with pytest.raises(SettingsProblem, match="none of ours"):
        explain_id("xyz-1", tmp_path)
    with pytest.raises(SettingsProblem, match="no such organization_id"):
        explain_id("org-1", tmp_path)


def test_the_data_dictionary_is_fresh() -> None:
    written = (Path(__file__).parents[1] / "processed" / "README.md").read_text(encoding="utf-8")
    assert written == describe_tables(), "stale: run `make dictionary`"
