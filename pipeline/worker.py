"""One process that reads documents, and what it does.

Processes are forked from a server that has imported the readers once: each is ready 2.4 s earlier than one that imports
them itself, and shares that memory. Where the system has no such server (Windows), they are started afresh.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import CancelledError
from multiprocessing import forkserver
from multiprocessing.connection import Connection
from multiprocessing.context import ForkServerContext, SpawnContext
from multiprocessing.process import BaseProcess
from pathlib import Path

from pipeline.parse.parsed import Parsed
from pipeline.problems import ArchiveProblem, InputProblem
from pipeline.raw import Archive
from pipeline.reading import Batch, read_batch
from pipeline.record import Record
from pipeline.settings import Settings

_PRELOADED = [__name__, "pipeline.parse.html", "pipeline.warm"]
_PATIENCE_SECONDS = 5  # for a process that was told to end


class WorkerDied(Exception):  # noqa: N818  it is an event that the pool handles, nobody's error
    """The process ended or hung at the first record that it gave nothing for. ``reason`` is a word for counting."""

    def __init__(self, reason: str, words: str) -> None:
        super().__init__(words)
        self.reason = reason


def warm_up() -> None:
    """Start the server that processes are forked from; it imports the readers while the caller does something else."""
    if _context().get_start_method() == "forkserver":
        forkserver.ensure_running()


class Worker:
    """A process that is started when the first batch comes, and again after it died, until it is stopped."""

    def __init__(self, settings: Settings) -> None:
        self._raw = settings.raw
        self._timeout = settings.document_timeout_seconds
        self._process: BaseProcess | None = None
        self._pipe: Connection
        self._stopped = False
        self._changing = threading.Lock()  # held while the process is started or stopped

    def read(self, records: Sequence[Record], parsed: Mapping[str, Parsed]) -> Iterator[Batch]:
        """What came of each record, in order; ``parsed`` are the documents that are known, by address.

        Raises WorkerDied at the record that the process died or hung at, CancelledError where it was stopped.
        """
        self._start()
        try:
            self._pipe.send([(record, parsed.get(record.url)) for record in records])
            for _ in records:
                if not self._pipe.poll(self._timeout):
                    self._kill()
                    raise WorkerDied("too slow", f"took more than {self._timeout:.0f} s")
                yield self._pipe.recv()
        except (EOFError, OSError) as error:
            code = self._kill()
            raise WorkerDied("crashed", f"ended with code {code}") from error

    def _start(self) -> None:
        with self._changing:
            if self._stopped:
                raise CancelledError("the run has ended")
            if self._process is None:
                context = _context()
                self._pipe, theirs = context.Pipe()
                self._process = context.Process(target=_serve, args=(theirs, self._raw))
                self._process.start()  # as no daemon: parsers start children
                theirs.close()

    def _kill(self) -> int | None:
        process, self._process = self._process, None
        if process is None:
            return None
        self._pipe.close()
        process.join(timeout=0.5)  # lets one that died by itself keep its own code
        process.kill()
        process.join()
        return process.exitcode

    def stop(self, *, at_once: bool) -> None:
        """End the process for good, after what it is at or at once."""
        with self._changing:
            self._stopped = True
            process = self._process
            if process is not None and not at_once:
                self._pipe.close()  # it sees the end of its input
                process.join(_PATIENCE_SECONDS)
            if process is not None:
                process.kill()
                process.join()


def _context() -> ForkServerContext | SpawnContext:
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(_PRELOADED)
    return context


def _end_with_parent() -> None:
    """A parent that was killed could end nobody: a process at a document without end would go on for ever."""
    if parent := multiprocessing.parent_process():
        parent.join()
        os._exit(1)


def _serve(pipe: Connection, raw: Path) -> None:
    """Read batches until the other side lets go of the pipe, also by dying."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches the whole group: the parent ends its processes
    threading.Thread(target=_end_with_parent, daemon=True).start()
    archive = Archive(raw)

    def read_bytes(record: Record) -> bytes:
        try:
            return archive.read(record)
        except ArchiveProblem as problem:
            raise InputProblem("archive", str(problem)) from problem

    try:
        while True:
            for record, parsed in pipe.recv():
                pipe.send(read_batch([record], read_bytes, {record.url: parsed} if parsed else {}))
    except (EOFError, BrokenPipeError):
        pipe.close()
