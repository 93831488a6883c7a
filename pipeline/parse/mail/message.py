"""The parts of an e-mail (RFC 5322, MIME: RFC 2045 to 2049), whatever state its headers are in."""

from __future__ import annotations

import email
import email.policy
import re
from collections.abc import Iterator
from dataclasses import dataclass
from email.errors import HeaderParseError
from email.header import decode_header
from email.message import Message
from email.utils import collapse_rfc2231_value

from pipeline.parse.charset import decode
from pipeline.problems import ParseProblem

MOST_PARTS = 2_000
DEEPEST = 12
"""How deep parts may lie in each other: forwarded ten times is a chain letter."""
_TEXTS = ("text/plain", "text/html")
_WHITE = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Part:
    """A part that holds no others. ``is_attached``: it is a file of its own, not a piece of the letter's words."""

    message: Message
    is_attached: bool


def read_message(body: bytes, url: str) -> Message:
    """The e-mail that these bytes are. Raises ParseProblem: damaged, too large."""
    try:
        message = email.message_from_bytes(body, policy=email.policy.compat32)
        count = sum(1 for _, _ in zip(message.walk(), range(MOST_PARTS + 1), strict=False))
    except RecursionError as error:
        raise ParseProblem("damaged", f"parsing {url}: parts lie in parts without end; leave it out") from error
    if count > MOST_PARTS:
        raise ParseProblem("too large", f"parsing {url}: got more than {MOST_PARTS} parts; get them one by one")
    return message


def find_parts(message: Message) -> Iterator[Part]:
    """The parts that hold no others, those of forwarded e-mails too, in their order."""
    for part in message.walk():
        if not part.is_multipart():
            yield Part(part, is_attached(part))


def is_attached(part: Message) -> bool:
    """Whether a part is a file of its own: it says so, or is no text; pictures that the text shows are none."""
    disposition = str(part.get("Content-Disposition", "")).partition(";")[0].strip().lower()
    if part.get_content_maintype() == "image" and disposition != "attachment":
        return False
    if part.get_content_type() in _TEXTS:
        return disposition == "attachment" or bool(part_name(part))
    return True


def part_body(part: Message) -> bytes:
    """The bytes of a part with its transfer encoding undone; where that is broken, as far as it goes."""
    payload = part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""


def part_name(part: Message) -> str:
    """The file name of a part, empty where it has none. RFC 2231, and the encoded words that many programs write."""
    for name, header in (("filename", "Content-Disposition"), ("name", "Content-Type")):
        value = part.get_param(name, header=header)
        if value:
            return header_text(collapse_rfc2231_value(value))
    return ""


def header_text(value: object) -> str:
    """The words of a header: encoded words (RFC 2047) decoded, bytes beyond ASCII by the letters that they make.

    >>> header_text("=?utf-8?q?Gam=C4=97jai?= ir =?iso-8859-13?q?=FEmon=EBs?=")
    'Gamėjai ir žmonės'
    """
    try:
        parts = decode_header(value if isinstance(value, str) else str(value or ""))
    except (HeaderParseError, ValueError):
        return _WHITE.sub(" ", str(value)).strip()
    words = [_decoded(part, charset) if isinstance(part, bytes) else part for part, charset in parts]
    return _WHITE.sub(" ", "".join(words)).strip()


def _decoded(part: bytes, charset: str | None) -> str:
    try:
        return part.decode(charset or "ascii")
    except (LookupError, ValueError):  # no such charset, other bytes, or a null character in its name
        return decode(part, charset).text
