"""Legal forms: which words beside a name are one, and names without them."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from extractors.quotes import find_quotes

_QUOTES = dict.fromkeys(map(ord, '„“”"«»'))


@dataclass(frozen=True, slots=True)
class FormPatterns:
    """``before`` and ``after`` match a legal form at its place beside the name; ``risky`` are those that need more."""

    before: re.Pattern[str]
    after: re.Pattern[str]
    risky: frozenset[str]


@cache
def patterns() -> FormPatterns:
    """All legal forms of ``data/legal_forms.toml``, the longest first."""
    table = tomllib.loads((files("extractors") / "data" / "legal_forms.toml").read_text(encoding="utf-8"))
    words = [word for country in table.values() for word in country.get("words", ())]
    before = [_loose(form) for country in table.values() for form in country.get("before", ())]
    after = [_loose(form) for country in table.values() for form in country.get("after", ())]
    risky = frozenset(form for country in table.values() for form in country.get("risky", ()))
    return FormPatterns(
        re.compile(rf"(?<![\w.&-])(?:{_either([*words, *before])})(?![\w&])"),
        re.compile(rf"(?<![\w.&-])(?:{_either(after)})(?:[:-]\w{{1,4}})?(?![\w&])"),
        risky,
    )


def _loose(form: str) -> str:
    """``Sp. z o.o.`` also as ``sp.z o. o``; the full stop of ``hf.`` must stand, that of ``S.r.l.`` may be missing."""
    inner = re.escape(form[:-1]).replace(r"\.", r"\. ?").replace(r"\ ", " ?").replace(" ? ?", " ?") + re.escape(
        form[-1]
    )
    if form.count(".") > 1:
        inner = f"(?i:{inner}?)" if form.endswith(".") else f"(?i:{inner})"
    return inner


def _either(options: list[str]) -> str:
    return "|".join(sorted(set(options), key=len, reverse=True))


def split_legal_form(name: str) -> tuple[str, str | None]:
    """The name without quotation marks and legal form, and the legal form as written (None where it has none).

    >>> split_legal_form("UAB „Termogila“"), split_legal_form("Textilium Morava, z. s.")
    (('Termogila', 'UAB'), ('Textilium Morava', 'z. s.'))
    >>> split_legal_form("Przędzopol Sp. z o.o."), split_legal_form("Lietuvos klasterių asociacija")
    (('Przędzopol', 'Sp. z o.o.'), ('Lietuvos klasterių asociacija', None))
    >>> split_legal_form("asociacijos „Robmeta“")
    ('Robmeta', 'asociacijos')
    """
    known, form = patterns(), None
    bare = " ".join(name.split())
    while True:
        match = known.before.match(bare)
        if match and _is_name(rest := bare[match.end() :].strip(" ,")):
            bare, form = rest, form or match[0]
            continue
        match = next((m for m in known.after.finditer(bare) if m.end() == len(bare)), None)
        if match and _is_name(rest := bare[: match.start()].strip(" ,")):
            bare, form = rest, form or match[0]
            continue
        return unquoted(bare), form


def _is_name(rest: str) -> bool:
    first = rest.lstrip('„“”"«»')[:1]
    return first.isupper() or first.isdigit() or (bool(rest) and rest[0] in '„“"«')


def unquoted(name: str) -> str:
    """A name without the marks around it; marks around an inner name are left out too.

    >>> unquoted("„Klasteris „Silvanda““"), unquoted("„Lin d'Escaut“")
    ('Klasteris Silvanda', "Lin d'Escaut")
    """
    if not find_quotes(name) and not name.startswith(("„", "“", '"', "«")):
        return name.strip(" ,;")
    return " ".join(name.translate(_QUOTES).split()).strip(" ,;")
