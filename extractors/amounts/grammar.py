"""Amounts as they are printed: figure, scale word, currency, before or behind, alone or as a range."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from extractors.amounts.figures import FIGURE, SPACES, Style, normalize_figure
from extractors.amounts.words import Lexicon

_GAP = rf"(?:[{SPACES}]{{0,2}}\n?[{SPACES}]?|-)"  # nothing, blanks, one line break, or the hyphen of "5-million"
_NEXT = re.compile(rf"{_GAP}(?P<word>[^\W\d_]+|[€$£¥₽₴₺₪₹₩])(?P<stop>\.?)")
_MARKS = re.compile(r"[¹²³⁴⁵⁶⁷⁸⁹⁰*]*")  # of a footnote
# EUR 5 · €5 · US$5 · Ls 96 000 · and of a label: "Vertė (Eur): 5"
_BEFORE = re.compile(
    r"(?<![^\W\d_])(?:US(?=\$)|U\.S\. ?(?=\$))?(?P<word>[^\W\d_]{1,5}|[€$£¥₽₴₺₪₹₩])\.?"
    rf"(?P<label>[)\]]?:?)[{SPACES}]{{0,2}}\n?\Z"
)
_LETTERS = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Part:
    """A figure with what stands beside it; ``currency`` is None as long as only a neighbour can tell it."""

    start: int
    end: int
    number: Decimal
    scale: Decimal | None
    currency: str | None

    @property
    def value(self) -> Decimal:
        """The figure times its scale word."""
        return self.number * (self.scale or 1)


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads amounts in one text: the language's words and the document's way of writing figures."""

    lexicon: Lexicon
    style: Style

    @property
    def language(self) -> str:
        """The language that is read (ISO 639-1)."""
        return self.lexicon.language

    def find_parts(self, text: str, start: int, end: int) -> list[Part]:
        """Figures between two offsets with what stands beside them, in order; those of ranges still apart."""
        found: list[Part] = []
        for match in FIGURE.finditer(text, start, end):
            last = found[-1].end if found else start
            if match.start() >= last and (part := self._read(text, match, max(last, start))):
                found.append(part)
        if pattern := _worded(self.lexicon):
            found += self._worded_parts(text, pattern, start, end)
        return sorted(found, key=lambda part: part.start)

    def _read(self, text: str, match: re.Match[str], last: int) -> Part | None:
        before = self._before(text, match.start(), last)
        if before is None and not _stands_free(text, match.start()):
            return None
        scale, currency, end = self.after(text, _skip_marks(text, match.end()))
        start = match.start()
        if before is not None and currency is None:
            start, currency = before.start, before.currency
            scale = scale or before.scale
        if end == match.end() and text[end : end + 1].isalpha():
            return None  # "2a", "5G": no figure of its own
        number = normalize_figure(match[0], self.style, scaled=scale is not None) if len(match[0]) < 30 else None
        return Part(start, end if end > match.end() else match.end(), number, scale, currency) if number else None

    def _before(self, text: str, at: int, last: int) -> Part | None:
        near = text[max(last, at - 3) : at].rstrip()
        if not near or near[-1].isdigit():
            return None
        match = _BEFORE.search(text, max(last, at - 16), at)
        if match is None or not (currency := self.lexicon.sign(match["word"])):
            return None
        scale = None
        if match["label"] and (words := _LETTERS.findall(text[max(last, match.start() - 16) : match.start()])):
            scale = self.lexicon.scale(words[-1])  # "Vertė (tūkst. Eur): 312,6"
        start = at if match["label"] else match.start()
        return Part(start, at, Decimal(1), scale, currency)

    def after(self, text: str, at: int) -> tuple[Decimal | None, str | None, int]:
        """Scale, currency and end of what stands behind a figure that ends at an offset."""
        scale: Decimal | None = None
        bare_end = at  # without the full stop of an abbreviation, which may end the sentence
        while match := _NEXT.match(text, at):
            word = match["word"]
            if fused := self.lexicon.fused(word):
                return fused[0] * (scale or 1), fused[1], match.end("word")
            more = self.lexicon.scale(word)
            if more is None or (scale is not None and self.lexicon.currency(word)):
                break
            if text[match.end("word") : match.end("word") + 1] == "-" and not self._is_money(text, match.end("word")):
                break  # "€380,000 mill-Gvern"
            scale, at, bare_end = more * (scale or 1), match.end(), match.end("word")
        linked = _links(self.lexicon).match(text, at) if scale is not None else None
        currency, end = self._currency(text, linked.end() if linked else at)
        return scale, currency, end if currency else bare_end

    def _is_money(self, text: str, dash: int) -> bool:
        """Whether a scale or currency word follows a dash: ``5-million-euro``."""
        word = _LETTERS.match(text, dash + 1)
        return word is None or bool(self.lexicon.currency(word[0]) or self.lexicon.scale(word[0]))

    def _currency(self, text: str, at: int) -> tuple[str | None, int]:
        first = _NEXT.match(text, at)
        if first is None:
            return None, at
        second = _NEXT.match(text, first.end("word"))
        if second is not None:
            if code := self.lexicon.of_country(first["word"], second["word"]):
                return code, second.end("word")  # koron szwedzkich
            if code := self.lexicon.of_country(second["word"], first["word"]):
                return code, second.end("word")  # Swedish kronor
        return self.lexicon.currency(first["word"]), first.end("word")

    def _worded_parts(self, text: str, pattern: re.Pattern[str], start: int, end: int) -> Iterator[Part]:
        for match in pattern.finditer(text, start, end):
            scale, currency, stop = self.after(text, match.end())
            if currency:
                number = self.lexicon.numbers[match["number"].casefold()]
                yield Part(match.start(), stop, number, scale, currency)


@cache
def _worded(lexicon: Lexicon) -> re.Pattern[str] | None:
    """half a million euros · pusė milijono eurų: a number word, then a scale word."""
    if not lexicon.numbers:
        return None
    numbers, scales = "|".join(lexicon.numbers), "|".join(w for ws in lexicon.words.scales.values() for w in ws)
    return re.compile(rf"(?<!\w)(?P<number>{numbers})(?:[ ]an?)?(?=[ \n-](?:{scales})(?!\w))", re.IGNORECASE)


@cache
def _links(lexicon: Lexicon) -> re.Pattern[str]:
    words = "|".join(re.escape(word) for word in lexicon.words.of)
    return re.compile(rf"[{SPACES}]?(?:{words})(?:(?<=['’])|(?=[{SPACES}\n]))" if words else r"(?!)")


def _skip_marks(text: str, at: int) -> int:
    match = _MARKS.match(text, at)
    return match.end() if match else at


def _stands_free(text: str, at: int) -> bool:
    """Not the tail of a word or code: ``K-833``, ``A4``, ``x/500``."""
    before = text[max(at - 2, 0) : at]
    return not re.search(r"[\w/#]\Z|[^\W\d_][-.]\Z", before) or bool(re.search(r"[\s(][^\W\d_]\.\Z", before))
