"""The version of a stage: a hash of the code, the data and the libraries that it works with."""

from __future__ import annotations

import hashlib
import platform
import unicodedata
from collections.abc import Iterable
from functools import cache
from importlib.metadata import PackageNotFoundError, distributions, requires, version
from pathlib import Path
from re import match

_ROOT = Path(__file__).parents[2]
PARSE = (
    *("pipeline/parse", "pipeline/record.py", "pipeline/settings.py", "pipeline/problems.py", "pipeline/selectors.py"),
    *("extractors/__init__.py", "extractors/mention.py", "extractors/languages", "extractors/dates"),
    *("extractors/boundaries.py", "extractors/cues.py", "extractors/taken.py"),
)
"""Files and folders that a parsed document depends on; a test follows the imports."""
EXTRACT = (*PARSE, "extractors", "pipeline/relate", "pipeline/reading.py")
"""Files and folders that the facts of a document depend on."""


@cache
def parse_version() -> str:
    """The version of turning bytes into documents, with what scanned pages are read by."""
    from pipeline.parse.pdf.tesseract import installed_languages
    from pipeline.settings import load_settings

    return _digest(
        [*_libraries(), *hash_files(_ROOT, PARSE), *sorted(installed_languages()), *load_settings().ocr_languages]
    )


@cache
def extract_version() -> str:
    """The version of everything from bytes to facts."""
    return _digest([parse_version(), *hash_files(_ROOT, EXTRACT)])


def hash_files(root: Path, places: Iterable[str]) -> list[str]:
    """A line a file at or below the places, with its hash; what Python compiles of them does not count."""
    named = {path for place in places for path in ((root / place), *(root / place).rglob("*"))}
    files = sorted(path for path in named if path.is_file() and path.suffix not in (".pyc", ".pyo"))
    return [f"{path.relative_to(root).as_posix()} {hashlib.sha256(path.read_bytes()).hexdigest()}" for path in files]


def _libraries() -> list[str]:
    """Python and the libraries that clusterpress asks for; all that there are where it runs from a folder."""
    python = f"python {platform.python_version()} unicode {unicodedata.unidata_version}"
    try:
        wanted = [match(r"[\w.-]+", line) for line in requires("clusterpress") or () if "extra ==" not in line]
        return [python, *(f"{name[0]} {version(name[0])}" for name in wanted if name)]
    except PackageNotFoundError:
        return [python, *sorted(f"{found.name} {found.version}" for found in distributions())]


def _digest(parts: Iterable[str]) -> str:
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()
