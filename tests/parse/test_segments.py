"""The builder keeps every offset right, whatever the pieces hold."""

from __future__ import annotations

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from pipeline.parse.segments import Run, SegmentBuilder, normalize_text

TEXTS = st.text(alphabet=st.sampled_from("aąA1 .\n\r\t\xa0\xad\u200b\u0328\u030cé|"), max_size=12)
RUNS = st.lists(st.builds(Run, TEXTS, st.sampled_from([None, "mailto:a@b.lt", "/x"])), max_size=6)


@given(TEXTS)
def test_normalizing_twice_changes_nothing(text: str) -> None:
    once = normalize_text(text)
    assert normalize_text(once) == once
    assert unicodedata.is_normalized("NFC", once)


@given(st.lists(RUNS, max_size=5), st.lists(st.lists(TEXTS, max_size=4), max_size=3))
def test_segments_and_cells_tile_the_text(pieces: list[list[Run]], rows: list[list[str]]) -> None:
    builder = SegmentBuilder()
    for piece in pieces:
        builder.add(piece, "body")
    for row in rows:
        builder.add_row(row, ["Head"])
    document = builder.build("doc")
    assert "\n".join(document.text[s.start : s.end] for s in document.segments) == document.text
    for segment in document.segments:
        if segment.cells:
            cells = [document.text[cell.start : cell.end] for cell in segment.cells]
            assert " | ".join(cells) == document.text[segment.start : segment.end]


@given(RUNS)
def test_links_stand_on_their_words(runs: list[Run]) -> None:
    builder = SegmentBuilder()
    builder.add(runs, "body")
    document = builder.build("doc")
    words = {normalize_text(run.text) for run in runs if run.target}
    assert all(document.text[link.start : link.end] for link in document.links)
    assert not document.links or words


def test_a_blank_shared_by_two_runs_is_counted_once() -> None:
    builder = SegmentBuilder()
    builder.add([Run("Rašykite "), Run(" čia ", "/a"), Run(" arba čia", "/b")], "body")
    document = builder.build("doc")
    assert document.text == "Rašykite čia arba čia"
    assert [document.text[link.start : link.end] for link in document.links] == ["čia", "arba čia"]


def test_empty_cells_keep_their_place() -> None:
    builder = SegmentBuilder()
    assert builder.add_row(["Kipras", "", "x@y.lt"], ["Vardas", "Telefonas", "El. paštas"])
    document = builder.build("doc")
    assert document.text == "Kipras |  | x@y.lt"
    assert [cell.head for cell in document.segments[0].cells] == ["Vardas", "Telefonas", "El. paštas"]
    assert not builder.add_row(["", " "])
