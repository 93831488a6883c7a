"""Every marked sentence of tests/cases is read as it is marked."""

from __future__ import annotations

import pytest

import extractors
from tests.casefiles import Case, read_cases


def _parameters() -> list[object]:
    marks = {True: [pytest.mark.xfail(strict=True)], False: []}
    return [pytest.param(case, id=case.place, marks=marks[case.known_failure]) for case in read_cases()]


@pytest.mark.parametrize("case", _parameters())
def test_case(case: Case) -> None:
    segment = extractors.Segment(0, len(case.text), "body", case.language)
    document = extractors.Document("case", case.text, (segment,), case.language)
    found = [mention for mention in extractors.extract(document) if mention.kind == case.kind]
    for mention in found:
        assert case.text[mention.start : mention.end] == mention.text
    shown = {(m.start, m.end): m for m in found}
    expected = {(mark.start, mark.end): case.text[mark.start : mark.end] for mark in case.marks}
    assert {place: m.text for place, m in shown.items()} == expected
    for mark in case.marks:
        mention = shown[mark.start, mark.end]
        assert {key: getattr(mention, key) for key, _ in mark.attributes} == dict(mark.attributes)
