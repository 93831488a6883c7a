"""Whose numbering plan holds for a number that is written without a country code."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache

import phonenumbers
from babel import Locale, UnknownLocaleError
from spacy.tokens import Doc

from extractors import languages
from extractors.mention import Mention
from extractors.phones.cues import Phones

_NEAR = 150  # characters between a number and the e-mail address that tells its country
_INTERNATIONAL = re.compile(r"\+\d[\d ()~-]{6,18}\d")
_OTHER_DOMAINS = {"uk": "GB"}  # the others are the country codes themselves


def find_regions(doc: Doc, start: int, end: int) -> tuple[str, ...]:
    """ISO 3166-1 codes, the likeliest first: the country of the e-mail address beside the number, one named on its
    line, that of the language, those of other addresses and numbers of the text.

    >>> import spacy
    >>> find_regions(spacy.blank("lt")("Tel. 29417386 (Latvija), +371 64127508"), 5, 13)
    ('LV', 'LT')
    """
    text = doc._.readable
    mentions: tuple[Mention, ...] = doc._.mentions
    emails = [mention for mention in mentions if mention.kind == "email"]
    near = sorted((max(start - m.end, m.start - end), m.value) for m in emails if -_NEAR < m.start - end < _NEAR)
    low, high = text.rfind("\n", 0, start) + 1, text.find("\n", end)
    line = text[max(low, start - _NEAR) : min(high if high >= 0 else len(text), end + _NEAR)]
    data = languages.section(doc.lang_, "phones", Phones)
    regions = [
        *_of_domains(value for _, value in near),
        *(region for name, region in _names(doc.lang_) if name in line),
        data.region if data else "",
        *_of_domains(mention.value for mention in emails),
        *_of_codes(text),
    ]
    return tuple(dict.fromkeys(region for region in regions if region))


def _of_domains(addresses: Iterable[str]) -> Iterator[str]:
    for address in addresses:
        ending = address.rpartition(".")[2]
        region = _OTHER_DOMAINS.get(ending, ending.upper())
        if region in phonenumbers.SUPPORTED_REGIONS:
            yield region


def _of_codes(text: str) -> Iterator[str]:
    for match in _INTERNATIONAL.finditer(text):
        try:
            region = phonenumbers.region_code_for_number(phonenumbers.parse(match[0]))
        except phonenumbers.NumberParseException:
            continue
        if region:
            yield region


@cache
def _names(language: str) -> tuple[tuple[str, str], ...]:
    """Names of countries in a language, with their codes."""
    try:
        names = Locale.parse(language).territories
    except (UnknownLocaleError, ValueError):
        return ()
    return tuple(sorted((name, code) for code, name in names.items() if code in phonenumbers.SUPPORTED_REGIONS))
