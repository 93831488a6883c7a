"""Whether sources and documents are what the list of sources expects, so that no source is lost in silence."""

from __future__ import annotations

from collections.abc import Mapping

from pipeline.problems import SourceProblem
from pipeline.sources import Source


def check_count(source: Source, counts: Mapping[str, int]) -> SourceProblem | None:
    """What is wrong with how many documents a source gave in a run, None where nothing is.

    Unchanged documents count, those that could not be had do not.
    """
    expect, given = source.expect, counts.get("listed", 0) - counts.get("failed", 0)
    if expect.at_least <= given and (expect.at_most is None or given <= expect.at_most):
        return None
    bounds = f"at least {expect.at_least}" + (f" and at most {expect.at_most}" if expect.at_most else "")
    return SourceProblem(
        "expectation",
        f"reading the source {source.name}: got {given} documents, expected {bounds}; see what changed there "
        f"(clusterpress source check {source.name}), or correct [source.expect]",
    )
