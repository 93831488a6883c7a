"""``[people]`` of the language files: how names are declined, and the words that stand beside a name."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache

from extractors import languages
from extractors.declension import declension


@dataclass(frozen=True)
class People:
    """``[people]`` of a language file.

    ``male`` and ``female`` name paradigms of names, those of ``[people.nouns]`` or of ``[declension.nouns]``;
    ``foreign`` lists the endings that are added to a name without an ending of the language, case by case (an empty
    ending for every case: such names stay as they are). ``male_surnames`` and ``female_surnames`` are endings of
    surnames in the nominative; the longer ending that fits tells which paradigm is right. ``strong`` endings make a
    surname of a word by themselves, ``impossible`` ones end no name. ``short_stems`` is the paradigm of surnames with
    a stem of one syllable. ``endings`` serves languages that decline the last word of a name alone: the end of a
    surname in another case and in the nominative.

    ``titles`` stand before a name (``dr``), ``posts`` are the beginnings of words for posts (``direktor``) in any
    case, ``verbs`` tell that somebody speaks, ``credits`` stand before the name of a photographer or author.
    ``heads`` are words that make a name before them one of a street, a school or a prize, ``heads_before`` those that
    do so to a name behind them; ``eponyms`` are names that stand for programmes, firms and places only; ``refused``
    are words that are no part of a name; ``saints`` stand before names of saints. A post with an asterisk before it
    may end a compound (``klaszterigazgató``). ``surname_first`` and ``double_surnames`` tell the order of names.
    """

    male: tuple[str, ...] = ()
    female: tuple[str, ...] = ()
    nouns: dict[str, tuple[str, ...]] = field(default_factory=dict)
    foreign: tuple[tuple[str, ...], ...] = ()
    male_surnames: tuple[str, ...] = ()
    female_surnames: tuple[str, ...] = ()
    strong: tuple[str, ...] = ()
    impossible: tuple[str, ...] = ()
    short_stems: str = ""
    endings: tuple[tuple[str, str], ...] = ()
    titles: tuple[str, ...] = ()
    posts: tuple[str, ...] = ()
    verbs: tuple[str, ...] = ()
    credits: tuple[str, ...] = ()
    heads: tuple[str, ...] = ()
    heads_before: tuple[str, ...] = ()
    eponyms: tuple[str, ...] = ()
    refused: tuple[str, ...] = ()
    saints: tuple[str, ...] = ()
    surname_first: bool = False
    double_surnames: bool = False


@dataclass(frozen=True, slots=True)
class Paradigm:
    """The endings of one kind of name, the nominative first, and the gender of those who bear it."""

    name: str
    gender: str
    endings: tuple[str, ...]


_WORDS = ("titles", "posts", "credits", "heads", "heads_before", "saints")


@cache
def people(language: str) -> People:
    """The data of a language; where its file has none, or the language is unknown, the words of all
    languages, but for verbs: those of one language are prepositions of another."""
    return languages.section(language, "people", People) or People(
        **{key: tuple(sorted(every(key))) for key in _WORDS}  # type: ignore[arg-type]
    )


@cache
def paradigms(language: str) -> tuple[Paradigm, ...]:
    """The paradigms of names in the order of their likelihood, those of men first.

    >>> [paradigm.name for paradigm in paradigms("lt") if paradigm.gender == "female"]
    ['ė', 'a']
    """
    data, shared = people(language), declension(language)
    nouns = {**shared.nouns, **data.nouns}
    genders = {"male": data.male, "female": data.female}
    return tuple(Paradigm(name, gender, nouns[name]) for gender, names in genders.items() for name in names)


@cache
def every(key: str) -> frozenset[str]:
    """The words under a key of ``[people]`` in all languages together."""
    found = (languages.section(code, "people", People) for code in languages.available())
    return frozenset(word for data in found if data for word in getattr(data, key))
