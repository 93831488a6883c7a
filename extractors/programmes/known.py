"""Programmes that are known by name, in the forms that ``extractors/data/programmes.toml`` lists."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from extractors.mention import Mention
from extractors.taken import Taken

_NEAR = 90  # characters: about a printed line


@dataclass(frozen=True)
class Known:
    """A programme: its ``name`` in the language that is read, the ``form`` it is looked for in.

    ``stretch`` is the longest part of the form that is always written alike: its absence is seen at once.
    """

    name: str
    form: re.Pattern[str]
    stretch: str
    near: tuple[str, ...] = ()


def find_known(text: str, language: str) -> Iterator[Mention]:
    """Mentions of kind ``programme``, the name in the language in which it is written.

    >>> [(m.text, m.value) for m in find_known("pagal „Horizonto 2020“ programą ir H2020", "lt")]
    [('Horizonto 2020', 'Horizontas 2020'), ('H2020', 'Horizontas 2020')]
    """
    folded = text.casefold()
    taken = Taken(len(text))
    for known in known_programmes(language):
        if known.stretch not in text:
            continue
        for match in known.form.finditer(text):
            start, end = match.span("name")
            around = folded[max(0, start - _NEAR) : start] + " " + folded[end : end + _NEAR]
            if taken.meets(start, end) or not _is_near(known, around):
                continue
            taken.add(start, end)
            yield Mention("programme", start, end, text[start:end], known.name, method="known", confidence=0.97)


def _is_near(known: Known, around: str) -> bool:
    return not known.near or any(word in around for word in known.near)


@cache
def known_programmes(language: str) -> tuple[Known, ...]:
    """The programmes in the forms of a language and of English, the longest form first."""
    data = tomllib.loads((files("extractors") / "data" / "programmes.toml").read_text(encoding="utf-8"))
    found: dict[str, Known] = {}
    for entry in data["programmes"]:
        names: dict[str, list[str]] = entry["names"]
        neutral = next(names[key][0] for key in (language, "en", "any", *names) if key in names)
        for spoken in dict.fromkeys(("any", "en", language)):
            for form in names.get(spoken, ()):
                name = neutral if spoken == "any" else names[spoken][0]
                found.setdefault(form, Known(name, _compile(form), _stretch(form), tuple(entry.get("near", ()))))
    return tuple(found[form] for form in sorted(found, key=len, reverse=True))


def _stretch(form: str) -> str:
    return max(re.split(r"[* –-]", form), key=len)


def _compile(form: str) -> re.Pattern[str]:
    opening = re.escape(form[0]) if form[0] == "„" else ""
    loose = {"*": r"\w*", " ": r"(?:[\s\xa0]{1,2}|[-‐‑–—])", "-": "[-‐‑–—]", "–": "[-‐‑–—]"}
    pattern = "".join(loose.get(character, re.escape(character)) for character in form.removeprefix("„"))
    after = r"(?![\w+@])" if not form.endswith("+") else r"(?![\w@])"
    return re.compile(rf"(?<![\w@/.]){opening}(?P<name>{pattern}){after}")
