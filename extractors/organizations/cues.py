"""The words by which a language tells what part an organization has in a project or cluster."""

from __future__ import annotations

import re
from dataclasses import dataclass, fields
from functools import cache
from typing import Literal

from extractors import languages
from extractors.organizations.phrases import NOTHING, OrganizationCues, pattern_of

Part = Literal["lead", "carrier", "partner", "together", "works", "funder", "signer", "none"]
"""``carrier`` leads where nobody else is said to; ``together`` is a partner where a project is near, ``works`` where a
consortium is led; ``signer`` of a grant contract is a funder or leads, by what it is; ``none`` ends a section."""


@dataclass(frozen=True)
class OrganizationRoles:
    """``[organization_roles]`` of a language file: patterns of cues by their side of the name, and of headings.

    ``lead_before`` stands before the name ("coordinated by"), ``lead_after`` behind it ("coordinates the project").
    """

    lead_before: str = r"(?!)"
    lead_after: str = r"(?!)"
    carrier_before: str = r"(?!)"
    carrier_after: str = r"(?!)"
    partner_before: str = r"(?!)"
    partner_after: str = r"(?!)"
    works_after: str = r"(?!)"
    together_before: str = r"(?!)"
    funder_before: str = r"(?!)"
    funder_after: str = r"(?!)"
    signer_after: str = r"(?!)"
    signer_before: str = r"(?!)"
    lead_heads: str = r"(?!)"
    carrier_heads: str = r"(?!)"
    partner_heads: str = r"(?!)"
    funder_heads: str = r"(?!)"
    none_heads: str = r"(?!)"
    project: str = r"(?!)"
    funding_body: str = r"(?!)"
    funding: str = r""  # words of money in the sentence of one whose office it is to give it
    consortium: str = r"(?!)"


@dataclass(frozen=True)
class Cues:
    """The compiled patterns of a language; ``before`` and ``after`` by part, in the order in which they count."""

    before: tuple[tuple[Part, re.Pattern[str]], ...]
    after: tuple[tuple[Part, re.Pattern[str]], ...]
    heads: tuple[tuple[Part, re.Pattern[str]], ...]
    project: re.Pattern[str]
    funding_body: re.Pattern[str]
    funding: re.Pattern[str]
    consortium: re.Pattern[str]


@cache
def cues(language: str) -> Cues:
    """The cues of a language; ones that match nothing for a language without data."""
    data = languages.section(language, "organization_roles", OrganizationRoles) or OrganizationRoles()
    phrases = languages.section(language, "organization_cues", OrganizationCues) or OrganizationCues()
    sides: dict[str, list[tuple[Part, re.Pattern[str]]]] = {"before": [], "after": [], "heads": []}
    for field in fields(data):
        part, _, side = field.name.rpartition("_")
        if side in sides:
            sides[side].append((_part(part), _either(data, phrases, field.name)))
    return Cues(
        tuple(sides["before"]),
        tuple(sides["after"]),
        tuple(sides["heads"]),
        _either(data, phrases, "project"),
        _either(data, phrases, "funding_body"),
        re.compile(data.funding),
        _either(data, phrases, "consortium"),
    )


def _either(data: OrganizationRoles, phrases: OrganizationCues, name: str) -> re.Pattern[str]:
    """The pattern of a language and its list of phrases as one."""
    written, listed = getattr(data, name), pattern_of(getattr(phrases, name))
    if NOTHING in (written, listed):
        return re.compile(listed if written == NOTHING else written)
    flags, rest = ("i", written.removeprefix("(?i)")) if written.startswith("(?i)") else ("", written)
    return re.compile(f"(?{flags}:{rest})|{listed}")


def _part(name: str) -> Part:
    parts: dict[str, Part] = {
        "lead": "lead",
        "carrier": "carrier",
        "partner": "partner",
        "together": "together",
        "works": "works",
        "funder": "funder",
        "signer": "signer",
        "none": "none",
    }
    return parts[name]
