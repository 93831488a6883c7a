"""Named funding programmes and measures, without years and priorities.

Ranking where readings overlap: a name in quotation marks, a name that is known, a name by its head noun.
"""

from __future__ import annotations

from collections.abc import Iterable

from spacy.tokens import Doc

from extractors.mention import Mention
from extractors.programmes.interreg import find_interreg
from extractors.programmes.known import find_known
from extractors.programmes.plain import find_plain
from extractors.programmes.quoted import find_quoted
from extractors.programmes.worded import find_headed, find_led
from extractors.taken import Taken


def find(doc: Doc) -> list[Mention]:
    """Mentions of kind ``programme``, in the nominative and in the language in which they are written.

    >>> from extractors import load
    >>> [m.value for m in find(load("lt")("Ekonomikos augimo veiksmų programos priemonę „Lyderis LT“ valdo agentūra."))]
    ['Ekonomikos augimo veiksmų programa', 'Lyderis LT']
    """
    text, language = doc._.readable, doc.lang_
    measures = tuple(m for m in doc._.mentions if m.kind == "code" and m.label == "measure")
    taken = Taken(len(text), ((m.start, m.end) for m in doc._.mentions if m.kind in ("code", "email")))
    found: list[Mention] = []
    for reading in (
        find_interreg(text, language),
        find_known(text, language),
        find_quoted(text, language, measures),
        find_led(text, language),
        find_plain(text, language, measures),
    ):
        _keep(reading, found, taken)
    _keep(find_headed(text, language, found), found, taken)
    return sorted(found, key=lambda mention: mention.start)


def _keep(reading: Iterable[Mention], found: list[Mention], taken: Taken) -> None:
    """Add what overlaps nothing that stands already."""
    for mention in list(reading):
        if not taken.meets(mention.start, mention.end):
            found.append(mention)
            taken.add(mention.start, mention.end)
