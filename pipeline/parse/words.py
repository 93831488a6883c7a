"""The words by which a page or a file is laid out, in all languages: data of ``[layout]``."""

from __future__ import annotations

import re
from dataclasses import dataclass, fields
from functools import cache

from extractors import languages

_ORNAMENTS = " \t\n.…:·•*>»›→➔⇒-–—|[]()"


@dataclass(frozen=True)
class LayoutWords:
    """``[layout]`` of a language file, lower case.

    ``read_more`` ends the teaser of another article; ``related`` stands over a list of other articles; ``release`` is
    what a release calls itself above its headline; ``updated`` marks the day of a change; ``conjunctions`` follow a
    suspended hyphen; ``caption`` numbers or credits a table or picture; ``contact`` opens a block of contacts;
    ``total`` stands in the last row of a table of sums; ``unsubscribe`` in the footer of a newsletter; ``published``
    and ``title`` are names of those fields in a file's front matter.
    """

    read_more: tuple[str, ...] = ()
    related: tuple[str, ...] = ()
    release: tuple[str, ...] = ()
    updated: tuple[str, ...] = ()
    conjunctions: tuple[str, ...] = ()
    caption: tuple[str, ...] = ()
    contact: tuple[str, ...] = ()
    total: tuple[str, ...] = ()
    unsubscribe: tuple[str, ...] = ()
    published: tuple[str, ...] = ()
    title: tuple[str, ...] = ()


@cache
def layout_words() -> LayoutWords:
    """The words of all languages together: a document of one language may stand in a frame of another."""
    sections = [languages.section(language, "layout", LayoutWords) for language in languages.available()]
    return LayoutWords(
        **{
            field.name: tuple(sorted({word for words in sections if words for word in getattr(words, field.name)}))
            for field in fields(LayoutWords)
        }
    )


@cache
def phrase_pattern(name: str) -> re.Pattern[str]:
    """A pattern for any of the phrases of one field, as whole words, longest first; it never matches nothing."""
    phrases = sorted(getattr(layout_words(), name), key=len, reverse=True)
    alternatives = "|".join(re.escape(phrase).replace(r"\ ", r"\s+") for phrase in phrases)
    return re.compile(rf"(?<!\w)(?:{alternatives})(?!\w)" if phrases else r"(?!)", re.IGNORECASE)


def is_phrase(text: str, name: str) -> bool:
    """Whether a text is one of the phrases of a field of ``[layout]``, ornaments aside.

    >>> is_phrase("[ Skaityti daugiau → ]", "read_more"), is_phrase("Skaityti daugiau knygų", "read_more")
    (True, False)
    """
    bare = text.strip(_ORNAMENTS)
    return len(bare) < 60 and bool(phrase_pattern(name).fullmatch(bare))
