"""The charset is the one whose letters a language is written with, whatever was declared."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.parse.charset import decode

TEXTS = {
    "lt": "Klasterio „Šviesa“ nariai – UAB „Žalias ąžuolas“, VšĮ „Pažangos dirbtuvė“ – pasirašė sutartį dėl tyrimų.",
    "lv": "Klasteris saņems atbalstu, biedrība noslēdza līgumu par projekta īstenošanu un ēkas būvniecību.",
    "et": "Klastriprojekt sai rahastuse: ettevõtluse sihtasutus otsustas toetada ühisprojekti, šokolaadi ja žürii.",
    "pl": "Klaster podpisał umowę o dofinansowanie, pieniądze pozwolą producentom pokazać się na targach. Źródło.",
    "cs": "Klastr získal společnou laboratoř, ve které mohou moravské textilky zkoušet tkaniny; říká předseda Němec.",
    "de": "Flachs wächst vor der Haustür, ist halb so schwer wie Glas und lässt sich am Ende verbrennen, müßig.",
    "bg": "Клъстерът подписа договор за финансиране на общ проект с три университета и пет предприятия.",
}
CHARSETS = ["cp1257", "iso8859_13", "iso8859_4", "cp1250", "iso8859_2", "cp1252", "cp1251"]
CASES = [(text, charset) for text in TEXTS.values() for charset in CHARSETS]


def _encodable(text: str, charset: str) -> bool:
    try:
        text.encode(charset)
    except UnicodeEncodeError:
        return False
    return True


@pytest.mark.parametrize("declared", [None, "iso-8859-1", "utf-8", "windows-1251", "no-such-charset"])
@pytest.mark.parametrize(("text", "charset"), [case for case in CASES if _encodable(*case)])
def test_the_text_comes_back_whatever_is_declared(text: str, charset: str, declared: str | None) -> None:
    assert decode(text.encode(charset), declared).text == text


def test_evidence_is_named() -> None:
    text = TEXTS["lt"]
    page = f'<meta charset="windows-1257"><p>{text}'.encode("cp1257")
    assert (decode(page).charset, decode(page).found_in) == ("cp1257", "meta")
    assert decode(text.encode("cp1257"), "windows-1257").found_in == "header"
    assert decode(text.encode("cp1257")).found_in == "detected"
    assert decode(b"\xef\xbb\xbf" + text.encode()).found_in == "bom"
    assert decode(text.encode("utf-16")).found_in == "bom"
    assert decode(text.encode(), "windows-1257").found_in == "utf-8"


def test_one_broken_byte_makes_no_page_of_utf8_another_one() -> None:
    body = (TEXTS["lt"] * 20).encode()
    decoded = decode(body + b"\xc5", "windows-1257")
    assert decoded.charset == "utf-8"
    assert decoded.text.startswith("Klasterio „Šviesa“")


@given(st.binary(max_size=300))
def test_any_bytes_are_decoded(body: bytes) -> None:
    assert isinstance(decode(body, "utf-8").text, str)
