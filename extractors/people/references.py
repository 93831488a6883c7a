"""Short forms of names inside one document: initials, bare surnames, another case of the same name."""

from __future__ import annotations

import re
from collections.abc import Iterator

from spacy.tokens import Doc

from extractors.mention import Mention
from extractors.people.forms import decline_surname
from extractors.people.naming import Named
from extractors.people.witnesses import find_witnesses


def resolve_references(doc: Doc, named: list[Named]) -> list[Mention]:
    """Mentions of the people named, and of those whom only a surname calls back.

    Initials stand for the one person of the document whom they and the surname fit; where two fit, or nobody, they
    stay as they are.
    """
    full = list(dict.fromkeys((n.name.given, n.name.surname) for n in named if not n.initialled))
    mentions = [mention for one in named if (mention := _mention(one, full, doc.lang_))]
    taken = [(m.start, m.end) for m in (*doc._.mentions, *mentions)]
    mentions += _find_surnames(doc, full, taken)
    return sorted(mentions, key=lambda mention: mention.start)


def _mention(one: Named, full: list[tuple[str, str]], language: str) -> Mention | None:
    value, refers_to = one.name.value, None
    if one.initialled:
        written = one.text.split(" ")
        fitting = [
            f"{given} {surname}"
            for given, surname in full
            if _fits_initials(one.name.given, given) and _is_form(one, surname, language)
        ]
        if len(fitting) == 1:
            value = refers_to = fitting[0]
        elif not one.method or (len(written) < 2 and not one.name.typical):
            return None
    method = one.method or "initials of a name"
    confidence = 0.97 if refers_to else one.confidence
    return Mention("person", one.start, one.end, one.text, value, "", method, confidence, refers_to)


def _fits_initials(initials: str, given: str) -> bool:
    letters = [part[0] for part in re.split(r"[.\s]+", initials) if part]
    names = [part[0] for part in given.split(" ")]
    return letters[:1] == names[:1]


def _is_form(one: Named, surname: str, language: str) -> bool:
    written = re.sub(r"\A(?:[^\W\d_]{1,2}\.\s*)+", "", one.text)
    if any(written in case for case in decline_surname(surname, language)):
        return True
    return one.name.surname.casefold() == surname.casefold()


def _find_surnames(doc: Doc, full: list[tuple[str, str]], taken: list[tuple[int, int]]) -> Iterator[Mention]:
    forms: dict[str, set[tuple[str, str]]] = {}
    for given, surname in full:
        if len(surname) > 3:
            for case in decline_surname(surname, doc.lang_):
                for form in case:
                    forms.setdefault(form, set()).add((given, surname))
    if not forms:
        return
    pattern = re.compile(
        rf"(?<![\w-])(?:{'|'.join(map(re.escape, sorted(forms, key=lambda f: (-len(f), f))))})(?![\w-])"
    )
    for match in pattern.finditer(doc._.readable):
        start, end = match.span()
        bearers = forms[match[0]]
        if len(bearers) > 1 or any(a < end and start < b for a, b in taken):
            continue
        witnesses = find_witnesses(doc._.readable, start, end, doc.lang_)
        if witnesses.speak and not witnesses.against:
            value = " ".join(next(iter(bearers)))
            yield Mention("person", start, end, match[0], value, "", "surname again", 0.85, value)
