"""The command as people and cron call it."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from pipeline.raw import Archive
from tests.command import ROOT, is_running, run_cli, start_cli

SAMPLE = ROOT / "raw" / "sample"


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which a few documents of the sample have been read."""
    folder = tmp_path_factory.mktemp("published")
    ran = run_cli(folder, "run", "--plain", *(str(SAMPLE / name) for name in ("lt-01.html", "en-01.html", "lt-20.txt")))
    assert ran.returncode == 0, ran.stderr
    assert "Read 3 documents, rejected 0 inputs." in ran.stdout
    return folder


def test_help_tells_what_each_command_does(tmp_path: Path) -> None:
    shown = run_cli(tmp_path, "--help").stdout
    for command in ("run", "rebuild", "query", "explain", "evaluate"):
        assert command in shown
        assert run_cli(tmp_path, command, "--help").returncode == 0


@pytest.mark.parametrize(
    "module", ["spacy", "prefect", "pandas", "pyarrow", "duckdb", "httpx", "lxml", "rich.progress"]
)
def test_the_command_loads_nothing_before_it_is_used(module: str) -> None:
    code = f"import sys, pipeline.cli; sys.exit({module!r} in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False).returncode == 0


def test_the_query_that_a_run_proposes_has_an_answer(published: Path) -> None:
    ran = run_cli(published, "rebuild", "--plain")
    proposed = next(line for line in ran.stdout.splitlines() if "clusterpress query" in line)
    answer = run_cli(published, "query", proposed.split('"')[1])
    assert answer.returncode == 0, answer.stderr
    assert "row" in answer.stdout or "│" in answer.stdout


def test_ids_of_the_tables_are_explained(published: Path) -> None:
    mentions = pq.read_table(published / "processed/current/mentions.parquet").to_pylist()
    explained = run_cli(published, "explain", mentions[0]["mention_id"])
    assert explained.returncode == 0, explained.stderr
    assert f"[[{mentions[0]['text']}]]" in explained.stdout


def test_tables_are_evaluated(published: Path) -> None:
    shown = run_cli(published, "evaluate", str(ROOT / "tests/gold/dev"), "--language", "lt")
    assert shown.returncode == 0, shown.stderr
    assert "codes" in shown.stdout


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["run", "--plain", "--raw", "empty"], 1, "nothing to read: got no files in empty/inbox"),
        (["run", "--plain", "--raw", "empty", "nowhere"], 1, "looking for nowhere"),
        (["rebuild", "--plain", "--raw", "empty"], 1, "got no document"),
        (["run", "--workers", "0"], 2, "option --workers: got workers = 0"),
        (["run", "--wrong"], 2, "No such option"),
        (["query", "SELECT 1", "--processed", "empty"], 2, "run `clusterpress run` first"),
        (["query", "SELECT nothing FROM documents"], 2, "DESCRIBE"),
        (["explain", "x"], 2, "got an id that is none of ours"),
        (["evaluate", "nowhere"], 2, "got no gold file"),
    ],
)
def test_what_is_wrong_is_told_in_words(published: Path, arguments: list[str], code: int, said: str) -> None:
    ran = run_cli(published, *arguments)
    assert (ran.returncode, ran.stdout) == (code, "")
    assert said in ran.stderr
    assert "Traceback" not in ran.stderr


def test_wrong_settings_are_told_before_anything_is_done(tmp_path: Path) -> None:
    (tmp_path / "clusterpress.toml").write_text("worker = 2\n")
    ran = run_cli(tmp_path, "run", "--plain")
    assert (ran.returncode, ran.stdout) == (2, "")
    assert "clusterpress.toml: got the unknown setting 'worker'" in ran.stderr
    assert not (tmp_path / "raw").exists()


def test_nothing_is_fetched_without_a_contact(tmp_path: Path) -> None:
    ran = run_cli(tmp_path, "run", "--plain", str(SAMPLE / "lt-01.html"), "http://127.0.0.1:9/page")
    assert ran.returncode == 2
    assert "got no contact" in ran.stderr
    assert not list((tmp_path / "raw").glob("warc/*")) if (tmp_path / "raw").exists() else True


def test_a_run_without_inputs_takes_the_inbox_and_the_sources_that_are_on(tmp_path: Path) -> None:
    for name in ("raw/inbox", "shared", "off"):
        (tmp_path / name).mkdir(parents=True)
        (tmp_path / name / f"{Path(name).name}.txt").write_text("Klasteris vienija įmones.")
    (tmp_path / "raw" / "sources.toml").write_text(
        '[[source]]\nname = "a"\nkind = "folder"\nplaces = ["shared"]\nenabled = true\n'
        '[[source]]\nname = "b"\nkind = "folder"\nplaces = ["off"]\n'
    )
    ran = run_cli(tmp_path, "run", "--plain")
    assert "Read 2 documents, rejected 0 inputs." in ran.stdout, ran.stderr
    answer = run_cli(tmp_path, "query", "SELECT source FROM documents ORDER BY 1").stdout
    assert "inbox" in answer
    assert " a " in answer


@pytest.mark.parametrize("sent", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_a_run_that_is_ended_leaves_nothing_running_and_nothing_half_done(tmp_path: Path, sent: signal.Signals) -> None:
    inbox = tmp_path / "raw/inbox"
    inbox.mkdir(parents=True)
    (inbox / "a.txt").write_text("Klasteris vienija įmones.")
    (inbox / "slow.txt").write_text("UAB „Rugiva“ 2012 m. kovo 26 d. gavo 5,45 mln. eurų. " * 30_000)
    with start_cli(tmp_path, "run", "--plain", "--workers", "1") as running:
        while not (tmp_path / "raw/index.sqlite").exists():
            time.sleep(0.05)
        time.sleep(1)
        running.send_signal(sent)
        assert running.wait(timeout=20) != 0
    until = time.monotonic() + 20
    while is_running(tmp_path):
        assert time.monotonic() < until, is_running(tmp_path)
        time.sleep(0.1)
    assert not (tmp_path / "processed").exists()
    archive = Archive(tmp_path / "raw")
    assert [record.url for record in archive.newest()] == ["inbox/a.txt", "inbox/slow.txt"]
    archive.close()
