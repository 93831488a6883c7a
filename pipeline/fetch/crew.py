"""A few threads that ask many hosts: each takes the host whose turn it is, makes one request, and lets it go again.

So no thread sleeps for a host that wants to be asked slowly while another one could be asked.
"""

from __future__ import annotations

import heapq
import itertools
import queue
import threading
import time
from collections import deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from pipeline.fetch.address import Target, find_host, find_page_key
from pipeline.fetch.blocks import BLOCKS
from pipeline.fetch.host import Host, Hosts
from pipeline.fetch.request import Ask, Connections
from pipeline.fetch.steps import Fetched, Guide, Steps
from pipeline.fetch.tries import Pause, Reply
from pipeline.problems import FetchProblem

Outcome = Fetched | FetchProblem
_PAUSE_SECONDS = 0.05
_READY_OUTCOMES = 64  # that wait for the caller; beyond, the threads wait, so that bodies do not fill the memory
_LOOK_SECONDS = 0.01


@dataclass
class Task:
    """A target on its way, with others that mean the same page. ``steps`` is there once it has begun."""

    target: Target
    twins: Sequence[Target]
    steps: Steps | None = None
    ask: Ask | None = None
    trail: list[str] = field(default_factory=list)


@dataclass
class _Line:
    """Those who wait for a host, in their order; begun ones go before others."""

    host: Host
    tasks: deque[Task] = field(default_factory=deque)
    is_listed: bool = False  # in the heap, or in the hands of a thread


class Memory:
    """What became of the pages of a run, by page key: none is asked for twice."""

    def __init__(self) -> None:
        self._ended: dict[str, Outcome] = {}

    def find(self, url: str) -> Outcome | None:
        """What became of the page of an address, None where nothing did yet."""
        return self._ended.get(find_page_key(url))

    def keep(self, trail: Iterable[str], outcome: Outcome) -> None:
        """Remember where a way that led over these addresses ended."""
        addresses = list(dict.fromkeys(trail))
        if isinstance(outcome, FetchProblem) and outcome.reason in BLOCKS | {"redirects"}:
            addresses = addresses[:1]  # another address may lead there with better right
        known = repeat(outcome)
        for url in addresses:
            self._ended.setdefault(find_page_key(url), known)


def repeat(outcome: Outcome) -> Outcome:
    """The same outcome without the bytes, for those who come later."""
    if isinstance(outcome, FetchProblem):
        return FetchProblem(outcome.reason, outcome.detail)
    exchange = replace(outcome.exchange, request_headers=(), response_headers=(), payload=None)
    return replace(outcome, body=None, exchange=exchange, is_repeat=True)


class Crew:
    """The work of one call: tasks in, outcomes out."""

    def __init__(self, guide: Guide, hosts: Hosts, connections: Connections, memory: Memory) -> None:
        self._guide, self._hosts, self._connections, self._memory = guide, hosts, connections, memory
        self.outcomes: queue.SimpleQueue[tuple[str, Outcome]] = queue.SimpleQueue()
        self._changed = threading.Condition()
        self._lines: dict[str, _Line] = {}
        self._turns: list[tuple[float, int, _Line]] = []  # a heap
        self._numbers = itertools.count()
        self._open = 0
        self._is_stopped = False

    def add(self, task: Task) -> None:
        """Take on a task, before the work begins."""
        with self._changed:
            self._open += 1
            line = self._line(find_host(task.target.url))
            line.tasks.append(task)
            self._list(line, 0)

    def stop(self) -> None:
        """Let all threads end after the request in hand."""
        with self._changed:
            self._is_stopped = True
            self._changed.notify_all()

    def work(self) -> None:
        """What each thread does until nothing is left."""
        line = self._take()
        while line is not None:
            seconds = self._turn(line)
            with self._changed:
                if line.tasks and seconds <= 0 and not self._others_are_due() and not self._is_stopped:
                    continue  # nobody else waits: the next turn is this line's again
                line.is_listed = False
                if line.tasks:
                    self._list(line, seconds)
            line = self._take()

    def _others_are_due(self) -> bool:
        return bool(self._turns) and self._turns[0][0] <= time.monotonic()

    def _line(self, host: str) -> _Line:
        if host not in self._lines:
            self._lines[host] = _Line(self._hosts.find(host))
        return self._lines[host]

    def _list(self, line: _Line, seconds: float) -> None:
        if not line.is_listed:
            line.is_listed = True
            heapq.heappush(self._turns, (time.monotonic() + seconds, next(self._numbers), line))
            self._changed.notify()

    def _take(self) -> _Line | None:
        """The next line whose turn has come, waited for; None where the work is over."""
        with self._changed:
            while self._open and not self._is_stopped:
                wait = self._turns[0][0] - time.monotonic() if self._turns else None
                if wait is not None and wait <= 0:
                    return heapq.heappop(self._turns)[2]
                self._changed.wait(wait)
        return None

    def _turn(self, line: _Line) -> float:
        """One request for the first of a line; gives the seconds after which the line can have its next turn."""
        task = line.tasks.popleft()
        known = self._memory.find(task.ask.url if task.ask else task.target.url)
        if known and (task.ask is None or task.ask.start_only is None):
            self._end(task, known)
            return 0
        task.steps = task.steps or self._guide.walk(task.target, task.trail.append)
        if task.ask is None:
            seconds = self._go_on(line, task, task.steps, None)
            with self._changed:
                if task.ask is None or not line.tasks or line.tasks[0] is not task:
                    return seconds  # it has ended, waits, or stands in another line
                line.tasks.popleft()
        reply: Reply | None = line.host.refusal(task.ask.url)
        if reply is None:
            wait = line.host.begin(self._guide.patience.pace(task.target))
            if wait > 0:
                line.tasks.appendleft(task)
                return wait
            reply = self._request(line.host, task.ask)
        return self._go_on(line, task, task.steps, reply)

    def _request(self, host: Host, ask: Ask) -> Reply:
        try:
            return self._connections.request(ask)
        except FetchProblem as problem:
            return problem
        except Exception as error:  # noqa: BLE001  else its thread would end, and the run wait for it for ever
            return FetchProblem("internal error", f"fetching {ask.url}: {error!r}; please report it")
        finally:
            host.budget.end()

    def _go_on(self, line: _Line, task: Task, steps: Steps, reply: Reply | None) -> float:
        """Tell a task what came of its request, and put it where it wants to be next."""
        try:
            wish = next(steps) if reply is None else steps.send(reply)
        except StopIteration as end:
            self._end(task, end.value)
        except FetchProblem as problem:
            self._end(task, problem)
        except Exception as error:  # noqa: BLE001  the place where an address's failure becomes a reject
            detail = f"fetching {task.target.url}: {error!r}; please report it"
            self._end(task, FetchProblem("internal error", detail))
        else:
            if isinstance(wish, Pause):
                task.ask = None
                line.tasks.appendleft(task)
                return _PAUSE_SECONDS
            task.ask = wish
            with self._changed:
                next_line = self._line(find_host(wish.url))
                next_line.tasks.appendleft(task)
                if next_line is not line:
                    self._list(next_line, 0)
        return 0

    def _end(self, task: Task, outcome: Outcome) -> None:
        self._memory.keep([task.target.url, *task.trail], outcome)
        self._put(task.target.url, outcome)
        for twin in task.twins:
            self._put(twin.url, repeat(outcome))
        with self._changed:
            self._open -= 1
            if not self._open:
                self._changed.notify_all()

    def _put(self, url: str, outcome: Outcome) -> None:
        while self.outcomes.qsize() >= _READY_OUTCOMES and not self._is_stopped:
            time.sleep(_LOOK_SECONDS)
        self.outcomes.put((url, outcome))
