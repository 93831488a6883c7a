"""The child process that reads PDFs: it is used again, it is killed when it hangs, it works inside of workers."""

from __future__ import annotations

import multiprocessing
import time

import pytest

from pipeline.parse.pdf.worker import Limits, Worker, read_pdf
from pipeline.problems import ParseProblem
from tests.parse.pdfs import make_pdf, write

BODY = make_pdf(lambda canvas: write(canvas, ["A line of text"]))


def _first_line(body: bytes) -> str:
    item = read_pdf(body).pages[0].items[0]
    return item.lines[0].text  # type: ignore[union-attr]


def test_one_child_reads_many_files_and_outlives_bad_ones() -> None:
    worker = Worker()
    try:
        first = worker._start(Limits())
        with pytest.raises(ParseProblem):
            worker.read(b"%PDF-1.4 nothing")
        assert worker.read(BODY).pages[0].items
        assert worker._start(Limits()) is first
    finally:
        worker.close()


def test_a_child_that_hangs_is_killed_and_the_next_file_is_read() -> None:
    worker = Worker("tests.parse.sleeper")
    started = time.monotonic()
    with pytest.raises(ParseProblem) as caught:
        worker.read(BODY, limits=Limits(seconds=0.5))
    assert caught.value.reason == "too slow"
    assert time.monotonic() - started < 10
    with pytest.raises(ParseProblem):  # a new child, which sleeps too
        worker.read(BODY, limits=Limits(seconds=0.5))
    worker.close()


def test_a_child_that_dies_is_a_reject() -> None:
    worker = Worker("tests.parse.no_such_module")
    with pytest.raises(ParseProblem) as caught:
        worker.read(BODY)
    assert caught.value.reason == "crashed"
    worker.close()


@pytest.mark.parametrize("method", ["fork", "spawn"])
def test_daemonic_workers_have_children_of_their_own(method: str) -> None:
    assert _first_line(BODY) == "A line of text"  # this process has one already, which forked ones must leave alone
    with multiprocessing.get_context(method).Pool(2) as pool:
        assert pool.map(_first_line, [BODY] * 4) == ["A line of text"] * 4
    assert _first_line(BODY) == "A line of text"
