"""Names of all documents to real things: joined where they are one, kept apart where they only look alike."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.mention import Document, Mention, Segment
from pipeline.parse.parsed import Parsed
from pipeline.reading import Reading
from pipeline.record import Record
from pipeline.relate.facts import ContactFacts, Facts, PartnerFacts, ProjectFacts
from pipeline.resolve import resolve_entities
from pipeline.resolve.entities import Entities


@dataclass(frozen=True)
class Said:
    """One mention: what is written, its normal form, the longer name that it refers to."""

    written: str
    value: str = ""
    refers_to: str | None = None
    kind: str = "organization"


def reading(
    name: str,
    *said: Said,
    language: str = "lt",
    text: str = "",
    published_on: date | None = None,
    projects: tuple[ProjectFacts, ...] = (),
    contacts: tuple[ContactFacts, ...] = (),
    partners: tuple[PartnerFacts, ...] = (),
) -> Reading:
    words = text or " ".join(one.written for one in said) or name
    document = Document(name, words, (Segment(0, len(words), "body", language),), language, None, published_on)
    mentions = tuple(
        Mention(one.kind, 0, len(one.written), one.written, one.value or one.written, refers_to=one.refers_to)  # type: ignore[arg-type]
        for one in said
    )
    record = Record("test", name, datetime(2020, 1, 1, tzinfo=UTC), "text/plain", name, "none")
    return Reading(record, Parsed(document, "text/plain"), Facts(name, mentions, projects, partners, contacts))


def organizations(entities: Entities) -> list[set[str]]:
    """The places of each organization, by the first letter of the document and the number of the mention."""
    ids = sorted(set(entities.organization_of.values()))
    return [{f"{d}{n}" for (d, n), one in entities.organization_of.items() if one == wanted} for wanted in ids]


def are_one(*said: Said, kind: str = "organization") -> bool:
    """Whether names that stand in a document each are one thing."""
    entities = resolve_entities([reading(f"d{number}", one) for number, one in enumerate(said)])
    of = entities.organization_of if kind == "organization" else entities.person_of
    return len(set(of.values())) == 1


@pytest.mark.parametrize(
    ("left", "right"),
    [
        (Said("UAB „Girnovita“", "Girnovita"), Said("GIRNOVITA")),
        (Said("AS Lõngamaa", "Lõngamaa"), Said("AS Longamaa", "Longamaa")),  # marks left out
        (Said("Pjovimo raštai"), Said("Pjovimo Raštai")),
        (Said("Amatų, žinių ir darbo centras"), Said("Amatų žinių ir darbo centras")),  # a comma
        (Said("Seglava Textile Cluster"), Said("Seglava")),  # a cluster and its word
        (Said("Koka būvniecības klasteris Zemvalda"), Said("Zemvalda Timber Construction Cluster")),
        (Said("Kauno technologijos universitetas"), Said("Kauno technologijos universiteto Maisto institutas")),
        (Said("Šilalaukio universitetas"), Said("Šilalaukio universiteto Gamtos fakultetas")),
        (Said("KTU Energetikos katedra"), Said("KTU")),
        (Said("Faculty of Physics of Marsholm University"), Said("Marsholm University")),
        (Said("Europos Komisija"), Said("Europäische Kommission")),
        (Said("Lietuvos bankas"), Said("Bank of Lithuania")),
    ],
)
def test_names_of_one_organization(left: Said, right: Said) -> None:
    assert are_one(left, right)
    assert are_one(right, left)


@pytest.mark.parametrize(
    ("left", "right"),
    [
        (Said("Gėlmantas"), Said("Gėlmanto centras")),  # a cluster and the office that runs it
        (Said("Fundacja Lnianka"), Said("Klaster Lnianka")),
        (Said("Vilnos parkas 1"), Said("Vilnos parkas 2")),  # numbers
        (Said("UAB „Girnovita“", "Girnovita"), Said("UAB „Girnolita“", "Girnolita")),  # one letter changed
        (Said("Kauno technikos kolegija"), Said("Kauno miškų kolegija")),  # one word
        (Said("UAB „Rytmena“", "Rytmena"), Said("SIA „Rytmene“", "Rytmene")),  # forms
        (Said("Rytmena Holding"), Said("Rytmena")),  # a company and its owner
        (Said("Mokslo, inovacijų ir technologijų agentūra"), Said("Inovacijų agentūra")),
        (Said("KTU"), Said("KTK")),
        (Said("Lietuvos energetikos institutas"), Said("Lietuvos maisto institutas")),
    ],
)
def test_names_that_only_look_alike(left: Said, right: Said) -> None:
    assert not are_one(left, right)


def test_a_slip_of_the_pen_needs_a_name_that_is_known_better() -> None:
    right, wrong = Said("UAB „Jutrovija“", "Jutrovija"), Said("UAB „Jutrovia“", "Jutrovia")
    assert not are_one(right, wrong)
    entities = resolve_entities([reading("a", right), reading("b", right), reading("c", wrong)])
    assert len(entities.organizations) == 1
    assert entities.organizations[0].name == "Jutrovija"
    both = resolve_entities([reading("a", right, wrong), reading("b", right)])
    assert len(both.organizations) == 2  # a document that uses both means two


def test_an_abbreviation_goes_where_its_document_says() -> None:
    one = [Said("Girių ūkio tarnyba"), Said("GŪT", refers_to="Girių ūkio tarnyba")]
    other = [Said("Gamtos ugdymo taryba"), Said("GŪT", refers_to="Gamtos ugdymo taryba")]
    entities = resolve_entities([reading("a", *one), reading("b", *other), reading("c", Said("GŪT"))])
    assert organizations(entities) != []
    of = entities.organization_of
    assert of["a", 0] == of["a", 1] != of["b", 0] == of["b", 1]
    assert of["c", 0] not in {of["a", 0], of["b", 0]}  # it says nothing: neither


def test_an_abbreviation_of_two_languages_joins_the_names() -> None:
    lithuanian = reading("a", Said("Girių ūkio tarnyba"), Said("GŪT", refers_to="Girių ūkio tarnyba"))
    english = reading("b", Said("Forest Service"), Said("GŪT", refers_to="Forest Service"), language="en")
    entities = resolve_entities([lithuanian, english, reading("c", Said("GŪT"))])
    assert len(entities.organizations) == 1


def test_a_municipality_in_two_languages() -> None:
    latvian, english = Said("Zemvaldas pašvaldība"), Said("Zemvalda Municipality")
    entities = resolve_entities([reading("a", latvian, language="lv"), reading("b", english, language="en")])
    assert len(entities.organizations) == 1
    two = [Said("Kalnėnų miesto savivaldybė"), Said("Kalnėnų rajono savivaldybė")]
    assert len(resolve_entities([reading("a", *two)]).organizations) == 2


def person(name: str, refers_to: str | None = None) -> Said:
    return Said(name, refers_to=refers_to, kind="person")


def test_people_of_one_name_and_of_others() -> None:
    assert are_one(person("Rasa Ambrazūnienė"), person("Rasa Ambrazuniene"), kind="person")
    assert not are_one(person("Rasa Girdenienė"), person("Ieva Girdenienė"), kind="person")
    assert not are_one(person("Tomas Girdenas"), person("Tomas Girdenas-Škėma"), kind="person")


def test_an_address_makes_one_person_of_a_new_surname() -> None:
    contacts = [
        ContactFacts(name="Jolita Kvedarytė", email="jolita@robuva.lt"),
        ContactFacts(name="Jolita Kvedarytė-Sabienė", email="jolita@robuva.lt"),
    ]
    entities = resolve_entities([reading(f"d{n}", person(c.name or ""), contacts=(c,)) for n, c in enumerate(contacts)])
    assert [p.name for p in entities.people] == ["Jolita Kvedarytė"]


def test_an_address_that_several_people_share() -> None:
    names = ["Jolita Kvedarytė", "Jolita Mažylytė", "Ona Kvedarytė"]
    contacts = [ContactFacts(name=name, email="info@robuva.lt", phone="+37060000000") for name in names]
    entities = resolve_entities([reading(c.name or "", person(c.name or ""), contacts=(c,)) for c in contacts])
    assert len(entities.people) == 3


def test_a_first_word_is_no_abbreviation() -> None:
    one = reading("a", Said("Rytmena Amber"), Said("Rytmena", refers_to="Rytmena Amber"))
    other = reading("b", Said("Rytmena Textiles"), Said("Rytmena", refers_to="Rytmena Textiles"), language="en")
    assert len(resolve_entities([one, other]).organizations) == 2


def test_initials_need_the_same_company() -> None:
    company = Said("Rugenta")
    full = reading("a", company, person("Audrius Skirvonis"))
    entities = resolve_entities([full, reading("b", company, person("A. Skirvonis"))])
    assert len(entities.people) == 1
    assert len(resolve_entities([full, reading("b", Said("Kitkas"), person("A. Skirvonis"))]).people) == 2
    two = reading("c", company, person("Algis Skirvonis"))
    assert len(resolve_entities([full, two, reading("b", company, person("A. Skirvonis"))]).people) == 3


def test_projects_by_code_and_by_name() -> None:
    coded = ProjectFacts(code="VP2-1.4-ŪM-01-K-01-999", name="Žalias vilnos kelias", aliases=("WoolWay",))
    named = ProjectFacts(name="Žalias vilnos kelias")
    short = ProjectFacts(name="WoolWay")
    other = ProjectFacts(name="Raudonas vilnos kelias")
    entities = resolve_entities(
        [reading("a", projects=(coded,)), reading("b", projects=(named,)), reading("c", projects=(short, other))]
    )
    of = entities.project_of
    assert of["a", 0] == of["b", 0] == of["c", 0] != of["c", 1]
    assert {p.facts.name for p in entities.projects} == {"Žalias vilnos kelias", "Raudonas vilnos kelias"}


TEXT = " ".join(f"žodis{n} apie{n % 7} klasterį{n % 11}" for n in range(120))


def test_copies_and_updates() -> None:
    entities = resolve_entities(
        [
            reading("a", text=TEXT, published_on=date(2020, 1, 1)),
            reading("b", text=TEXT + " Pabaiga kitokia.", published_on=date(2020, 1, 2)),
            reading("c", text=TEXT.replace("žodis3 ", "skaičius "), published_on=date(2021, 1, 1)),
            reading("d", text="Visai kitas pranešimas apie ką nors kita."),
        ]
    )
    of = entities.release_of
    assert of["a"].release_id == of["b"].release_id == of["c"].release_id != of["d"].release_id
    assert [of[one].duplicate_of for one in "abcd"] == [None, "a", None, None]


SAID = st.lists(
    st.builds(
        Said,
        st.sampled_from(
            [
                "Girnovita",
                "Girnovia",
                "GIRNOVITA",
                "Girnovita Cluster",
                "Kauno universitetas",
                "Kauno universiteto X fakultetas",
            ]
        ),
        st.just(""),
        st.sampled_from([None, None, "Girnovita", "Kauno universitetas"]),
        st.just("organization"),
    ),
    min_size=1,
    max_size=4,
)


@settings(max_examples=60, deadline=None)
@given(st.lists(SAID, min_size=1, max_size=6), st.randoms())
def test_the_order_of_documents_makes_no_difference(documents: list[list[Said]], random: object) -> None:
    readings = [reading(f"d{number}", *said) for number, said in enumerate(documents)]
    shuffled = list(readings)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert resolve_entities(readings) == resolve_entities(shuffled)


def test_one_decision_on_each_pair() -> None:
    said = [Said("Seglava"), Said("Seglava Textile Cluster"), Said("Seglava", refers_to="Seglava Textile Cluster")]
    merges = resolve_entities([reading("a", *said), reading("b", *said)]).merges
    assert len({(m.left_id, m.right_id) for m in merges}) == len(merges) > 0
    assert all(m.left_id < m.right_id for m in merges)


def test_an_id_outlives_other_documents() -> None:
    one = reading("a", Said("UAB „Girnovita“", "Girnovita"))
    more = [
        reading("b", Said("Girnovita Textile Cluster"), language="en"),
        reading("c", Said("GIRNOVITA")),
        reading("e", Said("Kitkas")),
    ]
    (alone,) = resolve_entities([one]).organizations
    assert alone.organization_id in {o.organization_id for o in resolve_entities([one, *more]).organizations}
    assert resolve_entities([one, *more]).organization_of["a", 0] == alone.organization_id
