"""The tables hold what the readings say, with the declared types and keys."""

from __future__ import annotations

import dataclasses
from decimal import Decimal

import pyarrow as pa
import pytest

from pipeline.problems import Reject
from pipeline.resolve import resolve_entities
from pipeline.tables import TABLES, build_tables
from pipeline.tables.check import find_faults
from pipeline.tables.runs import Runs
from pipeline.tables.schema import build_table, columns_of, schema_of
from tests.readings import SEEN_AT, make_reading, sample_readings

REQUIRED = {  # the contract of the output: these names never go
    "documents": "document_id source url title language published_on fetched_at media_type content_sha256 archive_ref "
    "text_length release_id duplicate_of",
    "texts": "document_id text",
    "mentions": "mention_id document_id kind start end text value label entity_id method confidence",
    "projects": "project_id code scheme name programme measure contract fund total_eur eu_eur starts_on ends_on "
    "coordinator_id document_count",
    "project_documents": "project_id document_id",
    "amounts": "mention_id document_id project_id value currency value_eur role",
    "organizations": "organization_id name legal_form country registration_code mention_count document_count",
    "organization_names": "organization_id name language mention_count",
    "partners": "partner_id project_id document_id organization_id role mention_id",
    "countries": "mention_id document_id project_id country role",
    "people": "person_id name mention_count document_count",
    "contacts": "contact_id document_id person_id organization_id name title organization email phone",
    "merges": "left_id right_id kind score decision decided_by reason",
    "rejects": "reject_id source url stage reason detail seen_at",
    "runs": "run_id started_at finished_at version documents_seen documents_new documents_changed documents_rejected",
}


@pytest.fixture(scope="module")
def tables() -> dict[str, pa.Table]:
    readings = sample_readings()
    reject = Reject("test", "news/3.pdf", "parse", "empty", "reading news/3.pdf: no text", SEEN_AT)
    return build_tables(readings, resolve_entities(readings), [reject, reject])


@pytest.mark.parametrize("row_class", TABLES, ids=lambda row_class: row_class.table)
def test_columns_of_the_contract(row_class: type) -> None:
    names = [column.name for column in columns_of(row_class)]
    assert set(REQUIRED[row_class.table].split()) <= set(names)
    assert all(column.sentence.endswith(".") for column in columns_of(row_class))


def test_every_table_is_declared() -> None:
    assert {row_class.table for row_class in TABLES} == set(REQUIRED)


def test_rows(tables: dict[str, pa.Table]) -> None:
    amount = tables["amounts"].to_pylist()[0]
    assert (amount["value"], amount["currency"], amount["value_eur"]) == (Decimal("3452.80"), "LTL", Decimal("1000.00"))
    project = tables["projects"].to_pylist()[0]
    assert project["code"] == "VP2-1.4-ŪM-01-K-01-999"
    assert project["document_count"] == 2
    assert amount["project_id"] == project["project_id"]
    spoken = [row for row in tables["mentions"].to_pylist() if row["entity_id"] == project["project_id"]]
    assert [row["kind"] for row in spoken] == ["code", "code"]
    contact = tables["contacts"].to_pylist()[0]
    assert contact["person_id"] == tables["people"].to_pylist()[0]["person_id"]
    assert contact["organization_id"] == tables["organizations"].to_pylist()[0]["organization_id"]
    assert tables["rejects"].num_rows == 1


def test_types_and_rules_hold(tables: dict[str, pa.Table]) -> None:
    run = Runs("run-1", SEEN_AT, SEEN_AT, "0", **dict.fromkeys(_counts(), 0))
    assert find_faults({**tables, "runs": build_table(Runs, [run])}) == []
    assert all(tables[c.table].schema.equals(schema_of(c)) for c in TABLES if c is not Runs)


def _counts() -> list[str]:
    return [field.name for field in dataclasses.fields(Runs) if field.type == "int"]


def _with(table: pa.Table, column: str, values: list[object]) -> pa.Table:
    at = table.schema.get_field_index(column)
    field = table.schema.field(at)
    return table.set_column(at, field, pa.array(values, type=field.type))


@pytest.mark.parametrize(
    ("table", "column", "value", "says"),
    [
        ("amounts", "currency", "Eur", "expected a match of [A-Z]{3}"),
        ("amounts", "role", "gift", "expected one of"),
        ("amounts", "mention_id", "men-none", "expected a key of mentions"),
        ("countries", "country", None, "expected a value in each row"),
    ],
)
def test_broken_rules_are_named(tables: dict[str, pa.Table], table: str, column: str, value: object, says: str) -> None:
    broken = _with(tables[table], column, [value] * tables[table].num_rows)
    faults = find_faults({**tables, table: broken})
    assert [fault for fault in faults if says in fault and f"table {table}, column {column}" in fault]


def test_repeated_keys_and_wrong_places_are_named(tables: dict[str, pa.Table]) -> None:
    twice = pa.concat_tables([tables["people"], tables["people"]])
    assert any("person_id repeats" in fault for fault in find_faults({**tables, "people": twice}))
    moved = _with(tables["mentions"], "start", [0] * tables["mentions"].num_rows)
    assert any("holds" in fault for fault in find_faults({**tables, "mentions": moved}))


def test_order_of_readings_changes_nothing(tables: dict[str, pa.Table]) -> None:
    readings = sample_readings()[::-1]
    again = build_tables(readings, resolve_entities(readings), [])
    assert all(again[name].equals(tables[name]) for name in again if name != "rejects")


def test_two_things_said_at_one_place_keep_two_ids() -> None:
    reading = sample_readings()[0]
    country = reading.facts.mentions[-1]
    twice = (country, dataclasses.replace(country, label="event_host"))
    doubled = make_reading("news/4.html", reading.document.text, twice)
    ids = build_tables([doubled], resolve_entities([doubled]), [])["countries"]["mention_id"].to_pylist()
    assert len(set(ids)) == 2
