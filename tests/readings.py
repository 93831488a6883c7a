"""Readings made by hand, for tests of what comes after reading."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime

from extractors import Document, Mention, Segment
from extractors.mention import MentionKind
from pipeline.parse import Parsed
from pipeline.reading import Reading
from pipeline.record import Record
from pipeline.relate.facts import ContactFacts, Facts, PartnerFacts, ProjectFacts

SEEN_AT = datetime(2024, 3, 1, 2, 30, tzinfo=UTC)


def make_record(url: str, body: bytes = b"x", source: str = "test") -> Record:
    digest = hashlib.sha256(body).hexdigest()
    return Record(source, url, SEEN_AT, "text/plain", digest, f"urn:uuid:{digest[:32]}")


def make_mention(text: str, kind: MentionKind, words: str, value: str, label: str = "") -> Mention:
    start = text.index(words)
    return Mention(kind, start, start + len(words), words, value, label, "test", 0.9)


def make_reading(
    url: str,
    text: str,
    mentions: tuple[Mention, ...] = (),
    projects: tuple[ProjectFacts, ...] = (),
    partners: tuple[PartnerFacts, ...] = (),
    contacts: tuple[ContactFacts, ...] = (),
) -> Reading:
    record = make_record(url, text.encode())
    document = Document(record.document_id, text, (Segment(0, len(text), "body", "lt"),), "lt", text.partition("\n")[0])
    project_of = {i: 0 for i, m in enumerate(mentions) if m.kind in ("amount", "country") and projects}
    facts = Facts(record.document_id, mentions, projects, partners, contacts, project_of)
    return Reading(record, Parsed(document, "text/plain", "utf-8", "utf-8"), facts)


def sample_readings() -> list[Reading]:
    """Two documents that tell of one project."""
    text = (
        "Klasteris „Drobė“ gavo paramą\nProjektą Nr. VP2-1.4-ŪM-01-K-01-999 vykdo UAB „Pavyzdis“, vadovė Ona Onaitė. "
        "Projekto vertė – 3 452,80 Lt. Rinka – Latvija."
    )
    mentions = (
        make_mention(text, "code", "VP2-1.4-ŪM-01-K-01-999", "VP2-1.4-ŪM-01-K-01-999", "project"),
        make_mention(text, "organization", "UAB „Pavyzdis“", "Pavyzdis", "coordinator"),
        make_mention(text, "person", "Ona Onaitė", "Ona Onaitė"),
        make_mention(text, "amount", "3 452,80 Lt", "3452.80 LTL", "total"),
        make_mention(text, "country", "Latvija", "LV", "target_market"),
    )
    project = ProjectFacts(code="VP2-1.4-ŪM-01-K-01-999", scheme="LT 2007-2013", mentions=(0,))
    first = make_reading(
        "news/1.html",
        text,
        mentions,
        (project,),
        (PartnerFacts(1, "coordinator", 0),),
        (ContactFacts(name="Ona Onaitė", organization="Pavyzdis", email="ona@pavyzdis.lt", mentions=(2,)),),
    )
    other = "Apie projektą VP2-1.4-ŪM-01-K-01-999"
    code = make_mention(other, "code", "VP2-1.4-ŪM-01-K-01-999", "VP2-1.4-ŪM-01-K-01-999", "project")
    return [first, make_reading("news/2.html", other, (code,), (project,))]
