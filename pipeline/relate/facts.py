"""What one document says, before its names are compared with those of other documents.

Places are indices into ``Facts.mentions``, so every fact leads to the words that say it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from extractors.mention import Mention


@dataclass(frozen=True, slots=True)
class Money:
    """An amount in whole units of a currency (ISO 4217)."""

    value: Decimal
    currency: str


@dataclass(frozen=True, slots=True)
class ProjectFacts:
    """A funded project that the document tells something of. At least one of code, name, total, eu, partners is known.

    ``name`` is nominative without outer quotation marks; ``aliases`` are acronym and short titles.
    """

    code: str | None = None
    scheme: str | None = None
    name: str | None = None
    aliases: tuple[str, ...] = ()
    programme: str | None = None
    measure: str | None = None
    contract: str | None = None
    fund: str | None = None
    total: Money | None = None
    eu: Money | None = None
    starts_on: date | None = None
    ends_on: date | None = None
    mentions: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class PartnerFacts:
    """An organization's part. ``project`` is an index into ``Facts.projects``, None where the part is in the cluster
    that the document is about, or in nothing (role ``mention``)."""

    mention: int
    role: str
    project: int | None = None


@dataclass(frozen=True, slots=True)
class ContactFacts:
    """Whom the document offers for contact; at least an e-mail, a phone or a name is known.

    ``name`` nominative, given name first; ``email`` lower case; ``phone`` E.164; ``organization`` its nominative name
    without legal form. ``mentions`` are the places of its parts.
    """

    name: str | None = None
    title: str | None = None
    organization: str | None = None
    email: str | None = None
    phone: str | None = None
    mentions: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Facts:
    """All that a document says. ``project_of`` gives the project of an amount, date or country mention."""

    document_id: str
    mentions: tuple[Mention, ...]
    projects: tuple[ProjectFacts, ...] = ()
    partners: tuple[PartnerFacts, ...] = ()
    contacts: tuple[ContactFacts, ...] = ()
    project_of: Mapping[int, int] = field(default_factory=dict)
