"""Pieces to a Document: what is headline, what belongs to other articles, when it was published."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import chain

from extractors.mention import Document
from pipeline.parse.language import label_languages
from pipeline.parse.pieces import Piece, build_segments, links
from pipeline.parse.printed import find_days, find_published, is_day_line
from pipeline.parse.teasers import find_teasers, is_phrase
from pipeline.parse.words import phrase_pattern
from pipeline.problems import ParseProblem
from pipeline.record import Record

_CRUMB = re.compile(r"\s*(?:[›»>→/|·•]|::)\s*")
_STEP = re.compile(r"\s[›>→]\s")
_STEP_LENGTH = 40
_SIGN = re.compile(r"\s[|·•]\s")
_LETTER = re.compile(r"[^\W\d_]")
_ADDRESS = re.compile(
    r"\w@\w|[(\[](?:at|@|ät|ett|eta)[)\]]|\+\d{2,3}[\s(\d-]{6,}|\(\d[\d\s~-]{0,6}\)\s?\d", re.IGNORECASE
)
_HEAD_PIECES = 12
_TITLE_LENGTH = 300
_LONG = 200
_TITLE_WORDS = 3
_CONTACT_LENGTH = 400
_CAPTION_LENGTH = 300
_NUMBER = re.compile(r"\A\d{1,3}\W{1,3}")
_NAME_LENGTH = 120  # a name, an office or an organization between the heading of contacts and the first address


@dataclass(frozen=True, slots=True)
class Claims:
    """What a file says of itself beside its text."""

    title: str | None = None
    published_on: date | None = None
    language: str | None = None


def build_document(pieces: Sequence[Piece], record: Record, claims: Claims = Claims()) -> Document:
    """The Document of pieces in reading order.

    A piece that its reader marked as title goes before a claimed title, that before a guess.

    Raises ParseProblem("empty") where there is nothing to read.
    """
    teasers = find_teasers(pieces)
    marked = [replace(piece, kind="teaser") if i in teasers else piece for i, piece in enumerate(pieces)]
    at = find_title(marked)
    marked = _mark(marked, at)
    if not any(_LETTER.search(piece.text) for piece in marked):
        raise ParseProblem("empty", f"parsing {record.url}: got no letters, expected a text; check the file")
    printed = pieces[at].text.replace("\n", " ") if at is not None else None
    title = printed if at is not None and pieces[at].kind == "title" else claims.title or printed
    document = build_segments(marked).build(record.document_id, title or record.listed_title)
    document = label_languages(document, claims.language)
    published_on = claims.published_on or find_published(_head(marked, at), document.language) or record.listed_on
    return replace(document, published_on=published_on)


def find_title(pieces: Sequence[Piece]) -> int | None:
    """Where the headline stands: what the reader of the format took for it, else the first line that can be one."""
    for i, piece in enumerate(pieces):
        if piece.kind == "title":
            return i
    prose = next((i for i, piece in enumerate(pieces) if _is_prose(piece)), len(pieces))
    can_be = [i for i, piece in enumerate(pieces[:_HEAD_PIECES]) if can_be_title(piece)]
    head = [i for i in can_be if i < prose] or can_be
    headings = (i for i in head if pieces[i].kind == "heading")
    phrases = (i for i in head if len(pieces[i].text.split()) >= _TITLE_WORDS)
    return next(chain(headings, phrases, head), None)


def _is_prose(piece: Piece) -> bool:
    """A paragraph of the text itself: the headline stands above it."""
    return piece.kind == "body" and (len(piece.text) > _LONG or (len(piece.text) > 60 and piece.text.endswith(".")))


def can_be_title(piece: Piece) -> bool:
    """Whether a piece may be the headline: a line of words that is no day, address, label or way through the site."""
    text = piece.text
    if piece.cells or piece.kind not in ("heading", "body") or len(text) > _TITLE_LENGTH or not _LETTER.search(text):
        return False
    first = text.partition("\n")[0]
    labelled = phrase_pattern("published").match(first) or _SIGN.search(first)
    if (
        _is_crumbs(piece)
        or (labelled and find_days(first))
        or is_day_line(first)
        or is_phrase(first, "release")
        or _ADDRESS.search(text)
        or "://" in text
    ):
        return False
    return not text.endswith((".", ",", ";", ":")) and not any(is_phrase(p, "release") for p in _CRUMB.split(first))


def _mark(pieces: Sequence[Piece], title: int | None) -> list[Piece]:
    """The pieces with the kinds that their places and words tell."""
    marked = list(pieces)
    opened: int | None = None  # the heading or lead ("Kontaktinis asmuo:") of a block of contacts
    for i, piece in enumerate(pieces):
        if i == title:
            marked[i] = replace(piece, kind="title")
        elif title is not None and i < title and (_is_crumbs(piece) or _is_letterhead(pieces[: i + 1])):
            marked[i] = replace(piece, kind="boilerplate")
        elif piece.kind == "body" and _is_caption(piece.text):
            marked[i] = replace(piece, kind="caption")
        elif piece.kind in ("body", "heading") and is_phrase(piece.text, "contact"):
            opened = i
        elif piece.kind == "body" and len(piece.text) < _CONTACT_LENGTH and _ADDRESS.search(piece.text):
            footer = i > len(pieces) / 2 and phrase_pattern("unsubscribe").search(piece.text)
            first = opened + 1 if opened is not None else i
            for j in range(first, i + 1):
                marked[j] = replace(marked[j], kind="boilerplate" if footer else "contact")
            opened = i if opened is not None else None
        elif piece.kind != "body" or len(piece.text) > _NAME_LENGTH:
            opened = None
    return marked


def _is_letterhead(pieces: Sequence[Piece]) -> bool:
    """Whether the last of the first pieces is the sender's address at the top, not offered for contact."""
    top = len(pieces) <= _HEAD_PIECES // 2 and all(len(piece.text) < _LONG for piece in pieces)
    if not top or not _ADDRESS.search(pieces[-1].text):
        return False
    return not any(phrase_pattern("contact").search(piece.text) for piece in pieces)


def _is_crumbs(piece: Piece) -> bool:
    """A way through the site: short words between signs, or links alone."""
    parts = [part for part in _CRUMB.split(piece.text) if part and not piece.cells]
    linked = sum(len(run.text.strip()) for run in links(piece))
    steps = len(_STEP.findall(piece.text)) + len(parts) // 3
    return linked * 2 > len(piece.text) or (steps > 0 and all(len(part) < _STEP_LENGTH for part in parts))


def _is_caption(text: str) -> bool:
    """``Nuotr. J. Jonaičio``, ``1 lentelė. Nariai``, ``© Alfa``: a short line that numbers or credits a picture."""
    if len(text) > _CAPTION_LENGTH:
        return False
    number = _NUMBER.match(text)
    start = number.end() if number else 0
    word = phrase_pattern("caption").match(text, start)
    return "©" in text or bool(word and (start or text[word.end() :].lstrip()[:1] in tuple(".:–—0123456789")))


def _head(pieces: Sequence[Piece], title: int | None) -> list[str]:
    """The lines among which the day of publication is looked for: to the second long paragraph under the headline."""
    lines: list[str] = []
    long = 0
    for i, piece in enumerate(pieces[: (title or 0) + _HEAD_PIECES]):
        if piece.kind in ("teaser", "list item") or piece.cells:
            continue
        lines += piece.text.split("\n")
        long += i > (title or 0) and len(piece.text) > _LONG
        if long > 1:
            break
    return lines
