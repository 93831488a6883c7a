"""E-mails to documents: the subject is the headline, the day of sending the date, the words those of its best part.

Forwarded e-mails are read too, each under its own subject. Attachments are members: see ``pipeline.parse.containers``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from email.message import Message
from email.utils import parsedate_to_datetime

from pipeline.parse.assemble import Claims, build_document
from pipeline.parse.charset import decode
from pipeline.parse.mail.message import DEEPEST, header_text, is_attached, part_body, read_message
from pipeline.parse.parsed import Parsed
from pipeline.parse.pieces import Piece, find_pieces_of
from pipeline.parse.text import find_pieces
from pipeline.problems import ParseProblem
from pipeline.record import Record

_MEDIA_TYPE = "message/rfc822"
_FIRST_YEAR = 1971  # of the first e-mail: an earlier day is a damaged one
# what programs set before the subject of an answer or of a forwarded message, in the languages of the Union
_PREFIX = re.compile(r"(?:(?:re|fwd?|aw|wg|ats|pd|odp|vs|vl|sv|vb|tr|rv|enc|i)(?:\[\d+\])?\s?:\s*)+", re.IGNORECASE)
_FULLER = 1.5  # times the words: then plain text is preferred to HTML, of which something was lost


def parse_mail(body: bytes, record: Record) -> Parsed:
    """The document of an e-mail. Raises ParseProblem: damaged, empty, too large."""
    message = read_message(body, record.url)
    pieces = list(_message(message, record, 0))
    title = _PREFIX.sub("", header_text(message["Subject"]), count=1)
    claims = Claims(title or None, normalize_date(message["Date"]))
    head = [Piece(title, "title", "subject")] if title else []
    sender = header_text(message["From"])
    head += [Piece(f"From: {sender}", "boilerplate", "from")] if sender and pieces else []
    return Parsed(build_document([*head, *(_below(pieces) if title else pieces)], record, claims), _MEDIA_TYPE)


def normalize_date(written: object) -> date | None:
    """The day of a Date header (RFC 5322) in the zone that it is written in; None where it is none.

    >>> normalize_date("Thu, 07 Sep 2023 00:30:00 +0300")
    datetime.date(2023, 9, 7)
    >>> normalize_date("02 May 0300 10:00:00 +0000") is None
    True
    """
    try:
        day = parsedate_to_datetime(str(written)).date()
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return day if day.year >= _FIRST_YEAR else None


def _below(pieces: list[Piece]) -> list[Piece]:
    """The pieces with no other headline than the subject."""
    return [Piece(p.words, "heading", p.origin) if p.kind == "title" else p for p in pieces]


def _message(message: Message, record: Record, depth: int) -> Iterator[Piece]:
    """The pieces of a part and of what it holds."""
    kind = message.get_content_type()
    if depth > DEEPEST:
        return
    if kind == "multipart/alternative":
        found = [list(_message(part, record, depth + 1)) for part in _held(message)]
        yield from _fullest(found)
    elif kind == "multipart/related":
        for part in _held(message)[:1]:  # the others are pictures of the first (RFC 2387)
            yield from _message(part, record, depth + 1)
    elif kind == "message/rfc822":
        for part in _held(message):
            subject = _PREFIX.sub("", header_text(part["Subject"]), count=1)
            yield Piece(subject, "heading", f"forwarded {depth}")
            yield from _message(part, record, depth + 1)
    elif message.is_multipart():
        for part in _held(message):
            yield from _message(part, record, depth + 1)
    elif not is_attached(message):
        yield from _words(message, record)


def _held(message: Message) -> list[Message]:
    payload = message.get_payload()
    return [part for part in payload if isinstance(part, Message)] if isinstance(payload, list) else []


def _fullest(found: list[list[Piece]]) -> list[Piece]:
    """The last of some alternatives, as RFC 2046 asks for, unless an earlier one says much more."""
    sizes = [sum(len(piece.text) for piece in pieces) for pieces in found]
    best = max((i for i, size in enumerate(sizes) if size), default=None)
    if best is None:
        return []
    fullest = max(range(len(found)), key=sizes.__getitem__)
    return found[fullest if sizes[fullest] > sizes[best] * _FULLER else best]


def _words(part: Message, record: Record) -> Iterator[Piece]:
    body, charset = part_body(part), part.get_content_charset()
    if part.get_content_type() == "text/html":
        from pipeline.parse.html import parse_html

        try:
            document = parse_html(body, replace(record, charset=charset, media_type="text/html")).document
        except ParseProblem:  # blank, or what its reader takes for no page: another part may hold the words
            return
        yield from find_pieces_of(document)
    elif part.get_content_type() == "text/plain":
        yield from find_pieces(_unflowed(decode(body, charset).text, part))


def _unflowed(text: str, part: Message) -> str:
    """The text with lines joined that its program broke: those that end in a blank (format=flowed, RFC 3676)."""
    if str(part.get_param("format", "")).lower() != "flowed":
        return text
    delete = str(part.get_param("delsp", "")).lower() == "yes"
    return re.sub(r"(?<!^--) \r?\n(?!>|\r?\n)", "" if delete else " ", text, flags=re.MULTILINE)
