"""UTF-8 that some software took for another charset and coded once more: ``Å¡`` for ``š``."""

from __future__ import annotations

import codecs
import re

from pipeline.parse.alphabets import plausibility

_LEADS = "ÂÃÄÅĀĆĂĹ"  # what the bytes C2 to C5 are in the charsets below
_PAIR = re.compile(rf"[{_LEADS}](?:[^\x00-\x7fa-zA-Z]|$)")
_CHARSETS = ("cp1252", "cp1257", "cp1250")
_FEWEST_PAIRS = 3
_SAMPLE_LENGTH = 20_000
_PLAUSIBLE = 0.9


def mend_twice_coded(text: str) -> str:
    """The text as it was before it was coded twice; unchanged unless all of it turns back into one language's letters.

    >>> mend_twice_coded("Å¡okolado Ä…Å¾uolas"), mend_twice_coded("Ärzte und Äpfel")
    ('šokolado ąžuolas', 'Ärzte und Äpfel')
    """
    if text.isascii() or not any(lead in text for lead in _LEADS):
        return text
    pairs = sum(1 for _ in zip(_PAIR.finditer(text), range(_FEWEST_PAIRS), strict=False))
    if pairs < _FEWEST_PAIRS:
        return text
    for charset in _CHARSETS:
        try:
            once = text.encode(charset, "one-byte").decode("utf-8")
        except UnicodeError:
            continue
        if plausibility(once[:_SAMPLE_LENGTH]) >= max(_PLAUSIBLE, plausibility(text[:_SAMPLE_LENGTH])):
            return once
    return text


def _one_byte(error: UnicodeError) -> tuple[bytes, int]:
    """The byte of a character that the charset leaves out and software passes through (U+0081)."""
    if isinstance(error, UnicodeEncodeError) and all(ord(c) < 0x100 for c in error.object[error.start : error.end]):
        return error.object[error.start : error.end].encode("latin-1"), error.end
    raise error


codecs.register_error("one-byte", _one_byte)
