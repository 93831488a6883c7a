"""What a response means: a document, something that may pass, or a refusal with its name."""

from __future__ import annotations

from pipeline.fetch.blocks import find_block, find_detour
from pipeline.fetch.request import Answer
from pipeline.fetch.retry import PassingProblem, find_wait
from pipeline.problems import FetchProblem

_NO_DOCUMENT = ("image/", "video/", "audio/", "font/")
_BUSY = frozenset({429, 503})
_GONE = frozenset({404, 410})
_REFUSED = frozenset({402, 403, 407, 451})
_REQUEST_TIMEOUT = 408


def find_passing(answer: Answer) -> PassingProblem | None:
    """The failure that may be gone at the next try, None where the response is something else."""
    said = f"fetching {answer.url}: got status {answer.status}, expected 200"
    if answer.status in _BUSY:
        problem = PassingProblem("busy", f"{said}; the server asks to come later")
        problem.wait_seconds = find_wait(answer.exchange)
    elif answer.status >= 500 or answer.status == _REQUEST_TIMEOUT:
        problem = PassingProblem("status", f"{said}; see later whether the server has recovered")
    else:
        return None
    return problem


def find_failure(answer: Answer) -> FetchProblem | None:
    """The failure that may pass, or the block that looks like one; None where the response is something else."""
    problem: FetchProblem | None = find_passing(answer)
    if problem is None:
        return None
    if block := find_block(answer.status, answer.exchange.response_headers, answer.body):
        problem = FetchProblem(block.reason, f"fetching {answer.url}: {block.detail}")
    return with_evidence(problem, answer)


def find_refusal(answer: Answer, asked: str, *, is_conditional: bool) -> FetchProblem | None:
    """Why the response is no document of the address that was asked for, None where it is one."""
    found = _name_refusal(answer, asked, is_conditional=is_conditional)
    return with_evidence(FetchProblem(*found), answer) if found else None


def with_evidence(problem: FetchProblem, answer: Answer) -> FetchProblem:
    """The problem, with the response that it was found in."""
    problem.url, problem.exchange, problem.body = answer.url, answer.exchange, answer.body
    return problem


def _name_refusal(answer: Answer, asked: str, *, is_conditional: bool) -> tuple[str, str] | None:
    at = f"fetching {asked}" if asked == answer.url else f"fetching {asked}, which led to {answer.url}"
    if answer.status == 304 and is_conditional:
        return None
    block = find_block(answer.status, answer.exchange.response_headers, answer.body)
    if block is None and answer.status == 200:
        block = find_detour(asked, answer.url)
    if block:
        return block.reason, f"{at}: {block.detail}"
    named = _name_status(answer.status) if answer.status != 200 else _name_fault(answer)
    return (named[0], f"{at}: {named[1]}") if named else None


def _name_status(status: int) -> tuple[str, str]:
    got = f"got status {status}, expected 200"
    if status in _GONE:
        return "not found", f"{got}; correct the address or take it out"
    if status in _REFUSED:
        return "refused", f"{got}; ask the owner, or take the address out"
    return "status", f"{got}; see the address in a browser"


def _name_fault(answer: Answer) -> tuple[str, str] | None:
    """What is wrong with a response whose status is 200, None where nothing is."""
    media_type = answer.exchange.header("Content-Type") or ""
    if media_type.lower().startswith(_NO_DOCUMENT):
        return "media type", f"got {media_type}, expected a document; take the address out"
    if not answer.body:
        return "empty", "got no bytes, expected a document; see it in a browser"
    return None
