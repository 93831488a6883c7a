"""Codes of schemes that nobody has listed: what a cue with a number word announces, if it looks like a code."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extractors.codes.cues import (
    announced,
    bracketed,
    code_head,
    number_after,
    refused_contract,
    refused_project,
    words_of,
)
from extractors.mention import Cell, Mention

_CONFIDENCE = 0.7
_NO_CODE = re.compile(
    r"(?:19|20)\d\d(?:[-–/](?:19|20)?\d\d)?"  # 2019, 2014-2020
    r"|(?:19|20)\d\d[-./]\d\d?[-./]\d\d?"  # 2019-05-01
    r"|\d\d?[-./]\d\d?[-./](?:19|20)?\d\d"  # 01.05.2019
    r"|\d{1,2}[-–]\d{1,4}"  # 4-761, the number of an order
    r"|[A-Z]-\d{1,4}"  # V-332
    r"|\d+[.,]\d+"
)
_CODE = re.compile(r"(?=.{4,45}\Z)(?=.*\d)[^\W_]\w*(?:[-‐‑–—/.!_+]\s?\w+)*\Z", re.DOTALL)
_STRUCTURED = re.compile(r"(?=.*[A-ZĄ-Ž])(?=.*\d)(?=.*[-/.])|\d+(?:\.\d+){2,3}\Z")

_BRACKETED = re.compile(r"(?=.{7,45}\Z)(?=(?:.*\d){4})")  # no COVID-19, no ISO-9001


def find_unlisted(text: str, language: str, cells: tuple[Cell, ...]) -> Iterator[Mention]:
    """Mentions of kind ``code`` by their cues alone: in running text, then in columns of project codes.

    >>> [(m.value, m.label) for m in find_unlisted("project No QX-77/2031-b, contract No 5", "en", ())]
    [('QX-77/2031-b', 'project')]
    """
    for match in announced(language).finditer(text):
        label = _label(match, language)
        if label and _is_code(match["token"], label if match["numbered_contract"] is None else "agreement"):
            yield _mention(match["token"], match.start("token"), label)
    for match in bracketed(language).finditer(text):
        token = match["token"]
        refused = refused_project(language).search(text[max(0, match.start() - 40) : match.start()])
        if not refused and _BRACKETED.match(token) and _is_code(token, "measure"):
            yield _mention(token, match.start("token"), "project")
    if words_of(language).numbered:
        for match in number_after(language).finditer(text):
            if _STRUCTURED.match(match["token"]) and _is_code(match["token"], "project"):
                yield _mention(match["token"], match.start("token"), "project")
    head = code_head(language)
    for cell in cells:
        written = text[cell.start : cell.end].strip()
        if cell.head and written and head.match(cell.head) and _is_code(written, "project"):
            yield _mention(written, text.index(written, cell.start), "project")


def _label(match: re.Match[str], language: str) -> str | None:
    before = match.string[max(0, match.start() - 40) : match.start()]
    if match["contract"] or match["numbered_contract"]:
        return None if refused_contract(language).search(before) else "contract"
    if match["measure"]:
        return "measure"
    return None if refused_project(language).search(before) else "project"


def _is_code(token: str, label: str) -> bool:
    """A project's number may be digits alone; a measure or contract needs letters, digits and a separator.

    ``agreement`` is a contract that its cue calls one of a grant: a separator or letter is enough.
    """
    if not _CODE.match(token) or _NO_CODE.fullmatch(token):
        return False
    if label == "agreement":
        return not token.isdigit() and len(token) >= 5
    if label != "project":
        return _STRUCTURED.match(token) is not None
    return not token.isdigit() or len(token) >= 5


def _mention(written: str, start: int, label: str) -> Mention:
    written = written.rstrip("¹²³⁰⁴⁵⁶⁷⁸⁹")  # the mark of a footnote
    value = re.sub(r"\s+", "", re.sub(r"[‐‑–—]", "-", written))
    return Mention("code", start, start + len(written), written, value, label, f"cue:{label}", _CONFIDENCE)
