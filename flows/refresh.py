"""The nightly flow: archive, read in batches, publish. ``clusterpress run`` runs it; so does any Prefect server.

Documents are read by a pool of processes that the threads of the task runner wait for: Prefect's own process runner
would import Prefect in each process, and one crash there would end all batches. A batch is a task, a document never is;
what tasks take and give stays in memory, wrapped so that Prefect does not look into it for futures.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from functools import partial
from typing import Any

from prefect import flow, task
from prefect.cache_policies import NO_CACHE
from prefect.client.schemas.objects import State
from prefect.task_runners import TaskRunner, ThreadPoolTaskRunner

from pipeline.inputs import Input
from pipeline.pool import ReaderPool
from pipeline.problems import ArchiveProblem, Reject
from pipeline.progress import show_progress
from pipeline.reading import Batch
from pipeline.run import Summary, archive_stage, find_inputs, plan_batches, publish_stage
from pipeline.settings import Settings, load_settings


def _may_pass(_task: object, _run: object, state: State[Any]) -> bool:
    """A full or locked disk may be free a moment later; addresses have been tried again by then."""
    return isinstance(state.result(raise_on_failure=False), ArchiveProblem)


@task(cache_policy=NO_CACHE, retries=1, retry_delay_seconds=5, retry_condition_fn=_may_pass)
def archive(settings: Settings, inputs: Sequence[Input]) -> tuple[Reject, ...]:
    """Archive what is new or changed of the inputs; gives those that could not be used."""
    return archive_stage(settings, inputs)


@task(cache_policy=NO_CACHE)
def read(batch: Callable[[], Batch]) -> Batch:
    """What came of a batch of documents."""
    return batch()


@task(cache_policy=NO_CACHE)
def publish(batches: Callable[[], Summary]) -> Summary:
    """Resolve, build and publish what was read."""
    return batches()


_THREADS = 64  # more than there are processes to wait for, fewer than a big run has batches
_runner: TaskRunner[Any] = ThreadPoolTaskRunner[Any](max_workers=_THREADS)


@flow(name="refresh", validate_parameters=False, task_runner=_runner)
def refresh(settings: Settings | None = None, inputs: Sequence[Input] | None = None) -> Summary:
    """Bring the tables up to date with the inputs and everything archived before.

    Without settings those of the folder hold, without inputs its inbox and sources: a deployment needs no parameters.
    """
    started_at = datetime.now(UTC)
    settings = settings or load_settings()
    inputs = find_inputs(settings) if inputs is None else inputs
    rejects = archive(settings, inputs)
    planned = plan_batches(settings, inputs)
    with ReaderPool(settings) as pool, show_progress("reading", sum(map(len, planned))) as advance:
        futures = [read.submit(partial(pool.read, batch)) for batch in planned]
        for future, batch in zip(futures, planned, strict=True):
            future.wait()
            advance(len(batch))
        batches = [future.result() for future in futures]
    return publish(partial(publish_stage, settings, batches, rejects, started_at))
