"""The child process that reads files: it is used again, it is killed when it goes past its bounds, it ends with us."""

from __future__ import annotations

import multiprocessing
import os
import subprocess
import sys
import time
import zlib
from collections.abc import Iterator
from typing import Any

import pytest

from pipeline.parse import parse_record
from pipeline.parse.bounded import run_bounded
from pipeline.parse.bounded.job import Job
from pipeline.parse.bounded.worker import Limits, Worker
from pipeline.problems import ParseProblem
from tests.parse.pdfs import make_pdf, write
from tests.parse.read import pieces, read
from tests.readings import make_record

BODY = make_pdf(lambda canvas: write(canvas, ["A line of text"]))
ENOUGH = Limits(60, 1 << 30)


@pytest.fixture
def worker() -> Iterator[Worker]:
    worker = Worker()
    yield worker
    worker.close()


def job(name: str, *arguments: Any) -> Job:
    return Job(f"tests.parse.jobs:{name}", b"", arguments)


def reason(worker: Worker, what: Job, limits: Limits = ENOUGH) -> str:
    with pytest.raises(ParseProblem) as caught:
        worker.run(what, limits)
    return caught.value.reason


def test_one_child_does_many_jobs_and_outlives_bad_ones(worker: Worker) -> None:
    first = worker.run(job("number"), ENOUGH)
    assert reason(worker, Job("pipeline.parse.pdf.reader:read_paper", b"%PDF-1.4 nothing")) == "damaged"
    assert worker.run(Job("pipeline.parse.pdf.reader:read_paper", BODY), ENOUGH).pages[0].items
    assert worker.run(job("number"), ENOUGH) == first != os.getpid()


@pytest.mark.parametrize("hanging", ["sleep", "spin"])
def test_a_child_that_hangs_is_killed_and_the_next_job_is_done(worker: Worker, hanging: str) -> None:
    child = worker.run(job("number"), ENOUGH)
    started = time.monotonic()
    assert reason(worker, job(hanging), Limits(0.3, ENOUGH.memory)) == "too slow"
    assert time.monotonic() - started < 5
    assert not is_alive(child)
    assert worker.run(job("number"), ENOUGH) != child


def test_a_child_that_dies_is_a_reject(worker: Worker) -> None:
    assert reason(worker, job("die")) == "crashed"
    no_module = Worker("tests.parse.no_such_module")
    assert reason(no_module, job("number")) == "crashed"
    no_module.close()


def test_memory_has_a_bound(worker: Worker) -> None:
    assert reason(worker, job("take", 1024)) == "too large"
    assert worker.run(job("take", 200), ENOUGH) == 1


def test_what_earlier_files_left_behind_costs_no_later_one(worker: Worker) -> None:
    assert [worker.run(job("take", 400), ENOUGH) for _ in range(3)] == [1, 2, 1]


def test_a_child_ends_with_its_parent() -> None:
    with subprocess.Popen([sys.executable, "-m", "tests.parse.jobs"], stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdout is not None
        child = int(parent.stdout.readline())
        time.sleep(0.2)  # until it is at the job that never ends
        parent.kill()
    deadline = time.monotonic() + 5
    while is_alive(child) and time.monotonic() < deadline:
        time.sleep(0.02)
    assert not is_alive(child)


def is_alive(process: int) -> bool:
    listed = subprocess.run(["ps", "-o", "stat=", "-p", str(process)], capture_output=True, check=False)
    return listed.stdout[:1] not in (b"", b"Z")


@pytest.mark.parametrize("method", ["fork", "spawn"])
def test_daemonic_workers_have_children_of_their_own(method: str) -> None:
    assert _first_line(BODY) == "A line of text"  # this process has one already, which forked ones must leave alone
    with multiprocessing.get_context(method).Pool(2) as pool:
        assert pool.map(_first_line, [BODY] * 4) == ["A line of text"] * 4
    assert _first_line(BODY) == "A line of text"


def _first_line(body: bytes) -> str:
    item = run_bounded("pipeline.parse.pdf.reader:read_paper", body).pages[0].items[0]
    return str(item.lines[0].text)


def test_the_time_of_a_file_is_a_setting(own_settings: pytest.MonkeyPatch) -> None:
    own_settings.setenv("CLUSTERPRESS_PARSE_TIMEOUT_SECONDS", "0.001")
    body = make_pdf(*[lambda canvas: write(canvas, ["A line of text"] * 40)] * 40)
    with pytest.raises(ParseProblem) as caught:
        read(body, "slow.pdf")
    assert caught.value.reason == "too slow"
    assert "slow.pdf" in caught.value.detail


def swelling_pdf(good: bytes, mebibytes: int) -> bytes:
    """Two pages: one with words, one with a content stream that unpacks to so much."""
    packer = zlib.compressobj(9)
    stream = b"".join(packer.compress(b"0 0 m 1 1 l S\n" * 74899) for _ in range(mebibytes)) + packer.flush()
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R 4 0 R] /Count 2 /MediaBox [0 0 600 800] >>",
        b"<< /Type /Page /Parent 2 0 R /Contents 5 0 R /Resources << /Font << /F 7 0 R >> >> >>",
        b"<< /Type /Page /Parent 2 0 R /Contents 6 0 R >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(good), good),
        b"<< /Length %d /Filter /FlateDecode >>\nstream\n%s\nendstream" % (len(stream), stream),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    body = b"%PDF-1.4\n"
    for number, content in enumerate(objects, 1):
        body += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    return body + b"trailer << /Root 1 0 R /Size 8 >>\n%%EOF\n"


def test_a_page_that_swells_is_named_and_the_others_are_read(own_settings: pytest.MonkeyPatch) -> None:
    own_settings.setenv("CLUSTERPRESS_PARSE_MEMORY_BYTES", str(150 << 20))
    own_settings.setenv("CLUSTERPRESS_PARSE_TIMEOUT_SECONDS", "10")
    body = swelling_pdf(b"BT /F 12 Tf 50 700 Td (The mill is open again.) Tj ET", 10)
    assert len(body) < 1_000_000
    parsed = parse_record(body, make_record("bomb.pdf"))
    assert pieces(parsed.document) == ["The mill is open again."]
    assert parsed.shortfalls[0].reason in {"crashed", "too large", "too slow"}
    assert "pages 2 " in parsed.shortfalls[0].detail
