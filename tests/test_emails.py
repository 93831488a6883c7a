"""Every address is found in every disguise, and nothing in text without one."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

import extractors
from extractors.emails import find, normalize_email
from extractors.mention import Document, Link, Segment

NAME = st.from_regex(r"[a-z][a-z0-9]{1,8}(?:[._-][a-z0-9]{2,8})?", fullmatch=True)
HOST = st.from_regex(r"[a-z][a-z0-9]{2,10}(?:-[a-z0-9]{2,6})?", fullmatch=True)
ENDING = st.sampled_from(["lt", "eu", "com", "co.uk", "lv", "org"])


def read(text: str, language: str = "lt") -> list[str]:
    return [mention.value for mention in extractors.load(language)(text)._.mentions if mention.kind == "email"]


@pytest.mark.parametrize("at", ["@", "＠", "(at)", " [at] ", "[eta]", " (eta) ", "{at}", "(@)", "@\n"])
@given(name=NAME, host=HOST, ending=ENDING)
def test_finds_an_address_in_every_disguise(at: str, name: str, host: str, ending: str) -> None:
    assume(not host.startswith("xn--"))
    assert read(f"El. paštas: {name}{at}{host}.{ending}.") == [f"{name}@{host}.{ending}"]


@given(name=NAME, host=HOST)
def test_finds_an_address_with_words_for_stops(name: str, host: str) -> None:
    assert read(f"{name} [eta] {host} [taškas] lt") == [f"{name}@{host}.lt"]


@given(st.text(st.sampled_from("ab1.@-_ \n([])ąＡ＠"), max_size=60))
def test_offsets_hold_in_any_text(text: str) -> None:
    doc = extractors.load("lt").make_doc(text)
    for mention in find(doc):
        assert text[mention.start : mention.end] == mention.text
        assert normalize_email(mention.value) == mention.value


@pytest.mark.parametrize(
    ("shown", "target", "expected"),
    [
        ("[email protected]", "mailto:Ona@imone.lt", ("[email protected]", "ona@imone.lt")),
        ("rašykite", "mailto:ona@imone.lt?subject=Klausimas", ("rašykite", "ona@imone.lt")),
        ("vardas@imone.lt", "mailto:sena@imone.lt", ("vardas@imone.lt", "vardas@imone.lt")),  # what is shown counts
    ],
)
def test_reads_links(shown: str, target: str, expected: tuple[str, str]) -> None:
    text = f"Klausimai: {shown} visada."
    link = Link(11, 11 + len(shown), target)
    document = Document("test", text, (Segment(0, len(text), "body"),), "lt", links=(link,))
    found = [(m.text, m.value) for m in extractors.extract(document) if m.kind == "email"]
    assert found == [expected]


@pytest.mark.parametrize("target", ["https://imone.lt", "mailto:", "mailto:nesamone", "tel:+37061200000"])
def test_other_links_are_no_addresses(target: str) -> None:
    document = Document("test", "Klausimai", (Segment(0, 9, "body"),), "lt", links=(Link(0, 9, target),))
    assert not extractors.extract(document)


@pytest.mark.parametrize("text", ["", "ona", "ona@", "@imone.lt", "logo@2x.png", "ona@imone", "ona@@imone.lt"])
def test_no_address(text: str) -> None:
    assert normalize_email(text) is None
