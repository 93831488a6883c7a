"""Names are read back from every case of Lithuanian, whatever the name; nothing is made of words that are no names."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import extractors
from extractors.declension import inflect
from extractors.people.forms import decline_surname
from extractors.people.given import read_given
from extractors.people.given_names import available, given_names
from extractors.people.nominative import read_initialled, read_name
from extractors.people.words import find_runs

CASES = 6
STEMS = (
    "Kaz",
    "Jank",
    "Vaičiul",
    "Stan",
    "Grin",
    "Balt",
    "Mack",
    "Žuk",
    "Norv",
    "Gaid",
    "Ramon",
    "Drung",
    "Skrod",
    "Varn",
)
MALE = (
    *(("ausk", "as"), ("insk", "as"), ("evič", "ius"), ("avič", "ius"), ("ait", "is"), ("yt", "is"), ("on", "is")),
    *(("ėn", "as"), ("ūn", "as"), ("ain", "is"), ("eik", "is"), ("ul", "is"), ("ik", "as")),
)
FEMALE = (("ien", "ė"), ("ait", "ė"), ("yt", "ė"), ("ut", "ė"), ("ūt", "ė"))
PARADIGMS = ("ius", "ys", "us", "is", "as", "ė", "a")


def decline_given(name: str) -> tuple[str, ...]:
    paradigm = next(ending for ending in PARADIGMS if name.endswith(ending))
    return inflect(name.removesuffix(paradigm), paradigm, "lt")


def invented(gender: str, number: int) -> list[tuple[str, tuple[str, ...], tuple[str, ...]]]:
    """Names that nobody bears, with the forms of both words."""
    chosen = random.Random(7)  # the same names at every run
    names = given_names("lt")
    listed = [name for name in (names.male if gender == "male" else names.female) if name.endswith(PARADIGMS)]
    people = []
    for _ in range(number):
        first = chosen.choice(listed)
        suffix, paradigm = chosen.choice(MALE if gender == "male" else FEMALE)
        surname = inflect(chosen.choice(STEMS) + suffix, paradigm, "lt")
        people.append((f"{first} {surname[0]}", decline_given(first), surname))
    return people


@pytest.mark.parametrize("gender", ["male", "female"])
def test_reads_back_every_case_of_invented_names(gender: str) -> None:
    read = [
        (value, found.value if (found := read_name((first[case],), last[case], "lt", frozenset())) else "")
        for value, first, last in invented(gender, 400)
        for case in range(CASES)
    ]
    wrong = [(value, found) for value, found in read if value != found]
    assert len(wrong) <= 0.02 * len(read), wrong[:20]


def test_reads_back_initialled_names() -> None:
    read = [
        (f"X. {last[0]}", read_initialled("X.", last[case], "lt", frozenset()).value)
        for gender in ("male", "female")
        for _, _, last in invented(gender, 100)
        for case in (0, 1)
    ]
    wrong = [(value, found) for value, found in read if value != found]
    assert len(wrong) <= 0.05 * len(read), wrong[:20]


@pytest.mark.parametrize(
    ("form", "written", "value"),
    [
        ("Tomo Vaidelio", "Vaidelys", "Tomas Vaidelys"),
        ("Tomo Vaidelio", "Vaidelis", "Tomas Vaidelis"),
        ("Jono Adomio", "Adomys", "Jonas Adomys"),
        ("Petrui Jankui", "Jankas", "Petras Jankas"),
        ("Petrui Jankui", "Jankus", "Petras Jankus"),
    ],
)
def test_the_nominative_that_the_document_writes_is_right(form: str, written: str, value: str) -> None:
    first, last = form.split(" ")
    name = read_name((first,), last, "lt", frozenset({written}))
    assert name is not None
    assert name.value == value


def test_two_people_of_one_surname_are_not_mixed() -> None:
    text = "Kalbėjo Rokas Adomaitis ir Ona Adomaitienė. Pasak R. Adomaičio, taip. Anot O. Adomaitienės, ne."
    found = [m.value for m in extractors.load("lt")(text)._.mentions if m.kind == "person"]
    assert found == ["Rokas Adomaitis", "Ona Adomaitienė", "Rokas Adomaitis", "Ona Adomaitienė"]


def test_initials_that_fit_two_people_stay_initials() -> None:
    text = "Kalbėjo Rokas Adomaitis ir Rimas Adomaitis. Pasak R. Adomaičio, taip."
    found = [(m.value, m.refers_to) for m in extractors.load("lt")(text)._.mentions if m.kind == "person"]
    assert found[-1] == ("R. Adomaitis", None)


@pytest.mark.parametrize("language", available())
def test_lists_hold_names_in_the_nominative(language: str) -> None:
    names = given_names(language)
    assert len(names.male) >= 100
    assert len(names.female) >= 100
    for name in (*names.male, *names.female):
        assert name[0].isupper(), name
        assert any(reading.nominative == name and reading.case == 0 for reading in read_given(name, language)), name
    assert names.weak <= {*names.male, *names.female}


@settings(max_examples=60, deadline=None)
@given(st.text(st.sampled_from("ABŠĖabšėio -–.,„“\n'’"), max_size=60))
def test_any_text_is_read_within_its_bounds(text: str) -> None:
    for run in find_runs(text):
        assert all(text[word.start : word.end].startswith(word.text) for word in run)
    for mention in extractors.load("lt")(text)._.mentions:
        assert text[mention.start : mention.end] == mention.text


@given(st.sampled_from(["Vaidelys", "Kazlauskienė", "Kęsgaila-Rimkus", "van Rijsel", "Bo", "O’Brien"]))
def test_the_nominative_is_the_first_case(surname: str) -> None:
    assert surname in decline_surname(surname, "lt")[0]
