"""What a row of the table of behaviours holds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from tests.server.wire import Answer


@dataclass(frozen=True)
class Behaviour:
    """``answers`` by path; ``right`` is the reason of the reject or the body that is archived, for ``path``.

    ``asks`` is how often the server should see that path, None where that is not the point. ``elsewhere`` are the
    answers of a second host, whose authority stands as ``{other}`` in what the first one sends.
    """

    name: str
    answers: Mapping[str, Answer]
    right: str | bytes
    asks: int | None = None
    path: str = "/a"
    elsewhere: Mapping[str, Answer] = field(default_factory=dict)
