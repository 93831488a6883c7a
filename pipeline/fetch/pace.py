"""One budget a host, over all threads of this process and all processes of this machine.

A file a host in the cache folder holds the moment of the last request, as written at its start and again at its end;
who holds its lock may ask. Where files cannot be locked (no fcntl, no folder to write to), each process has a budget of
its own.
"""

from __future__ import annotations

import hashlib
import os
import struct
import time
from contextlib import suppress
from pathlib import Path

try:
    import fcntl
except ImportError:  # pragma: no cover  Windows
    fcntl = None  # type: ignore[assignment]

_MOMENT = struct.Struct("<d")
_BUSY_SECONDS = 0.05  # after which a host that another process is asking is looked at again


class Budget:
    """When a host may be asked. Not for several threads at once: a host is asked by one at a time."""

    def __init__(self, folder: Path, host: str) -> None:
        self._path = folder / "pace" / hashlib.sha256(host.encode()).hexdigest()[:32]
        self._file: int | None = None
        self._last = float("-inf")  # monotonic seconds, of this process

    def begin(self, pace_seconds: float) -> float:
        """0 where the host may be asked now, until ``end``; else the seconds after which to try again."""
        wait = self._last + pace_seconds - time.monotonic()
        if wait > 0:
            return wait
        if not pace_seconds:
            return 0
        wait = self._lock(pace_seconds)
        if wait > 0:
            self._unlock()
        else:
            self._note()
        return wait

    def end(self) -> None:
        """The request is over."""
        self._last = time.monotonic()
        self._note()
        self._unlock()

    def _lock(self, pace_seconds: float) -> float:
        """Seconds to wait by the file, which is locked afterwards unless another process has it."""
        if fcntl is None:
            return 0  # pragma: no cover
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            self._file = os.open(self._path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            written = os.pread(self._file, _MOMENT.size, 0)
        except BlockingIOError:
            return _BUSY_SECONDS
        except OSError:
            return 0
        last = _MOMENT.unpack(written)[0] if len(written) == _MOMENT.size else float("-inf")
        since = time.time() - last
        return pace_seconds - since if since > -pace_seconds else 0.0  # else the clock was set back

    def _note(self) -> None:
        if self._file is not None:
            with suppress(OSError):  # a full disk: the other processes go by the moment before
                os.pwrite(self._file, _MOMENT.pack(time.time()), 0)

    def _unlock(self) -> None:
        if self._file is not None:
            os.close(self._file)  # and with it the lock
            self._file = None
