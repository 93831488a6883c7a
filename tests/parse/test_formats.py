"""OpenDocument, PowerPoint, RTF, old Excel, separated values and e-mails to documents."""

from __future__ import annotations

import io
import struct
import zipfile
from datetime import date
from email.message import EmailMessage
from email.policy import SMTP

import pytest

from pipeline.parse import parse_record
from pipeline.problems import ParseProblem
from tests.parse.read import heads, pieces, read
from tests.readings import make_record

ODF = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" '
    'xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0" '
    'xmlns:xlink="http://www.w3.org/1999/xlink"'
)


def pack(parts: dict[str, str]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return file.getvalue()


def odf(kind: str, body: str, styles: str = "") -> bytes:
    element = {"text": "text", "spreadsheet": "spreadsheet", "presentation": "presentation"}[kind]
    content = (
        f"<office:document-content {ODF}><office:automatic-styles>{styles}</office:automatic-styles><office:body>"
        f"<office:{element}>{body}</office:{element}></office:body></office:document-content>"
    )
    return pack({"mimetype": f"application/vnd.oasis.opendocument.{kind}", "content.xml": content})


def test_an_opendocument_text_is_read_in_order() -> None:
    row = "<table:table-row>" + "<table:table-cell><text:p>{}</text:p></table:table-cell>" * 2 + "</table:table-row>"
    body = odf(
        "text",
        "<text:tracked-changes><text:changed-region><text:deletion><text:p>gone</text:p></text:deletion>"
        "</text:changed-region></text:tracked-changes>"
        '<text:h text:outline-level="1">The mill buys looms</text:h>'
        '<text:p>See<text:s text:c="2"/><text:a xlink:href="https://mill.example/">the mill</text:a>'
        "<office:annotation><text:p>a comment</text:p></office:annotation>.</text:p>"
        "<text:list><text:list-item><text:p>weave sails</text:p></text:list-item></text:list>"
        f"<table:table>{row.format('Code', 'Value')}{row.format('A-1', '5 000')}</table:table>"
        "<text:p>Beside<draw:frame><draw:text-box><text:p>In a box</text:p></draw:text-box></draw:frame></text:p>",
    )
    document = read(body, "mill.odt")
    assert [(s.kind, t) for s, t in zip(document.segments, pieces(document), strict=True)] == [
        ("title", "The mill buys looms"),
        ("body", "See the mill."),
        ("list item", "weave sails"),
        ("table row", "Code | Value"),
        ("table row", "A-1 | 5 000"),
        ("body", "Beside"),
        ("body", "In a box"),
    ]
    assert heads(document)[1] == ("Code", "Value")
    assert [link.target for link in document.links] == ["https://mill.example/"]


def test_an_opendocument_sheet_shows_what_its_cells_show() -> None:
    cell = '<table:table-cell office:value="0.6"><text:p>{}</text:p></table:table-cell>'
    hidden = '<style:style style:name="h"><style:table-properties table:display="false"/></style:style>'
    rows = "".join(
        "<table:table-row>" + "".join(map(cell.format, row)) + "</table:table-row>"
        for row in (("Code", "Share"), ("A-1", "60 %"), ("A-2", "45 %"))
    )
    empty = '<table:table-row table:number-rows-repeated="1048000"><table:table-cell/></table:table-row>'
    secret = f'<table:table table:name="Secret" table:style-name="h">{rows}</table:table>'
    parsed = parse_record(
        odf("spreadsheet", f'<table:table table:name="One">{rows}{empty}</table:table>{secret}', hidden),
        make_record("shares.ods"),
    )
    assert pieces(parsed.document) == ["Code | Share", "A-1 | 60 %", "A-2 | 45 %"]
    assert [(short.reason, "Secret" in short.detail) for short in parsed.shortfalls] == [("hidden", True)]


SLIDES = (
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
SHAPE = (
    '<p:sp><p:nvSpPr><p:nvPr><p:ph type="{}"/></p:nvPr></p:nvSpPr>'
    "<p:txBody><a:p><a:r><a:t>{}</a:t></a:r></a:p></p:txBody></p:sp>"
)


def slide(title: str, text: str, more: str = "") -> str:
    return f"<p:sld {SLIDES} {more}>{SHAPE.format('title', title)}{SHAPE.format('body', text)}</p:sld>"


def test_slides_are_read_in_order_without_hidden_ones() -> None:
    order = "".join(f'<p:sldId r:id="r{i}"/>' for i in (2, 1, 3))
    relations = "".join(f'<Relationship Id="r{i}" Target="slides/slide{i}.xml"/>' for i in (1, 2, 3))
    body = pack(
        {
            "ppt/presentation.xml": f"<p:presentation {SLIDES}><p:sldIdLst>{order}</p:sldIdLst></p:presentation>",
            "ppt/_rels/presentation.xml.rels": f"<Relationships>{relations}</Relationships>",
            "ppt/slides/slide1.xml": slide("Partners", "A shipyard"),
            "ppt/slides/slide2.xml": slide("The mill buys looms", "In the valley"),
            "ppt/slides/slide3.xml": slide("Old", "Nothing", 'show="0"'),
        }
    )
    parsed = parse_record(body, make_record("mill.pptx"))
    assert pieces(parsed.document) == ["The mill buys looms", "In the valley", "Partners", "A shipyard"]
    assert [(short.reason, "slides 3" in short.detail) for short in parsed.shortfalls] == [("hidden", True)]


def test_rtf_is_read_in_the_code_page_that_it_names() -> None:
    body = (
        rb"{\rtf1\ansi\ansicpg1257\deff0{\fonttbl{\f0 Arial;}}\f0 Mal\'fbnas v\'ebl dirba, o stakl\'ebs aud\'feia.\par "
        rb"\trowd\cellx1000\cellx2000 Code\cell Value\cell\row \trowd\cellx1000\cellx2000 A-1\cell 5 000\cell\row "
        rb"\pard The end.\par}"
    )
    document = read(body, "mill.rtf")
    assert pieces(document) == ["Malūnas vėl dirba, o staklės audžia.", "Code | Value", "A-1 | 5 000", "The end."]
    assert heads(document)[1] == ("Code", "Value")


def test_old_excel_files_are_read() -> None:
    document = read(old_book([("Code", "Value"), ("A-1", 5000.0), ("A-2", 7000.5)]), "old.xls")
    assert pieces(document) == ["Code | Value", "A-1 | 5000", "A-2 | 7000.5"]


def old_book(rows: list[tuple[str | float, ...]]) -> bytes:
    """A file of BIFF5, in the stream of an OLE compound file, as small as it can be ([MS-CFB], [MS-XLS])."""

    def record(kind: int, data: bytes) -> bytes:
        return struct.pack("<HH", kind, len(data)) + data

    sheet = record(0x809, struct.pack("<HHHH", 0x500, 0x10, 0, 0))
    for i, row in enumerate(rows):
        for j, value in enumerate(row):
            if isinstance(value, str):
                sheet += record(0x204, struct.pack("<HHHH", i, j, 0, len(value)) + value.encode("cp1252"))
            else:
                sheet += record(0x203, struct.pack("<HHHd", i, j, 0, value))
    sheet += record(0x0A, b"")
    font = record(0x31, struct.pack("<HHHHHBBBBB", 200, 0, 8, 400, 0, 0, 0, 0, 0, 5) + b"Arial")
    style = record(0xE0, struct.pack("<HHH", 0, 0, 1) + bytes(10))
    head = record(0x809, struct.pack("<HHHH", 0x500, 5, 0, 0)) + font * 4 + style
    place = record(0x85, struct.pack("<IBBB", 0, 0, 0, 3) + b"One")
    start = len(head) + len(place) + 4
    stream = head + record(0x85, struct.pack("<IBBB", start, 0, 0, 3) + b"One") + record(0x0A, b"") + sheet
    return ole_file("Book", stream.ljust(4096, b"\0"))


def ole_file(name: str, stream: bytes) -> bytes:
    """A compound file with one stream of at least 4096 bytes."""
    sectors = -(-len(stream) // 512)
    chain = [*range(3, sectors + 2), 0xFFFFFFFE]
    table = struct.pack("<128I", 0xFFFFFFFD, 0xFFFFFFFE, *chain, *[0xFFFFFFFF] * (126 - len(chain)))

    def entry(label: str, kind: int, child: int, first: int, size: int) -> bytes:
        written = label.encode("utf-16-le") + b"\0\0"
        fields = struct.pack("<HBBIII", len(written), kind, 1, 0xFFFFFFFF, 0xFFFFFFFF, child)
        return written.ljust(64, b"\0") + fields + bytes(36) + struct.pack("<IQ", first, size)

    folder = entry("Root Entry", 5, 1, 0xFFFFFFFE, 0) + entry(name, 2, 0xFFFFFFFF, 2, len(stream)) + bytes(256)
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    head += struct.pack("<IIIIIIIII", 0, 1, 1, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0)
    head += struct.pack("<109I", 0, *[0xFFFFFFFF] * 108)
    return head + table + folder + stream.ljust(sectors * 512, b"\0")


@pytest.mark.parametrize(
    ("stream", "reason", "advice"),
    [
        ("WordDocument", "old format", "docx"),
        ("PowerPoint Document", "old format", "pptx"),
        ("__substg1.0_0037001F", "old format", "eml"),
        ("EncryptedPackage", "password", "password"),
        ("Contents", "old format", "newer"),
    ],
)
def test_other_old_files_are_refused_with_advice(stream: str, reason: str, advice: str) -> None:
    with pytest.raises(ParseProblem, match=advice) as caught:
        read(ole_file(stream, bytes(4096)), "old.doc")
    assert caught.value.reason == reason


@pytest.mark.parametrize("separator", [";", ",", "\t"])
def test_separated_values_are_tables(separator: str) -> None:
    lines = [("Code", "Applicant", "Value"), ("A-1", '"Mill, Ltd; sons"', "5000"), ("A-2", "Žvejai", "7000")]
    body = "\r\n".join(separator.join(line) for line in lines).encode("cp1257")
    document = read(body, "projects.csv")
    assert pieces(document)[1:] == ["A-1 | Mill, Ltd; sons | 5000", "A-2 | Žvejai | 7000"]
    assert heads(document)[2] == ("Code", "Applicant", "Value")


def test_a_letter_with_commas_is_no_table() -> None:
    document = read(b"Dear all,\nthe mill, which is ours, is open again.\n\nYours,\nJane", "letter.csv")
    assert not pieces(document, "table row")


def mail(subject: str = "Fwd: Malūnas vėl dirba") -> EmailMessage:
    message = EmailMessage()
    message["Subject"] = subject
    message["From"] = "Jane Weaver <jane@mill.example>"
    message["Date"] = "Thu, 07 Sep 2023 00:30:00 +0300"
    return message


def test_an_email_has_its_subject_for_a_headline_and_its_day() -> None:
    message = mail()
    message.set_content(
        "Malūnas vėl dirba.\n\nStaklės audžia dieną naktį.\n", charset="iso-8859-13", cte="quoted-printable"
    )
    document = read(message.as_bytes(policy=SMTP), "mill.eml")
    assert (document.title, document.published_on) == ("Malūnas vėl dirba", date(2023, 9, 7))
    assert pieces(document, "body") == ["Malūnas vėl dirba.", "Staklės audžia dieną naktį."]


def test_of_alternatives_the_last_is_read_unless_another_says_more() -> None:
    rich = mail()
    rich.set_content("See the other part.")
    rich.add_alternative(
        "<table><tr><th>Code</th><th>Value</th></tr><tr><td>A-1</td><td>5 000</td></tr></table>", "html"
    )
    assert "A-1 | 5 000" in pieces(read(rich.as_bytes(), "rich.eml"), "table row")
    poor = mail()
    poor.set_content("The looms of the mill run day and night, because a shipyard orders sails. " * 3)
    poor.add_alternative("<p>Your program shows no pictures.</p>", subtype="html")
    assert "shipyard" in read(poor.as_bytes(), "poor.eml").text


def test_a_forwarded_email_is_read_under_its_own_subject() -> None:
    inner = mail("The mill buys looms")
    inner.set_content("The workers have bought the looms.")
    outer = mail("News")
    outer.set_content("For your information.")
    outer.add_attachment(inner)
    found = pieces(read(outer.as_bytes(), "outer.eml"), "title", "body", "heading")
    assert found == ["News", "For your information.", "The mill buys looms", "The workers have bought the looms."]


def test_an_email_is_told_by_its_bytes() -> None:
    head = b"Received: from a by b; Thu, 7 Sep 2023 00:30:00 +0300\r\nSubject: =?utf-8?q?=C5=BDinia?=\r\n\r\n"
    assert read(head + b"The mill is open.\r\n", "123", "application/octet-stream").title == "Žinia"


@pytest.mark.parametrize(
    "body", [b"MIME-Version: 1.0\r\n", b"MIME-Version: 1.0\r\nContent-Type: text/html\r\n\r\n<p></p>"]
)
def test_an_email_without_words_is_empty(body: bytes) -> None:
    with pytest.raises(ParseProblem) as caught:
        read(body, "empty.eml")
    assert caught.value.reason == "empty"


def test_parts_in_parts_without_end_are_refused_or_read() -> None:
    body = b"MIME-Version: 1.0\r\n"
    for i in range(400):
        body += b"Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n" % (i, i)
    with pytest.raises(ParseProblem) as caught:
        read(body + b"\r\nwords", "deep.eml")
    assert caught.value.reason in {"damaged", "empty"}
