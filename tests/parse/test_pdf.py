"""PDFs to documents: order, paragraphs, tables, what belongs to no page, damaged and hostile files."""

from __future__ import annotations

import io
import os
from pathlib import Path

import pytest
import reportlab
from PIL import Image, ImageDraw, ImageFont
from reportlab.lib.enums import TA_JUSTIFY
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Frame, Paragraph

from pipeline.parse import parse_record
from pipeline.parse.pdf.garbage import is_unreadable
from pipeline.parse.pdf.shapes import Word
from pipeline.parse.pdf.tesseract import installed_languages
from pipeline.problems import ParseProblem
from pipeline.reading import read_batch
from tests.parse.pdfs import HEIGHT, WIDTH, make_pdf, rule_table, write
from tests.parse.read import heads, pieces, read
from tests.readings import make_record

LEFT = [
    "The oldest mill of the valley",
    "was bought by its workers in the",
    "spring, and nobody had asked the",
    "bank what it thought of that.",
]
RIGHT = [
    "Since then the looms have been",
    "running day and night, because a",
    "shipyard in the north orders sails",
    "that no other weaver can make.",
]


def test_columns_are_read_one_after_the_other() -> None:
    def draw(canvas: Canvas) -> None:
        write(canvas, ["A mill that belongs to itself"], y=760, size=18)
        for i in range(4):  # row by row, as some programs write columns
            write(canvas, [LEFT[i]], 60, 700 - 13 * i)
            write(canvas, [RIGHT[i]], 310, 704 - 13 * i)

    document = read(make_pdf(draw), "mill.pdf")
    assert document.title == "A mill that belongs to itself"
    assert pieces(document, "body") == [" ".join(LEFT), " ".join(RIGHT)]


@pytest.mark.parametrize(
    ("above", "below", "joined"),
    [
        ("looked after by the weav-", "ers themselves", "by the weavers themselves"),  # the margin cut a word
        ("the project No. Est-", "Lat147 began", "No. Est-Lat147 began"),  # a code goes on with a capital
        ("under number VP2-1.4-", "02-K-03-112 in", "VP2-1.4-02-K-03-112 in"),
        ("the programme 2014-", "2020 was", "2014-2020 was"),
        ("a well-known, indeed a well-", "known weaver", "a well-known weaver"),  # written so elsewhere too
        ("Bildungs-", "und Kulturverein", "Bildungs- und Kulturverein"),  # the hyphen stands for a word
        ("write to weaver@", "mill.example today", "weaver@mill.example today"),
    ],
)
def test_what_the_margin_cut_is_mended(above: str, below: str, joined: str) -> None:
    lines = ["Nobody in the valley remembers when the looms were so well " + above, below + " and that was that."]
    document = read(make_pdf(lambda canvas: write(canvas, lines)), "hyphens.pdf")
    assert joined in document.text


def test_a_line_that_had_room_was_meant_to_end() -> None:
    lines = ["Contact:", "Jane Weaver", "tel. +370 600 00000", "jane@mill.example"]
    long = ["A paragraph as wide as the page makes plain how far the lines of this one could have run, had they run."]
    document = read(make_pdf(lambda canvas: write(canvas, lines, y=write(canvas, long) - 10)), "contact.pdf")
    assert pieces(document, "contact") == ["\n".join(lines)]


def test_tables_with_rules_keep_their_heads_over_pages() -> None:
    head = ["Code", "Applicant", "Value, EUR"]
    document = read(
        make_pdf(
            lambda canvas: rule_table(canvas, [head, ["A-1", "Mill", "1 200.00"], ["A-2", "Shipyard", "2 300.00"]]),
            lambda canvas: rule_table(canvas, [head, ["A-3", "Bakery", "3 400.00"]]),
        ),
        "table.pdf",
    )
    assert pieces(document, "table row") == [
        "Code | Applicant | Value, EUR",
        "A-1 | Mill | 1 200.00",
        "A-2 | Shipyard | 2 300.00",
        "A-3 | Bakery | 3 400.00",
    ]
    assert pieces(document, "boilerplate") == ["Code | Applicant | Value, EUR"]
    assert heads(document) == [("", "", ""), *[tuple(head)] * 3]


def test_tables_without_rules_are_read_in_rows() -> None:
    rows = [("Mill", "1 200.00", "2019"), ("Shipyard", "2 300.00", "2020"), ("Bakery", "3 400.00", "2021")]

    def draw(canvas: Canvas) -> None:
        for i, row in enumerate(rows):
            for j, cell in enumerate(row):
                write(canvas, [cell], 60 + 150 * j, 700 - 14 * i)

    assert pieces(read(make_pdf(draw), "rows.pdf"), "table row") == [" | ".join(row) for row in rows]


def test_running_headers_and_footers_are_boilerplate_and_paragraphs_go_on() -> None:
    def draw(first: str, second: str) -> object:
        def page(canvas: Canvas) -> None:
            write(canvas, ["The Valley Mill, Weaver Street 1, tel. +370 600 00000"], y=810, size=8)
            write(canvas, [first, second], y=700)
            write(canvas, [f"page {canvas.getPageNumber()}"], y=30, size=8)

        return page

    full = "The looms have been running day and night since the workers bought the mill and"
    document = read(
        make_pdf(draw("A sentence opens here.", full), draw("nobody complains.", "The end is near.")),  # type: ignore[arg-type]
        "two.pdf",
    )
    assert any(f"{full} nobody complains." in text for text in pieces(document, "body"))
    assert len(pieces(document, "boilerplate")) == 4


def test_marks_of_footnotes_do_not_join_figures() -> None:
    def draw(canvas: Canvas) -> None:
        text = canvas.beginText(60, 700)
        text.setFont("Helvetica", 10)
        text.textOut("It cost 1 245 300")
        text.setRise(4)
        text.setFont("Helvetica", 6)
        text.textOut("2")
        canvas.drawText(text)

    assert pieces(read(make_pdf(draw), "note.pdf")) == ["It cost 1 245 300 ²"]


@pytest.mark.parametrize("turned", [90, 180, 270])
def test_turned_pages_are_read_upright(turned: int) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setPageRotation(turned)
        canvas.translate(WIDTH / 2, HEIGHT / 2)
        canvas.rotate(turned)
        write(canvas, ["The first line of a page on its side", "runs on into the second one."], -100, 0)

    text = "The first line of a page on its side runs on into the second one."
    assert pieces(read(make_pdf(draw), "turned.pdf")) == [text]


def test_links_lead_from_their_words() -> None:
    def draw(canvas: Canvas) -> None:
        write(canvas, ["Ask the weaver for more"])
        canvas.linkURL("mailto:jane@mill.example", (80, 695, 130, 712))

    document = read(make_pdf(draw), "link.pdf")
    assert [(document.text[link.start : link.end], link.target) for link in document.links] == [
        ("the weaver", "mailto:jane@mill.example")
    ]


def test_headline_is_no_letterhead_and_the_day_stands_near_it() -> None:
    def draw(canvas: Canvas) -> None:
        write(canvas, ["VALLEY MILL"], y=790, size=18)
        write(canvas, ["Vilnius, 4 March 2021"], y=740)
        write(canvas, ["The workers of a mill buy their looms"], y=710, size=16)
        write(canvas, ["On 3 February 2021 the workers signed the contract of sale with the heirs."] * 3, y=680)

    document = read(make_pdf(draw), "release.pdf")
    assert (document.title, str(document.published_on)) == ("The workers of a mill buy their looms", "2021-03-04")


def test_an_empty_password_is_none_and_another_one_refuses() -> None:
    def draw(canvas: Canvas) -> None:
        write(canvas, ["Nothing here is secret."])

    free = make_pdf(draw, encrypt=StandardEncryption("", ownerPassword="x"))
    assert pieces(read(free, "free.pdf")) == ["Nothing here is secret."]
    with pytest.raises(ParseProblem) as caught:
        read(make_pdf(draw, encrypt=StandardEncryption("y", ownerPassword="x")), "closed.pdf")
    assert caught.value.reason == "password"


@pytest.mark.parametrize("cut", [12, 300, 700])
def test_damaged_files_are_refused_or_read(cut: int) -> None:
    body = make_pdf(lambda canvas: write(canvas, ["A line"] * 30))
    try:
        document = read(body[:cut], "cut.pdf")
    except ParseProblem as problem:
        assert problem.reason in {"damaged", "empty", "no text layer"}
    else:
        assert "A line" in document.text


def test_a_file_whose_table_of_objects_is_gone_is_read() -> None:
    body = make_pdf(lambda canvas: write(canvas, ["The mill is open again."]))
    start = body.index(b"xref")
    broken = b"\n\n" + body[:start].replace(b"/Type /Catalog", b"/Type  /Catalog") + b"xref\ntrailer << /Root 99 0 R >>"
    assert pieces(read(broken, "broken.pdf")) == ["The mill is open again."]


def test_what_is_filled_into_a_form_is_read() -> None:
    def draw(canvas: Canvas) -> None:
        write(canvas, ["Applicant"], y=700)
        canvas.acroForm.textfield(name="applicant", value="The Valley Mill", x=200, y=690, width=200, height=20)

    assert pieces(read(make_pdf(draw), "form.pdf")) == ["Applicant", "The Valley Mill"]


def test_what_is_cut_away_is_not_read() -> None:
    def draw(canvas: Canvas) -> None:
        write(canvas, ["The left page of a sheet"], x=60)
        write(canvas, ["The right page of a sheet"], x=360)
        canvas.setCropBox((0, 0, 300, HEIGHT))

    assert pieces(read(make_pdf(draw), "cut.pdf")) == ["The left page of a sheet"]


@pytest.mark.parametrize("turned", [0, 90, 180, 270])
def test_tables_on_turned_pages_keep_their_cells(turned: int) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setPageRotation(turned)
        canvas.translate(WIDTH / 2, HEIGHT / 2)
        canvas.rotate(turned)
        canvas.translate(-200, -300)
        rule_table(canvas, [["Code", "Value"], ["A-1", "1 200.00"], ["A-2", "2 300.00"]], y=400)

    table = ["Code | Value", "A-1 | 1 200.00", "A-2 | 2 300.00"]
    assert pieces(read(make_pdf(draw), "turned.pdf"), "table row") == table


@pytest.mark.parametrize(
    ("text", "unreadable"),
    [
        ("The mill is open again, and its looms run day and night. ", False),
        ("Malūnas vėl dirba, o staklės audžia dieną naktį. ", False),
        ("VP2-1.4-ŪM-01-K-01-027 1.286.400,00 Lt 2013-04-09 A1 B2 C3 ", False),
        ("\ue001\ue002\ue003 \ue004\ue005 ", True),  # a font without names for its letters
        ("7KH PLOO LV RSHQ DJDLQ DQG LWV ORRPV UXQ GD\\ DQG QLJKW ", True),  # every code 29 too low
    ],
)
def test_codes_that_are_no_letters_are_told_from_text(text: str, unreadable: bool) -> None:
    words = [Word(word, 0, 10, 10, 10) for word in (text * 6).split()]
    assert is_unreadable(words) is unreadable


def test_pages_that_are_pictures_are_named_where_no_tesseract_reads_them(own_settings: pytest.MonkeyPatch) -> None:
    own_settings.setenv("CLUSTERPRESS_OCR_LANGUAGES", "none")

    def words(canvas: Canvas) -> None:
        write(canvas, ["The mill is open again."])

    def picture(canvas: Canvas) -> None:
        canvas.circle(300, 400, 50)

    parsed = parse_record(make_pdf(words, picture, words, picture, picture), make_record("mixed.pdf"))
    assert [short.reason for short in parsed.shortfalls] == ["no text layer"]
    assert "pages 2, 4-5 are pictures" in parsed.shortfalls[0].detail
    batch = read_batch([make_record("mixed.pdf")], lambda _: make_pdf(words, picture))
    assert (len(batch.readings), [reject.stage for reject in batch.rejects]) == (1, ["parse"])


@pytest.mark.parametrize("turned", [0, 90])
def test_scans_are_read_by_tesseract_or_refused_with_advice(turned: int) -> None:
    picture = Image.new("L", (1240, 800), 255)
    words = "Three clusters of the valley will\nlearn to dry wood together, and\nnobody asked the bank about it"
    ImageDraw.Draw(picture).multiline_text((120, 120), words, font=ImageFont.load_default(48), fill=0, spacing=30)
    picture = picture.rotate(turned, expand=True)
    file = io.BytesIO()
    picture.save(file, "PNG")
    width, height = (side / 1240 * WIDTH for side in picture.size)
    body = make_pdf(lambda canvas: canvas.drawImage(ImageReader(file), 0, 100, width, height))
    if "eng" in installed_languages():
        assert "learn to dry wood together" in read(body, "scan.pdf").text.replace("\n", " ")
        return
    with pytest.raises(ParseProblem, match="install tesseract"):
        read(body, "scan.pdf")
    if os.environ.get("CI"):
        pytest.fail("CI needs tesseract with English")
    pytest.skip("the words of a scan need tesseract with English")


def test_scans_in_another_language_are_read_again_in_it(own_settings: pytest.MonkeyPatch) -> None:
    if not {"eng", "deu"} <= installed_languages():
        pytest.skip("needs tesseract with German and English")
    own_settings.setenv("CLUSTERPRESS_OCR_LANGUAGES", "eng")
    picture = Image.new("L", (1340, 900), 255)
    words = (
        "Die älteste Mühle des Tals gehört nun\nihren Webern. Über die Größe der Förderung\nfür die Beschäftigten wird "
        "noch geprüft,\nsagte der Geschäftsführer am Dienstag.\nDie Mühle läuft Tag und Nacht, weil eine\nWerft im "
        "Norden schöne Segel bestellt hat."
    )
    vera = ImageFont.truetype(str(Path(reportlab.__file__).parent / "fonts" / "Vera.ttf"), 44)
    ImageDraw.Draw(picture).multiline_text((100, 100), words, font=vera, fill=0, spacing=24)
    file = io.BytesIO()
    picture.save(file, "PNG")
    body = make_pdf(lambda canvas: canvas.drawImage(ImageReader(file), 0, 100, WIDTH, WIDTH * 900 / 1340))
    assert "Die älteste Mühle des Tals gehört nun" in read(body, "scan.pdf").text


def test_justified_lines_of_narrow_columns_are_not_torn() -> None:
    words = "Nobody in the valley remembers extraordinarily well-intentioned administrators, says the weaver. " * 2
    style = ParagraphStyle(
        "justified", fontName="Helvetica", fontSize=10, leading=13, alignment=TA_JUSTIFY, spaceAfter=6
    )

    def draw(canvas: Canvas) -> None:
        for x in (60, 220, 380):
            frame = Frame(x, 300, 142, 400, leftPadding=0, rightPadding=0)
            frame.addFromList([Paragraph(words, style) for _ in range(2)], canvas)

    assert pieces(read(make_pdf(draw), "narrow.pdf"), "body") == [words.strip()] * 6


def test_a_headline_of_the_usual_size_is_told_by_its_weight() -> None:
    def draw(canvas: Canvas) -> None:
        write(canvas, ["4 March 2021", "Kaunas"], x=450, y=760)
        canvas.setFont("Helvetica-Bold", 10)
        canvas.drawString(60, 710, "The workers of a mill buy their looms")
        write(
            canvas,
            ["The oldest mill of the valley was bought by its workers, and nobody had asked the bank."] * 4,
            y=680,
        )

    assert read(make_pdf(draw), "bold.pdf").title == "The workers of a mill buy their looms"
