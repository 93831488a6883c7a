"""One frozen Settings object: defaults, then ``clusterpress.toml``, then the environment, then the command line.

# clusterpress.toml, in the folder where the command is run
workers = 4
contact = "mailto:data@example.org"

CLUSTERPRESS_WORKERS=4 clusterpress run
"""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from functools import partial
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any, NewType

from pipeline.problems import SettingsProblem

FILE_NAME = "clusterpress.toml"
ENVIRONMENT_PREFIX = "CLUSTERPRESS_"
_TRUE, _FALSE = frozenset({"1", "true", "yes", "on"}), frozenset({"0", "false", "no", "off"})
_MIB = 1024 * 1024
_MAIL = re.compile(r"(?:mailto:)?[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}", re.ASCII | re.IGNORECASE)
_WEB = re.compile(
    r"https?://[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}(?:[/:][\x21-\x27\x2a-\x7e]{0,200})?", re.ASCII | re.IGNORECASE
)

NonNegative = NewType("NonNegative", float)
Contact = NewType("Contact", str)


def _cores() -> int:
    """Cores that this process may use: containers often give fewer than the machine has."""
    usable = getattr(os, "sched_getaffinity", None)
    return len(usable(0)) if usable else os.cpu_count() or 1


def _cache_folder() -> Path:
    base = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(base) / "clusterpress"


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """How clusterpress works here. Every field can be set in the file, by ``CLUSTERPRESS_<FIELD>`` or by an option."""

    raw: Path = Path("raw")
    """Where inputs are archived and the inbox lies."""
    processed: Path = Path("processed")
    """Where the tables are published."""
    sources: Path = Path("raw/sources.toml")
    """The list of sources; it need not exist."""
    cache: Path = field(default_factory=_cache_folder)
    """Where things lie that save time and can be thrown away: what documents said, robots.txt, Prefect's database."""
    fresh: bool = False
    """Whether every document is read anew, whatever the cache knows."""
    workers: int = field(default_factory=_cores)
    """Processes that read documents."""
    batch_size: int = 200
    """Documents that a worker is given at once."""
    document_timeout_seconds: float = 900
    """Time that reading one document may take before its process counts as hung; long scans take minutes."""
    parse_timeout_seconds: float = 60
    """Time that parsing one PDF or office file, or reading one scanned page, may take before it is given up."""
    parse_memory_bytes: int = 2048 * _MIB
    """Memory (address space) of the process that parses PDF and office files; what needs more is given up."""
    ocr_languages: tuple[str, ...] = ("lit", "eng")
    """Languages (ISO 639-2) that scanned pages are read in."""
    contact: Contact = Contact("")
    """Mail or web address that site owners find in the user agent; nothing is fetched without one."""
    connect_timeout_seconds: float = 10
    """Time that a server has to take a connection."""
    fetch_timeout_seconds: float = 60
    """Time that one address may take, whatever the server does."""
    max_bytes: int = 50 * _MIB
    """Size beyond which an input is refused."""
    max_redirects: int = 5
    """Redirects that are followed for one address."""
    max_attempts: int = 3
    """How often an address is tried where the failure may pass."""
    pace_seconds: NonNegative = NonNegative(1)
    """Time between two requests to one host, unless its robots.txt asks for more; 0 is for servers of our own."""
    max_wait_seconds: float = 30
    """The longest wait that a server may ask for (Retry-After, Crawl-delay); beyond it the address is given up."""
    parallel_hosts: int = 8
    """Hosts that are asked at the same time."""
    allow_private_addresses: bool = False
    """Whether addresses of this machine and its network may be fetched."""

    def check_contact(self) -> None:
        """Nothing, where site owners can be told whom to ask. Raises SettingsProblem where they cannot."""
        if not self.contact:
            raise SettingsProblem(
                "fetching from the web: got no contact, expected an address under which site owners reach you; set it "
                f'as contact = "mailto:you@example.org" in {FILE_NAME}, as {ENVIRONMENT_PREFIX}CONTACT, or by --contact'
            )

    @property
    def user_agent(self) -> str:
        """What servers are told: the name, the version, and whom to ask. Raises SettingsProblem without a contact."""
        self.check_contact()
        return f"clusterpress/{package_version()} (+{self.contact})"


def package_version() -> str:
    """The version of clusterpress that is installed, ``source`` where it runs from a folder."""
    try:
        return version("clusterpress")
    except PackageNotFoundError:
        return "source"


def load_settings(
    options: Mapping[str, Any] | None = None,
    folder: Path = Path(),
    environment: Mapping[str, str] = os.environ,
) -> Settings:
    """The settings of this run. Options that are None count as not given.

    Raises SettingsProblem on unknown names and unusable values, with the place where they stand.
    """
    given = [*_of_file(folder / FILE_NAME), *_of_environment(environment)]
    given += [(f"option --{name}", name, value) for name, value in (options or {}).items() if value is not None]
    return Settings(**{name: _convert(name, value, place) for place, name, value in given})


def _of_file(path: Path) -> list[tuple[str, str, Any]]:
    if not path.exists():
        return []
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as error:
        raise SettingsProblem(
            f"reading settings of {path}: got {error}, expected TOML in UTF-8; correct that line"
        ) from error
    return [(str(path), name, value) for name, value in table.items()]


def _of_environment(environment: Mapping[str, str]) -> list[tuple[str, str, Any]]:
    return [
        (name, name.removeprefix(ENVIRONMENT_PREFIX).lower(), value)
        for name, value in sorted(environment.items())
        if name.startswith(ENVIRONMENT_PREFIX)
    ]


def _convert(name: str, value: Any, place: str) -> Any:
    kinds = {setting.name: str(setting.type) for setting in fields(Settings)}
    if name not in kinds:
        raise SettingsProblem(
            f"reading settings of {place}: got the unknown setting {name!r}, expected one of "
            f"{', '.join(sorted(kinds))}; correct the name or take it out"
        )
    kind = kinds[name]
    try:
        return _CONVERTERS[kind](value)
    except (TypeError, ValueError) as error:
        raise SettingsProblem(
            f"reading settings of {place}: got {name} = {value!r}, expected {_EXPECTED[kind]}; correct the value"
        ) from error


def _number(kind: type[int] | type[float], value: Any) -> int | float:
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        raise TypeError(value)
    if (number := kind(value)) <= 0 or number != float(value):
        raise ValueError(value)
    return number


def _non_negative(value: Any) -> int | float:
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        raise TypeError(value)
    if not 0 <= (number := float(value)) < float("inf"):
        raise ValueError(value)
    return number


def _contact(value: Any) -> str:
    """A web address, or a mail address with its scheme."""
    text = _text(value)
    if _MAIL.fullmatch(text):
        return text if text.lower().startswith("mailto:") else f"mailto:{text}"
    if not _WEB.fullmatch(text):
        raise ValueError(value)
    return text


def _flag(value: Any) -> bool:
    word = str(value).strip().lower()
    if word not in _TRUE | _FALSE:
        raise ValueError(value)
    return word in _TRUE


def _words(value: Any) -> tuple[str, ...]:
    words = value.replace(",", " ").split() if isinstance(value, str) else value
    if not words or not all(isinstance(word, str) for word in words):
        raise ValueError(value)
    return tuple(words)


def _text(value: Any) -> str:
    if not isinstance(value, str) or not value.strip():
        raise ValueError(value)
    return value.strip()


_CONVERTERS: dict[str, Callable[[Any], Any]] = {
    "Path": Path,
    "int": partial(_number, int),
    "float": partial(_number, float),
    "NonNegative": _non_negative,
    "Contact": _contact,
    "bool": _flag,
    "str": _text,
    "tuple[str, ...]": _words,
}
_EXPECTED = {
    "Path": "a path",
    "int": "a whole number above 0",
    "float": "a number above 0",
    "NonNegative": "a number from 0 on",
    "Contact": "a mail address, or a web address that begins with https://",
    "bool": "true or false",
    "str": "some text",
    "tuple[str, ...]": "a list of words",
}
