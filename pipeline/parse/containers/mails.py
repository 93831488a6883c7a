"""Attachments of e-mails (RFC 5322, MIME)."""

from __future__ import annotations

from collections.abc import Iterator
from email.message import Message

from pipeline.parse.containers.member import Member, Opening, Unread
from pipeline.parse.formats import media_type_of
from pipeline.parse.mail.message import find_parts, part_body, part_name, read_message
from pipeline.problems import ParseProblem

_SIGNATURES = frozenset(
    {"application/pgp-signature", "application/pkcs7-signature", "application/x-pkcs7-signature", "text/x-amp-html"}
)
_TNEF = frozenset({"application/ms-tnef", "application/vnd.ms-tnef"})
_ENCRYPTED = frozenset({"application/pgp-encrypted", "application/pkcs7-mime", "application/x-pkcs7-mime"})


def find_attachments(body: bytes, opening: Opening) -> Iterator[Member | Unread]:
    """The attachments of an e-mail and of the e-mails in it; its words are no attachment, nor are signatures."""
    try:
        message = read_message(body, opening.url)
    except ParseProblem as problem:
        yield Unread(opening.url, problem)
        return
    for part in find_parts(message):
        if not part.is_attached or part.message.get_content_type() in _SIGNATURES:
            continue
        opening.spent.members += 1
        if opening.spent.members > opening.bounds.members:
            yield opening.refuse("", "too large", f"got more than {opening.bounds.members} attachments; cut it up")
            return
        yield _read(part.message, opening)


def _read(part: Message, opening: Opening) -> Member | Unread:
    media_type = part.get_content_type()
    name = part_name(part) or f"attachment-{opening.spent.members}"
    if media_type in _TNEF or name.lower() == "winmail.dat":
        return opening.refuse(name, "format", "Outlook's own wrapping; ask the sender for plain attachments")
    if media_type in _ENCRYPTED:
        return opening.refuse(name, "password", "it is encrypted; get it without encryption")
    body = part_body(part)
    opening.spent.bytes += len(body)
    if len(body) > opening.bounds.member_bytes or opening.spent.bytes > opening.bounds.total_bytes:
        return opening.refuse(name, "too large", f"got {len(body)} bytes; get it by itself")
    if not body:
        return opening.refuse(name, "empty", "got an attachment without bytes; leave it out")
    known = media_type_of(name)
    return Member(opening.name_member(name), name, body, media_type if known == _UNKNOWN else known)


_UNKNOWN = media_type_of("")
