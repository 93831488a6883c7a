"""Every scheme reads its examples, its near misses stay unread, and any code of it is read back through noise."""

from __future__ import annotations

import string

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

import extractors
from extractors.codes.schemes import Scheme, schemes

ALL = [pytest.param(scheme, id=scheme.id) for scheme in schemes()]
LISTED = [scheme for scheme in schemes() if not scheme.cue]
CAPITALS = string.ascii_uppercase + string.digits + "ĀŠŪŽ-./!_+"


def read(text: str, language: str = "lt") -> list[tuple[str, str]]:
    segment = extractors.Segment(0, len(text), "body", language)
    mentions = extractors.extract(extractors.Document("d", text, (segment,), language))
    return [(m.value, m.method) for m in mentions if m.kind == "code"]


@pytest.mark.parametrize("scheme", ALL)
def test_examples_are_read_and_near_misses_are_not(scheme: Scheme) -> None:
    assert scheme.examples
    assert scheme.near_misses
    for written, value in scheme.examples:
        assert scheme.expression.fullmatch(written), written
        assert scheme.normalize(written) == value
        assert scheme.normalize(value) == value  # the normal form is its own
    for written in scheme.near_misses:
        assert not scheme.expression.search(written), written


def test_ids_are_unique_and_sources_are_given() -> None:
    assert len({scheme.id for scheme in schemes()}) == len(schemes())
    assert all(scheme.source and scheme.kind in {"project", "measure", "contract"} for scheme in schemes())


@st.composite
def noisy_codes(draw: st.DrawFn) -> tuple[Scheme, str, str]:
    """A code of a scheme in its normal form and as a document may print it."""
    scheme = draw(st.sampled_from(LISTED))
    clean = draw(st.from_regex(scheme.clean_expression, fullmatch=True, alphabet=CAPITALS))
    dash = draw(st.sampled_from(["-", "–", "‑", " - ", "-\n", "- "]))
    written = clean.replace("-", dash)
    if not scheme.exact and draw(st.booleans()):
        written = written.lower()
    return scheme, scheme.normalize(clean), written


@given(noisy_codes())
def test_a_code_is_read_back_through_noise(case: tuple[Scheme, str, str]) -> None:
    scheme, value, written = case
    assert scheme.expression.fullmatch(written)
    assert scheme.normalize(written) == value


@given(noisy_codes())
def test_a_code_is_read_in_a_sentence(case: tuple[Scheme, str, str]) -> None:
    scheme, value, written = case
    assume(not scheme.near)
    assert [found for found, _ in read(f"Projektas „Bandymas“ ({written}) baigtas.")] == [value]


MINISTRIES = ["AM", "EM", "FM", "IVPK", "KM", "SADM", "SAM", "SM", "ŠMM", "TM", "ŪM", "URM", "VRM", "ŽŪM"]
AGENCIES = ["LVPA", "CPVA", "ESFA", "APVA", "TID", "MITA", "LMT", "FM", "INVEGA", "VIPA"]
LITHUANIAN = [
    ("VP{0}-{1}.{2}-{owner}-{3}{4}-{kind}-{5}{6}-{7}{8}{9}", "KVRTI", MINISTRIES),
    ("0{1}.{2}.{3}-{owner}-{kind}-{4}{5}{6}-{7}{8}-00{9}{1}", "KVRTF", AGENCIES),
    ("J0{1}-{owner}-{kind}-0{2}-0{3}{4}{5}", "KV", AGENCIES),
    ("{1}{2}-{3}{4}{5}-{kind}-{6}{7}{8}{9}", "KPTJ", [""]),
]


@given(st.sampled_from(LITHUANIAN), st.lists(st.integers(0, 9), min_size=10, max_size=10), st.data())
def test_the_whole_lithuanian_family_is_one_project_a_code(
    family: tuple[str, str, list[str]], digits: list[int], data: st.DataObject
) -> None:
    form, kinds, owners = family
    digits[0] = 1 + digits[0] % 4
    code = form.format(*digits, kind=data.draw(st.sampled_from(kinds)), owner=data.draw(st.sampled_from(owners)))
    assert [value for value, _ in read(f"projekto kodas {code}.")] == [code]
    assert [value for value, _ in read(f"projekto kodas {code.lower().replace('-', '–')}.")] == [code]
