"""What stands around a name and tells that it is one, or that it is the name of a street, a school or a prize."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from extractors.people.data import People, every, people

_BEFORE = re.compile(r"([^\W\d_][\w-]*)(\.?)[\s,:–—(-]{0,3}\Z")
_AFTER = re.compile(r"[\s,–—(-]{0,3}([^\W\d_][\w-]*)")
_ROW = re.compile(r"(?:[^\S\n][^\W\d_]+\.?){1,2}")  # the next two words
_NEXT = re.compile(r" ([^\W\d_]+)")
_NUMERAL = re.compile(r"[IVX]{2,5}")
_OPEN = re.compile(r"[„“\"«‚‘][^\S\n]?\Z")
_CLOSE = re.compile(r"[^\S\n]?[“”\"»‘’]")
_SENTENCE = re.compile(r"[.!?…:;\n|]")


@dataclass(frozen=True, slots=True)
class Witnesses:
    """The words beside a name by what they tell; ``against`` is a reason to leave it."""

    title: bool = False
    post: bool = False
    verb: bool = False
    credit: bool = False
    against: bool = False

    @property
    def speak(self) -> bool:
        """Whether anything tells that this is a person."""
        return self.title or self.post or self.verb or self.credit


def find_witnesses(text: str, start: int, end: int, language: str, *, genitive: bool = True) -> Witnesses:
    """What the words before and after a name tell.

    >>> find_witnesses("sako direktorė Ona Vilkaitė", 15, 27, "lt").post
    True
    >>> find_witnesses("J. Basanavičiaus g. 5", 0, 16, "lt").against
    True
    """
    data = people(language)
    before = [word.casefold() for word in _words_before(text, start)]
    following = _AFTER.match(text, end)
    after = following[1].casefold() if following else ""
    quoted = bool(_OPEN.search(text, max(0, start - 2), start) and _CLOSE.match(text, end))
    near = _clause(text, start, end)
    return Witnesses(
        title=bool(before) and before[0] in title_words(language),
        post=is_post(before[0] if before else "", language)
        or (following is not None and (_has_post_after(text, end, language) or _is_post_next(text, end, language))),
        verb=bool({after, *before[:3]} & set(data.verbs)) or bool(near & set(data.verbs)),
        credit=bool(set(before[:2]) & set(data.credits)),
        against=quoted
        or (bool(before) and (before[0] in every("saints") or before[0].startswith(data.heads_before)))
        or (genitive and _has_head_after(text, end, data)),
    )


def _words_before(text: str, start: int) -> list[str]:
    """Up to three words before, the nearest first, as far as the clause goes."""
    words: list[str] = []
    at = start
    while len(words) < 3 and (match := _BEFORE.search(text, max(0, at - 40), at)):
        words.append(match[1])
        at = match.start()
    return words


def _clause(text: str, start: int, end: int) -> set[str]:
    """The words of the sentence up to 40 characters on both sides, in lower case."""
    before = _SENTENCE.split(text[max(0, start - 40) : start])[-1]
    after = _SENTENCE.split(text[end : end + 40])[0]
    return set(re.findall(r"[^\W\d_]+", f"{before} {after}".casefold()))


def _has_post_after(text: str, end: int, language: str) -> bool:
    """``Ona Vilkaitė, UAB „Įmonė“ plėtros direktorė``: a post in the apposition that follows a comma, dash or line."""
    match = re.compile(r"(?:\s?[,(–—-]\s?|\s?\n)").match(text, end)
    if match is None:
        return False
    apposition = re.split(r"[.;\n|,]", text[match.end() : match.end() + 110])[0]
    return any(is_post(word.casefold(), language) for word in re.findall(r"[^\W\d_]+", apposition))


def _is_post_next(text: str, end: int, language: str) -> bool:
    """``Szűcs Benedek klaszterigazgató``: where the surname stands first, a post follows the name."""
    word = _NEXT.match(text, end) if people(language).surname_first else None
    return word is not None and is_post(word[1], language)


def is_post(word: str, language: str) -> bool:
    """Whether a word in lower case is one for a post, in any case: ``direktoriaus``."""
    beginnings, parts = _posts(language)
    return len(word) > 2 and (word.startswith(beginnings) or any(part in word for part in parts))


@cache
def _posts(language: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The beginnings of posts, and the words that may end a compound."""
    posts = people(language).posts
    return tuple(p for p in posts if p[0] != "*"), tuple(p[1:] for p in posts if p[0] == "*")


def _has_head_after(text: str, end: int, data: People) -> bool:
    """``Tado Ivanausko zoologijos muziejus``, ``Jono Pauliaus II``: the name belongs to what stands behind it."""
    row = _ROW.match(text, end)
    words = row[0].split() if row else []
    if words and len(words[0]) < 4 and not _is_head(words[0].strip("."), data):
        words = words[:1]  # "prof. Jan Kowalski z Politechniki": a preposition parts them
    return bool(words) and (bool(_NUMERAL.fullmatch(words[0])) or any(_is_head(w.strip("."), data) for w in words))


def _is_head(written: str, data: People) -> bool:
    word = written.casefold()
    return any(word == head if len(head) <= 3 else word.startswith(head) for head in data.heads)


@cache
def title_words(language: str) -> frozenset[str]:
    """Titles of the language, and English ones, in lower case without a full stop."""
    return frozenset({*people(language).titles, *people("en").titles})
