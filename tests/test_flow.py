"""The whole way: the same tables whatever the order, the number of processes and the engine."""

from __future__ import annotations

import json
import os
import random
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from pipeline.inputs import Input
from pipeline.run import Summary, refresh
from pipeline.settings import Settings
from tests.command import ROOT, is_running, run_cli

SAMPLE = ROOT / "raw" / "sample"
NAMES = (
    *("cs-01.html", "en-01.html", "en-08.md", "en-09.txt", "en-10.docx", "lt-01.html", "lt-02.html", "lt-13.pdf"),
    *("lt-17.docx", "lt-19.md", "lt-20.txt", "lt-23.html", "lt-23.xml", "lt-24.xlsx", "lv-01.html"),
)
CLOCK = {"fetched_at", "seen_at"}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A raw/ of its own with a part of the sample and an input that cannot be read in its inbox."""
    inbox = tmp_path / "raw" / "inbox"
    inbox.mkdir(parents=True)
    for name in NAMES:
        shutil.copy(SAMPLE / name, inbox)
    (inbox / "zz.bin").write_bytes(b"\x00\x01\x02")
    return tmp_path


def run_plainly(folder: Path, name: str, inputs: list[Path] | None = None, workers: int = 1) -> Summary:
    places = {"raw": folder / "raw", "processed": folder / name, "cache": folder / f"cache of {name}"}
    settings = Settings(**places, workers=workers, batch_size=4)
    return refresh(settings, [Input(str(path)) for path in inputs or []])


def tables(folder: Path, name: str) -> dict[str, pa.Table]:
    return {path.stem: pq.read_table(path) for path in sorted((folder / name / "current").glob("*.parquet"))}


def without_clock(found: dict[str, pa.Table]) -> dict[str, pa.Table]:
    return {
        name: table.drop_columns([column for column in table.column_names if column in CLOCK])
        for name, table in found.items()
        if name != "runs"
    }


def contents(folder: Path, name: str) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in (folder / name / "current").glob("*") if path.stem != "runs"}


def test_neither_order_nor_processes_matter(folder: Path) -> None:
    paths = sorted((folder / "raw/inbox").iterdir())
    run_plainly(folder, "one", paths, workers=1)
    shutil.rmtree(folder / "raw/warc")
    (folder / "raw/index.sqlite").unlink()
    run_plainly(folder, "two", random.Random(5).sample(paths, len(paths)), workers=2)
    one, two = tables(folder, "one"), tables(folder, "two")
    assert without_clock(one) == without_clock(two)
    same = contents(folder, "one").keys() - {"documents.parquet", "rejects.parquet", "datapackage.json"}
    assert {name: contents(folder, "one")[name] for name in same} == {n: contents(folder, "two")[n] for n in same}


def test_tables_can_be_made_anew_without_the_originals(folder: Path) -> None:
    summary = run_plainly(folder, "one", [folder / "raw/inbox"], workers=2)
    assert summary.document_count == len(NAMES) - 1
    shutil.rmtree(folder / "raw/inbox")
    (folder / "raw/index.sqlite").unlink()
    again = run_cli(folder, "rebuild", "--plain", "--processed", "two")
    assert again.returncode == 0, again.stderr
    assert contents(folder, "one") == contents(folder, "two")


def test_what_cannot_be_read_becomes_a_row(folder: Path) -> None:
    summary = run_plainly(folder, "one", [folder / "raw/inbox", folder / "nowhere"])
    assert summary.reject_counts == {("input", "missing"): 1, ("parse", "format"): 1}
    rejects = tables(folder, "one")["rejects"].to_pylist()
    assert {(row["url"], row["source"]) for row in rejects} == {
        (str(folder / "nowhere"), "file"),
        ("inbox/zz.bin", "inbox"),
    }


def test_the_sample_stays_out_of_other_peoples_tables(folder: Path) -> None:
    (folder / "raw/sample").mkdir()
    shutil.move(folder / "raw/inbox/lt-01.html", folder / "raw/sample/lt-01.html")
    run_plainly(folder, "one", [folder / "raw/sample"])
    assert len(tables(folder, "one")["documents"]) == 1
    run_plainly(folder, "two", [folder / "raw/inbox/lt-02.html"])
    assert tables(folder, "two")["documents"]["url"].to_pylist() == ["inbox/lt-02.html"]
    run_plainly(folder, "three", [folder / "raw/sample"])
    assert len(tables(folder, "three")["documents"]) == 2


@pytest.fixture(scope="session")
def prefect_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a real Prefect server with a home of its own."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    home = tmp_path_factory.mktemp("prefect")
    environment = os.environ | {"PREFECT_HOME": str(home), "DO_NOT_TRACK": "1", "PREFECT_SERVER_ANALYTICS_ENABLED": "0"}
    command = [
        sys.executable,
        "-m",
        "prefect",
        "server",
        "start",
        "--host",
        "127.0.0.1",
        "--port",
        str(port),
        "--no-ui",
    ]
    with (home / "log").open("wb") as log:
        server = subprocess.Popen(command, env=environment, stdout=log, stderr=log)
    try:
        wait_for(f"http://127.0.0.1:{port}/api/health")
        yield f"http://127.0.0.1:{port}/api"
    finally:
        server.terminate()
        server.wait(timeout=30)


def wait_for(url: str) -> None:
    until = time.monotonic() + 120
    while time.monotonic() < until:
        try:
            with urllib.request.urlopen(url, timeout=5):
                return
        except OSError:
            time.sleep(0.1)
    pytest.fail(f"{url} does not answer")


def ask(url: str) -> list[dict[str, Any]]:
    request = urllib.request.Request(url, b"{}", {"Content-Type": "application/json"})  # a filter that lets all pass
    with urllib.request.urlopen(request, timeout=30) as answer:
        found: list[dict[str, Any]] = json.load(answer)
        return found


def test_a_prefect_server_sees_the_run_and_the_tables_are_the_same(folder: Path, prefect_server: str) -> None:
    run_plainly(folder, "one", [folder / "raw/inbox"], workers=2)
    ran = run_cli(folder, "run", "--processed", "two", "--workers", "2", PREFECT_API_URL=prefect_server)
    assert ran.returncode == 0, ran.stderr
    assert contents(folder, "one") == contents(folder, "two")
    (flow_run,) = ask(f"{prefect_server}/flow_runs/filter")
    assert flow_run["state_type"] == "COMPLETED"
    until = time.monotonic() + 30  # task runs are recorded a moment later
    while len(names := [run["name"].split("-")[0] for run in ask(f"{prefect_server}/task_runs/filter")]) < 10:
        assert time.monotonic() < until, names
        time.sleep(0.2)
    assert sorted(set(names)) == ["archive", "publish", "read"]


def test_without_a_server_the_command_starts_one_and_leaves_nothing_behind(folder: Path) -> None:
    ran = run_cli(folder, "run", "--workers", "2")
    assert ran.returncode == 0, ran.stderr
    assert ran.stderr == ""
    assert "Read 14 documents, rejected 1 input." in ran.stdout
    assert "format (parse): 1" in ran.stdout
    failed = run_cli(folder, "run", "nowhere", "--raw", "empty", "--processed", "other")
    assert (failed.returncode, failed.stdout) == (1, "")
    assert "Traceback" not in failed.stderr
    assert "looking for nowhere" in failed.stderr
    assert not is_running(folder)
