"""What is said of lists that cannot be read."""

from __future__ import annotations

from pipeline.problems import SourceProblem


def refuse_damaged(url: str, expected: str, body: bytes) -> SourceProblem:
    """The problem of a list that is not what it should be."""
    return SourceProblem(
        "damaged",
        f"reading the list {url}: got {body[:40]!r}, expected {expected}; see it in a browser, mend the source",
    )


def refuse_large(url: str, got: str, expected: str) -> SourceProblem:
    """The problem of a list that goes past a bound."""
    return SourceProblem(
        "too large", f"reading the list {url}: got {got}, expected {expected}; ask the owner to split it"
    )


def refuse_unsafe(url: str) -> SourceProblem:
    """The problem of a list that declares entities."""
    return SourceProblem(
        "unsafe", f"reading the list {url}: got declarations of XML entities, expected none; leave the source out"
    )
