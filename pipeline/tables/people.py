"""The tables ``people`` and ``contacts``: all that is personal, so that it can be withheld as a whole."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from pipeline.reading import Reading
from pipeline.record import short_id
from pipeline.relate.facts import ContactFacts
from pipeline.resolve.entities import Entities, Place
from pipeline.tables.schema import COUNT, TEXT, Row, column


@dataclass(frozen=True, slots=True)
class People(Row):
    """A row of ``people``."""

    table = "people"
    key = ("person_id",)
    about = "A person, over all documents."

    person_id: str = column(TEXT, "Stays the same while the person does.")
    name: str = column(TEXT, "In the nominative, given name first.")
    mention_count: int = column(COUNT, "Places that speak of the person.")
    document_count: int = column(COUNT, "Documents that speak of the person.")


@dataclass(frozen=True, slots=True)
class Contacts(Row):
    """A row of ``contacts``."""

    table = "contacts"
    key = ("contact_id",)
    about = "Whom a document offers for contact."

    contact_id: str = column(TEXT, "Made of the document and what is offered.")
    document_id: str = column(TEXT, "Which document.", references="documents")
    person_id: str | None = column(TEXT, "Which person, where named.", optional=True, references="people")
    organization_id: str | None = column(
        TEXT, "The person's organization, where the document gives it.", optional=True, references="organizations"
    )
    name: str | None = column(TEXT, "In the nominative, given name first.", optional=True)
    title: str | None = column(TEXT, "The person's post, in the nominative.", optional=True)
    organization: str | None = column(TEXT, "Name of the organization as this document gives it.", optional=True)
    email: str | None = column(TEXT, "Lower case.", optional=True, constraint=r"[^\s@]+@[^\s@]+")
    phone: str | None = column(TEXT, "E.164.", optional=True, constraint=r"\+[0-9]{5,15}")


def build_people(entities: Entities) -> list[People]:
    """Rows of ``people``."""
    mentions: Counter[str] = Counter(entities.person_of.values())
    documents: dict[str, set[str]] = defaultdict(set)
    for (document_id, _), person_id in entities.person_of.items():
        documents[person_id].add(document_id)
    return [
        People(person.person_id, person.name, mentions[person.person_id], len(documents[person.person_id]))
        for person in entities.people
    ]


def build_contacts(readings: Iterable[Reading], entities: Entities) -> list[Contacts]:
    """Rows of ``contacts``."""
    rows = {}
    for reading in readings:
        for contact in reading.facts.contacts:
            row = _contact(reading, contact, entities)
            rows[row.contact_id] = row
    return list(rows.values())


def _contact(reading: Reading, contact: ContactFacts, entities: Entities) -> Contacts:
    document_id = reading.document.document_id
    offered = (contact.name, contact.email, contact.phone)
    return Contacts(
        contact_id=short_id("con", document_id, *(part or "" for part in offered)),
        document_id=document_id,
        person_id=_first(entities.person_of, document_id, contact),
        organization_id=_organization_of(reading, contact, entities),
        name=contact.name,
        title=contact.title,
        organization=contact.organization,
        email=contact.email,
        phone=contact.phone,
    )


def _first(entity_of: Mapping[Place, str], document_id: str, contact: ContactFacts) -> str | None:
    return next((entity_of[document_id, at] for at in contact.mentions if (document_id, at) in entity_of), None)


def _organization_of(reading: Reading, contact: ContactFacts, entities: Entities) -> str | None:
    """By the contact's own parts; else by a mention of the same name elsewhere in the document."""
    if contact.organization is None:
        return None
    document_id = reading.document.document_id
    own = _first(entities.organization_of, document_id, contact)
    same = (
        entities.organization_of.get((document_id, at))
        for at, mention in enumerate(reading.facts.mentions)
        if mention.kind == "organization" and mention.value == contact.organization
    )
    return own or next(same, None)
