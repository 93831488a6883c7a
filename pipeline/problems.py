"""What can go wrong.

::

    Problem                      anything that clusterpress itself says is wrong
    ├── SettingsProblem          a setting, an option or a file of ours is not usable: the run does not start
    ├── InputProblem             one input cannot be used: it becomes a row of ``rejects``, the run goes on
    │   ├── FetchProblem         it could not be fetched
    │   ├── SourceProblem        a source could not be read as a list, or gives not what is expected of it
    │   └── ParseProblem         its bytes could not be turned into a document
    ├── ArchiveProblem           raw/ is damaged or cannot be written
    └── PublishProblem           the tables are not fit to be published: the last ones stay

A message says what was being done, on what, what was got and expected, and what to do next.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipeline.raw import Exchange


class Problem(Exception):  # noqa: N818  a problem is what it is called in the whole project
    """Anything that clusterpress itself says is wrong."""


class SettingsProblem(Problem):
    """A setting, an option or a file of ours is not usable."""


class InputProblem(Problem):
    """One input cannot be used. ``reason`` is a short fixed word for counting, ``detail`` a sentence for people."""

    def __init__(self, reason: str, detail: str) -> None:
        super().__init__(f"{reason}: {detail}")
        self.reason = reason
        self.detail = detail

    def __reduce__(self) -> tuple[type[InputProblem], tuple[str, str]]:
        return type(self), (self.reason, self.detail)  # crosses the border of worker processes whole


class FetchProblem(InputProblem):
    """It could not be fetched.

    Where a response was refused, ``url`` is the address that gave it, ``exchange`` and ``body`` are the response: the
    evidence.
    """

    url: str | None = None
    exchange: Exchange | None = None
    body: bytes = b""


class SourceProblem(InputProblem):
    """A source could not be read as a list of documents, or gives not what is expected of it."""


class ParseProblem(InputProblem):
    """Its bytes could not be turned into a document."""


class ArchiveProblem(Problem):
    """raw/ is damaged or cannot be written."""


class PublishProblem(Problem):
    """The tables are not fit to be published."""


@dataclass(frozen=True, slots=True)
class Reject:
    """An input that could not be used: a row of the table ``rejects``."""

    source: str
    url: str
    stage: str
    reason: str
    detail: str
    seen_at: datetime
