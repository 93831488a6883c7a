"""Pages as old sites and broken software leave them: nothing of the text is lost, whatever the bytes or tags."""

from __future__ import annotations

import json

import pytest

from tests.parse.pages import parse_html_body, parse_html_text, read_texts

LT = "Klasterio „Šviesa“ nariai pasirašė sutartį dėl bendros laboratorijos, kuri tarnaus ąžuolų apdirbėjams."
LV = "Klastera dalībnieki parakstīja līgumu par kopīgu laboratoriju, kas kalpos mežizstrādātājiem un skolām."
ET = "Klastri liikmed sõlmisid lepingu ühise labori kohta, mis on mõeldud nii ettevõtetele kui ka ülikoolile."
PL = "Członkowie klastra podpisali umowę o wspólnym laboratorium, które będzie służyć firmom i uczelniom."


def _page(text: str, head: str = "") -> str:
    return f"<html><head>{head}<title>X</title></head><body><h1>X</h1><p>{text}</p><p>{text}</p></body></html>"


@pytest.mark.parametrize("text", [LT, LV, ET, PL])
@pytest.mark.parametrize("charset", ["utf-16-le", "utf-16-be"])
def test_utf16_without_a_mark(text: str, charset: str) -> None:
    assert text in read_texts(parse_html_body(_page(text).encode(charset)).document)


@pytest.mark.parametrize(("text", "charset"), [(LT, "cp1257"), (LV, "cp1257"), (ET, "cp1252"), (PL, "cp1250")])
def test_utf8_that_was_coded_twice(text: str, charset: str) -> None:
    twice = "".join(
        bytes([byte]).decode(charset, "ignore") or chr(byte) for byte in _page(text).encode()
    )  # what software shows that takes UTF-8 for the charset of the country
    assert text in read_texts(parse_html_body(twice.encode()).document)


def test_a_charset_named_late_in_the_page() -> None:
    late = f"<style>{'p {color: red} ' * 700}</style><meta charset=windows-1257>"
    parsed = parse_html_body(_page(LT, late).encode("cp1257"), charset="iso-8859-1")
    assert LT in read_texts(parsed.document)


def test_entities_in_a_page_of_another_charset() -> None:
    coded = LT.encode("cp1252", "xmlcharrefreplace")
    assert LT in read_texts(parse_html_body(_page("@").encode().replace(b"@", coded), charset="iso-8859-1").document)


@pytest.mark.parametrize("depth", [300, 3_000, 30_000])
def test_text_below_many_elements(depth: int) -> None:
    document = parse_html_text(f"<h1>X</h1>{'<div>' * depth}<p>{LT}</p>{'</div>' * depth}<p>{PL}</p>")
    assert {LT, PL} <= set(read_texts(document))


def test_the_text_of_a_page_that_only_scripts_show() -> None:
    data = {"@type": "NewsArticle", "headline": "Bendra laboratorija", "articleBody": f"{LT}\n\n{LT} Antra."}
    document = parse_html_text(
        f'<html><head><script type="application/ld+json">{json.dumps(data)}</script></head>'
        "<body><div id=app></div><p>Įjunkite JavaScript</p></body></html>"
    )
    assert f"{LT} Antra." in read_texts(document)
    assert document.title == "Bendra laboratorija"


@pytest.mark.parametrize(
    "content",
    [
        f"<noscript><p>{LT}</p></noscript><div id=app></div>",
        f"{LT}<br><br>{PL}<br/>\n<br/>{LV}",
        f"<details><summary>Plačiau</summary><p>{LT}</p></details>",
        f"<figure><img src=a.jpg><figcaption>{LT}</figcaption></figure><p>{PL}</p>",
        f"<font face=Arial><center><b>X</b></center>{LT}<p>{PL}</font>",
        f"<frameset><frame src=a.htm></frameset><noframes><body><p>{LT}</p></body></noframes>",
    ],
)
def test_old_and_odd_tags(content: str) -> None:
    assert LT in read_texts(parse_html_text(f"<html><body>{content}</body></html>"))


def test_xhtml_with_a_default_namespace() -> None:
    page = f'<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"><body><h1>X</h1><p>{LT}</p></body></html>'
    assert LT in read_texts(parse_html_text(page))


def test_paragraphs_aligned_left_are_no_side_column() -> None:
    texts = [f"{LT} {number}" for number in range(4)]
    body = "".join(f'<p class="left">{text}</p>' for text in texts)
    document = parse_html_text(f"<div class=left><a href=/a>Apie</a></div><h1>Bendra laboratorija</h1>{body}")
    assert set(texts) <= set(read_texts(document))
    assert "Apie" not in read_texts(document)


def test_chapters_that_open_one_by_one_are_the_text() -> None:
    chapters = [f"{text} {number}" for number in range(3) for text in (LT, LV)]
    modals = "".join(f'<div class="modal fade"><p>{text}</p><p>{text}</p></div>' for text in chapters)
    document = parse_html_text(f"<h1>Metinė ataskaita</h1><p>Skaitykite skyrius.</p>{modals}")
    assert set(chapters) <= set(read_texts(document))


def test_one_dialog_beside_the_text_stays_out() -> None:
    document = parse_html_text(f"<h1>Bendra laboratorija</h1><p>{LT}</p><div class=modal><p>{PL}</p></div>")
    assert read_texts(document)[-1] == LT
