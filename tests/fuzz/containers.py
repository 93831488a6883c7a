"""Damages of e-mails and zip archives of documents, and such containers made to be damaged."""

from __future__ import annotations

import base64
import io
import re
import zipfile
from random import Random

from tests.fuzz.damage import Damage, amount, insert
from tests.fuzz.office import lie_at_end, lie_in_directory

_HEADERS = (
    b"From: Rasa <rasa@klasteris.example>\nDate: Thu, 2 May 2024 10:00:00 +0300\n"
    b"Subject: =?utf-8?q?Klasteris_=C4=85?=\n"
)
_NAMES = (
    "../../etc/passwd",
    "/etc/passwd",
    "C:\\x\\..\\a.html",
    "a" * 9_000,
    "",
    ".",
    "a\x00b.html",
    "CON",
    "a/b/../../..",
    "\ud7ff\uffff",
    "a.html/",
    "š?#%!/b.html",
    "~root/x.html",
    "..\\..\\x.pdf",
    "🙂.html",
    "\u202egpj.exe",
)
_TRANSFERS = (b"base64", b"quoted-printable", b"8bit", b"7bit", b"x-uuencode", b"binary", b"nonsense", b"")
_TYPES = (
    b"text/plain; charset=rot13",
    b"text/html; charset=utf-16",
    b"multipart/mixed",
    b"message/rfc822",
    b"text/",
    b"/",
    b"multipart/mixed; boundary=",
    b'text/plain; charset="\xff"',
    b"application/pdf; name*=utf-9''%zz",
    b"x",
    b"message/partial; number=1",
    b"message/delivery-status",
    b'multipart/alternative; boundary="a\nb"',
    b"text/plain; charset=idna; format=flowed",
    b"text/html; charset=utf-7",
    b"message/external-body",
)


def make_mail(page: bytes) -> bytes:
    """An e-mail in two versions with a page attached."""
    attached = base64.encodebytes(page)
    return (
        _HEADERS + b'MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary="AA"\n\n--AA\n'
        b'Content-Type: multipart/alternative; boundary="BB"\n\n--BB\nContent-Type: text/plain; charset=utf-8; '
        b"format=flowed\n"
        b"\nKlasteris gavo 120 000 Eur. \nSutartis galioja.\n\n--BB\nContent-Type: text/html; charset=utf-8\n"
        b"Content-Transfer-Encoding: quoted-printable\n\n<p>Klasteris gavo =\n120 000 Eur.</p>\n--BB--\n--AA\n"
        b'Content-Type: text/html; name="puslapis.html"\nContent-Disposition: attachment; filename="puslapis.html"\n'
        b"Content-Transfer-Encoding: base64\n\n" + attached + b"--AA--\n"
    )


def make_zip(pages: dict[str, bytes]) -> bytes:
    """An archive of files by name."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, page in pages.items():
            archive.writestr(zipfile.ZipInfo(name), page, zipfile.ZIP_DEFLATED)
    return file.getvalue()


def nest_parts(rng: Random, body: bytes) -> bytes:
    """Parts in parts without end, as messages or as multiparts."""
    depth = amount(rng, 3_000)
    head = rng.choice((b"Content-Type: message/rfc822\n\n", b'Content-Type: multipart/mixed; boundary="%d"\n\n--%d\n'))
    heads = (head % (number, number) if b"%" in head else head for number in range(depth))
    return b"MIME-Version: 1.0\n" + b"".join(heads) + body


def lose_boundaries(rng: Random, body: bytes) -> bytes:
    return re.sub(rb"--(?:AA|BB)(?:--)?\n", lambda mark: b"" if rng.random() < 0.4 else mark[0], body)


def share_boundaries(rng: Random, body: bytes) -> bytes:
    return body.replace(b"BB", rng.choice((b"AA", b"AAB", b"A", b"", b"A" * 5_000, b"(?:a|a)*$")))


def mistype_parts(rng: Random, body: bytes) -> bytes:
    return re.sub(
        rb"(?<=Content-Type: )[^\n]*", lambda kind: rng.choice(_TYPES) if rng.random() < 0.5 else kind[0], body
    )


def misencode(rng: Random, body: bytes) -> bytes:
    return re.sub(rb"(?<=Transfer-Encoding: )[^\n]*", lambda _: rng.choice(_TRANSFERS), body)


def distort_headers(rng: Random, body: bytes) -> bytes:
    lines = (
        b"Subject: " + b"=?utf-8?q?a?= " * amount(rng, 5_000),
        b"Subject: =?x?y?z?=",
        b"Subject: =?utf-8?b?!!!?=",
        b"Subject:",
        b"Date: " + b"9" * 9_000,
        b"Date: Mon, 99 Foo 0000 99:99:99 +9999",
        b"From: " + b"<" * 20_000,
        b"From: \xff\xfe",
        b"To: " + b"a@b.lt, " * amount(rng, 20_000),
        b"Received: x\n" * amount(rng, 20_000),
        b"a" * 100_000,
        b": x",
        b"\x00: y",
        b"Content-Type: " + b'text/html; a="' * amount(rng, 3_000),
        b"Subject: a\n " * amount(rng, 5_000),
        b"From: " + b"(" * 5_000,
    )
    return b"MIME-Version: 1.0\n" + rng.choice(lines) + b"\n" + body


def attach_many(rng: Random, body: bytes) -> bytes:
    part = b'--AA\nContent-Type: text/plain; name="%s"\n\nx\n' % rng.choice(_NAMES).replace("\x00", "").encode(
        "utf-8", "replace"
    )
    return body.replace(b"--AA--", part * amount(rng, 5_000) + b"--AA--")


def _read(body: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(body)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def slip(rng: Random, body: bytes) -> bytes:
    """Members whose names lead out of the folder, or are no names."""
    page = next(iter(_read(body).values()))
    return make_zip(dict.fromkeys(rng.sample(_NAMES, amount(rng, len(_NAMES))), page))


def bomb(rng: Random, body: bytes) -> bytes:
    return make_zip(
        _read(body) | {"bomba.html": rng.choice((b" ", b"<p>", b"a")) * rng.choice((10_000_000, 40_000_000))}
    )


def overlap(rng: Random, body: bytes) -> bytes:
    """Very many entries of the directory for the same bytes."""
    at, end = body.find(b"PK\x01\x02"), body.rfind(b"PK\x05\x06")
    count = amount(rng, 60_000 // max(1, end - at) * 46)
    whole = body[at:end] * count
    total = (body[at:end].count(b"PK\x01\x02") * count) & 0xFFFF
    numbers = total.to_bytes(2, "little") * 2 + len(whole).to_bytes(4, "little") + at.to_bytes(4, "little")
    return body[:at] + whole + b"PK\x05\x06" + bytes(4) + numbers + bytes(2)


def nest_archives(rng: Random, body: bytes) -> bytes:
    for number in range(amount(rng, 40)):
        body = make_zip({f"{number}.zip": body, "a.zip": body} if number < 4 else {f"{number}.zip": body})
    return body


def hold_itself(rng: Random, body: bytes) -> bytes:
    """An archive that begins with its own bytes, stored: as near to one that holds itself as a rule makes."""
    name = b"r.zip"
    head = (
        b"PK\x03\x04"
        + bytes([20])
        + bytes(13)
        + len(body).to_bytes(4, "little") * 2
        + bytes([len(name), 0, 0, 0])
        + name
    )
    return head + insert(rng, body, head) + body


MAIL: tuple[Damage, ...] = (
    nest_parts, lose_boundaries, share_boundaries, mistype_parts, misencode, distort_headers, attach_many,
)  # fmt: skip
ZIP: tuple[Damage, ...] = (slip, bomb, overlap, nest_archives, hold_itself, lie_in_directory, lie_at_end)
