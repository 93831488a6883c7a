"""Names without quotation marks beside a word for a kind of organization: ``the cluster Velora``."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache

from extractors.organizations.candidates import Candidate
from extractors.organizations.forms import patterns
from extractors.organizations.reading import UPPER, Reading
from extractors.organizations.words import Organizations, compiled, head_words, words

_CAP = rf"(?:[{UPPER}][\w’'&-]*|\d+[{UPPER}]\w*)"
_RUN = rf"{_CAP}(?: (?:& |de |du |des |di |del |van |von )?(?:[dl]['’])?{_CAP}){{0,3}}"
_MOST_BETWEEN = 4
_ITEM = re.compile(rf"{_RUN}(?: [a-zà-ž]+(?=,))?")


def find_unquoted(reading: Reading) -> list[Candidate]:
    """Capitalised names behind a kind (``bare_kinds``), before one (``bare_behind``), or in a list that words lead to.

    >>> from extractors.organizations.reading import reading_of
    >>> text = "The sensor cluster Andurikoda met the LUMINET cluster and companies Elga, Data House and Opta."
    >>> [found.value for found in find_unquoted(reading_of(text, "en"))]
    ['Andurikoda', 'LUMINET', 'Elga', 'Data House', 'Opta']
    """
    data = words(reading.language)
    before, behind, lists = _patterns(data)
    found: list[Candidate] = []
    for match in before.finditer(reading.text):
        found += _behind_kind(reading, match, data)
    for match in behind.finditer(reading.text):
        first = match.start("name")
        alone = not re.search(rf"(?:\A|\s)[{UPPER}]\w* \Z", reading.text[max(0, first - 30) : first])
        if match["name"].isupper() or (alone and not reading.starts_sentence(first)):
            found += _name(reading, first, match["name"], "kind behind", data)
    for match in compiled(rf"(?:{data.bare_leads}) (?P<name>{_RUN})(?P<country> \([{UPPER}])?").finditer(reading.text):
        if match["country"] or " " not in match["name"]:  # two words may be a person
            found += _name(reading, match.start("name"), match["name"], "kind unquoted", data)
    for match in lists.finditer(reading.text):
        for item in _ITEM.finditer(reading.text, match.start("names"), match.end("names") + 1):
            found += _name(reading, item.start(), item[0], "list", data)
    return sorted(found, key=lambda candidate: candidate.start)


def _behind_kind(reading: Reading, match: re.Match[str], data: Organizations) -> list[Candidate]:
    """The name behind a kind; with the kind, where its own capital makes it part: ``Cluster Habitat d'Eivissa``."""
    left = reading.text[max(0, match.start() - 30) : match.start()]
    if compiled(rf"(?:{data.offices}) \Z").search(left):
        return []  # "dyrektor klastra Agnieszka Wojdyłło"
    capital = match[0][0].isupper()
    longer = capital and bool(re.search(rf"[{UPPER}]\w* \Z", left))
    if longer and " " in match["name"]:
        return []  # European Cluster Collaboration Platform
    named = _name(reading, match.start("name"), match["name"], "kind unquoted", data)
    known_kind = head_words(reading.language, ("heads",)).pattern.match(match[0])
    if not capital or longer or not known_kind or reading.starts_sentence(match.start()):
        return named
    kind = match[0].split(" ")[0]
    return [replace(c, start=match.start(), value=f"{kind} {c.value}") for c in named]


def find_between(reading: Reading, known: list[Candidate]) -> list[Candidate]:
    """Bare names of two words or with a country in brackets that commas join to known ones on both sides.

    >>> from extractors.organizations.reading import reading_of
    >>> text = "The partners are Elga UAB, Photonics Nord (France), Tartu Hall and Opta Oy."
    >>> places = [(text.index(name), text.index(name) + len(name)) for name in ("Elga UAB", "Opta Oy")]
    >>> ends = [Candidate(*place, "", "legal form", 0.9) for place in places]
    >>> [found.value for found in find_between(reading_of(text, "en"), ends)]
    ['Photonics Nord', 'Tartu Hall']
    """
    data, text = words(reading.language), reading.text
    joiners = "|".join(map(re.escape, data.joiners)) or "(?!)"
    item = compiled(rf"(?: \([^()\n]{{2,25}}\))?(?:[,;]| (?:{joiners})|[,;] (?:{joiners})) (?:the )?(?P<name>{_RUN})")
    follows = compiled(rf"(?: \([^()\n]{{2,25}}\))?(?:[,;]| (?:{joiners})|[,;] (?:{joiners})) (?:the )?\Z")
    starts = {candidate.start for candidate in known}
    found: list[Candidate] = []
    for candidate in known:
        at = candidate.end
        between: list[Candidate] = []
        while (match := item.match(text, at)) and match.start("name") not in starts and len(between) < _MOST_BETWEEN:
            between.append(Candidate(*match.span("name"), match["name"], "list", 0.7))
            at = match.end()
        if not between or not all(" " in c.value or text[c.end : c.end + 2] == " (" for c in between):
            continue
        if any(follows.match(text[at:start]) for start in range(at + 1, at + 41) if start in starts):
            found += between
    return found


@cache
def _patterns(data: Organizations) -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    joiners = "|".join(map(re.escape, data.joiners)) or "(?!)"
    item = _ITEM.pattern
    return (
        re.compile(rf"(?<!\w)(?:{data.bare_kinds}) (?P<name>{_RUN})"),
        re.compile(rf"(?<!\w)(?P<name>[{UPPER}]\w+(?: [{UPPER}]{{2,}}\w*)?) (?:{data.bare_behind})(?!\w)"),
        re.compile(rf"(?:{data.bare_lists}) (?:the )?(?P<names>{item}(?:, {item})*(?:,? (?:{joiners}) (?:{_RUN}))?)"),
    )


def _name(reading: Reading, start: int, name: str, method: str, data: Organizations) -> list[Candidate]:
    """The run of capitals up to the first word that is no part of a name; nothing where none is left."""
    kept: list[str] = []
    for word in name.split(" "):
        if patterns().before.fullmatch(word) or patterns().after.fullmatch(word):
            return []
        if compiled(data.endings).search(word):
            break
        kept.append(word)
    name = " ".join(kept)
    place = compiled(data.proper).match(name) and (method != "list" or len(kept) == 1)
    if not name or place or compiled(data.generic).match(name):
        return []
    return [Candidate(start, start + len(name), name, method, 0.75)]
