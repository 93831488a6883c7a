from __future__ import annotations

from datetime import UTC, datetime

from pipeline.expectations import check_expectations, find_missing
from pipeline.reading import read_record
from pipeline.record import Record
from pipeline.sources import Expectation, Source
from pipeline.sources.keys import FIELDS


def record(source: str) -> Record:
    return Record(source, f"https://{source}.example/x", datetime(2026, 1, 1, tzinfo=UTC), "text/plain", "0", "<r>")


def test_documents_that_lack_what_none_of_their_source_should_are_told_of() -> None:
    text = "Klasterio naujiena\n\nProjekto „Šviesa“ (Nr. VP2-1.4-ŪM-01-K-01-027) vertė – 120 000 eurų.\n".encode()
    readings = [read_record(text, record("a")), read_record(b"Nieko apie nieka.\n" * 5, record("a"))]
    source = Source(name="a", kind="urls", places=("x",), expect=Expectation(fields=("codes", "amounts")))
    (reject,) = check_expectations([source], readings)
    assert (reject.stage, reject.reason) == ("source", "expectation")
    assert "got no codes, no amounts" in reject.detail
    assert not check_expectations([], readings)


def test_every_field_that_may_be_expected_can_be_asked_for() -> None:
    missing = find_missing(read_record(b"Nieko apie nieka.\n" * 5, record("a")), FIELDS)
    assert {"published_on", "codes", "phones", "contacts", "projects"} <= set(missing)
    assert "text" not in missing
