"""Copies and updates: documents that are one release.

Two documents are alike by the share of their runs of five words that they have in common. Runs are hashed, one in four
kept, and only documents that share some are compared, so the time grows with the number of documents.
"""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations

from extractors.mention import UNREAD, Document
from pipeline.reading import Reading
from pipeline.record import short_id
from pipeline.resolve.entities import Release
from pipeline.resolve.groups import Groups
from pipeline.resolve.normal import tokens

RUN = 5  # words
KEPT = 4  # one in so many runs
ALIKE = 0.5  # of the runs of the shorter document
FEWEST = 5  # runs kept: shorter documents are alike only when equal
COMMON = 30  # documents: a run of more of them is boilerplate


def resolve_releases(readings: Sequence[Reading]) -> dict[str, Release]:
    """The release of each document. The earliest published is the original, of several the first by id.

    A copy says which document it repeats; an update shares the release, and repeats none.
    """
    documents = {reading.document.document_id: reading.document for reading in readings}
    groups = Groups(sorted(documents))
    runs = {one: _runs(document) for one, document in sorted(documents.items())}
    for left, right in _alike(runs, documents):
        groups.join(left, right)
    releases: dict[str, Release] = {}
    for members in groups.sets().values():
        original = min(members, key=lambda one: (str(documents[one].published_on or "9999"), one))
        release_id = short_id("rel", original)
        for one in members:
            copied = one != original and not _is_update(documents[original], documents[one])
            releases[one] = Release(release_id, original if copied else None)
    return releases


def _read_text(document: Document) -> str:
    return " ".join(document.text[s.start : s.end] for s in document.segments if s.kind not in UNREAD)


def _runs(document: Document) -> frozenset[int]:
    words = tokens(_read_text(document))
    hashes = (
        int.from_bytes(hashlib.blake2b(" ".join(words[at : at + RUN]).encode(), digest_size=8).digest(), "big")
        for at in range(len(words) - RUN + 1)
    )
    return frozenset(number for number in hashes if number % KEPT == 0)


def _alike(runs: Mapping[str, frozenset[int]], documents: Mapping[str, Document]) -> Iterable[tuple[str, str]]:
    holders: dict[int, list[str]] = defaultdict(list)
    same: dict[str, str] = {}
    for one, numbers in runs.items():
        text = documents[one].text
        if text.strip() and text in same:
            yield same[text], one
        same.setdefault(text, one)
        for number in numbers:
            holders[number].append(one)
    shared: Counter[tuple[str, str]] = Counter()
    for ids in holders.values():
        if len(ids) <= COMMON:
            shared.update(combinations(ids, 2))
    for (left, right), count in sorted(shared.items()):
        fewer = min(len(runs[left]), len(runs[right]))
        if fewer >= FEWEST and count / fewer >= ALIKE:
            yield left, right


def _is_update(original: Document, later: Document) -> bool:
    """Published later, at the same place in the same words: the publisher has changed its own release."""
    if original.published_on is None or later.published_on is None:
        return False
    return (later.published_on - original.published_on).days > 7
