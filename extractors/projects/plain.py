"""Projects named without quotation marks: "project TasteLink", "PuuVienti-hanke", "the X Cluster (Project No …)"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from extractors.mention import Mention
from extractors.organizations.forms import patterns
from extractors.projects.quoted import name_mention
from extractors.projects.words import ACRONYM, CAMEL, CAPITAL, any_of, noun, words_of

_REACH = 140
_ALONE = re.compile(rf"(?<![\w@/.-]){CAMEL}(?![\w@])")


def find_plain(text: str, language: str, codes: tuple[Mention, ...]) -> Iterator[Mention]:
    """Mentions of kind ``project``; ``codes`` are the codes of projects that were found in the text.

    >>> sorted({m.value for m in find_plain("The ReLoop consortium, project FoodNet, a project manager.", "en", ())})
    ['FoodNet', 'ReLoop']
    """
    common = {word.casefold() for word in words_of(language).common}
    others = {word.casefold() for word in words_of(language).others}
    for code in codes:
        at = max(0, code.start - 200)
        match = _before_code(language).search(text[at : code.start])
        name = match["name"].casefold() if match else ""
        if match and not {name, name.split()[-1]} & (common | others) and not re.search(noun(language), match["name"]):
            yield name_mention(text, at + match.start("name"), at + match.end("name"), "plain:code")
    for pattern in _patterns(language):
        for match in pattern.finditer(text):
            if match["name"].split()[0].casefold() not in common and len(match["name"]) > 3:
                yield name_mention(text, *match.span("name"), "plain")


def find_near_codes(text: str, codes: tuple[Mention, ...], named: list[Mention]) -> Iterator[Mention]:
    """The acronym that stands nearest before a code in its sentence, where nothing else names the code's project."""
    for code in codes:
        begin = max(text.rfind(". ", 0, code.start), text.rfind("\n", 0, code.start), code.start - _REACH, 0)
        if any(begin <= mention.start < code.end + 40 for mention in named):
            continue
        found = [m for m in _ALONE.finditer(text[begin : code.start]) if not patterns().after.fullmatch(m[0])]
        if found:
            yield name_mention(text, begin + found[-1].start(), begin + found[-1].end(), "near code")


@cache
def _patterns(language: str) -> tuple[re.Pattern[str], ...]:
    words = words_of(language)
    project = noun(language)
    behind = any_of((*words.nouns, *words.holders))
    after = rf"{project}[ \xa0](?P<name>{CAMEL}|{ACRONYM}(?!\s{CAPITAL}))(?![^\W_])"
    before = rf"(?<![\w-])(?P<name>{CAMEL})[ \xa0-](?i:{behind})(?![^\W_])"
    single = rf"{project}[ \xa0](?P<name>{CAPITAL})(?=\s\(|,|\.|;|:|\s[a-zß-ž])(?!\s?{CAPITAL})"
    shown = (after, before, single) if words.plain else (after, before)
    return tuple(re.compile(pattern) for pattern in shown)


@cache
def _before_code(language: str) -> re.Pattern[str]:
    """A capitalized name that ends at the bracket of its code, begun by a word for a project or by lower case."""
    joins = any_of(words_of(language).joins)
    name = rf"(?P<name>{CAPITAL}(?:[ \xa0](?:(?:{joins}[ \xa0]){{0,2}}{CAPITAL}|\d[\d.]*)){{0,12}})"
    begins = rf"(?:{noun(language)}|(?<=[\s(])[a-zß-ž]+)\s"
    return re.compile(rf"{begins}{name}\s\((?:[^()\n]{{0,40}}\s)?(?:[^\s()]{{1,8}}\s?)?\Z")
