"""Bytes to text: which charset was meant, whatever was declared.

A byte order mark and valid UTF-8 are proof. Any other charset, declared or not, must make letters that one language
is written with; where the declared one does not, the detector chooses among those that do.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

import chardet

from pipeline.parse.alphabets import load_alphabets, plausibility
from pipeline.parse.common_words import find_words, is_common
from pipeline.parse.twice_coded import mend_twice_coded

_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_META = re.compile(
    rb"""<(?:meta\b[^>]{0,300}?|\?xml\b[^>]{0,200}?en)(?:charset|coding)\s*=\s*["']?\s*([\w.:-]{2,40})""", re.I
)
_MARKUP = re.compile(rb"<(script|style)\b.*?</\1|<[^>]{0,2000}>|&#?\w{1,10};", re.I | re.S)
_NO_CHARSETS = frozenset({"punycode", "raw_unicode_escape", "unicode_escape", "utf-7"})  # no browser knows them
_HEAD_LENGTH = 4096
_SAMPLE_LENGTH = 60_000
_PLAUSIBLE = 0.9
_UNASKED = 0.05  # the confidence in charsets of which the detector says nothing
_WIDE, _WIDE_SLIPS = 0.25, 0.02  # of all bytes; a half where all is ASCII
_MOSTLY_UTF8 = 0.02  # one broken byte in fifty that are not ASCII: a cut or a damaged page, still UTF-8


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text with the Python name of its charset and the evidence: bom, utf-8, header, meta, detected, fallback."""

    text: str
    charset: str
    found_in: str


def decode(body: bytes, declared: str | None = None) -> Decoded:
    """The text of the bytes. ``declared`` is what the server says; what the page says of itself is looked up."""
    for mark, name in _BOMS:
        if body.startswith(mark):
            return Decoded(body[len(mark) :].decode(name, "replace"), name, "bom")
    if wide := _find_wide(body):
        return Decoded(body.decode(wide, "replace"), wide, "detected")
    try:
        return Decoded(mend_twice_coded(body.decode("utf-8")), "utf-8", "utf-8")
    except UnicodeDecodeError:
        pass
    sample = _MARKUP.sub(b" ", body)[:_SAMPLE_LENGTH]
    if _is_mostly_utf8(sample):
        return Decoded(body.decode("utf-8", "replace"), "utf-8", "utf-8")
    name, found_in = _declared(body, sample, declared) or _detect(sample)
    return Decoded(body.decode(name, "replace"), name, found_in)


def _find_wide(body: bytes) -> str | None:
    """UTF-16 without a mark: every second byte of mark-up is zero; None for all else."""
    head = body[:_HEAD_LENGTH]
    if b"\0" not in head:
        return None
    even, odd = head[::2].count(0), head[1::2].count(0)
    if min(even, odd) > _WIDE_SLIPS * len(head) or max(even, odd) < _WIDE * len(head):
        return None
    return "utf-16-le" if odd > even else "utf-16-be"


def _declared(body: bytes, sample: bytes, declared: str | None) -> tuple[str, str] | None:
    """The declared charset that makes the more plausible text, the server's before the page's; None where none does."""
    inside = _META.search(body[:_HEAD_LENGTH])
    labels = {"header": declared, "meta": inside[1].decode("ascii", "ignore") if inside else None}
    known = [(name, found_in) for found_in, label in labels.items() if (name := _codec(label)) and name != "utf-8"]
    fits = [(plausibility(sample.decode(name, "replace")), -rank) for rank, (name, _) in enumerate(known)]
    if not fits or max(fits)[0] < _PLAUSIBLE:
        return None
    return known[-max(fits)[1]]


def _detect(sample: bytes) -> tuple[str, str]:
    """The best of the charsets in alphabets.toml: letters of one language first, then words, then the detector."""
    weights = load_alphabets().charsets
    guesses = chardet.detect_all(sample, ignore_threshold=True, compat_names=False, include_encodings=list(weights))
    confidence = {_codec(guess["encoding"]): guess["confidence"] for guess in guesses}
    best, best_score = "cp1257", 0.0
    for charset, weight in weights.items():
        name = codecs.lookup(charset).name
        text = sample.decode(name, "replace")
        known = max(confidence.get(name, 0.0), _UNASKED)
        score = plausibility(text) ** 4 * known * weight * (1 + _spoken(text))
        if score > best_score:
            best, best_score = name, score
    return best, "detected" if best_score > 0 else "fallback"


def _spoken(text: str) -> float:
    """The share of words with letters beyond ASCII that are common words of some language: ``že``, but no ``ľe``."""
    words = [word for word in find_words(text) if not word.isascii()]
    return sum(is_common(word) for word in words) / len(words) if words else 0.0


def _is_mostly_utf8(sample: bytes) -> bool:
    high = sum(byte > 0x7F for byte in sample)
    broken = sample.decode("utf-8", "replace").count("\ufffd")
    return broken < high * _MOSTLY_UTF8


def _codec(label: str | None) -> str | None:
    """Python's name of a declared charset, widened as browsers do; None for what is no text encoding."""
    try:
        name = codecs.lookup((label or "").strip().strip("\"'").replace("x-", "")).name
        b"a".decode(name, "replace")
    except (LookupError, ValueError):
        return None
    if name in _NO_CHARSETS:
        return None
    return load_alphabets().superset.get(name, name)
