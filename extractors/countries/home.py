"""Where the organizations of a document are at home, by their legal forms."""

from __future__ import annotations

import tomllib
from collections import Counter
from functools import cache
from importlib.resources import files

from spacy.tokens import Doc

from extractors.organizations import split_legal_form

_FEWEST = 2  # organizations of a country; and they must be more than half


@cache
def _country_of_form() -> dict[str, str]:
    """Legal forms that one country alone has."""
    table = tomllib.loads((files("extractors") / "data" / "legal_forms.toml").read_text(encoding="utf-8"))
    countries: dict[str, set[str]] = {}
    for country, forms in table.items():
        for form in (*forms.get("before", ()), *forms.get("after", ())):
            countries.setdefault(form, set()).add(country.upper())
    return {form: min(found) for form, found in countries.items() if len(found) == 1}


def home_of(doc: Doc) -> str:
    """ISO 3166-1 alpha-2 of the country of most of its organizations; empty where none has most.

    >>> from extractors import load
    >>> doc = load("en")("UAB Austefibra, UAB Mikroluma and SIA Dzijnora won. Later UAB Siena came.")
    >>> home_of(doc)
    'LT'
    """
    forms = [split_legal_form(m.text)[1] for m in doc._.mentions if m.kind == "organization"]
    counts = Counter(country for form in forms if form and (country := _country_of_form().get(form)))
    best = max(sorted(counts), key=lambda country: counts[country], default="")
    return best if counts[best] >= _FEWEST and 2 * counts[best] > counts.total() else ""
