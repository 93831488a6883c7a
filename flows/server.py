"""A Prefect server for as long as a run lasts, where no other is named by PREFECT_API_URL.

Prefect's own ephemeral mode would do too, but imports the server in this process as well and begins to start it only
when the flow does: 8 s before the first task, against 4 s of which most pass while the readers are imported. This one
sees to it that no process stays behind: it ends with the pipe to its parent, however the parent ended.
"""

from __future__ import annotations

import os
import runpy
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from pipeline.problems import SettingsProblem

_QUIET = {
    "DO_NOT_TRACK": "1",
    "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
    "PREFECT_LOGGING_LEVEL": "CRITICAL",  # what goes wrong is told once, by the command
    "PREFECT_LOGGING_TO_API_ENABLED": "false",
}
_START_SECONDS = 90  # the very first start makes the database: 13 s on 2 cores


@contextmanager
def serve_prefect(home: Path) -> Iterator[Callable[[], None]]:
    """Gives a function that waits until the server answers; call it before the first flow.

    Must be entered before Prefect is imported, which reads its settings then. Its database stays in ``home``. Raises
    SettingsProblem where the server does not come up.
    """
    if os.environ.get("PREFECT_API_URL"):
        yield lambda: None
        return
    home.mkdir(parents=True, exist_ok=True)
    port = _free_port()
    os.environ |= _QUIET | {"PREFECT_HOME": str(home), "PREFECT_API_URL": f"http://127.0.0.1:{port}/api"}
    log = home / "server.log"
    with log.open("wb") as output:
        command = [sys.executable, "-m", __name__, str(port)]
        server = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=output, stderr=output)  # noqa: S603  our own
    try:
        yield lambda: _wait(server, log)
    finally:
        try:
            server.communicate(timeout=10)  # closes the pipe
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait()
        del os.environ["PREFECT_API_URL"]


def _wait(server: subprocess.Popen[bytes], log: Path) -> None:
    from prefect.client.orchestration import get_client  # only now: it reads its settings when it is imported

    until = time.monotonic() + _START_SECONDS
    with get_client(sync_client=True) as client:
        while time.monotonic() < until and server.poll() is None:
            if client.api_healthcheck() is None:
                return
            time.sleep(0.05)
    raise SettingsProblem(
        f"starting Prefect for this run: got no answer (exit code {server.poll()}), expected one within "
        f"{_START_SECONDS} s; see {log}, set PREFECT_API_URL to a server of yours, or run with --plain"
    )


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _end_with_parent() -> None:
    sys.stdin.buffer.read()
    os._exit(0)


if __name__ == "__main__":
    threading.Thread(target=_end_with_parent, daemon=True).start()
    arguments = ["server", "start", "--host", "127.0.0.1", "--port", sys.argv[1], "--no-services", "--no-ui"]
    sys.argv = ["prefect", *arguments]
    runpy.run_module("prefect", run_name="__main__")
