"""The flow against the same work without it: what Prefect costs, and what processes gain."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from flows.server import serve_prefect
from pipeline.inputs import Input
from pipeline.raw import Archive
from pipeline.reading import read_batch
from pipeline.run import archive_stage, plan_batches, publish_stage, refresh
from pipeline.settings import Settings
from tests.bench.generate import generate_pages
from tests.bench.measure import Ratio, ratio, time_in_turn

PAGES = 2000
ROUNDS = 2


def bench_flow() -> list[Ratio]:
    """All stages on a fresh archive each time: by the flow, by plain functions with processes, by a plain loop."""
    with tempfile.TemporaryDirectory() as folder:
        pages = Path(folder) / "pages"
        pages.mkdir()
        for number, page in enumerate(generate_pages(PAGES)):
            (pages / f"{number}.html").write_bytes(page)
        with serve_prefect(Path(folder) / "prefect") as ready:
            from flows.refresh import refresh as refresh_flow

            ready()
            pieces = [_fresh(Path(folder), pages, work) for work in (refresh_flow, refresh, _loop)]
            flow, plain, loop = time_in_turn(pieces, ROUNDS)
    return [
        ratio(f"flow over {PAGES} pages / the same functions without Prefect", flow, plain),
        ratio(f"flow over {PAGES} pages / a plain loop in one process", flow, loop),
    ]


def _fresh(folder: Path, pages: Path, work: Callable[[Settings, tuple[Input, ...]], object]) -> Callable[[], object]:
    """The work with an empty archive and no tables before it."""

    def run() -> object:
        with tempfile.TemporaryDirectory(dir=folder) as place:
            own = {name: Path(place) / name for name in ("raw", "processed", "cache")}
            settings = Settings(**own)
            return work(settings, (Input(str(pages)),))

    return run


def _loop(settings: Settings, inputs: tuple[Input, ...]) -> object:
    started_at = datetime.now(UTC)
    rejects = archive_stage(settings, inputs)
    archive = Archive(settings.raw)
    batches = [read_batch(records, archive.read) for records in plan_batches(settings, inputs)]
    archive.close()
    return publish_stage(settings, batches, rejects, started_at)
