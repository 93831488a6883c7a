"""Containers into the archive: the container as it came, and each document in it under an address of its own."""

from __future__ import annotations

from dataclasses import replace

from pipeline.parse.containers import Member, Unread, find_members, is_container
from pipeline.raw import Capture, Writer


def archive_members(writer: Writer, capture: Capture) -> tuple[bool, list[Unread]]:
    """Whether a capture is new or changed, and what of its members could not be used.

    Members are made of the bytes that are archived with the container: they carry no exchange of their own.
    """
    if is_container(capture.body):
        capture = replace(capture, role="container")
    is_new = writer.add(capture)
    unread = []
    for member in find_members(capture.body, capture.url, capture.media_type):
        if isinstance(member, Member):
            writer.add(Capture(capture.source, member.url, member.body, member.media_type, listing=capture.listing))
        else:
            unread.append(member)
    return is_new, unread
