"""The words around a number: do they call it a telephone or a fax?"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from extractors import languages

_REACH = 45  # characters before a number in which its word is looked for


@dataclass(frozen=True)
class Phones:
    """``[phones]`` of a language file.

    ``region`` is the country whose numbers stand without a country code in texts of that language (ISO 3166-1
    alpha-2, empty where there is no such country). ``cues`` announce a telephone, ``fax`` announces a fax number;
    words of one letter count only right before the number.
    """

    region: str = ""
    cues: tuple[str, ...] = ()
    fax: tuple[str, ...] = ()


def call(text: str, start: int, low: int, language: str) -> str:
    """``phone``, ``fax`` or nothing: what the words before the number at ``start`` call it, back to ``low`` at most.

    >>> text = "Tel. / faks. 451206, faks. 451207"
    >>> call(text, 13, 0, "lt"), call(text, 27, 19, "lt")
    ('phone', 'fax')
    """
    line = text.rfind("\n", 0, start)
    if not text[line + 1 : start].strip(" \t(|"):  # "Tel.:⏎+370 ..."
        line = text.rfind("\n", 0, max(line, 0))
    before = text[max(low, line + 1, start - _REACH) : start]
    digit = max((at for at, character in enumerate(before) if character.isdigit()), default=-1)
    called = {match.lastgroup for match in _words(language).finditer(before, digit + 1)}
    return "phone" if "phone" in called else "fax" if called else ""


def is_fax_after(text: str, end: int, language: str) -> bool:
    """Whether the number that ends at ``end`` is called a fax behind it: ``8 37 451207 (faks.)``."""
    bracket = re.compile(r"[^\S\n]?\([^\S\n]?").match(text, end)
    word = _words(language).match(text, bracket.end()) if bracket else None
    return word is not None and word.lastgroup == "fax"


@cache
def _words(language: str) -> re.Pattern[str]:
    own = languages.section(language, "phones", Phones)
    codes = (language, "en") if own else languages.available()  # a language that is not known may be any
    found = [languages.section(code, "phones", Phones) or Phones() for code in dict.fromkeys(codes)]
    fax = _alternatives({word for data in found for word in data.fax})
    phone = _alternatives({word for data in found for word in data.cues})
    return re.compile(rf"(?<!\w)(?:(?P<fax>{fax})|(?P<phone>{phone}))", re.IGNORECASE)


def _alternatives(words: set[str]) -> str:
    long = "|".join(re.escape(word) for word in sorted(words, key=lambda word: (-len(word), word)) if len(word) > 1)
    short = "".join(sorted(word for word in words if len(word) == 1))
    return rf"(?:{long or '(?!)'})(?!\w)" + (rf"|[{short}][.:][^\S\n]?\(?\Z" if short else "")
