"""When two printed values are the same for scoring."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

import pandas as pd
from rapidfuzz import fuzz

_LEGAL = (
    r"uab|ab|všį|vsi|mb|ii|tüb|asociacija|association|sia|as|oü|mtü|sp\. ?z ?o\. ?o\.?|s\.? ?a\.?|"
    r"gmbh|ag|e\. ?v\.?|oy|oyj|ab|s\. ?r\. ?o\.?|a\. ?s\.?|sarl|sas|ltd\.?|limited|llc|inc\.?|bv|b\.v\.|nv|srl|spa|"
    r"s\.p\.a\.|kft|zrt|aps|a/s"
)
_LEGAL_FORM = re.compile(rf"^(?:{_LEGAL})[\s,]+|[\s,]+(?:{_LEGAL})$", re.IGNORECASE)
_QUOTES = dict.fromkeys(map(ord, "„“”\"'«»‚‘’"), None)


def folded(name: str) -> str:
    """A name for comparison: case-folded, without quotation marks and legal form.

    >>> folded("UAB „Etronika“")
    'etronika'
    """
    name = unicodedata.normalize("NFC", name).translate(_QUOTES)
    name = re.sub(r"\s+", " ", name).strip(" ,.;:")
    previous = None
    while previous != name:
        previous, name = name, _LEGAL_FORM.sub("", name).strip(" ,.;:")
    return name.casefold()


def is_same_name(left: str, right: str) -> bool:
    """Whether they are equal when folded, or alike at a ratio of 90 with the same digits.

    >>> is_same_name("Robolita", "UAB „Robolita“"), is_same_name("Fondas 1", "Fondas 2")
    (True, False)
    """
    left, right = folded(left), folded(right)
    if not left or not right or re.findall(r"[\d+]", left) != re.findall(r"[\d+]", right):
        return False
    return left == right or (min(len(left), len(right)) > 4 and fuzz.ratio(left, right) >= 90)


def any_same(left: Iterable[str], right: Iterable[str]) -> bool:
    """Whether any spelling on the left is the same name as any on the right."""
    others = list(right)
    return any(is_same_name(a, b) for a in left for b in others)


def joined_names(entities: Iterable[set[str]]) -> list[set[str]]:
    """The sets of spellings, those joined that share a name."""
    joined: list[set[str]] = []
    for spellings in entities:
        twin = next((known for known in joined if any_same(known, spellings)), None)
        if twin is None:
            joined.append(set(spellings))
        else:
            twin |= spellings
    return joined


def spelled(text: str) -> str:
    """A spelling as the truth files of entities compare it: quotation marks and case aside."""
    return re.sub(r"\s+", " ", unicodedata.normalize("NFC", text).translate(_QUOTES)).strip().casefold()


def money(value: object) -> str:
    """A plain decimal string with two places."""
    return format(Decimal(str(value)).quantize(Decimal("0.01")), "f")


def is_present(value: Any) -> bool:
    """Whether a cell of a table holds anything."""
    return value is not None and value != "" and not pd.isna(value)
