"""robots.txt files between runs: small files in the cache folder, believed for a day (RFC 9309 2.4)."""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from pipeline.fetch.robots import Robots

FRESH_SECONDS = 24 * 3600
_FORMAT = 1


@dataclass(frozen=True, slots=True)
class Kept:
    """What a host said in an earlier run."""

    robots: Robots
    is_fresh: bool


class RobotsCache:
    """The files of one cache folder. What is torn, altered or of another origin is as good as not there."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder / "robots"

    def find(self, origin: str) -> Kept | None:
        """What was kept of an origin (``https://a.lt``), None where nothing was."""
        try:
            seal, _, text = self._path(origin).read_text(encoding="utf-8").partition("\n")
            if seal != _seal(text):
                return None
            kept = json.loads(text)
        except (OSError, UnicodeError, ValueError):
            return None
        if kept["format"] != _FORMAT or kept["origin"] != origin:
            return None
        robots = Robots(tuple(kept["rules"]), kept["crawl_delay"], tuple(kept["sitemaps"]))
        return Kept(robots, 0 <= time.time() - kept["at"] < FRESH_SECONDS)

    def keep(self, origin: str, robots: Robots) -> None:
        """Keep what an origin said just now. A cache that cannot be written costs a request more, no more."""
        text = json.dumps(
            {
                "format": _FORMAT,
                "origin": origin,
                "at": time.time(),
                "rules": robots.rules,
                "crawl_delay": robots.crawl_delay,
                "sitemaps": robots.sitemaps,
            }
        )
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(dir=self._folder)
            with open(handle, "w", encoding="utf-8") as file:  # noqa: PTH123  a handle, no path
                file.write(f"{_seal(text)}\n{text}")
            os.replace(name, self._path(origin))  # noqa: PTH105
        except OSError:
            return

    def _path(self, origin: str) -> Path:
        return self._folder / hashlib.sha256(origin.encode()).hexdigest()[:32]


def _seal(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8")).hexdigest()
