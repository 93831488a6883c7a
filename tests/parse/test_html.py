"""What becomes of single things of a page: rows and heads, links, figures, walls, garbage."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.mention import Document
from pipeline.parse.html.marks import MARKS
from pipeline.problems import ParseProblem
from tests.parse.pages import PAGES, parse_html_body, parse_html_text, read_page

LONG = "Klasterio nariai pasirašė sutartį dėl bendros laboratorijos, kuri tarnaus septynioms įmonėms ir universitetui. "


def _page(content: str) -> Document:
    return parse_html_text(
        f"<html><body><main><h1>Bendra laboratorija</h1><p>{LONG * 2}</p>{content}</main></body></html>"
    )


def _rows(document: Document) -> list[list[tuple[str, str]]]:
    return [
        [(document.text[cell.start : cell.end], cell.head) for cell in segment.cells]
        for segment in document.segments
        if segment.cells
    ]


def test_heads_of_several_storeys_and_spans() -> None:
    rows = _rows(read_page(PAGES / "data_table.html").parse().document)
    assert [head for _, head in rows[2]] == ["Partner", "Country", "Budget, EUR Total", "Budget, EUR EU"]
    assert rows[3][2][0] == "200 000¹"
    assert [head for _, head in rows[4]][1:] == [
        "Together [+] Country", "Together [+] Budget, EUR Total", "Together [+] Budget, EUR EU",
    ]  # fmt: skip
    assert rows[-2] == [("Code", ""), ("BW-2023-77 [+]", "Code")]


@pytest.mark.parametrize(
    "content",
    [
        "<table><tr><td>Projekto kodas</td><td>X-1</td></tr><tr><td>Vertė:</td><td>5 Eur</td></tr></table>",
        "<table><tr><th>Projekto kodas</th><td>X-1</td></tr><tr><th>Vertė:</th><td>5 Eur</td></tr></table>",
        "<dl><dt>Projekto kodas</dt><dd>X-1</dd><dt>Vertė:</dt><dd>5 Eur</dd></dl>",
        "<dl><div><dt>Projekto kodas</dt><dd>X-1</dd></div><div><dt>Vertė:</dt><dd>5 Eur</dd></div></dl>",
        "<div><div>Projekto kodas:</div><div>X-1</div></div><div><p>Vertė:</p><p>5 Eur</p></div>",
        "<div><p class=key>Projekto kodas</p><p>X-1</p></div><div><div class=lbl>Vertė</div><div>5 Eur</div></div>",
    ],
)
def test_labels_are_heads_of_their_values(content: str) -> None:
    values = [row[1] for row in _rows(_page(content))]
    assert values == [("X-1", "Projekto kodas"), ("5 Eur", "Vertė")]


def test_a_bold_first_row_is_the_head() -> None:
    cells = [("Metai", "Lėšos", "Šaltinis"), ("2006", "310 000 Lt", "ES fondai"), ("2007", "290 000 Lt", "Savos")]
    rows = "".join("<tr>" + "".join(f"<td>{c}</td>" for c in row) + "</tr>" for row in cells)
    assert _rows(_page(f"<table>{rows}</table>"))[1] == [
        ("2006", "Metai"), ("310 000 Lt", "Lėšos"), ("ES fondai", "Šaltinis"),
    ]  # fmt: skip


def test_a_broken_word_stays_whole_and_neighbours_stay_apart() -> None:
    text = _page(
        "<p><span>Klas</span><span>teris</span> <a href=/a>Naujiena</a><span class=d>2020-01-02</span> a<wbr>b</p>"
    ).text
    assert "Klasteris Naujiena 2020-01-02 ab" in text


def test_comments_and_pictures_inside_an_address() -> None:
    text = _page('<p>Ona: ona<!-- spam -->@<img alt="x">rugiva.lt, jonas<img src=at.gif alt="@">rugiva.lt</p>').text
    assert "ona@rugiva.lt, jonas@rugiva.lt" in text


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("Vertė <del>1,2 mln.</del> <ins>1,4 mln.</ins> eurų", "Vertė 1,4 mln. eurų"),
        ("projektą <q>Amatai be sienų</q>", "projektą “Amatai be sienų”"),
        ('ona<i class="fa fa-at"></i>rugiva<span class=dot></span>lt', "ona@rugiva.lt"),
        ('Tel. <a href="tel:+37061200000"><img src=t.png></a>', "Tel. +37061200000"),
        ("412 000<sup>1</sup> Eur, 5 m<sup>2</sup>, 1<sup>er</sup>, CO<sub>2</sub>", "412 000¹ Eur, 5 m², 1er, CO2"),
    ],
)
def test_what_a_reader_sees_in_a_line(source: str, text: str) -> None:
    assert text in _page(f"<p>{source}</p>").text


def test_a_line_across_the_table_has_no_head() -> None:
    rows = _rows(
        _page(
            "<table><tr><th>Partneris<th>Šalis<tr><td colspan=2>Mokslo įstaigos<tr><td>RTU<td>Latvija"
            "<tr><td>TTÜ<td>Estija</table>"
        )
    )
    assert rows[1:3] == [[("Mokslo įstaigos", "")], [("RTU", "Partneris"), ("Latvija", "Šalis")]]


def test_scripts_styles_and_templates_are_no_text() -> None:
    unseen = {"script": "Skriptas", "style": "p{}", "template": "Ruošinys", "noscript": "Beraštis"}
    document = _page("".join(f"<{tag}>{words}</{tag}>" for tag, words in unseen.items()))
    assert not any(words in document.text for words in unseen.values())


def test_a_foreign_paragraph_gets_its_language_and_names_do_not() -> None:
    english = (
        "The cluster has signed a contract about a common laboratory which will serve seven firms, "
        "two hospitals and one university in the north of the country."
    )
    names = (
        "Nordjysk Robotics ApS, Van Rijsel Food Systems B.V., Instituto Ferrol de Automática, Fabbrica Aurelia S.r.l."
    )
    document = _page(f"<p>{english}</p><p>{names}</p>")
    assert document.language == "lt"
    assert {document.text[s.start : s.start + 3]: s.language for s in document.segments if s.language} == {"The": "en"}


def test_the_charset_is_told() -> None:
    parsed = read_page(PAGES / "tables_1998.html").parse()
    assert (parsed.charset, parsed.charset_from) == ("cp1257", "detected")


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        ("", "empty"),
        ("<html><body> &nbsp; <script>app()</script></body></html>", "empty"),
        (
            "<html><head><title>404</title></head><body><h1>Puslapis nerastas</h1><a href=/>Pradžia</a></body></html>",
            "missing",
        ),
        ("<title>Page not found | Cluster</title><body><nav><a href=/>Home</a></nav><p>Sorry!</p>", "missing"),
        ("<body><h1>Prisijunkite</h1><form><input name=u><input type=password><button>OK</button></form>", "login"),
        ("<body><div><p>We use cookies to improve this site.</p><button>Accept all</button></div>", "consent"),
    ],
)
def test_what_stands_in_place_of_an_article_is_refused(source: str, reason: str) -> None:
    with pytest.raises(ParseProblem) as caught:
        parse_html_body(source.encode())
    assert caught.value.reason == reason


TAGS = st.sampled_from(sorted(MARKS.block_tags | MARKS.unseen_tags | {"a", "b", "br", "img", "span", "sup", "font"}))
PIECES = st.one_of(
    TAGS.map(lambda tag: f"<{tag}>"),
    TAGS.map(lambda tag: f"</{tag}>"),
    st.text(max_size=20),
    st.sampled_from(
        ['<a href="mailto:', "<td colspan=99999>", "<td rowspan=x>", "&#0;", "<!--", "2020-01-02", "<p class='cookie'>"]
    ),
)


@given(st.lists(PIECES, max_size=40))
def test_garbage_is_read_or_refused(pieces: list[str]) -> None:
    try:
        document = parse_html_text("".join(pieces))
    except ParseProblem:
        return
    assert "\n".join(document.text[s.start : s.end] for s in document.segments) == document.text


@pytest.mark.parametrize("tag", ["div", "table><tr><td", "span", "b", "ul><li", "a href=x"])
def test_many_nested_elements_do_no_harm(tag: str) -> None:
    assert "žodis" in parse_html_text(f"<{tag}>" * 600 + "žodis").text


def test_a_script_that_doubles_a_string_is_left_alone() -> None:
    doubling = "a='a@b';" + "a+=a+a;" * 400
    assert _page(f"<script>{doubling}document.write(a)</script><p>{LONG}</p>").title == "Bendra laboratorija"


SITE = "https://page.example/naujienos/kita-zinia"


@pytest.mark.parametrize(
    ("content", "other"),
    [
        ("<form><label>Vardas</label><input name=n><label>Jūsų nuomonė</label></form>", "Jūsų nuomonė"),
        ("<ol><li id=comment-7><p>Skaitytojo nuomonė apie viską, kas parašyta.</p></li></ol>", "Skaitytojo nuomonė"),
        (f"<ul>{''.join(f'<li><a href=/n/{n}>Kita žinia {n}</a></li>' for n in range(4))}</ul>", "Kita žinia 2"),
        (f"<div>{''.join(f'<p><a href={SITE}{n}>Kita žinia {n}</a></p>' for n in range(4))}</div>", "Kita žinia 2"),
    ],
)
def test_what_stands_below_the_text_is_not_read(content: str, other: str) -> None:
    document = _page(content)
    kinds = {s.kind for s in document.segments if other in document.text[s.start : s.end]}
    assert kinds <= {"teaser", "boilerplate"}
    assert kinds


@pytest.mark.parametrize("target", ["https://partneris{}.example/", "/priedai/{}.pdf", "mailto:ona{}@rugiva.lt"])
def test_links_to_partners_files_and_people_stay(target: str) -> None:
    links = "".join(f"<li><a href={target.format(n)}>Dalyvis {n}</a></li>" for n in range(4))
    document = _page(f"<ul>{links}</ul>")
    assert "list item" in {s.kind for s in document.segments if document.text[s.start : s.end] == "Dalyvis 2"}


def test_a_page_whose_names_hide_its_text_is_read_all_the_same() -> None:
    document = parse_html_text(
        f"<main><p>Pradžia</p></main><div class=modal><p>{LONG * 3}</p></div><div class=popup><p>{LONG * 3}</p></div>"
    )
    assert "body" in {s.kind for s in document.segments if "pasirašė sutartį" in document.text[s.start : s.end]}
