"""Containers: zip archives of documents, and the attachments of e-mails. What they hold is archived member by member.

A member's address is that of its container, ``!/`` and its path inside: ``https://x.lt/a.zip!/2024/report.pdf``. The
bytes after ``!/`` are percent-encoded where the address of the container is a URL. No such name is ever a path of ours.

A zip archive that is no office file is a container alone (``is_container``). An e-mail is a document with members: its
words are read by its own parser, its attachments are members.
"""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.parse.containers.mails import find_attachments
from pipeline.parse.containers.member import BOUNDS, Bounds, Member, Opening, Unread
from pipeline.parse.containers.zips import find_files, is_zip
from pipeline.parse.formats import is_mail, is_office

__all__ = ["BOUNDS", "Bounds", "Member", "Unread", "find_members", "is_container"]

_PICTURES = (".jpg", ".jpeg", ".png", ".gif", ".bmp", ".tif", ".tiff", ".webp", ".svg", ".heic")
_SOUNDS = (".mp3", ".wav", ".mp4", ".avi", ".mov", ".wmv", ".mkv", ".ttf", ".otf", ".woff", ".woff2")
_BUNDLES = {
    b"Rar!\x1a\x07": "RAR",
    b"7z\xbc\xaf\x27\x1c": "7z",
    b"\x1f\x8b": "gzip",
    b"BZh": "bzip2",
    b"\xfd7zXZ": "xz",
}


def is_container(body: bytes) -> bool:
    """Whether these bytes only wrap documents and are none themselves: a zip archive that is no office file."""
    return is_zip(body) and not is_office(body)


def find_members(body: bytes, url: str, media_type: str = "", bounds: Bounds = BOUNDS) -> Iterator[Member | Unread]:
    """The documents that a container holds, one at a time, in its order; nothing where these bytes are no container.

    What is in it and cannot be used comes as ``Unread`` with a problem that names container and member. Containers
    inside of it are opened too, ``bounds.depth`` deep; a member that is an e-mail comes itself, then its attachments.
    """
    yield from _find(body, Opening(url, bounds), media_type)


def _find(body: bytes, opening: Opening, media_type: str) -> Iterator[Member | Unread]:
    if is_container(body):
        found = find_files(body, opening)
    elif is_mail(body, opening.url, media_type):
        found = find_attachments(body, opening)
    else:
        return
    for member in found:
        if isinstance(member, Unread):
            yield member
        else:
            yield from _member(member, opening)


def _member(member: Member, opening: Opening) -> Iterator[Member | Unread]:
    """A member, and what it holds where it is a container itself."""
    name, body = member.name, member.body
    if name.lower().endswith((*_PICTURES, *_SOUNDS)):
        yield opening.refuse_at(member.url, name, "media type", "a picture, film, sound or font; nothing to read")
        return
    if bundle := next((kind for magic, kind in _BUNDLES.items() if body.startswith(magic)), None):
        yield opening.refuse_at(member.url, name, "format", f"a {bundle} archive; unpack it, or pack it as zip")
        return
    if not is_container(body):
        yield member
    inner = opening.inside(member.url)
    if inner.depth <= inner.bounds.depth:
        yield from _find(body, inner, member.media_type)
    elif next(_find(body, Opening(member.url, opening.bounds), member.media_type), None) is not None:
        yield opening.refuse_at(member.url, name, "nested", f"containers {inner.depth} deep in each other; unpack it")
