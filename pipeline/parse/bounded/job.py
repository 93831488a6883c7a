"""What goes over the socket between a process and its child."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Job:
    """A function (``module:function``) to be called with the bytes of a file and further arguments."""

    task: str
    body: bytes
    arguments: tuple[Any, ...] = ()


@dataclass(frozen=True, slots=True)
class Done:
    """What the function gave."""

    value: Any


@dataclass(frozen=True, slots=True)
class OutOfMemory:
    """The function took more memory than it may."""
