"""Whether a name that was read is one: by list, ending and witness."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

from extractors.people.data import every, paradigms, people
from extractors.people.nominative import Name
from extractors.people.witnesses import Witnesses
from extractors.people.words import Word
from extractors.taken import Taken

_REACH = 160  # characters between a name and the e-mail address that is made of it


@dataclass(frozen=True, slots=True)
class Context:
    """What is known of the text: its words that begin with a capital (``attested``), those that it also writes in
    lower case (``common``), where other mentions stand, and the names before the @ of addresses."""

    text: str
    language: str
    attested: frozenset[str]
    common: frozenset[str]
    taken: Taken
    addresses: tuple[tuple[int, str], ...]


def decide_name(words: list[Word], name: Name, witnesses: Witnesses, context: Context) -> tuple[str, float] | None:
    """The ground on which a full name is taken, with its confidence; None where there is none."""
    if name.value in every("eponyms"):
        return None
    broken = any(word.breaks for word in words)
    address = has_address(words, name, context)
    told = witnesses.speak or address
    if name.surname.casefold() in context.common and not (told or name.typical):
        return None  # "Grace Period", where the text speaks of a period
    if name.listed and not (name.weak or broken):
        return ("given name", 0.97 if name.typical or told else 0.9)
    if name.listed and (name.typical or told):
        return ("given name, witness", 0.93)
    if len(words) > 3 or broken or any(word.initial for word in words):
        return None
    strong = name.typical and ends_strongly(words[-1].text, context.language, name.surname)
    # both words end as names do, and not in the genitive, in which names of places and firms stand before others
    agrees = bool(paradigms(context.language)) and name.case != 1 and name.weight > 0.5
    whole = not paradigms(context.language) and not any(word.text.casefold() in context.common for word in words)
    beside = witnesses.title or (witnesses.post and (witnesses.verb or name.typical or agrees or whole))
    grounds = (("e-mail address", 0.9, address), ("surname", 0.85, strong), ("witness", 0.8, beside))
    return next(((method, confidence) for method, confidence, holds in grounds if holds), None)


def has_address(words: list[Word], name: Name, context: Context) -> bool:
    """Whether an e-mail address near by is made of the name: ``b.senkiene@``, ``boleta@``."""
    surname = fold_name(name.surname.split(" ")[-1].split("-")[0])
    given = fold_name(name.given.split(" ")[0])
    end = words[-1].end
    return any(
        -_REACH < at - end < _REACH and (surname[:6] in local or local == given) and len(surname) > 2
        for at, local in context.addresses
    )


def ends_strongly(written: str, language: str, nominative: str = "") -> bool:
    """Whether a word is a surname by its ending alone."""
    data = people(language)
    word = nominative or written.strip(" -–—")
    forms = (word, word.removesuffix("s"), word[:-1] + "ė")
    return any(form.endswith(ending) and len(form) > len(ending) + 1 for form in forms for ending in data.strong)


def title_case(word: str) -> str:
    """``SENKIENĖ`` as ``Senkienė``; what is not in capitals stays as it is."""
    if len(word) > 2 and word.isupper() and not word.endswith("."):
        return "-".join(part.capitalize() for part in word.split("-"))
    return word


def fold_name(text: str) -> str:
    """Letters and digits alone, in lower case and without diacritics: as names stand in addresses.

    >>> fold_name("Ona Žilvytė-Petraitienė")
    'onazilvytepetraitiene'
    """
    decomposed = unicodedata.normalize("NFD", text.casefold().replace("ł", "l").replace("ø", "o"))
    return "".join(character for character in decomposed if character.isalnum())
