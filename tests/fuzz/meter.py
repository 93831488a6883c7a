"""What the processes below this one take: processor time and memory, as the system counts them (Linux)."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

_TICK = os.sysconf("SC_CLK_TCK")
_EVERY_SECONDS = 0.05
_GONE = (FileNotFoundError, ProcessLookupError, PermissionError)


@dataclass(frozen=True, slots=True)
class Taken:
    """Processor seconds, and the most bytes that one process held at a time."""

    seconds: float
    memory: int


class Meter:
    """Watches all processes below this one while the block lasts; ``lap`` tells what they took since the last."""

    def __init__(self) -> None:
        self._peak = 0
        self._seconds = 0.0
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._ended.set()
        self._thread.join()

    def lap(self) -> Taken:
        """What was taken since the last lap; peaks of memory start anew."""
        processes = list(_below(os.getpid()))
        peak, seconds = max(self._peak, _peak(processes)), sum(map(_seconds, processes))
        taken = Taken(max(0.0, seconds - self._seconds), peak)
        self._peak, self._seconds = 0, seconds
        for process in processes:
            with suppress(*_GONE):
                Path(f"/proc/{process}/clear_refs").write_text("5", encoding="ascii")  # VmHWM starts anew: proc(5)
        return taken

    def _watch(self) -> None:
        """Processes that are killed leave no count: they are looked at while they live."""
        while not self._ended.wait(_EVERY_SECONDS):
            self._peak = max(self._peak, _peak(list(_below(os.getpid()))))


def _below(process: int) -> Iterator[int]:
    with suppress(*_GONE):
        for task in Path(f"/proc/{process}/task").iterdir():
            for child in (task / "children").read_text(encoding="ascii").split():
                yield int(child)
                yield from _below(int(child))


def _peak(processes: list[int]) -> int:
    return max((_memory(process) for process in processes), default=0)


def _memory(process: int) -> int:
    with suppress(*_GONE):
        for line in Path(f"/proc/{process}/status").read_text(encoding="ascii", errors="replace").splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) * 1024
    return 0


def _seconds(process: int) -> float:
    """Its processor time and that of its children which have ended."""
    with suppress(*_GONE):
        fields = Path(f"/proc/{process}/stat").read_text(encoding="ascii", errors="replace").rpartition(")")[2].split()
        return sum(map(int, fields[11:15])) / _TICK
    return 0.0
