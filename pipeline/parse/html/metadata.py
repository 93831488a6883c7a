"""What a page says of itself for machines: meta elements and JSON-LD."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from lxml.etree import _Element as Element

from pipeline.parse.segments import normalize_text

_ARTICLES = ("Article", "NewsArticle", "BlogPosting", "Report", "PressRelease", "ReportageNewsArticle", "TechArticle")
_PAGES = ("WebPage", "ItemPage")
_DEEPEST = 8


@dataclass(frozen=True, slots=True)
class Metadata:
    """``meta`` maps names (lower case) to contents, the first of a name. ``article`` is the JSON-LD of the article."""

    meta: dict[str, str]
    article: dict[str, Any]
    title: str
    language: str | None


def find_metadata(root: Element) -> Metadata:
    """What the head of a page says."""
    meta: dict[str, str] = {}
    for node in root.iter("meta"):
        name = node.get("property") or node.get("name") or node.get("http-equiv") or ""
        if content := normalize_text(node.get("content") or ""):
            meta.setdefault(name.strip().lower(), content)
    title = next((normalize_text(str(node.xpath("string()"))) for node in root.iter("title")), "")
    language = root.get("lang") or root.get("{http://www.w3.org/XML/1998/namespace}lang") or root.get("xml:lang")
    return Metadata(meta, _find_article(root), title.replace("\n", " "), language or meta.get("content-language"))


def _find_article(root: Element) -> dict[str, Any]:
    """The JSON-LD object of the article, else that of the page; empty where there is none."""
    found = [thing for script in root.iter("script") if _is_linked_data(script) for thing in _things(_load(script), 0)]
    for kinds in (_ARTICLES, _PAGES):
        for thing in found:
            kind = thing.get("@type")
            if any(k in kinds for k in (kind if isinstance(kind, list) else [kind])):
                return thing
    return {}


def _is_linked_data(script: Element) -> bool:
    return (script.get("type") or "").strip().lower().startswith("application/ld+json")


def _load(script: Element) -> Any:
    text = (script.text or "").strip().removeprefix("<!--").removeprefix("//<![CDATA[").removesuffix("//]]>")
    try:
        return json.loads(text, strict=False)
    except (ValueError, RecursionError):
        return None


def _things(value: Any, depth: int) -> Iterator[dict[str, Any]]:
    """All objects of the data, the outer ones first; lists and ``@graph`` opened."""
    if depth > _DEEPEST:
        return
    if isinstance(value, list):
        for item in value:
            yield from _things(item, depth + 1)
    elif isinstance(value, dict):
        yield value
        for key in ("@graph", "mainEntity", "mainEntityOfPage"):
            yield from _things(value.get(key), depth + 1)
