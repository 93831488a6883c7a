"""E-mail addresses, plain, linked and hidden from harvesters, in lower case."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from urllib.parse import unquote

from email_validator import EmailNotValidError, validate_email
from spacy.tokens import Doc

from extractors import languages
from extractors.mention import Document, Mention

_LONGEST = 80  # characters of either half, separators included
_FILE_ENDINGS = frozenset({"png", "jpg", "jpeg", "gif", "svg", "webp", "pdf", "css", "js", "html", "php"})
_LOCAL = re.compile(r"(?:[^\W_]|[.%+'’_-])+\Z")
_CUT_LOCAL = re.compile(r"(?:\b|:)\s*(?P<first>[a-z0-9]+(?:[.-]|_))\n[^\S\n]*\Z")  # "el. paštas: vardas.⏎pavarde@..."
_CUT_LABEL = re.compile(r"-\n[^\S\n]*(?=[a-z])")  # "info@ilgas-⏎vardas.lt"
_LABEL = re.compile(r"[^\W_](?:[\w-]{0,61}[^\W_])?")


@dataclass(frozen=True)
class Emails:
    """``[emails]`` of a language file: what stands for ``@`` and for a full stop, and what announces an address.

    ``at`` and ``dot`` count in brackets in any text (``[eta]``, ``(dot)``); between bare words only where the
    text is in that language and a word of ``cues`` stands before, or where the address is spelled out to the end.
    """

    at: tuple[str, ...] = ()
    dot: tuple[str, ...] = ()
    cues: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Patterns:
    at: re.Pattern[str]
    dot: re.Pattern[str]
    cue: re.Pattern[str]


def normalize_email(text: str) -> str | None:
    """The address in lower case, None where it cannot be one (syntax only, nobody is asked).

    >>> normalize_email("R.Juraitis@Imone.LT")
    'r.juraitis@imone.lt'
    >>> normalize_email("logo@2x.png") is None
    True
    """
    try:
        address = validate_email(text.strip().strip(".").replace("＠", "@"), check_deliverability=False).normalized
    except EmailNotValidError:
        return None
    return None if address.rpartition(".")[2] in _FILE_ENDINGS else address.lower()


def find(doc: Doc) -> list[Mention]:
    """E-mail addresses in the order of the text; a link that leads to one counts by its words.

    >>> import spacy
    >>> text = "El. paštas vardas [eta] imone [taškas] lt, arba Info@Imone.lt."
    >>> doc = spacy.blank("lt")(text)
    >>> [(mention.text, mention.value) for mention in find(doc)]
    [('vardas [eta] imone [taškas] lt', 'vardas@imone.lt'), ('Info@Imone.lt', 'info@imone.lt')]
    """
    written = list(_find_written(doc._.readable, doc.lang_))
    document: Document | None = doc._.document
    linked = list(_find_linked(doc._.readable, document)) if document else []
    taken = [(mention.start, mention.end) for mention in written]
    fresh = [m for m in linked if not any(start < m.end and m.start < end for start, end in taken)]
    return sorted(written + fresh, key=lambda mention: mention.start)


def _find_linked(text: str, document: Document) -> Iterator[Mention]:
    for link in document.links:
        shown = text[link.start : link.end]
        scheme, _, target = link.target.partition(":")
        if scheme.lower() != "mailto" or not shown.strip():
            continue
        if value := normalize_email(unquote(target.partition("?")[0])):
            start = link.start + len(shown) - len(shown.lstrip())
            end = start + len(shown.strip())
            yield Mention("email", start, end, text[start:end], value, method="mailto link", confidence=0.98)


def _find_written(text: str, language: str) -> Iterator[Mention]:
    patterns, done = _patterns(language), 0
    for at in patterns.at.finditer(text):
        local = _LOCAL.search(text, max(done, at.start() - _LONGEST), at.start())
        domain = _read_domain(text, at.end(), patterns.dot) if local else None
        if local is None or domain is None:
            continue
        end, labels = domain
        start = local.end() - len(local[0].lstrip(".'’-"))
        glued = at[0].rstrip() in ("@", "＠")
        loose = not glued and at[0].strip()[0] not in "[({<"  # "name at host.lt", "name @ host.lt"
        if loose and ("\n" in text[start:end] or not _is_announced(text, start, end, patterns)):
            continue
        name = text[start : local.end()]
        if glued and (first := _find_first_half(text, max(done, start - _LONGEST), start, patterns)):
            name, start = first["first"] + name, first.start("first")
        if value := normalize_email(f"{name}@{'.'.join(labels)}"):
            method, confidence = ("address", 0.99) if glued else ("spelled out", 0.95)
            yield Mention("email", start, end, text[start:end], value, method=method, confidence=confidence)
            done = end


def _find_first_half(text: str, low: int, start: int, patterns: _Patterns) -> re.Match[str] | None:
    """What stands of the name on the line before, where that line announces an address."""
    first = _CUT_LOCAL.search(text, low, start)
    if first and patterns.cue.search(text, max(0, first.start("first") - 30), first.start("first")):
        return first
    return None


def _read_domain(text: str, at: int, dot: re.Pattern[str]) -> tuple[int, list[str]] | None:
    """The end and the labels of the host name that starts at ``at``; a line may break before it or inside it."""
    labels: list[str] = []
    while label := _LABEL.match(text, at, at + 64):
        word, at = label[0], label.end()
        if (cut := _CUT_LABEL.match(text, at)) and (more := _LABEL.match(text, cut.end(), cut.end() + 64)):
            word, at = f"{word}-{more[0]}", more.end()
        labels.append(word)
        separator = dot.match(text, at)
        if separator is None or ("\n" in separator[0] and len(labels) > 1):
            break
        if not _LABEL.match(text, separator.end()) or (len(labels) > 1 and text[separator.end()].isupper()):
            break  # the full stop of the sentence
        at = separator.end()
    return (at, labels) if len(labels) > 1 else None


def _is_announced(text: str, start: int, end: int, patterns: _Patterns) -> bool:
    """Whether words like ``name at host.lt`` are meant as an address: a cue before, a line of its own,
    a full stop in the name, or none in the host (``firm dot com``)."""
    line = text.rfind("\n", 0, start) + 1
    after = text.find("\n", end)
    alone = not text[line:start].strip() and not text[end : after if after >= 0 else len(text)].strip(" .")
    words = text[start:end].split()
    dotted = "." in words[0] or "." not in words[-1]
    return alone or dotted or bool(patterns.cue.search(text, max(line, start - 30), start))


@cache
def _patterns(language: str) -> _Patterns:
    every = [languages.section(code, "emails", Emails) or Emails() for code in languages.available()]
    own = languages.section(language, "emails", Emails) or Emails()
    at = "|".join(sorted({re.escape(word) for data in every for word in data.at} | {"@", "at"}))
    dots = "|".join(sorted({re.escape(word) for data in every for word in data.dot} | {r"\.", "dot"}))
    cues = "|".join(sorted({re.escape(word) for data in every for word in data.cues} | {"e-?mail"}))
    bare_at = "|".join(sorted({re.escape(word) for word in own.at} | {"at"}))
    bare_dot = "|".join(sorted({re.escape(word) for word in own.dot} | {"dot"}))
    return _Patterns(
        # " @ ", "@⏎", "(at)", "[ eta ]", " at "
        re.compile(
            rf"(?<=\w)[@＠]\n?[^\S\n]{{0,8}}|(?<=\w)[^\S\n][@＠][^\S\n]|\s{{0,2}}[\[({{<][^\S\n]?(?:{at})[^\S\n]?[\])}}>]\s{{0,2}}"
            rf"|(?<=\w)[^\S\n](?:{bare_at})[^\S\n](?=\w)",
            re.IGNORECASE,
        ),
        # ".", ".⏎", "(dot)", " [taškas] ", " dot "
        re.compile(
            rf"\n?\.(?:\n[^\S\n]*(?=(?-i:[a-z])))?|\s{{0,2}}[\[({{<][^\S\n]?(?:{dots})[^\S\n]?[\])}}>]\s{{0,2}}"
            rf"|[^\S\n](?:{bare_dot})[^\S\n]",
            re.IGNORECASE,
        ),
        re.compile(rf"(?:{cues})", re.IGNORECASE),
    )
