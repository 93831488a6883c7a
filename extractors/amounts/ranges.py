"""Whole amounts from the parts that are printed: ranges, lists, one sum in two currencies."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache

from extractors.amounts.cues import find_cues
from extractors.amounts.grammar import Part
from extractors.amounts.words import Lexicon

_MOST = Decimal(10) ** 16  # what the table's decimal(18, 2) can hold
_LETTERS = re.compile(r"[^\W\d_]+")
_STOP = re.compile(r"\.?\s?[,;)]")  # after a figure whose currency stands at the end of its list
_DASH = re.compile(r"\.?\s?[-–—,;)]")
_LIST = 90  # characters that such a list reaches
_SOON = 8  # characters behind an amount in which "of it" stands
_MILLION = 10**6
_PAID = frozenset({"eu", "national", "own", "union", "public"})


@dataclass(frozen=True, slots=True)
class Figure:
    """One amount. Figures of one ``unit`` say one thing: the ends of a range, one sum in two currencies."""

    start: int
    end: int
    value: Decimal
    currency: str
    unit: int = 0
    is_range: bool = False


def join(text: str, parts: Sequence[Part], lexicon: Lexicon) -> list[Figure]:
    """Whole amounts: parts whose currency is known, those of ranges and lists completed from their neighbours."""
    parts, joins = _lend_currencies(text, parts, lexicon), _joins(lexicon)
    bound: set[int] = set()  # i and i + 1 are the ends of a range
    for i in range(len(parts) - 1, 0, -1):
        low, high = parts[i - 1], parts[i]
        gap = text[low.end : high.start]
        kind = joins.fullmatch(gap) if len(gap) < 16 else None
        if kind and (low.currency or high.currency) and _is_range(text, low, high, kind, lexicon):
            parts[i - 1], parts[i] = _complete(low, high)
            if not kind["joined"] or _is_between(text, low, lexicon):
                bound.add(i - 1)
    return list(_units(text, parts, bound))


def _lend_currencies(text: str, parts: Sequence[Part], lexicon: Lexicon) -> list[Part]:
    """Parts of a list with the currency that only its last or, before "of which", its first one prints.

    ``2,1 mln. from the fund, 0,3 mln. eurų from the state`` · ``84 tūkst. eurų (iš jų 60 tūkst. – ES lėšos)``
    """
    lent = list(parts)
    for i in range(1, len(lent)):
        whole, part = lent[i - 1], lent[i]
        between = text[whole.end : part.start]
        bare = part.currency is None and part.scale is not None and (whole.scale or whole.currency) is not None
        listed = lent[i - 1] is not parts[i - 1]
        if bare and _is_part(text, whole, part, lexicon, listed):
            lent[i] = replace(part, currency=whole.currency)
    for i in range(len(lent) - 2, -1, -1):
        part, following = lent[i], lent[i + 1]
        between = text[part.end : following.start]
        bare = part.currency is None and part.scale is not None and following.scale is not None
        if bare and len(between) < _LIST and _STOP.match(between) and not re.search(r"\n|\. [^\W\d_a-z]", between):
            lent[i] = replace(part, currency=following.currency)
    return lent


def _is_part(text: str, whole: Part, part: Part, lexicon: Lexicon, listed: bool) -> bool:
    """``2,8 Mio. Euro, 1,4 Mio. davon …`` · ``… euros, of which 1.5 million from …``; ``listed``: so was the last.

    Below a million the dash of a list must follow: a thousand may count something else.
    """
    between = text[whole.end : part.start]
    if len(between) > _LIST or re.search(r"\n|[.!?]\s+[^\W\d_a-z]", between):
        return False
    if _opens_parts(between, lexicon):
        return (len(between) < _LIST // 2 and bool(_DASH.match(text, part.end))) or (part.scale or 0) >= _MILLION
    if (part.scale or 0) < _MILLION:
        return False
    kinds = _PAID | {"payer"} if listed else _PAID
    said = between + " " + re.split(r"[,.;:\n\d]", text[part.end : part.end + _LIST // 2])[0]
    return _opens_parts(text[part.end : part.end + _SOON], lexicon) or any(find_cues(said, lexicon.language, kinds))


def _opens_parts(text: str, lexicon: Lexicon) -> bool:
    return any(find_cues(text, lexicon.language, frozenset({"part", "rest"})))


@cache
def _joins(lexicon: Lexicon) -> re.Pattern[str]:
    to, joined = ("|".join(map(re.escape, words)) or "(?!)" for words in (lexicon.words.to, lexicon.words.joined))
    return re.compile(rf"\s{{0,2}}(?:[-–—]|(?P<to>{to})|(?P<joined>{joined}))\s{{0,2}}", re.IGNORECASE)


def _is_between(text: str, low: Part, lexicon: Lexicon) -> bool:
    words = _LETTERS.findall(text[max(0, low.start - 24) : low.start].casefold())
    return any(word in lexicon.words.between for word in words[-2:])


def _is_range(text: str, low: Part, high: Part, kind: re.Match[str], lexicon: Lexicon) -> bool:
    if low.currency and high.currency:
        return not kind["joined"] or _is_between(text, low, lexicon)
    if low.currency is None and low.scale is None and 1900 <= low.number < 2100 and low.end - low.start == 4:
        return high.scale is None and 500 <= high.number <= 20000 and bool(kind["to"] or not kind["joined"])
    if low.currency is None and not text[high.start].isdigit():
        return False  # "USD 24,000 and NOK 5": the second one has its own currency in front
    if kind["joined"]:  # "2 and 3 million euros"; elsewhere the first figure may count something else
        return high.scale is not None or _is_between(text, low, lexicon)
    return True


def _complete(low: Part, high: Part) -> tuple[Part, Part]:
    """Both ends with currency; the scale word of one holds for the other unless the order would be turned round."""
    low = replace(low, currency=low.currency or high.currency)
    high = replace(high, currency=high.currency or low.currency)
    if low.scale is None and high.scale is not None and low.number <= high.number:
        low = replace(low, scale=high.scale)
    return low, high


def _units(text: str, parts: list[Part], bound: set[int]) -> Iterator[Figure]:
    unit, last = 0, None
    for i, part in enumerate(parts):
        if part.currency is None or not 0 < part.value < _MOST:
            continue
        is_range = i in bound or i - 1 in bound
        if not (i - 1 in bound or (last is not None and _is_same_sum(text, last, part))):
            unit += 1
        last = part
        yield Figure(part.start, part.end, part.value, part.currency, unit, is_range)


_ALSO = re.compile(r"\s?(?:[(/\[]\s?(?:[^\W\d_]+\.?\s){0,2}|=\s?)")


def _is_same_sum(text: str, first: Part, second: Part) -> bool:
    """1 286 400 Lt (372 567,19 Eur): the same in another currency."""
    return first.currency != second.currency and bool(_ALSO.fullmatch(text[first.end : second.start][:40]))
