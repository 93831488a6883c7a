"""Projects of a document: codes, names, sums and partners put together."""

from __future__ import annotations

from decimal import Decimal

import extractors
from extractors import Cell, Document, Mention, Segment
from pipeline.relate import relate_mentions
from pipeline.relate.facts import Facts, Money


def lines(*texts: str, language: str = "lt") -> Document:
    segments, at = [], 0
    for text in texts:
        kind = "heading" if text.startswith("# ") else "body"
        segments.append(Segment(at, at + len(text), kind, language))  # type: ignore[arg-type]
        at += len(text) + 1
    return Document("d", "\n".join(texts), tuple(segments), language)


def mark(document: Document, kind: str, text: str, value: str, label: str = "") -> Mention:
    start = document.text.index(text)
    return Mention(kind, start, start + len(text), text, value, label)  # type: ignore[arg-type]


def relate(document: Document, *marks: Mention) -> Facts:
    """Codes and names as they are read, the rest as it is marked: these tests are about what belongs together."""
    read = [m for m in extractors.extract(document) if m.kind in ("code", "project", "programme")]
    return relate_mentions(document, tuple(sorted([*read, *marks], key=lambda m: (m.start, m.end, m.kind, m.label))))


def test_one_project_has_code_name_contract_and_sums() -> None:
    document = lines(
        "Sutartis Nr. S-VP2-1.4-ŪM-01-K-01-044 pasirašyta.",
        "Projektas „Klasterio plėtra“ (VP2-1.4-ŪM-01-K-01-044) kainuoja 345 280 Lt (100 000 Eur), dotacija 50 000 Eur.",
        "Priemonė VP2-1.4-ŪM-01-K „Inoklaster LT“.",
    )
    facts = relate(
        document,
        mark(document, "amount", "345 280 Lt", "345280 LTL", "total"),
        mark(document, "amount", "100 000 Eur", "100000 EUR", "total"),
        mark(document, "amount", "50 000 Eur", "50000 EUR", "eu"),
    )
    (project,) = facts.projects
    assert (project.code, project.name) == ("VP2-1.4-ŪM-01-K-01-044", "Klasterio plėtra")
    assert project.contract == "S-VP2-1.4-ŪM-01-K-01-044"
    assert (project.scheme, project.measure) == ("lt-2007-2013", "VP2-1.4-ŪM-01-K")
    assert (project.total, project.eu) == (Money(Decimal(100000), "EUR"), Money(Decimal(50000), "EUR"))


def test_each_paragraph_keeps_its_sums() -> None:
    document = lines(
        "Projektas „Rytas“ (LLI-331) prasidėjo pavasarį. Jo vertė 10 000 Eur.",
        "Projektas „Vakaras“ (LLI-332) baigtas. Vertė – 20 000 Eur.",
        "Paramos suma – 17 000 Eur.",
    )
    facts = relate(
        document,
        mark(document, "amount", "10 000 Eur", "10000 EUR", "total"),
        mark(document, "amount", "20 000 Eur", "20000 EUR", "total"),
        mark(document, "amount", "17 000 Eur", "17000 EUR", "eu"),
    )
    assert [(p.code, p.name, p.total, p.eu) for p in facts.projects] == [
        ("LLI-331", "Rytas", Money(Decimal(10000), "EUR"), None),
        ("LLI-332", "Vakaras", Money(Decimal(20000), "EUR"), Money(Decimal(17000), "EUR")),
    ]


def test_rows_of_a_list_are_projects_and_the_sum_row_is_none() -> None:
    rows = (("LLI-331", "Rytas", "10 000"), ("LLI-332", "Vakaras", "20 000"), ("", "Iš viso:", "30 000"))
    heads = ("Projekto kodas", "Projekto pavadinimas", "Vertė, Eur")
    segments, texts, at = [], [], 0
    for row in rows:
        begin, cells = at, []
        for head, cell in zip(heads, row, strict=True):
            cells.append(Cell(at, at + len(cell), head))
            at += len(cell) + 3
        segments.append(Segment(begin, at - 3, "table row", "lt", cells=tuple(cells)))
        texts.append(" | ".join(row))
        at -= 2
    document = Document("d", "\n".join(texts), tuple(segments), "lt")
    facts = relate(
        document, *(mark(document, "amount", row[2], f"{row[2].replace(' ', '')} EUR", "total") for row in rows)
    )
    assert [(p.code, p.total) for p in facts.projects] == [
        ("LLI-331", Money(Decimal(10000), "EUR")),
        ("LLI-332", Money(Decimal(20000), "EUR")),
    ]
    assert len(facts.project_of) == 2


def test_a_second_code_at_home_is_no_second_project() -> None:
    document = lines(
        "Patvirtintas projektas „TiNet“ (E! 13999).",
        "Nacionalinis projekto kodas – 01.2.2-MITA-K-702-08-0099. Biudžetas 985 000 Eur.",
    )
    facts = relate(document, mark(document, "amount", "985 000 Eur", "985000 EUR", "total"))
    assert [(p.code, p.name, p.total) for p in facts.projects] == [("E!13999", "TiNet", Money(Decimal(985000), "EUR"))]


def test_a_project_without_code_and_name_is_known_by_its_sums() -> None:
    document = lines("Gauta 353 600 Eur dotacija naujai linijai.")
    facts = relate(document, mark(document, "amount", "353 600 Eur", "353600 EUR", "eu"))
    assert [(p.code, p.name, p.eu) for p in facts.projects] == [(None, None, Money(Decimal(353600), "EUR"))]


def test_an_application_is_no_project() -> None:
    document = lines("Klasteris pateikė paraišką projektui „Tolimas kelias“ programai „Europos horizontas“.")
    assert relate(document).projects == ()


def test_shares_of_a_joint_project_are_one() -> None:
    document = lines(
        "Das Verbundprojekt „FlachsNet“ startet.",
        "Förderkennzeichen: Nord GmbH, 03WX2417A; Süd GmbH, 03WX2417B.",
        language="de",
    )
    assert [(p.code, p.name) for p in relate(document).projects] == [("03WX2417A", "FlachsNet")]


def test_an_exact_sum_beats_the_rounded_one_of_the_headline() -> None:
    document = lines("# Klasteriui – beveik 1,9 mln. eurų", "Projektui „Salvena“ (LLI-331) tenka 1 860 240,30 EUR.")
    facts = relate(
        document,
        mark(document, "amount", "1,9 mln. eurų", "1900000 EUR", "eu"),
        mark(document, "amount", "1 860 240,30 EUR", "1860240.30 EUR", "eu"),
    )
    assert facts.projects[0].eu == Money(Decimal("1860240.30"), "EUR")


def test_partners_keep_their_role_and_their_project() -> None:
    document = lines("Projektą „Rytas“ (LLI-331) vykdo Robolita su Drobelna. Lankėsi Lietuvos bankas.")
    facts = relate(
        document,
        mark(document, "organization", "Robolita", "Robolita", "coordinator"),
        mark(document, "organization", "Drobelna", "Drobelna", "partner"),
        mark(document, "organization", "Lietuvos bankas", "Lietuvos bankas", "mention"),
    )
    assert [(p.role, p.project) for p in facts.partners] == [("coordinator", 0), ("partner", 0), ("mention", None)]


def test_members_of_the_cluster_have_no_part_in_its_project() -> None:
    document = lines(
        "Projektą „Rytas“ (LLI-331) vykdo Robolita.",
        "Klasteriui priklauso Drobelna.",
        "Klasterio nariai ir projekto partneriai – Medkodas.",
    )
    facts = relate(
        document,
        mark(document, "organization", "Robolita", "Robolita", "coordinator"),
        mark(document, "organization", "Drobelna", "Drobelna", "partner"),
        mark(document, "organization", "Medkodas", "Medkodas", "partner"),
    )
    assert [(facts.mentions[p.mention].value, p.project) for p in facts.partners] == [
        ("Robolita", 0),
        ("Drobelna", None),
        ("Medkodas", 0),
    ]


def test_who_applies_for_a_new_project_has_no_part_in_the_old_one() -> None:
    document = lines("Baigtas projektas „Rytas“ (LLI-331).", "Naują paraišką rengia Drobelna.")
    facts = relate(document, mark(document, "organization", "Drobelna", "Drobelna", "partner"))
    assert [p.project for p in facts.partners] == [None]


def test_whom_a_page_names_before_its_projects_leads_them_all() -> None:
    document = lines(
        "Staklava antrą kartą naudojasi parama.",
        "Projektas „Rytas“ (LLI-331) baigtas.",
        "Projektas „Vakaras“ (LLI-332) vykdomas.",
    )
    facts = relate(document, mark(document, "organization", "Staklava", "Staklava", "coordinator"))
    assert sorted((p.role, p.project) for p in facts.partners) == [("coordinator", 0), ("coordinator", 1)]


def test_a_project_mentioned_in_passing_is_left_with_its_paragraph() -> None:
    document = lines(
        "Projektas „Rytas“ (LLI-331) baigtas.",
        "Klasteris išaugo. Jo narys vykdo ir savo projektą „Mokymai“ (LLI-332), kurio vertė 84 000 Lt.",
        "Projekto suma – 918 560 Lt.",
    )
    facts = relate(
        document,
        mark(document, "amount", "84 000 Lt", "84000 LTL", "total"),
        mark(document, "amount", "918 560 Lt", "918560 LTL", "total"),
    )
    assert [(p.code, p.total) for p in facts.projects] == [
        ("LLI-331", Money(Decimal(918560), "LTL")),
        ("LLI-332", Money(Decimal(84000), "LTL")),
    ]


def test_programme_and_fund_are_told_by_the_code_where_the_text_is_silent() -> None:
    (project,) = relate(lines("Projektas „Mokymai“ (VP1-1.1-SADM-01-K-02-044) baigtas.")).projects
    assert (project.programme, project.fund) == ("Žmogiškųjų išteklių plėtros veiksmų programa", "ESF")
