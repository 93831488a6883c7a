"""What comes out of a container, and what is counted while it is opened."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from pathlib import PurePosixPath
from urllib.parse import quote

from pipeline.problems import InputProblem

_MARK = "!/"
_LONGEST_NAME = 200  # characters of each step of a path


@dataclass(frozen=True, slots=True)
class Bounds:
    """How much one container may hold, the containers inside of it included; ``ratio`` is unpacked to packed size."""

    members: int = 1_000
    member_bytes: int = 50 << 20
    total_bytes: int = 250 << 20
    ratio: int = 250
    small_bytes: int = 5 << 20
    """Below this size a ratio is no danger."""
    depth: int = 2
    """How deep containers may lie in each other: a zip archive in a zip archive is two deep."""


BOUNDS = Bounds()


@dataclass(frozen=True, slots=True)
class Member:
    """A document of a container. ``name`` is its path inside as written, ``media_type`` what name or container say."""

    url: str
    name: str
    body: bytes
    media_type: str


@dataclass(frozen=True, slots=True)
class Unread:
    """A member, or the container itself, that could not be used."""

    url: str
    problem: InputProblem


@dataclass(slots=True)
class Spent:
    """What has been unpacked so far of the outermost container."""

    members: int = 0
    bytes: int = 0


@dataclass(frozen=True, slots=True)
class Opening:
    """A container that is being opened."""

    url: str
    bounds: Bounds
    depth: int = 1
    spent: Spent = field(default_factory=Spent)
    names: Counter[str] = field(default_factory=Counter)

    def inside(self, url: str) -> Opening:
        """A container in this one."""
        return replace(self, url=url, depth=self.depth + 1, names=Counter())

    def name_member(self, name: str) -> str:
        """The address of a member; of several with one name each has its own.

        >>> opening = Opening("https://x.lt/a.zip", Bounds())
        >>> opening.name_member("../b c.pdf"), opening.name_member("b c.pdf")
        ('https://x.lt/a.zip!/b%20c.pdf', 'https://x.lt/a.zip!/b%20c~2.pdf')
        """
        path = PurePosixPath(_plain(name))
        self.names[str(path).casefold()] += 1
        if (number := self.names[str(path).casefold()]) > 1:
            path = path.with_name(f"{path.stem}~{number}{path.suffix}")
        written = str(path)
        if "://" in self.url:
            return self.url + _MARK + quote(written, safe="/~")
        return self.url + _MARK + "".join(f"%{ord(c):02X}" if c in "%?#!" else c for c in written)

    def refuse(self, name: str, reason: str, found: str) -> Unread:
        """A member that is not used; ``found`` says what was got and what to do."""
        return self.refuse_at(self.name_member(name) if name else self.url, name, reason, found)

    def refuse_at(self, url: str, name: str, reason: str, found: str) -> Unread:
        """The same for a member that has its address."""
        return Unread(url, InputProblem(reason, f"unpacking {name or 'all members'} of {self.url}: {found}"))


def _plain(name: str) -> str:
    """A name without the ways out of its folder, drive letters and characters that none can see.

    >>> _plain("C:\\\\temp\\\\..\\\\a\\x00b.pdf"), _plain("/etc//passwd"), _plain("..")
    ('temp/ab.pdf', 'etc/passwd', 'unnamed')
    """
    steps = "".join(c for c in name.replace("\\", "/") if c.isprintable()).split("/")
    kept = [step.strip()[-_LONGEST_NAME:] for step in steps if step.strip() not in ("", ".", "..")]
    if len(kept) > 1 and len(kept[0]) == 2 and kept[0][1] == ":":  # a drive of Windows
        kept = kept[1:]
    return "/".join(kept) or "unnamed"
