"""The child process: takes jobs over a socket, one after the other, and gives back what came of them.

``python -m pipeline.parse.bounded.child FD BYTES``: FD is its end of the socket, BYTES the memory that it may take.
"""

from __future__ import annotations

import importlib
import os
import select
import signal
import sys
import threading
from multiprocessing.connection import Connection
from typing import Any

from pipeline.parse.bounded.job import Done, Job, OutOfMemory
from pipeline.problems import ParseProblem

_RESERVE = 64 << 20


def serve(connection: Connection) -> None:
    """Answer jobs until the other side closes, or until one took all memory."""
    while True:
        try:
            job: Job = connection.recv()
            connection.send(_do(job))
        except EOFError:
            return
        except MemoryError:
            _make_room()
            connection.send(OutOfMemory())
            return


def _do(job: Job) -> Done | ParseProblem:
    try:
        return Done(_load(job.task)(job.body, *job.arguments))
    except ParseProblem as problem:
        return problem
    except MemoryError:
        raise
    except Exception as error:  # noqa: BLE001  a hostile file may raise anything: it becomes a reject, the child stays
        return ParseProblem("damaged", f"reading it: {type(error).__name__}: {error}; fetch it again")


def _load(task: str) -> Any:
    module, _, function = task.partition(":")
    return getattr(importlib.import_module(module), function)


def _limit_memory(most: int) -> None:
    try:
        import resource
    except ImportError:  # Windows has none
        return
    resource.setrlimit(resource.RLIMIT_AS, (most, most + _RESERVE))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _make_room() -> None:
    """Memory for the answer that there is no more memory."""
    import resource

    hard = resource.getrlimit(resource.RLIMIT_AS)[1]
    resource.setrlimit(resource.RLIMIT_AS, (hard, hard))


def _end_with_parent(descriptor: int) -> None:
    """A parent that was killed ends nobody: a child at a file without end would go on for ever."""
    poller = select.poll()
    poller.register(descriptor, 0)  # nothing but the end of the other side
    poller.poll()
    if os.getpgrp() == os.getpid():
        os.killpg(os.getpgrp(), signal.SIGKILL)  # with the programs that it started
    os._exit(1)


if __name__ == "__main__":
    sys.modules["numpy"] = None  # type: ignore[assignment] # openpyxl would load it, a second's work, and not need it
    _limit_memory(int(sys.argv[2]))
    threading.Thread(target=_end_with_parent, args=[int(sys.argv[1])], daemon=True).start()
    serve(Connection(int(sys.argv[1])))
