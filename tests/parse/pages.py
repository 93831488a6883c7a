"""The pages of tests/parse/pages, read: see the README there."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from extractors.mention import UNREAD, Document
from pipeline.parse import Parsed, parse_record
from pipeline.record import Record

PAGES = Path(__file__).parent / "pages"
OWN, FOREIGN = "[+]", "[-]"


@dataclass(frozen=True)
class Page:
    """A page of the tests with what must come out of it."""

    source: str
    expected: dict[str, str]

    @property
    def body(self) -> bytes:
        return self.source.encode(self.expected.get("bytes", "utf-8"))

    def parse(self) -> Parsed:
        listed = self.expected.get("listed")
        charset = self.expected.get("charset")
        return parse_html_body(self.body, charset=charset, listed_on=date.fromisoformat(listed) if listed else None)


def read_page(path: Path) -> Page:
    head, _, source = path.read_text(encoding="utf-8").partition("-->\n")
    lines = head.removeprefix("<!--").strip().splitlines()
    pairs = (line.split(":", 1) for line in lines)
    return Page(source, {key.strip(): value.strip() for key, value in pairs})


def make_page_record(charset: str | None = None, listed_on: date | None = None) -> Record:
    return Record(
        "tests", "https://page.example/x", datetime(2025, 1, 1, tzinfo=UTC), "text/html", "0", "0", charset,
        listed_on=listed_on,
    )  # fmt: skip


def parse_html_body(body: bytes, *, charset: str | None = None, listed_on: date | None = None) -> Parsed:
    return parse_record(body, make_page_record(charset, listed_on))


def parse_html_text(source: str) -> Document:
    return parse_html_body(source.encode()).document


def read_texts(document: Document) -> list[str]:
    return [document.text[s.start : s.end] for s in document.segments if s.kind not in UNREAD]


def unread_texts(document: Document) -> list[str]:
    return [document.text[s.start : s.end] for s in document.segments if s.kind in UNREAD]
