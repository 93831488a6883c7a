"""Runs the command as a process of its own, with no settings of the machine."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]


def start_cli(folder: Path, *arguments: str, **environment: str) -> subprocess.Popen[str]:
    """The command, begun in a folder."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("PREFECT_", "CLUSTERPRESS_"))}
    return subprocess.Popen(
        [sys.executable, "-m", "pipeline.cli", *arguments],
        cwd=folder,
        env=clean | {"PYTHONPATH": str(ROOT), "XDG_CACHE_HOME": str(folder / "cache")} | environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=_take_signals,  # noqa: PLW1509  it takes no lock
    )


def _take_signals() -> None:
    """As from a terminal: what is started in the background of a shell is made deaf to Ctrl-C."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def run_cli(folder: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """The command, ended, with what it printed."""
    with start_cli(folder, *arguments, **environment) as process:
        out, err = process.communicate(timeout=280)
    return subprocess.CompletedProcess(arguments, process.returncode, out, err)


def is_running(folder: Path) -> list[str]:
    """The command lines of processes that were started for a folder (by ``start_cli``) and still run."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            if str(folder).encode() in (process / "environ").read_bytes():
                found.append((process / "cmdline").read_text(errors="replace").replace("\0", " "))
        except OSError:
            continue  # ended meanwhile, or not ours
    return [line for line in found if line]  # a process that has ended and is not yet taken note of has none
