"""A few of the inputs of ``make fuzz``: each is read or rejected with a reason, in bounds of time and memory."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from extractors.mention import Document, Mention, Segment
from pipeline.parse import Parsed
from pipeline.reading import Reading
from pipeline.record import Record
from pipeline.relate.facts import Facts
from tests.fuzz.__main__ import read_corpus
from tests.fuzz.corpus import bases, make_sample
from tests.fuzz.invariants import find_faults
from tests.fuzz.ladders import Ladder

COUNTS = {"html": 16, "pdf": 6, "office": 8, "feeds": 8, "containers": 3}


def test_damaged_inputs_are_read_or_rejected() -> None:
    outcomes = list(read_corpus(COUNTS, seed=3))
    assert [f"{outcome.name}: {fault}" for outcome in outcomes for fault in outcome.faults] == []
    assert {outcome.kind for outcome in outcomes} == COUNTS.keys()
    assert {"read", "damaged"} <= {outcome.word for outcome in outcomes}


@pytest.mark.parametrize("kind", ["html", "pdf", "office", "feeds", "containers"])
def test_a_seed_makes_the_same_inputs_again(kind: str) -> None:
    made = [make_sample(kind, number, seed=5) for number in range(10)]
    assert made == [make_sample(kind, number, seed=5) for number in range(10)]
    whole = {base.body for base in bases()[kind]}
    assert sum(sample.body in whole for sample in made) < len(made) / 2, "hardly anything is damaged"


def _reading(document: Document, *mentions: Mention) -> Reading:
    record = Record("fuzz", "inbox/a.html", datetime(2026, 1, 1, tzinfo=UTC), "text/html", "", "")
    return Reading(record, Parsed(document, "text/html"), Facts("d", mentions))


def test_a_document_that_is_none_is_found_out() -> None:
    whole = Document("d", "UAB Drobė\nB", (Segment(0, 9, "title"), Segment(10, 11, "body")), "lt")
    name = Mention("organization", 0, 9, "UAB Drobė", "Drobė")
    assert list(find_faults(_reading(whole, name))) == []
    damaged = [
        (replace(whole, text="UAB Drobe\u0307\nB"), ()),
        (replace(whole, title="a\x00b"), ()),
        (replace(whole, text="UAB Dro\ud800ė\nB"), ()),
        (replace(whole, segments=whole.segments[::-1]), ()),
        (replace(whole, published_on=date(9999, 1, 1)), ()),
        (whole, (replace(name, start=1),)),
        (whole, (replace(name, value="\ud800"),)),
    ]
    assert all(list(find_faults(_reading(document, *mentions))) for document, mentions in damaged)


def test_a_ladder_that_grows_by_the_square_is_steep() -> None:
    assert Ladder("x", (0.1, 0.4, 1.6, 6.4)).is_steep
    assert Ladder("x", (0.1, 0.2)).is_steep, "a rung was not read"
    assert not Ladder("x", (1.0, 2.1, 4.0, 8.5)).is_steep
