"""Markdown to documents."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from markdown_it import MarkdownIt
from markdown_it.token import Token

from extractors.mention import SegmentKind
from pipeline.parse.assemble import Claims, build_document, can_be_title
from pipeline.parse.charset import decode
from pipeline.parse.parsed import Parsed
from pipeline.parse.pieces import Piece, plain
from pipeline.parse.printed import find_days, on_day
from pipeline.parse.segments import Run, normalize_text
from pipeline.parse.teasers import is_phrase
from pipeline.parse.words import layout_words
from pipeline.parse.wrapped import find_break, find_width
from pipeline.record import Record

_FRONT_MATTER = re.compile(r"\A\ufeff?---[^\S\n]*\n(?P<fields>.*?)\n(?:---|\.\.\.)[^\S\n]*(?:\n|\Z)", re.DOTALL)
_FIELD = re.compile(r"(?P<name>[^\W\d_][\w -]{0,40}?)\s*:\s*(?P<value>.*)")
_SIGNS = re.compile(r"^#{1,6}[^\S\n]+\S|\*\*\S[^*\n]{0,300}\*\*|\]\((?:https?:|mailto:|/)|\A---\n", re.MULTILINE)
_KINDS: dict[str, SegmentKind] = dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), "heading")
_TAG = re.compile(r"<[^<>]{1,2000}>")
_MUCH = 300  # characters of a paragraph: below one of these a heading opens a section


def is_markdown(text: str) -> bool:
    """Whether a text carries marks that hardly anything but Markdown has.

    >>> is_markdown("## Heading\\n\\nText"), is_markdown("NEWS\\n----\\n* item"), is_markdown("**Total** 5")
    (True, False, True)
    """
    return bool(_SIGNS.search(text))


def parse_markdown(body: bytes, record: Record) -> Parsed:
    """The document of a Markdown file; front matter gives headline and day where it names them."""
    decoded = decode(body, record.charset)
    fields = find_fields(decoded.text)
    words = layout_words()
    title = next((fields[name] for name in words.title if fields.get(name)), None)
    day = next((day for name in words.published if (day := _day(fields.get(name, "")))), None)
    claims = Claims(title, day, fields.get("lang") or fields.get("language"))
    document = build_document(build_markdown(decoded.text), record, claims)
    return Parsed(document, "text/markdown", decoded.charset, decoded.found_in)


def find_fields(text: str) -> dict[str, str]:
    """The plain fields of the front matter, names in lower case; empty where there is none.

    >>> find_fields("---\\ntitle: \\"Nauja\\"\\n---\\nText")
    {'title': 'Nauja'}
    """
    front = _FRONT_MATTER.match(text)
    found = (_FIELD.match(line) for line in (front["fields"] if front else "").split("\n"))
    return {field["name"].casefold(): _unquoted(field["value"].strip()) for field in found if field}


def build_markdown(text: str) -> list[Piece]:
    """The pieces of a Markdown text; the first heading of the highest rank is its title unless much stands above."""
    front = _FRONT_MATTER.match(text)
    tokens = MarkdownIt("commonmark").enable("table").parse(text[front.end() if front else 0 :])
    width = find_width(token.content.split("\n") for token in tokens if token.type == "inline")
    pieces: list[Piece] = []
    ranks: dict[int, str] = {}
    for piece, tag in _pieces(tokens, width):
        if piece.kind == "heading" and can_be_title(piece) and not is_phrase(piece.text, "related"):
            ranks[len(pieces)] = tag
        pieces.append(piece)
    title = min(ranks, key=lambda i: (ranks[i], i), default=None)
    if title is not None and not any(len(piece.text) > _MUCH for piece in pieces[:title]):
        pieces[title] = replace(pieces[title], kind="title")
    return pieces


def _pieces(tokens: Sequence[Token], width: int | None) -> Iterator[tuple[Piece, str]]:
    """Pieces with the tag that they stand in."""
    opened: list[str] = []
    heads: list[str] = []
    row: list[tuple[Run, ...]] = []
    for token in tokens:
        origin = f"line {token.map[0] + 1}" if token.map else ""
        if token.nesting == 1:
            opened.append(token.tag)
            heads = [] if token.type == "table_open" else heads
        elif token.nesting == -1:
            if opened.pop() == "tr":
                yield Piece("", "table row", "", tuple(row), () if "thead" in opened else tuple(heads)), "tr"
                heads = [normalize_text(plain(cell)) for cell in row] if "thead" in opened else heads
                row = []
        elif token.type == "inline":
            runs = tuple(_runs(token, width))
            if opened[-1] in ("td", "th"):
                row.append(runs)
            else:
                kind = "list item" if "li" in opened else _KINDS.get(opened[-1], "body")
                yield Piece(runs, kind, origin), opened[-1]
        elif token.type in ("fence", "code_block", "html_block"):
            yield Piece(_TAG.sub(" ", token.content), "body", origin), token.tag


def _runs(token: Token, width: int | None) -> Iterator[Run]:
    """The words of a paragraph without emphasis; line breaks that only the margin made become blanks."""
    lines = token.content.split("\n")
    number, target = 0, None
    for child in token.children or ():
        if child.type in ("text", "code_inline"):
            yield Run(child.content, target)
        elif child.type == "link_open":
            target = str(child.attrs.get("href", "")) or None
        elif child.type == "link_close":
            target = None
        elif child.type in ("softbreak", "hardbreak"):
            above, below = lines[number : number + 2] if number + 1 < len(lines) else ("", "")
            number += 1
            yield Run(find_break(above, below, None if child.type == "hardbreak" else width))
        elif child.type == "html_inline" and child.content.lower().startswith("<br"):
            yield Run("\n")


def _day(value: str) -> date | None:
    return next((on_day(day) for day in find_days(value)), None)


def _unquoted(value: str) -> str:
    quoted = len(value) > 1 and value[0] == value[-1] and value[0] in "\"'"
    return value[1:-1].replace('\\"', '"') if quoted else value
