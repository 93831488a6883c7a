"""Reads the marked sentences of tests/cases (see the README there)."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).parent / "cases"
KINDS = {
    "codes": "code",
    "programmes": "programme",
    "projects": "project",
    "amounts": "amount",
    "organizations": "organization",
    "countries": "country",
    "people": "person",
    "emails": "email",
    "phones": "phone",
    "dates": "date",
}
_MARK = re.compile(r"<(?P<kind>[a-z]+)(?P<attributes>(?: [a-z_]+=\"[^\"]*\")*)>(?P<text>.*?)</(?P=kind)>", re.DOTALL)
_ATTRIBUTE = re.compile(r"([a-z_]+)=\"([^\"]*)\"")


@dataclass(frozen=True)
class Mark:
    start: int
    end: int
    attributes: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Case:
    place: str  # file and line
    language: str
    kind: str
    text: str
    marks: tuple[Mark, ...]
    known_failure: bool


def read_cases(folder: Path = FOLDER) -> list[Case]:
    return [case for path in sorted(folder.glob("*.txt")) for case in _read_file(path)]


def _read_file(path: Path) -> list[Case]:
    plural, language, _ = path.name.split(".")
    cases = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if not line.strip() or line.startswith("# "):
            continue
        failure = line.startswith("xfail: ")
        sentence = line.removeprefix("xfail: ").split(" ## ")[0].replace("\\n", "\n")
        text, marks = _unmark(sentence, f"{path.name}:{number}", KINDS[plural])
        cases.append(Case(f"{path.name}:{number}", language, KINDS[plural], text, marks, failure))
    return cases


def _unmark(sentence: str, place: str, kind: str) -> tuple[str, tuple[Mark, ...]]:
    parts, marks, at, length = [], [], 0, 0
    for match in _MARK.finditer(sentence):
        before, inside = html.unescape(sentence[at : match.start()]), html.unescape(match["text"])
        attributes = tuple((key, html.unescape(value)) for key, value in _ATTRIBUTE.findall(match["attributes"]))
        if match["kind"] != kind or "value" not in dict(attributes):
            raise ValueError(f"{place}: a mark needs the kind {kind} and a value, got {match[0]!r}")
        parts += [before, inside]
        length += len(before)
        marks.append(Mark(length, length + len(inside), attributes))
        length += len(inside)
        at = match.end()
    parts.append(html.unescape(sentence[at:]))
    text = "".join(parts)
    if re.search(rf"</?{kind}\b", text):
        raise ValueError(f"{place}: a mark is not closed")
    return text, tuple(marks)
