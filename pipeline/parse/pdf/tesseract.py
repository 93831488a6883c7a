"""The program that reads pictures of text, where it is installed."""

from __future__ import annotations

import shutil
import subprocess
from functools import cache

# fmt: off
CODES = {
    "bg": "bul", "cs": "ces", "da": "dan", "de": "deu", "el": "ell", "en": "eng", "es": "spa", "et": "est",
    "fi": "fin", "fr": "fra", "ga": "gle", "hr": "hrv", "hu": "hun", "it": "ita", "lt": "lit", "lv": "lav",
    "mt": "mlt", "nl": "nld", "pl": "pol", "pt": "por", "ro": "ron", "sk": "slk", "sl": "slv", "sv": "swe",
}
# fmt: on
"""The languages of the Union, ISO 639-1 to the names of tesseract's data (ISO 639-2)."""


@cache
def installed_languages() -> frozenset[str]:
    """The languages (ISO 639-2) that tesseract can read here; none where it is not installed."""
    program = shutil.which("tesseract")
    if program is None:
        return frozenset()
    listed = subprocess.run([program, "--list-langs"], capture_output=True, text=True, check=False, timeout=30)  # noqa: S603
    return frozenset(listed.stdout.split("\n")[1:]) - {"", "osd", "equ"}
