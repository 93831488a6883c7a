"""The post and the organization of a contact, from the words beside the name."""

from __future__ import annotations

import re
from collections.abc import Iterable

from extractors.declension import declension, nominatives
from extractors.mention import Document, Mention
from extractors.people.data import people
from extractors.people.deciding import fold_name
from extractors.people.witnesses import is_post, title_words

_REACH = 140  # characters after a name in which its post stands
_CHUNK = re.compile(r"[^,;\n|()–]+")
_WORD = re.compile(r"[^\W\d_]+(?:[-.&][^\W\d_]+)*\.?")
_QUOTED = re.compile(r"[„“\"«][^„“”\"«»]*[”“\"»]")


def find_title(document: Document, person: Mention, parts: list[Mention], mentions: tuple[Mention, ...]) -> str | None:
    """The post of a person in the nominative, without the name of the organization; None where the text has none.

    >>> from extractors.mention import Segment
    >>> text = "Kreiptis į klasterio projektų vadovę Oną Vilkaitę, tel. +370 612 00000"
    >>> document = Document("d", text, (Segment(0, len(text), "body"),), "lt")
    >>> person = Mention("person", 37, 49, "Oną Vilkaitę", "Ona Vilkaitė")
    >>> find_title(document, person, [person], (person,))
    'klasterio projektų vadovė'
    """
    language = document.language or "xx"
    return _read_after(document.text, person, parts, mentions, language) or _read_before(
        document.text, person, mentions, language
    )


def find_organization(document: Document, parts: list[Mention], mentions: tuple[Mention, ...]) -> str | None:
    """The name of the organization that stands within a contact, or in the same line before it, or else that whose
    name the host of the e-mail address repeats."""
    start, end = parts[0].start, parts[-1].end
    line = document.text.rfind("\n", 0, start) + 1
    if not document.text[line:start].strip():  # the line before: "Klasterio „Medinga“ direktorius⏎Jonas Rudys"
        line = document.text.rfind("\n", 0, len(document.text[:line].rstrip())) + 1
    line = max(line, start - 90)
    inside = [m for m in mentions if m.kind == "organization" and start <= m.start < end]
    before = [m for m in mentions if m.kind == "organization" and line <= m.start and m.end <= start]
    near = [m for m in before if not re.search(r"[.;:]\s", document.text[m.end : start])]
    chosen = next(iter(inside), None) or (near[-1] if near else None) or _find_host(parts, mentions)
    return (chosen.refers_to or chosen.value) if chosen else None


def _find_host(parts: list[Mention], mentions: tuple[Mention, ...]) -> Mention | None:
    """The organization after which the host of an address is called: ``info@vilnosrastai.lt``."""
    hosts = [fold_name(part.value.partition("@")[2].rpartition(".")[0]) for part in parts if part.kind == "email"]
    organizations = [m for m in mentions if m.kind == "organization" and len(m.value) > 3]
    return next((m for m in organizations for host in hosts if host and fold_name(m.value) == host), None)


def _read_after(
    text: str, person: Mention, parts: list[Mention], mentions: tuple[Mention, ...], language: str
) -> str | None:
    """``Ona Vilkaitė, UAB „Įmonė“ projektų vadovė, tel. ...`` and the same in lines or cells."""
    end = min([part.start for part in parts if part.start > person.end] or [person.end + _REACH])
    for chunk in _CHUNK.finditer(text, person.end, min(end, person.end + _REACH)):
        words = _without_organizations(text, chunk.start(), chunk.end(), mentions)
        found = [word for word in _WORD.findall(words) if is_post(word.casefold(), language)]
        if found:
            return re.sub(r"\s+", " ", words).strip(" .:-") or None
    return None


def _without_organizations(text: str, start: int, end: int, mentions: Iterable[Mention]) -> str:
    """The text with the names of organizations cut out where they open or close it."""
    inside = [m for m in mentions if m.kind == "organization" and start <= m.start and m.end <= end]
    for mention in inside:
        if not text[start : mention.start].strip():
            start = mention.end
        elif not text[mention.end : end].strip(" .:"):
            end = mention.start
    return _QUOTED.sub("", text[start:end])


def _read_before(text: str, person: Mention, mentions: tuple[Mention, ...], language: str) -> str | None:
    """``kreiptis į asociacijos „Įmonė“ projektų vadovę Oną Vilkaitę``: the post and what modifies it, nominative."""
    low = max(person.start - 120, max((m.end for m in mentions if m.end <= person.start), default=0))
    clause = re.split(r"[,;:.()\n|“”\"»]", text[low : person.start].rstrip())
    words = clause[-1].split()
    while words and words[-1].strip(".").casefold() in title_words(language):
        words.pop()
    if not words or not is_post(words[-1].casefold(), language):
        return None
    phrase = [words[-1]]
    for word in reversed(words[:-1]):
        if not _modifies(word, language):
            break
        phrase.insert(0, word)
    if person.text == person.value:
        return " ".join(phrase)
    return _nominate(phrase, person, language)


def _modifies(word: str, language: str) -> bool:
    """Whether a word before a post belongs to it: a genitive or an adjective, not a verb or preposition."""
    if not word[:1].isalpha() or len(word) < 3:
        return word == "ir"
    data = declension(language)
    genitives = tuple(endings[1] for endings in (*data.nouns.values(), *data.adjectives.values()) if len(endings) > 1)
    adjectives = tuple(ending for endings in data.adjectives.values() for ending in endings)
    return word.casefold().endswith((*genitives, *adjectives)) and word.casefold() not in people(language).verbs


def _nominate(phrase: list[str], person: Mention, language: str) -> str:
    """The post in the nominative, with the adjectives that agree with it; genitives before it stay."""
    *modifiers, post = phrase
    female = person.value.split(" ")[0][-1:] in "aė"
    options = [word for word in nominatives(post, language) if (word[-1] in "aė") == female]
    if not options:
        return " ".join(phrase)
    return " ".join([*(_nominate_adjective(word, female, language) for word in modifiers), options[0]])


def _nominate_adjective(word: str, female: bool, language: str) -> str:
    for name, endings in declension(language).adjectives.items():
        if name.startswith("f_" if female else "m_"):
            for ending in endings[2:4]:  # dative and accusative: those in which one is told to turn to somebody
                if word.endswith(ending):
                    return word[: -len(ending)] + endings[0]
    return word
