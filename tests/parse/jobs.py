"""Jobs for the child process that behave badly."""

from __future__ import annotations

import os
import time
from typing import NoReturn

from pipeline.parse.bounded.job import Job
from pipeline.parse.bounded.worker import Limits, Worker

KEPT: list[bytearray] = []
MIB = 1 << 20


def sleep(_body: bytes) -> None:
    """Never end."""
    time.sleep(600)


def spin(_body: bytes) -> NoReturn:
    """Never end, and never let go of the interpreter for long."""
    while True:
        pass


def die(_body: bytes) -> NoReturn:
    """End as a crash in a library written in C ends."""
    os.abort()


def take(_body: bytes, mebibytes: int) -> int:
    """Take memory and keep it."""
    KEPT.append(bytearray(mebibytes * MIB))
    return len(KEPT)


def number(_body: bytes) -> int:
    """The number of the process."""
    return os.getpid()


if __name__ == "__main__":  # a parent that waits for a child that never ends
    worker = Worker()
    limits = Limits(600, 1 << 30)
    print(worker.run(Job("tests.parse.jobs:number", b""), limits), flush=True)
    worker.run(Job("tests.parse.jobs:spin", b""), limits)
