"""Text in, mentions out: spaCy pipelines, one a language, useful without the rest of the project.

>>> import extractors
>>> nlp = extractors.load("lt")
>>> nlp.pipe_names[:2]
['clusterpress_document', 'clusterpress_sentences']
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from extractors.mention import Cell, Document, Link, Mention, Segment

if TYPE_CHECKING:
    from extractors.engine import EXTRACTORS, extract, load

__all__ = ["EXTRACTORS", "Cell", "Document", "Link", "Mention", "Segment", "extract", "load"]


def __getattr__(name: str) -> Any:
    """``load``, ``extract`` and ``EXTRACTORS`` on first use: importing spaCy takes over two seconds."""
    if name in ("EXTRACTORS", "extract", "load"):
        from extractors import engine

        return getattr(engine, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
