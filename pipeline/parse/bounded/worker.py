"""The parent's side of the child process that reads files: started once, used for many, killed when it hangs.

A plain subprocess, so that daemonic workers of a pool may have one too; each process has its own.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing import Pipe
from multiprocessing.connection import Connection
from typing import Any

from pipeline.parse.bounded.job import Done, Job, OutOfMemory
from pipeline.problems import ParseProblem

CHILD = "pipeline.parse.bounded.child"
_FILES_PER_CHILD = 300  # then a fresh one: what a library leaks has an end


@dataclass(frozen=True, slots=True)
class Limits:
    """What one job may take: seconds on the clock, bytes of address space."""

    seconds: float
    memory: int


class _ChildDied(Exception):  # noqa: N818  an event that the worker handles
    """The child ended at a job."""


class Worker:
    """One child process and the socket to it. Safe among threads: one job at a time."""

    def __init__(self, module: str = CHILD) -> None:
        self._module = module
        self._lock = threading.Lock()
        self._child: subprocess.Popen[bytes] | None = None
        self._connection: Connection | None = None
        self._memory = 0
        self._served = 0

    def run(self, job: Job, limits: Limits) -> Any:
        """What the job gave. Raises ParseProblem: too slow, too large, crashed, and what the job raised.

        A child that died or ran out of memory may have been spent by the files before: then a fresh one tries again,
        so that what comes of a file does not depend on the others.
        """
        with self._lock:
            connection = self._start(limits)
            fresh = self._served == 0
            try:
                answer = self._ask(connection, job, limits)
            except _ChildDied:
                answer = None
            if isinstance(answer, OutOfMemory) or answer is None:
                self._stop()
                if not fresh:
                    answer = self._ask_fresh(job, limits)
            self._served += 1
        if isinstance(answer, Done):
            return answer.value
        if isinstance(answer, ParseProblem):
            raise answer
        if answer is None:
            raise ParseProblem(
                "crashed",
                "reading it: the process that reads such files died on it, perhaps for want of memory; leave it out",
            )
        raise ParseProblem("too large", f"reading it: it takes more memory than {limits.memory} bytes; cut it up")

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

    def _ask_fresh(self, job: Job, limits: Limits) -> Any:
        try:
            answer = self._ask(self._start(limits), job, limits)
        except _ChildDied:
            answer = None
        if answer is None or isinstance(answer, OutOfMemory):
            self._stop()
        return answer

    def _ask(self, connection: Connection, job: Job, limits: Limits) -> Any:
        try:
            connection.send(job)
            if connection.poll(limits.seconds):
                return connection.recv()
        except (EOFError, OSError) as error:
            raise _ChildDied from error
        self._stop()
        raise ParseProblem(
            "too slow", f"reading it: it took longer than {limits.seconds:g} s; cut it up or leave it out"
        )

    def _start(self, limits: Limits) -> Connection:
        """The socket to a child that may take so much memory, the one at hand where it has more to give."""
        alive = self._child is not None and self._child.poll() is None and self._served < _FILES_PER_CHILD
        if alive and self._connection is not None and self._memory == limits.memory:
            return self._connection
        self._stop()
        ours, theirs = Pipe()
        command = [sys.executable, "-m", self._module, str(theirs.fileno()), str(limits.memory)]
        environment = os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path)), "OMP_THREAD_LIMIT": "1"}
        with theirs:
            self._child = subprocess.Popen(  # noqa: S603  our own module
                command, pass_fds=[theirs.fileno()], env=environment, start_new_session=True, stdin=subprocess.DEVNULL
            )
        self._connection, self._memory, self._served = ours, limits.memory, 0
        return ours

    def _stop(self) -> None:
        if self._connection is not None:
            self._connection.close()
        if self._child is not None:
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(self._child.pid, signal.SIGKILL)  # with what it started itself
            self._child.wait()
        self._child = self._connection = None
