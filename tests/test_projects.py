"""Names of projects inside names, in tables, under headings."""

from __future__ import annotations

import pytest

import extractors
from extractors import Cell, Document, Segment


def names(document: Document) -> list[tuple[str, str | None]]:
    found = [m for m in extractors.extract(document) if m.kind == "project"]
    for mention in found:
        assert document.text[mention.start : mention.end] == mention.text
    return sorted(((m.value, m.refers_to) for m in found), key=str)


def lines(*texts: tuple[str, str], language: str = "lt") -> Document:
    segments, at = [], 0
    for kind, text in texts:
        segments.append(Segment(at, at + len(text), kind, language))  # type: ignore[arg-type]
        at += len(text) + 1
    return Document("d", "\n".join(text for _, text in texts), tuple(segments), language)


def table(*rows: tuple[str, ...], heads: tuple[str, ...]) -> Document:
    segments, texts, at = [], [], 0
    for row in rows:
        cells, begin = [], at
        for head, cell in zip(heads, row, strict=True):
            cells.append(Cell(at, at + len(cell), head))
            at += len(cell) + 3
        segments.append(Segment(begin, at - 3, "table row", "lt", cells=tuple(cells)))
        texts.append(" | ".join(row))
        at -= 2
    return Document("d", "\n".join(texts), tuple(segments), "lt")


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Projektas „Tinklų plėtra (NetPlus)“ baigtas.", [("Tinklų plėtra", None), ("NetPlus", "Tinklų plėtra")]),
        ("Projektas „AgroBot – robotai“ baigtas.", [("AgroBot – robotai", None), ("AgroBot", "AgroBot – robotai")]),
        ("Projektas „LUMEN 2: šviesa“ baigtas.", [("LUMEN 2: šviesa", None), ("LUMEN 2", "LUMEN 2: šviesa")]),
    ],
)
def test_an_acronym_inside_a_name_refers_to_it(sentence: str, expected: list[tuple[str, str | None]]) -> None:
    assert names(lines(("body", sentence))) == sorted(expected, key=str)


def test_cells_under_a_head_are_names_but_sums_are_not() -> None:
    document = table(
        ("LLI-331", "Amatų kelias", "10 000"),
        ("LLI-332", "„Rugiva“ parodose užsienyje", "12 000"),
        ("", "Iš viso:", "22 000"),
        heads=("Projekto kodas", "Projekto pavadinimas", "Vertė, Eur"),
    )
    assert names(document) == [("Amatų kelias", None), ("„Rugiva“ parodose užsienyje", None)]


def test_a_heading_above_a_code_is_the_name() -> None:
    document = lines(
        ("heading", "1. Klasterio „Rugiva“ bandymų bazė"),
        ("body", "Projekto kodas Nr. VP2-1.4-ŪM-02-K-02-011"),
        ("body", "Projekto trukmė – dveji metai."),
    )
    assert names(document) == [("Klasterio „Rugiva“ bandymų bazė", None)]
