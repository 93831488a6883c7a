"""The parent's side of the child process that reads PDFs: started once, used for many files, killed when it hangs.

A plain subprocess, so that daemonic workers of a pool may have one too; each process has its own.
"""

from __future__ import annotations

import atexit
import os
import signal
import subprocess
import sys
import threading
import time
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing import Pipe
from multiprocessing.connection import Connection

from pipeline.parse.pdf.shapes import Paper
from pipeline.problems import ParseProblem

CHILD = "pipeline.parse.pdf.child"
_FILES_PER_CHILD = 300  # then a fresh one: what a library leaks has an end


@dataclass(frozen=True, slots=True)
class Limits:
    """What one document may take. ``scan_seconds`` come on top for each scanned page."""

    seconds: float = 60.0
    scan_seconds: float = 60.0
    memory: int = 3 << 30


class Worker:
    """One child process and the socket to it. Safe among threads: one document at a time."""

    def __init__(self, module: str = CHILD) -> None:
        self._module = module
        self._lock = threading.Lock()
        self._child: subprocess.Popen[bytes] | None = None
        self._connection: Connection | None = None
        self._served = 0

    def read(self, body: bytes, languages: tuple[str, ...] = (), limits: Limits = Limits()) -> Paper:
        """The pages of a PDF. Raises ParseProblem: too slow, too large, damaged, password, crashed."""
        with self._lock:
            connection = self._start(limits)
            try:
                connection.send((body, languages))
                answer = self._receive(connection, limits)
            except (EOFError, OSError) as error:
                self._stop()
                raise ParseProblem("crashed", "reading a PDF: the reader died on it; leave the file out") from error
            self._served += 1
        if isinstance(answer, ParseProblem):
            raise answer
        return answer

    def close(self) -> None:
        """End the child, if there is one."""
        with self._lock:
            self._stop()

    def forget(self) -> None:
        """In a forked process: the child belongs to the parent; neither use nor end it here."""
        self._lock = threading.Lock()
        if self._child is not None:
            self._child.returncode = 0  # nothing to wait for
        if self._connection is not None:
            self._connection.close()
        self._child = self._connection = None

    def _receive(self, connection: Connection, limits: Limits) -> Paper | ParseProblem:
        deadline = time.monotonic() + limits.seconds
        while connection.poll(max(0.0, deadline - time.monotonic())):
            answer: Paper | ParseProblem | None = connection.recv()
            if answer is not None:
                return answer
            deadline = time.monotonic() + limits.scan_seconds
        self._stop()
        took = f"took longer than {limits.seconds:.0f} s, or {limits.scan_seconds:.0f} s for a scanned page"
        raise ParseProblem("too slow", f"reading a PDF: it {took}; cut it up or leave it out")

    def _start(self, limits: Limits) -> Connection:
        alive = self._child is not None and self._child.poll() is None and self._served < _FILES_PER_CHILD
        if alive and self._connection is not None:
            return self._connection
        self._stop()
        ours, theirs = Pipe()
        command = [sys.executable, "-m", self._module, str(theirs.fileno()), str(limits.memory)]
        environment = os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path)), "OMP_THREAD_LIMIT": "1"}
        with theirs:
            self._child = subprocess.Popen(  # noqa: S603  our own module
                command, pass_fds=[theirs.fileno()], env=environment, start_new_session=True, stdin=subprocess.DEVNULL
            )
        self._connection, self._served = ours, 0
        return ours

    def _stop(self) -> None:
        if self._connection is not None:
            self._connection.close()
        if self._child is not None:
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(self._child.pid, signal.SIGKILL)  # with what it started itself
            self._child.wait()
        self._child = self._connection = None


_WORKER = Worker()
atexit.register(_WORKER.close)
os.register_at_fork(after_in_child=_WORKER.forget)


def read_pdf(body: bytes, languages: tuple[str, ...] = ()) -> Paper:
    """The pages of a PDF, read by this process's child; raises as ``Worker.read``."""
    return _WORKER.read(body, languages)
