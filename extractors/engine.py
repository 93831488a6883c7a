"""The spaCy pipelines, one a language, and the reading of a document with them."""

from __future__ import annotations

import importlib
import sys
from collections import defaultdict
from collections.abc import Callable
from functools import cache

from spacy.language import Language
from spacy.tokens import Doc, Span

from extractors import sentences as _sentences  # noqa: F401  registers its component
from extractors.mention import UNREAD, Document, Mention, Segment
from extractors.tokens import blank

__all__ = ["EXTRACTORS", "extract", "load"]

EXTRACTORS: tuple[str, ...] = (
    "emails",
    "phones",
    "codes",
    "dates",
    "amounts",
    "programmes",
    "projects",
    "organizations",
    "people",
    "countries",
)
"""Modules in running order. Each has ``find(doc) -> list[Mention]`` and sees what ran before in ``doc._.mentions``."""


def _readable_of(doc: Doc) -> str:
    if "readable" not in doc.user_data:
        doc.user_data["readable"] = doc.text
    return str(doc.user_data["readable"])


Doc.set_extension("document", default=None, force=True)  # the Document that is read, offsets equal to those of the Doc
Doc.set_extension("readable", getter=_readable_of, force=True)  # its text, kept: Doc.text is joined anew at each use
Doc.set_extension("mentions", default=(), force=True)  # tuple[Mention, ...]: what has been found so far


@cache
def load(language: str) -> Language:
    """A spaCy pipeline for a language (ISO 639-1, or ``xx``).

    Its docs carry ``doc._.mentions`` (exact offsets) and ``doc.spans[kind]`` (token spans, the label in ``label_``,
    the normal form in ``kb_id_``).
    """
    nlp = blank(language)
    nlp.max_length = sys.maxsize  # no parser or tagger that would need much memory a character; time is bounded outside
    nlp.add_pipe("clusterpress_document")
    nlp.add_pipe("clusterpress_sentences")
    for name in EXTRACTORS:
        nlp.add_pipe(_component(name, importlib.import_module(f"extractors.{name}").find))
    return nlp


@cache
def _component(name: str, find: Callable[[Doc], list[Mention]]) -> str:
    def run(doc: Doc) -> Doc:
        found = find(doc)
        doc._.mentions = (*doc._.mentions, *found)
        spans: dict[str, list[Span]] = defaultdict(list)
        for mention in found:
            span = doc.char_span(
                mention.start, mention.end, label=mention.label, kb_id=mention.value, alignment_mode="expand"
            )
            if isinstance(span, Span):
                spans[mention.kind].append(span)
        for kind, of_kind in spans.items():
            doc.spans[kind] = [*doc.spans.get(kind, ()), *of_kind]
        return doc

    component = f"clusterpress_{name}"
    Language.component(component, func=run)
    return component


@Language.component("clusterpress_document")
def set_document(doc: Doc) -> Doc:
    """Give a bare text a Document of one segment: for those who call the pipeline on a string."""
    if doc._.document is None:
        segment = Segment(0, len(doc._.readable), "body", doc.lang_)
        doc._.document = Document("", doc._.readable, (segment,), doc.lang_)
    return doc


def extract(document: Document) -> tuple[Mention, ...]:
    """All mentions of a document, by start, end, kind, label; each stretch read in its own language."""
    main = document.language or "xx"
    others = sorted({s.language for s in document.segments if s.language and s.language != main})
    found: list[Mention] = []
    for language in (main, *others):
        nlp = load(language)
        doc = nlp.make_doc(_readable(document, language, main))
        doc._.document = document
        found += nlp(doc)._.mentions
    return tuple(sorted(found, key=lambda m: (m.start, m.end, m.kind, m.label)))


def _readable(document: Document, language: str, main: str) -> str:
    """The text with everything blanked that is not read in this language; the offsets stay."""
    parts: list[str] = []
    at = 0
    for segment in document.segments:
        parts.append(_blank(document.text[at : segment.start]))
        text = document.text[segment.start : segment.end]
        read = segment.kind not in UNREAD and (segment.language or main) == language
        parts.append(text if read else _blank(text))
        at = segment.end
    return "".join(parts) + _blank(document.text[at:])


def _blank(text: str) -> str:
    return "\n".join(" " * len(line) for line in text.split("\n"))
