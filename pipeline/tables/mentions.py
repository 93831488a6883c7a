"""The tables ``mentions`` and what is read straight off them: ``amounts`` and ``countries``."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from extractors.mention import MENTION_KINDS
from pipeline.money import value_in_euro
from pipeline.reading import Reading
from pipeline.record import short_id
from pipeline.resolve.entities import Entities
from pipeline.tables.schema import MONEY, OFFSET, SHARE, TEXT, Row, column

AMOUNT_ROLES = ("total", "eu", "national", "own", "other")
COUNTRY_ROLES = ("location", "target_market", "event_host", "event_participation", "partner_origin", "other")


@dataclass(frozen=True, slots=True)
class Mentions(Row):
    """A row of ``mentions``."""

    table = "mentions"
    key = ("mention_id",)
    about = "One place in one document that says something: the evidence for all other tables."

    mention_id: str = column(TEXT, "Stays the same while the document says the same kind of thing at the same place.")
    document_id: str = column(TEXT, "Which document.", references="documents")
    kind: str = column(TEXT, "What kind of thing is said.", values=MENTION_KINDS)
    start: int = column(OFFSET, "First character in `texts.text`, counted from 0.")
    end: int = column(OFFSET, "One past the last character: `text[start:end]` is what was written.")
    text: str = column(TEXT, "What was written.")
    value: str = column(TEXT, "Its normal form.")
    label: str | None = column(TEXT, "Kind of code; role of an amount, organization, country or date.", optional=True)
    entity_id: str | None = column(TEXT, "The organization, person or project that is meant.", optional=True)
    method: str = column(TEXT, "Which rule or model found it.")
    confidence: float = column(SHARE, "How sure it is, 0 to 1.")


@dataclass(frozen=True, slots=True)
class Amounts(Row):
    """A row of ``amounts``."""

    table = "amounts"
    key = ("mention_id",)
    about = "An amount of money, read."

    mention_id: str = column(TEXT, "Where it stands.", references="mentions")
    document_id: str = column(TEXT, "Which document.", references="documents")
    project_id: str | None = column(TEXT, "The project whose money it is.", optional=True, references="projects")
    value: Decimal = column(MONEY, "Whole units of the currency.")
    currency: str = column(TEXT, "ISO 4217.", constraint="[A-Z]{3}")
    value_eur: Decimal | None = column(
        MONEY, "In euro at the fixed legal rate, rounded half up to the cent; null where none exists.", optional=True
    )
    role: str = column(TEXT, "Whose money it is.", values=AMOUNT_ROLES)


@dataclass(frozen=True, slots=True)
class Countries(Row):
    """A row of ``countries``."""

    table = "countries"
    key = ("mention_id",)
    about = "A country, read."

    mention_id: str = column(TEXT, "Where it stands.", references="mentions")
    document_id: str = column(TEXT, "Which document.", references="documents")
    project_id: str | None = column(TEXT, "The project that it concerns.", optional=True, references="projects")
    country: str = column(TEXT, "ISO 3166-1 alpha-2.", constraint="[A-Z]{2}")
    role: str = column(TEXT, "What the country is to the project or cluster.", values=COUNTRY_ROLES)


def mention_ids(reading: Reading) -> tuple[str, ...]:
    """Ids of the mentions of a reading, in their order; a second mention of a kind at one place gets its own."""
    ids: list[str] = []
    seen: dict[tuple[str, int, int], int] = {}
    for mention in reading.facts.mentions:
        place = (mention.kind, mention.start, mention.end)
        nth = seen[place] = seen.get(place, -1) + 1
        parts = (reading.document.document_id, mention.kind, str(mention.start), str(mention.end))
        ids.append(short_id("men", *parts, *([str(nth)] if nth else [])))
    return tuple(ids)


def build_mentions(readings: Iterable[Reading], entities: Entities) -> list[Mentions]:
    """Rows of ``mentions``."""
    rows = []
    for reading in readings:
        document_id = reading.document.document_id
        project_of = _spoken_projects(reading, entities)
        for index, (mention_id, mention) in enumerate(zip(mention_ids(reading), reading.facts.mentions, strict=True)):
            place = (document_id, index)
            entity_id = entities.organization_of.get(place) or entities.person_of.get(place) or project_of.get(index)
            rows.append(
                Mentions(
                    mention_id=mention_id,
                    document_id=document_id,
                    kind=mention.kind,
                    start=mention.start,
                    end=mention.end,
                    text=mention.text,
                    value=mention.value,
                    label=mention.label or None,
                    entity_id=entity_id,
                    method=mention.method,
                    confidence=mention.confidence,
                )
            )
    return rows


def _spoken_projects(reading: Reading, entities: Entities) -> dict[int, str]:
    """The project that a code or a name of a project means, by index of the mention."""
    return {
        at: entities.project_of[reading.document.document_id, index]
        for index, project in enumerate(reading.facts.projects)
        for at in project.mentions
        if (mention := reading.facts.mentions[at]).kind == "project"
        or (mention.kind, mention.label) == ("code", "project")
    }


def build_amounts(readings: Iterable[Reading], entities: Entities) -> list[Amounts]:
    """Rows of ``amounts``."""
    rows = []
    for reading in readings:
        for index, (mention_id, mention) in enumerate(zip(mention_ids(reading), reading.facts.mentions, strict=True)):
            if mention.kind != "amount":
                continue
            number, currency = mention.value.split()
            value = Decimal(number)
            rows.append(
                Amounts(
                    mention_id=mention_id,
                    document_id=reading.document.document_id,
                    project_id=_project_of(reading, index, entities),
                    value=value.quantize(Decimal("0.01")),
                    currency=currency,
                    value_eur=value_in_euro(value, currency),
                    role=mention.label,
                )
            )
    return rows


def build_countries(readings: Iterable[Reading], entities: Entities) -> list[Countries]:
    """Rows of ``countries``."""
    return [
        Countries(
            mention_id=mention_id,
            document_id=reading.document.document_id,
            project_id=_project_of(reading, index, entities),
            country=mention.value,
            role=mention.label,
        )
        for reading in readings
        for index, (mention_id, mention) in enumerate(zip(mention_ids(reading), reading.facts.mentions, strict=True))
        if mention.kind == "country"
    ]


def _project_of(reading: Reading, index: int, entities: Entities) -> str | None:
    project = reading.facts.project_of.get(index)
    return None if project is None else entities.project_of[reading.document.document_id, project]
