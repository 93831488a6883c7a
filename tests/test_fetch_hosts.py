"""Hosts beside each other: pace over threads and processes, slow ones, dead ones, pages of many spellings."""

from __future__ import annotations

import subprocess
import sys
import time
from collections import Counter
from itertools import pairwise
from pathlib import Path
from random import Random

import pytest

from pipeline.fetch import Fetched, Fetcher, Target
from pipeline.problems import FetchProblem
from pipeline.raw import Validators
from pipeline.settings import Settings
from tests.command import ROOT
from tests.server import Server, manners, serve_hosts
from tests.server import answers as a

FAST = "127.0.3.{}"
CROWD = {f"/{number}": a.ok() for number in range(40)}


def make_settings(folder: Path, **others: object) -> Settings:
    values = {"pace_seconds": 0.0, "allow_private_addresses": True, "max_wait_seconds": 1, "fetch_timeout_seconds": 2}
    return Settings(cache=folder / "cache", contact="mailto:data@example.org", **values | others)


def targets(server: Server, host: str, count: int, pace: float | None = None) -> list[Target]:
    return [Target(server.url(host, f"/{number}"), pace) for number in range(count)]


def smallest_gap(server: Server, host: str) -> float:
    """Seconds between two requests that a host saw."""
    return min(later.began_at - earlier.began_at for earlier, later in pairwise(server.of(host)))


def test_a_slow_host_holds_up_no_other(tmp_path: Path) -> None:
    hosts = {FAST.format(number): CROWD for number in range(1, 22)}
    slow, *others = hosts
    with serve_hosts(hosts) as server, Fetcher(make_settings(tmp_path, parallel_hosts=2)) as fetcher:
        wanted = targets(server, slow, 40, pace=0.1) + [t for host in others for t in targets(server, host, 10)]
        order = [url for url, _ in fetcher.fetch_all(wanted)]
    assert len(order) == 240
    last_of_others = max(place for place, url in enumerate(order) if slow + ":" not in url)
    assert sum(slow + ":" in url for url in order[:last_of_others]) < 35
    assert smallest_gap(server, slow) >= 0.1


def test_the_addresses_of_a_host_keep_their_order(tmp_path: Path) -> None:
    with serve_hosts({"127.0.3.1": CROWD}) as server, Fetcher(make_settings(tmp_path)) as fetcher:
        wanted = targets(server, "127.0.3.1", 9)
        assert [url for url, _ in fetcher.fetch_all(reversed(wanted))] == [target.url for target in wanted]


_RUN = """
import sys
from pathlib import Path
from pipeline.fetch import Fetcher, Target
from pipeline.settings import Settings
cache, name, first, last = sys.argv[1:]
settings = Settings(
    cache=Path(cache), contact="mailto:data@example.org", allow_private_addresses=True, pace_seconds=0.1
)
with Fetcher(settings) as fetcher:
    came = list(fetcher.fetch_all(Target(f"{name}/{n}") for n in range(int(first), int(last))))
print(sum(not isinstance(outcome, Exception) for _, outcome in came))
"""


def test_the_pace_is_kept_over_threads_processes_ports_and_robots(tmp_path: Path) -> None:
    with serve_hosts({"127.0.3.1": CROWD}) as one, serve_hosts({"127.0.3.1": CROWD}) as two:
        runs = [
            subprocess.Popen(
                [sys.executable, "-c", _RUN, str(tmp_path), server.url("127.0.3.1").rstrip("/"), *map(str, numbers)],
                cwd=ROOT,
                stdout=subprocess.PIPE,
            )
            for server, numbers in ((one, (0, 8)), (one, (8, 16)), (two, (0, 8)))
        ]
        assert [run.communicate(timeout=60)[0].strip() for run in runs] == [b"8"] * 3
        moments = sorted(asked.began_at for server in (one, two) for asked in server.asked)
    assert len(moments) >= 24 + 2
    assert min(later - earlier for earlier, later in pairwise(moments)) >= 0.1


def test_a_crawl_delay_beats_a_shorter_pace(tmp_path: Path) -> None:
    robots = a.ok(b"User-agent: *\nCrawl-delay: 0.2\n", media_type="text/plain")
    with serve_hosts({"127.0.3.1": CROWD | {"/robots.txt": robots}}) as server:
        for _ in range(2):  # the second time it is known from the cache
            with Fetcher(make_settings(tmp_path)) as fetcher:
                list(fetcher.fetch_all(targets(server, "127.0.3.1", 3, pace=0.05)))
    assert smallest_gap(server, "127.0.3.1") >= 0.2
    assert [asked.path for asked in server.asked].count("/robots.txt") == 1


def test_a_host_that_is_down_is_given_up(tmp_path: Path) -> None:
    gone = {f"/{number}": a.raw(b"") for number in range(40)}
    with serve_hosts({"127.0.3.1": gone, "127.0.3.2": CROWD}) as server:
        with Fetcher(make_settings(tmp_path), rng=Random(1)) as fetcher:
            wanted = targets(server, "127.0.3.1", 40) + targets(server, "127.0.3.2", 3)
            came = dict(fetcher.fetch_all(wanted))
        reasons = Counter(outcome.reason for outcome in came.values() if isinstance(outcome, FetchProblem))
        assert reasons == {"truncated": 2, "host down": 38}
        assert len(server.of("127.0.3.1")) == 1 + 2 * 3  # robots.txt, and two addresses at every try


def test_too_much_slows_the_whole_host(tmp_path: Path) -> None:
    answers = CROWD | {"/0": a.in_turn(a.reply(429, "Retry-After: 1"), a.ok())}
    with serve_hosts({"127.0.3.1": answers}) as server, Fetcher(make_settings(tmp_path, max_wait_seconds=2)) as fetcher:
        came = dict(fetcher.fetch_all(targets(server, "127.0.3.1", 4)))
    assert all(isinstance(outcome, Fetched) for outcome in came.values())
    gaps = [later.began_at - earlier.began_at for earlier, later in pairwise(server.of("127.0.3.1"))]
    assert max(gaps) >= 1
    assert gaps[-1] >= 0.05  # still slower than it would be else


def test_one_page_is_asked_once_whatever_its_spelling(tmp_path: Path) -> None:
    answers = {"/x?id=5": a.ok(), "/old": a.to("/x?id=5"), "/older": a.to("/old")}
    with serve_hosts({"127.0.3.1": answers}) as server, Fetcher(make_settings(tmp_path)) as fetcher:
        spellings = ["/x?id=5", "/x?id=5&utm_source=rss", "/x;jsessionid=8A?id=5", "/x?fbclid=a&id=5", "/old", "/older"]
        wanted = [Target(server.url("127.0.3.1", path)) for path in spellings]
        came = dict(fetcher.fetch_all(wanted))
        again = dict(fetcher.fetch_all(wanted))
    ends = [outcome for outcome in came.values() if isinstance(outcome, Fetched)]
    assert {outcome.url for outcome in ends} == {wanted[0].url}
    assert [outcome.body for outcome in ends if not outcome.is_repeat] == [a.ARTICLE]
    assert all(isinstance(outcome, Fetched) and outcome.is_repeat for outcome in again.values())
    assert max(Counter(asked.path for asked in server.asked).values()) == 1


@pytest.mark.parametrize(("name", "answer"), manners.VERSIONS)
def test_versions_of_a_page(tmp_path: Path, name: str, answer: a.Answer) -> None:
    with serve_hosts({"127.0.3.1": {"/0": answer}}) as server:
        url = server.url("127.0.3.1", "/0")
        with Fetcher(make_settings(tmp_path)) as fetcher:
            first = fetcher.fetch(url)
        known = Validators(first.exchange.header("ETag"), first.exchange.header("Last-Modified"))
        with Fetcher(make_settings(tmp_path), {url: known}) as fetcher:
            second = fetcher.fetch(url)
    assert first.body
    assert (second.body is None) == (name == "a weak ETag")
    assert server.asked[-1].headers.get("if-none-match") == known.etag


def test_a_source_of_our_own_may_be_private_and_no_other_gains_by_it(tmp_path: Path) -> None:
    settings = make_settings(tmp_path, allow_private_addresses=False)
    with serve_hosts({"127.0.3.1": CROWD}) as server, Fetcher(settings) as fetcher:
        ours = Target(server.url("127.0.3.1", "/0"), allow_private=True)
        other = Target(server.url("127.0.3.1", "/1"))
        assert isinstance(dict(fetcher.fetch_all([ours]))[ours.url], Fetched)
        refused = dict(fetcher.fetch_all([other]))[other.url]
    assert isinstance(refused, FetchProblem)
    assert refused.reason == "private address"
    assert "/1" not in [asked.path for asked in server.asked]


def test_proxies_of_the_environment_are_not_asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with serve_hosts({"127.0.3.1": CROWD}) as server:
        monkeypatch.setenv("HTTP_PROXY", server.url("127.0.3.1"))
        monkeypatch.setenv("ALL_PROXY", server.url("127.0.3.1"))
        with Fetcher(make_settings(tmp_path, allow_private_addresses=False)) as fetcher, pytest.raises(FetchProblem):
            fetcher.fetch("http://10.0.0.1/")
    assert not server.asked


def test_who_stops_early_is_not_kept_waiting(tmp_path: Path) -> None:
    with serve_hosts({"127.0.3.1": CROWD}) as server, Fetcher(make_settings(tmp_path)) as fetcher:
        began_at = time.monotonic()
        next(fetcher.fetch_all(targets(server, "127.0.3.1", 40, pace=0.5)))
        assert time.monotonic() - began_at < 2
