"""Mentions of kind amounts."""

from __future__ import annotations

from spacy.tokens import Doc

from extractors.mention import Mention


def find(doc: Doc) -> list[Mention]:
    """Nothing yet."""
    return []
