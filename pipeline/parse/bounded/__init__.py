"""Reading in bounds: a file of a dangerous format is read by a child process that may take so much memory and time.

>>> run_bounded("builtins:len", b"%PDF")
4
"""

from __future__ import annotations

import atexit
import os
from functools import cache
from typing import Any

from pipeline.parse.bounded.job import Job
from pipeline.parse.bounded.worker import Limits, Worker
from pipeline.settings import Settings, load_settings

__all__ = ["parse_settings", "run_bounded"]

_WORKER = Worker()
atexit.register(_WORKER.close)
os.register_at_fork(after_in_child=_WORKER.forget)


def run_bounded(task: str, body: bytes, *arguments: Any) -> Any:
    """What ``task`` (``module:function``) gives for a body and arguments, called in this process's child.

    The bounds are the settings ``parse_timeout_seconds`` and ``parse_memory_bytes``. What goes in and out is pickled.

    Raises ParseProblem: too slow, too large, crashed, damaged, and what the task raises.
    """
    settings = parse_settings()
    limits = Limits(settings.parse_timeout_seconds, settings.parse_memory_bytes)
    return _WORKER.run(Job(task, body, arguments), limits)


@cache
def parse_settings() -> Settings:
    """The settings of this process."""
    return load_settings()
