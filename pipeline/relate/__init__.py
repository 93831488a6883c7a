"""Mentions of one document to its projects, partners, contacts: what the document says, as Facts."""

from __future__ import annotations

from extractors.mention import Document, Mention
from pipeline.relate.contacts import relate_contacts
from pipeline.relate.facts import Facts
from pipeline.relate.projects import relate_projects

__all__ = ["relate_mentions"]


def relate_mentions(document: Document, mentions: tuple[Mention, ...]) -> Facts:
    """The facts of one document. ``mentions`` come ordered from ``extractors.extract``."""
    related = relate_projects(document, mentions)
    return Facts(
        document.document_id,
        mentions,
        projects=related.projects,
        partners=related.partners,
        contacts=relate_contacts(document, mentions),
        project_of=related.project_of,
    )
