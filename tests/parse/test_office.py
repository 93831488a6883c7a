"""Word and Excel files to documents: order, styles, tables, number formats, damaged and hostile files."""

from __future__ import annotations

import io
import struct
import zipfile
from datetime import date, datetime

import docx
import openpyxl
import pytest
from docx.document import Document as WordDocument
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from openpyxl.styles import Font

from pipeline.parse import parse_record
from pipeline.problems import ParseProblem
from tests.parse.read import heads, pieces, read
from tests.readings import make_record


def word_bytes(word: WordDocument) -> bytes:
    file = io.BytesIO()
    word.save(file)
    return file.getvalue()


def book_bytes(book: openpyxl.Workbook) -> bytes:
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def repacked(body: bytes, name: str, change: bytes) -> bytes:
    """The archive with one part replaced."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(body)) as old, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new:
        for item in old.infolist():
            new.writestr(item.filename, change if item.filename == name else old.read(item))
    return file.getvalue()


def test_paragraphs_and_tables_stand_in_the_order_of_the_page() -> None:
    word = docx.Document()
    word.sections[0].header.paragraphs[0].text = "The Valley Mill\t11 May 2023"
    word.sections[0].footer.paragraphs[0].text = "Weaver Street 1, tel. +370 600 00000"
    word.add_heading("The mill gets a shipyard for a partner", 1)
    word.add_paragraph("The workers of the mill have found a buyer.")
    table = word.add_table(rows=0, cols=2)
    for row in (("Total value", "EUR 4,812.25"), ("Partners", "Shipyard\nBakery")):
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    word.add_paragraph("weave sails;", style="List Bullet")
    document = read(word_bytes(word), "mill.docx")
    kinds = [segment.kind for segment in document.segments]
    assert kinds == ["boilerplate", "title", "body", "table row", "table row", "list item", "boilerplate"]
    assert pieces(document, "table row")[1] == "Partners | Shipyard\nBakery"
    assert (document.title, document.published_on) == ("The mill gets a shipyard for a partner", date(2023, 5, 11))


def test_codes_in_several_runs_are_whole_and_deleted_words_are_gone() -> None:
    word = docx.Document()
    paragraph = word.add_paragraph("Project ")
    paragraph.add_run("VP2-1.4-").italic = True
    paragraph.add_run("K-01-033").italic = True
    deleted = parse_xml(f"<w:del {nsdecls('w')}><w:r><w:delText>never</w:delText></w:r></w:del>")
    inserted = parse_xml(f'<w:ins {nsdecls("w")}><w:r><w:t xml:space="preserve"> now</w:t></w:r></w:ins>')
    paragraph._p.extend([deleted, inserted])
    assert pieces(read(word_bytes(word), "runs.docx")) == ["Project VP2-1.4-K-01-033 now"]


def test_raised_figures_do_not_join_a_sum() -> None:
    word = docx.Document()
    paragraph = word.add_paragraph("It cost 1 245 300")
    paragraph.add_run("1").font.superscript = True
    assert pieces(read(word_bytes(word), "sum.docx")) == ["It cost 1 245 300 ¹"]


def test_text_boxes_are_read_once_and_content_controls_too() -> None:
    word = docx.Document()
    box = (
        f'<w:r {nsdecls("w")} xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
        "<mc:AlternateContent><mc:Choice><w:txbxContent><w:p><w:r><w:t>In a box</w:t></w:r></w:p></w:txbxContent>"
        "</mc:Choice><mc:Fallback><w:txbxContent><w:p><w:r><w:t>In a box</w:t></w:r></w:p></w:txbxContent>"
        "</mc:Fallback></mc:AlternateContent></w:r>"
    )
    word.add_paragraph("Beside the box")._p.append(parse_xml(box))
    control = f"<w:sdt {nsdecls('w')}><w:sdtContent><w:p><w:r><w:t>Chosen</w:t></w:r></w:p></w:sdtContent></w:sdt>"
    word.element.body.insert(1, parse_xml(control))
    assert pieces(read(word_bytes(word), "box.docx")) == ["Beside the box", "In a box", "Chosen"]


def test_boxes_in_cells_are_read_once_and_deleted_rows_are_gone() -> None:
    word = docx.Document()
    table = word.add_table(rows=3, cols=2)
    for i, row in enumerate((("Code", "Value"), ("A-1", "5 000"), ("A-2", "7 000"))):
        for cell, text in zip(table.rows[i].cells, row, strict=True):
            cell.text = text
    box = (
        f'<w:r {nsdecls("w")} xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
        "<mc:AlternateContent><mc:Choice><w:txbxContent><w:p><w:r><w:t>a box</w:t></w:r></w:p></w:txbxContent>"
        "</mc:Choice><mc:Fallback><w:txbxContent><w:p><w:r><w:t>a box</w:t></w:r></w:p></w:txbxContent>"
        "</mc:Fallback></mc:AlternateContent></w:r>"
    )
    table.cell(1, 0).paragraphs[0]._p.append(parse_xml(box))
    table.rows[2]._tr.get_or_add_trPr().append(OxmlElement("w:del"))
    assert pieces(read(word_bytes(word), "rows.docx")) == ["Code | Value", "A-1\na box | 5 000"]


def test_hyperlinks_lead_from_their_words() -> None:
    word = docx.Document()
    paragraph = word.add_paragraph("Write to ")
    link = OxmlElement("w:hyperlink")
    link.set(qn("r:id"), paragraph.part.relate_to("mailto:jane@mill.example", RELATIONSHIP_TYPE.HYPERLINK, True))
    run = OxmlElement("w:r")
    run.append(parse_xml(f"<w:t {nsdecls('w')}>Jane</w:t>"))
    link.append(run)
    paragraph._p.append(link)
    document = read(word_bytes(word), "link.docx")
    assert [(document.text[at.start : at.end], at.target) for at in document.links] == [
        ("Jane", "mailto:jane@mill.example")
    ]


def test_merged_cells_keep_the_columns() -> None:
    word = docx.Document()
    table = word.add_table(rows=3, cols=3)
    for i, row in enumerate((("Code", "Applicant", "Value"), ("A-1", "", "5 000"), ("A-2", "Mill", "7 000"))):
        for cell, text in zip(table.rows[i].cells, row, strict=True):
            cell.text = text
    table.cell(1, 0).merge(table.cell(1, 1))
    document = read(word_bytes(word), "merged.docx")
    assert [len(segment.cells) for segment in document.segments] == [3, 3, 3]
    assert heads(document)[2] == ("Code", "Applicant", "Value")


def test_sheets_show_values_as_they_are_formatted() -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Projects"
    sheet["A1"] = "Projects that the mill helped to write"
    sheet["A1"].font = Font(bold=True)
    sheet["A2"] = "Updated 2023-10-02"
    sheet.merge_cells("A1:D1")
    sheet.append([])
    sheet.append(["Code", "Signed", "Value", "Share"])
    for cell in sheet[4]:
        cell.font = Font(bold=True)
    sheet.append(["A-1", datetime(2011, 6, 14), 1874300.0, 0.6])
    sheet.append(["A-2", date(2013, 2, 20), 960450.6, 0.45])
    for row in (5, 6):
        sheet.cell(row, 2).number_format = "yyyy\\.mm\\.dd"
        sheet.cell(row, 3).number_format = '#,##0.00\\ "Eur"'
        sheet.cell(row, 4).number_format = "0%"
    book.create_sheet("Secret").sheet_state = "hidden"
    document = read(book_bytes(book), "projects.xlsx")
    assert document.title == "Projects that the mill helped to write"
    assert document.published_on == date(2023, 10, 2)
    assert pieces(document, "table row")[1:] == [
        "A-1 | 2011-06-14 | 1 874 300.00 Eur | 60%",
        "A-2 | 2013-02-20 | 960 450.60 Eur | 45%",
    ]
    assert heads(document)[1] == ("Code", "Signed", "Value", "Share")


def test_old_and_encrypted_files_are_refused_with_advice() -> None:
    old = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512)
    with pytest.raises(ParseProblem, match=r"save it as \.docx") as caught:
        read(old + "WordDocument".encode("utf-16-le"), "old.doc")
    assert caught.value.reason == "old format"
    with pytest.raises(ParseProblem) as caught:
        read(old + "EncryptedPackage".encode("utf-16-le"), "closed.docx")
    assert caught.value.reason == "password"


def test_archives_that_swell_are_refused_before_they_are_unpacked() -> None:
    body = repacked(word_bytes(docx.Document()), "docProps/thumbnail.jpeg", bytes(80_000_000))
    with pytest.raises(ParseProblem) as caught:
        read(body, "bomb.docx")
    assert caught.value.reason == "too large"


def test_formulas_without_values_and_hidden_sheets_are_named() -> None:
    book = openpyxl.Workbook()
    book.active.append(["Code", "Value"])
    book.active.append(["A-1", 5000])
    book.active.append(["Sum", "=SUM(B2:B2)"])
    secret = book.create_sheet("Secret")
    secret.append(["nothing"])
    secret.sheet_state = "hidden"
    parsed = parse_record(book_bytes(book), make_record("sums.xlsx"))
    assert pieces(parsed.document) == ["Code | Value", "A-1 | 5000", "Sum"]
    assert [short.reason for short in parsed.shortfalls] == ["formula", "hidden"]
    assert "1 cells" in parsed.shortfalls[0].detail and "B3" in parsed.shortfalls[0].detail


def test_a_sheet_that_is_formatted_down_to_its_end_is_read() -> None:
    book = openpyxl.Workbook()
    book.active["A1"] = "The mill"
    book.active.cell(1_048_576, 16_384).font = Font(bold=True)
    assert pieces(read(book_bytes(book), "wide.xlsx")) == ["The mill"]


def test_a_size_in_a_header_is_not_believed() -> None:
    body = bytearray(repacked(word_bytes(docx.Document()), "docProps/app.xml", b"<x>" + b" " * 30_000_000 + b"</x>"))
    at = body.index(b"docProps/app.xml", body.index(b"PK\x01\x02")) - 46
    struct.pack_into("<I", body, at + 24, 1000)  # the directory says: 1000 bytes
    with pytest.raises(ParseProblem) as caught:
        read(bytes(body), "lying.docx")
    assert caught.value.reason in {"damaged", "too large"}


@pytest.mark.parametrize(
    "part",
    [
        "<!DOCTYPE x [<!ENTITY a 'ha'>]><x>&a;</x>".encode("utf-16"),
        b"<!--" + b" " * 3_000_000 + b"--><!DOCTYPE x SYSTEM 'http://mill.example/x.dtd'><x/>",
        "<?xml version='1.0' encoding='cp037'?><!DOCTYPE x><x/>".encode("cp037"),
        b"<?xml version='1.0' encoding='utf-7'?>+ADw-x/>",
    ],
    ids=["utf-16", "late", "ebcdic", "utf-7"],
)
def test_declarations_cannot_hide(part: bytes) -> None:
    with pytest.raises(ParseProblem) as caught:
        read(repacked(word_bytes(docx.Document()), "docProps/core.xml", part), "hidden.docx")
    assert caught.value.reason in {"unsafe", "damaged"}


def test_memory_of_office_files_has_a_bound(own_settings: pytest.MonkeyPatch) -> None:
    own_settings.setenv("CLUSTERPRESS_PARSE_MEMORY_BYTES", str(120 << 20))
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet()
    for i in range(6_000):
        sheet.append([i] * 30)
    with pytest.raises(ParseProblem) as caught:
        read(book_bytes(book), "big.xlsx")
    assert caught.value.reason == "too large"
    assert "big.xlsx" in caught.value.detail


def test_entities_are_refused() -> None:
    laughs = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha">]><x>&a;</x>'
    with pytest.raises(ParseProblem) as caught:
        read(repacked(word_bytes(docx.Document()), "docProps/core.xml", laughs), "laughs.docx")
    assert caught.value.reason == "unsafe"


@pytest.mark.parametrize("name", ["cut.docx", "cut.xlsx"])
def test_truncated_files_are_damaged(name: str) -> None:
    word = docx.Document()
    word.add_paragraph("words")
    book = openpyxl.Workbook()
    body = word_bytes(word) if name.endswith("docx") else book_bytes(book)
    with pytest.raises(ParseProblem) as caught:
        read(body[: len(body) // 2], name, "application/zip")
    assert caught.value.reason in {"damaged", "format"}


@pytest.mark.parametrize("part", ["word/document.xml", "word/styles.xml", "[Content_Types].xml"])
def test_files_with_a_broken_part_are_damaged(part: str) -> None:
    word = docx.Document()
    word.add_paragraph("words")
    with pytest.raises(ParseProblem) as caught:
        read(repacked(word_bytes(word), part, b"<broken"), "broken.docx")
    assert caught.value.reason == "damaged"
