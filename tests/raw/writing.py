"""Nights of archiving, to be killed in the middle.

Captures are the same for the same number, so that a run that goes on where another was ended leads to the same archive.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

from pipeline.raw import Archive, Capture, Listing, Writer
from tests.raw.samples import START, capture, exchange

NIGHTS = 3
_FILLER = random.Random(9).randbytes(1 << 16)


def captures(count: int, night: int) -> Iterator[Capture]:
    """Pages of a night: in each, a third is new or changed, some are walls, some are files."""
    for number in range(count):
        version = (number + night) // 3
        body = b"<p>%d %d</p>" % (number, version) + _FILLER[: number * 37 % 4000].hex().encode()
        if number % 17 == 0:
            yield capture(f"inbox/{number}.txt", body)
        elif number % 13 == 0:
            yield capture(f"https://a.example/{number}", b"wall", outcome="captcha", exchange=exchange())
        else:
            yield capture(f"https://a.example/{number}", body, exchange=exchange(), listing=Listing(f"N {number}"))


def write_night(writer: Writer, count: int, night: int) -> None:
    """All of a night that is not there yet, and that it was done."""
    for item in captures(count, night):
        if not item.outcome and number_of(item) % 11 == 0 and night:
            writer.revisit(item.url, exchange("304 Not Modified"))
        else:
            writer.add(item)
    writer.note_crawl(f"night {night}", START + timedelta(days=night), {"pages": count})


def number_of(item: Capture) -> int:
    return int("".join(letter for letter in item.url.rpartition("/")[2] if letter.isdigit()))


def write(folder: Path, count: int) -> None:
    """All nights that were not done before, each at its own time."""
    for night in range(NIGHTS):
        at = START + timedelta(days=night)
        archive = Archive(folder, clock=lambda at=at: at)  # type: ignore[misc]
        with archive.writing() as writer:
            if f"night {night}" not in archive.crawls():
                write_night(writer, count, night)
        archive.close()
