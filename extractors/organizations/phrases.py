"""Ways of saying what part an organization has, as lists of phrases: one pattern of a list."""

from __future__ import annotations

import re
from dataclasses import dataclass

NOTHING = r"(?!)"
_BETWEEN = r"[^.;:\\n]{0,60}?"


@dataclass(frozen=True)
class OrganizationCues:
    """``[organization_cues]`` of a language file, by the names of :class:`OrganizationRoles`.

    ``*`` beside letters stands for any further letters, ``...`` for up to 60 characters of the same clause; the rest is
    a regular expression. Case does not count.
    """

    lead_before: tuple[str, ...] = ()
    lead_after: tuple[str, ...] = ()
    carrier_before: tuple[str, ...] = ()
    carrier_after: tuple[str, ...] = ()
    partner_before: tuple[str, ...] = ()
    partner_after: tuple[str, ...] = ()
    works_after: tuple[str, ...] = ()
    together_before: tuple[str, ...] = ()
    funder_before: tuple[str, ...] = ()
    funder_after: tuple[str, ...] = ()
    signer_after: tuple[str, ...] = ()
    signer_before: tuple[str, ...] = ()
    lead_heads: tuple[str, ...] = ()
    carrier_heads: tuple[str, ...] = ()
    partner_heads: tuple[str, ...] = ()
    funder_heads: tuple[str, ...] = ()
    none_heads: tuple[str, ...] = ()
    project: tuple[str, ...] = ()
    funding_body: tuple[str, ...] = ()
    consortium: tuple[str, ...] = ()


def pattern_of(phrases: tuple[str, ...]) -> str:
    r"""One regular expression of a list of phrases, whole words only; one that matches nothing of an empty list.

    >>> pattern = re.compile(pattern_of(("led by", "coordinat* ... by", "– lead partner")))
    >>> texts = "Led by X", "coordinated for years by X", "X – lead partner", "bled by"
    >>> [bool(pattern.search(text)) for text in texts]
    [True, True, True, False]
    """
    words = [_expanded(phrase) for phrase in phrases if phrase[0].isalnum() or phrase[0] in "*("]
    marks = [_expanded(phrase) for phrase in phrases if not (phrase[0].isalnum() or phrase[0] in "*(")]
    options = [rf"(?<!\w)(?=\w)(?:{'|'.join(words)})"] * bool(words) + marks
    return rf"(?i:{'|'.join(options)})" if options else NOTHING


def _expanded(phrase: str) -> str:
    written = re.sub(r"(?<=\w)\*|\A\*(?=\w)", r"\\w*", phrase)
    written = re.sub(r" \.\.\. ?", f" {_BETWEEN}", written)
    return written + (r"(?!\w)" if phrase[-1].isalnum() else "")
