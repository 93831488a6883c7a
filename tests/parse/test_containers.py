"""Zip archives and attachments: what they hold is found one by one, whatever their headers say, and nothing swells."""

from __future__ import annotations

import io
import struct
import zipfile
from email.message import EmailMessage

import docx
import pytest

from pipeline.parse.containers import BOUNDS, Bounds, Member, Unread, find_members, is_container
from tests.parse.test_office import word_bytes

URL = "https://mill.example/news.zip"


def pack(*files: tuple[str | zipfile.ZipInfo, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", method) as archive:
        for name, body in files:
            archive.writestr(name, body)
    return file.getvalue()


def members(body: bytes, bounds: Bounds = BOUNDS, url: str = URL) -> list[str]:
    return [found.url.removeprefix(url) for found in find_members(body, url, "", bounds) if isinstance(found, Member)]


def refused(body: bytes, bounds: Bounds = BOUNDS, url: str = URL) -> list[tuple[str, str]]:
    found = [m for m in find_members(body, url, "", bounds) if isinstance(m, Unread)]
    assert all(url in m.problem.detail for m in found)
    return [(m.url.removeprefix(url), m.problem.reason) for m in found]


def test_members_come_in_order_without_folders_and_clutter() -> None:
    body = pack(
        ("a.pdf", b"%PDF-"), ("b/", b""), ("b/c.txt", b"words"), ("__MACOSX/._a.pdf", b"x"), ("Thumbs.db", b"x")
    )
    assert is_container(body)
    found = [m for m in find_members(body, URL) if isinstance(m, Member)]
    assert [(m.name, m.media_type, m.body) for m in found] == [
        ("a.pdf", "application/pdf", b"%PDF-"),
        ("b/c.txt", "text/plain", b"words"),
    ]
    assert members(body) == ["!/a.pdf", "!/b/c.txt"]


def test_an_office_file_is_a_document_and_no_container() -> None:
    word = word_bytes(docx.Document())
    assert not is_container(word)
    assert list(find_members(word, "https://mill.example/a.docx")) == []
    assert members(pack(("a.docx", word))) == ["!/a.docx"]


@pytest.mark.parametrize(
    ("name", "member"),
    [
        ("../../etc/passwd.txt", "!/etc/passwd.txt"),
        ("/etc/passwd.txt", "!/etc/passwd.txt"),
        ("C:\\temp\\..\\a.txt", "!/temp/a.txt"),
        ("a b#c?.txt", "!/a%20b%23c%3F.txt"),
        ("..", "!/unnamed"),
    ],
)
def test_names_never_lead_out_of_the_container(name: str, member: str) -> None:
    assert members(pack((name, b"words"))) == [member]


def test_names_of_local_containers_stay_readable() -> None:
    assert members(pack(("Žinia 1.txt", b"words")), url="inbox/a.zip") == ["!/Žinia 1.txt"]


def test_members_of_one_name_have_addresses_of_their_own() -> None:
    with pytest.warns(UserWarning, match="Duplicate"):
        body = pack(("a.txt", b"first"), ("a.txt", b"second"), ("A.txt", b"third"))
    assert members(body) == ["!/a.txt", "!/a~2.txt", "!/A~3.txt"]


@pytest.mark.parametrize("charset", ["cp775", "cp1257", "cp437", "utf-8", "cp866"])
def test_names_are_read_in_the_charset_of_the_machine_that_wrote_them(charset: str) -> None:
    name = {"cp437": "Über Städte.txt", "cp866": "Новости долины.txt"}.get(charset, "Žinutė apie klasterį.txt")
    blank = "x" * len(name.encode(charset))
    body = pack((blank, b"words")).replace(blank.encode(), name.encode(charset))
    assert [m.name for m in find_members(body, "a.zip") if isinstance(m, Member)] == [name]


def test_containers_in_containers_are_opened_two_deep() -> None:
    inner = pack(("a.txt", b"words"))
    middle = pack(("inner.zip", inner), ("b.txt", b"words"))
    outer = pack(("middle.zip", middle))
    assert members(middle) == ["!/inner.zip!/a.txt", "!/b.txt"]
    assert members(outer) == ["!/middle.zip!/b.txt"]
    assert refused(outer) == [("!/middle.zip!/inner.zip", "nested")]


def test_what_swells_is_refused_and_the_rest_is_read() -> None:
    body = pack(("bomb.txt", bytes(30_000_000)), ("a.txt", b"words"))
    assert refused(body) == [("!/bomb.txt", "too large")]
    assert members(body) == ["!/a.txt"]


def test_a_size_in_a_header_is_not_believed() -> None:
    body = bytearray(pack(("bomb.txt", bytes(30_000_000)), ("a.txt", b"words")))
    at = body.index(b"PK\x01\x02")
    struct.pack_into("<I", body, at + 24, 100)  # the directory says: 100 bytes
    assert [reason for _, reason in refused(bytes(body))] == ["damaged"]
    assert members(bytes(body)) == ["!/a.txt"]


@pytest.mark.parametrize(
    ("bounds", "read"),
    [(Bounds(members=2), 2), (Bounds(total_bytes=2500), 2), (Bounds(member_bytes=500), 0)],
)
def test_counts_and_sizes_have_bounds(bounds: Bounds, read: int) -> None:
    body = pack(*((f"{i}.txt", b"x" * 1000) for i in range(5)), method=zipfile.ZIP_STORED)
    assert len(members(body, bounds)) == read
    assert {reason for _, reason in refused(body, bounds)} == {"too large"}


def test_links_encrypted_and_oddly_packed_members_are_refused() -> None:
    link = zipfile.ZipInfo("link.txt")
    link.external_attr = 0o120777 << 16
    body = bytearray(pack((link, b"/etc/passwd"), ("locked.txt", b"words")))
    at = body.rindex(b"PK\x01\x02")
    body[at + 8] |= 1
    assert refused(bytes(body)) == [("!/link.txt", "unsafe"), ("!/locked.txt", "password")]
    assert refused(pack(("a.txt", b"words"), method=zipfile.ZIP_LZMA)) == [("!/a.txt", "format")]


@pytest.mark.parametrize("cut", [10, 60, 150])
def test_a_cut_archive_is_damaged(cut: int) -> None:
    assert refused(pack(("a.txt", b"words" * 100), ("b.txt", b"words" * 100))[:cut]) == [("", "damaged")]


def test_attachments_are_members_and_words_are_none() -> None:
    mail = EmailMessage()
    mail["Subject"] = "Žinia"
    mail.set_content("Words")
    mail.add_alternative("<p>Words</p>", subtype="html")
    mail.add_attachment(b"%PDF-1.4", maintype="application", subtype="octet-stream", filename="Ataskaita ąž.pdf")
    mail.add_attachment(pack(("a.txt", b"x")), maintype="application", subtype="zip", filename="all.zip")
    mail.add_attachment(b"x", maintype="application", subtype="ms-tnef", filename="winmail.dat")
    body, url = mail.as_bytes(), "inbox/a.eml"
    assert not is_container(body)
    assert members(body, url=url) == ["!/Ataskaita ąž.pdf", "!/all.zip!/a.txt"]
    assert refused(body, url=url) == [("!/winmail.dat", "format")]
    assert members(pack(("a.eml", body))) == ["!/a.eml", "!/a.eml!/Ataskaita%20%C4%85%C5%BE.pdf"]
