"""The words of a language that name organizations: institutions by their head noun, kinds of firms, offices."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache

from extractors import languages
from extractors.declension import inflect

INVARIANT = "_"  # the key of words that have one form, or are patterns of all their forms
_COMPOUND = r"(?:\w{1,60}-)?\w{0,60}"  # bounded: in a word of ten thousand letters the search has no end


@dataclass(frozen=True, eq=False)
class Organizations:
    """``[organizations]`` of a language file.

    ``heads``, ``units`` and ``classes`` give stems by paradigm of ``[declension]``, or patterns under ``_``; a stem
    that starts with ``~`` may end a compound (``~ministeerium``). ``heads`` make institutions, ``units`` parts of
    those in ``parents``, ``classes`` stand beside a brand (bendrovė „Mūrtaka“, „Robmetos“ klasteris). Modifiers of a
    head stand to its left or to its right (``order``); ``modifier`` matches one in lower case.
    """

    order: str = "right"
    heads: dict[str, tuple[str, ...]] = field(default_factory=dict)
    weak: tuple[str, ...] = ()  # heads that need a proper modifier: centras, tinklas
    units: dict[str, tuple[str, ...]] = field(default_factory=dict)
    parents: str = r"(?!)"
    classes: dict[str, tuple[str, ...]] = field(default_factory=dict)
    offices: str = r"(?!)"  # who stands behind a name: direktorius, vadovė, nariai
    modifier: str = r"(?!)"
    capital: str = r"(?!)"  # a capitalised modifier, where not every genitive is one
    foreign: str = r"(?!)"  # a capitalised word without the endings of the language: Fraunhofer
    complement: str = ""  # what follows a head noun; CAP stands for a capitalised word, RUN for some of them
    head_capital: bool = False  # whether head nouns of names have capitals always
    titled: bool = False  # whether "and" may join capitalised modifiers (Business and Innovation Agency)
    joiners: tuple[str, ...] = ()
    generic: str = r"(?!)"  # capitalised words that make no name: Klasterio, Projekto, The
    proper: str = r"(?!)"  # modifiers that make one: Lietuvos, Vilniaus, Nacionalinė
    refused: str = r"(?!)"  # whole names that are none: Europos Sąjunga, funds, programmes
    origin: str = r"(?!)"  # a country before a name that is no part of it: Italijos MIMEST S.p.A.
    local: str = r"(?!)"  # endings of a quoted brand that stands in a local case: „Robolitoje“
    titles: str = r"(?!)"  # words before quotation marks that make a title of what is in them: projektas, paroda
    endings: str = r"(?!)"  # of words that stand behind a name and are no part of it: Leedust, Virosta
    lists: str = r"(?!)"  # words that lead to quoted names of organizations: įmonių, partneriai –
    bare_kinds: str = r"(?!)"  # kinds behind which a name stands without quotation marks
    bare_behind: str = r"(?!)"  # kinds before which it does: the LUMINET cluster
    bare_leads: str = r"(?!)"  # words that lead to one such name: coordinated by
    bare_lists: str = r"(?!)"  # words that lead to a list of such names
    short_for: str = r"(?!)"  # what stands before an abbreviation in brackets: toliau –, angl.


@dataclass(frozen=True, slots=True)
class Head:
    """One form of a head noun. ``case`` counts from 0, the nominative."""

    stem: str
    paradigm: str
    case: int
    kind: str  # head, weak, unit, class

    def nominative(self, written: str, language: str) -> str:
        """The written form in the nominative, its own capital and compound prefix kept."""
        if self.paradigm == INVARIANT or self.case == 0:
            return written
        forms = inflect(self.stem, self.paradigm, language)
        return written[: len(written) - len(forms[self.case])] + _like(written, self.stem, forms)


def _like(written: str, stem: str, forms: tuple[str, ...]) -> str:
    at = written.casefold().rfind(stem.casefold()[:3])
    first = written[at] if at >= 0 else ""
    return forms[0].upper() if written.isupper() else (forms[0].capitalize() if first.isupper() else forms[0])


@cache
def words(language: str) -> Organizations:
    """The words of a language; those of none for a language without data."""
    return languages.section(language, "organizations", Organizations) or Organizations()


@cache
def compiled(pattern: str) -> re.Pattern[str]:
    """A pattern of a language file; ``(?!)`` matches nothing."""
    return re.compile(pattern)


@dataclass(frozen=True)
class HeadWords:
    """All forms of the nouns of one kind: ``pattern`` finds them, ``read`` tells what a found one is."""

    pattern: re.Pattern[str]
    forms: dict[str, Head]

    def read(self, written: str) -> Head:
        """What a match of ``pattern`` is; a pattern's own word counts as its nominative."""
        folded = written.casefold()
        for at in range(len(folded) - 2):
            if found := self.forms.get(folded[at:]):
                return found
        return Head(written, INVARIANT, 0, "head")


@cache
def head_words(language: str, kinds: tuple[str, ...]) -> HeadWords:
    """The head nouns of the given kinds (``heads``, ``units``, ``classes``) in all forms, matched without case."""
    data = words(language)
    forms: dict[str, Head] = {}
    options: list[str] = []
    for kind in kinds:
        for paradigm, stems in getattr(data, kind).items():
            for stem in stems:
                name = kind[:-1] if stem not in data.weak else "weak"
                options += _forms_of(stem, paradigm, name, language, forms)
    either = "|".join(sorted(set(options), key=len, reverse=True)) or r"(?!)"
    return HeadWords(re.compile(rf"(?<![\w-])(?i:{either})(?![\w])"), forms)


def _forms_of(stem: str, paradigm: str, kind: str, language: str, forms: dict[str, Head]) -> list[str]:
    prefix, stem = (_COMPOUND, stem[1:]) if stem.startswith("~") else ("", stem)
    if paradigm == INVARIANT:
        return [prefix + stem]
    written = inflect(stem, paradigm, language)
    for case in reversed(range(len(written))):
        forms[written[case].casefold()] = Head(stem, paradigm, case, kind)
    return [prefix + re.escape(form) for form in written]
