"""PDFs whose table of objects leads nowhere: a new one made from where the objects stand (ISO 32000-1, 7.5.4)."""

from __future__ import annotations

import re

_OBJECT = re.compile(rb"(?<![\d.])(\d{1,7})[\x00\t\n\f\r ]{1,8}(\d{1,5})[\x00\t\n\f\r ]{1,8}obj\b")
_CATALOG = re.compile(rb"/Type\s{0,8}/Catalog\b")
_ROOT = re.compile(rb"/Root\s{1,8}(\d{1,7})\s{1,8}(\d{1,5})\s{1,8}R")
_KEPT = re.compile(rb"/(?:Encrypt\s{0,8}\d{1,7}\s{1,8}\d{1,5}\s{1,8}R|ID\s{0,8}\[[^\]]{0,300}\])")
_FARTHEST = 2_000  # bytes from the start of an object to its type
_MOST_OBJECTS = 500_000
_HEADER_LENGTH = 1024


def rebuild_table(body: bytes) -> bytes | None:
    """The file with a new table of its objects after it; None where it holds no catalog of pages."""
    header = body.find(b"%PDF-", 0, _HEADER_LENGTH)
    body = body[header:] if header >= 0 else b"%PDF-1.7\n" + body
    places: dict[int, tuple[int, int]] = {}
    for found in _OBJECT.finditer(body):
        places[int(found[1])] = (found.start(), int(found[2]))  # the last of one number is the newest
        if len(places) > _MOST_OBJECTS:
            return None
    root = _find_root(body, places)
    if root is None:
        return None
    entries = (b"%d 1\n%010d %05d n \n" % (number, *place) for number, place in sorted(places.items()) if number)
    kept = {found[0][:3]: found[0] for found in _KEPT.finditer(body)}
    trailer = b"<< /Size %d /Root %d %d R %s >>" % (max(places) + 1, *root, b" ".join(kept.values()))
    table = b"xref\n0 1\n0000000000 65535 f \n" + b"".join(entries)
    return b"%s\n%strailer\n%s\nstartxref\n%d\n%%%%EOF\n" % (body, table, trailer, len(body) + 1)


def _find_root(body: bytes, places: dict[int, tuple[int, int]]) -> tuple[int, int] | None:
    for number, (start, generation) in sorted(places.items(), reverse=True):
        end = body.find(b"endobj", start, start + _FARTHEST)
        if _CATALOG.search(body, start, end if end >= 0 else start + _FARTHEST):
            return number, generation
    named = [(int(found[1]), int(found[2])) for found in _ROOT.finditer(body)]
    return next((root for root in reversed(named) if root[0] in places), None)
