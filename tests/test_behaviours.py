"""One crawl over all hosts that misbehave: each address ends as it should, none is lost, no pace is broken."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

import pytest

from pipeline.fetch import guard
from pipeline.inputs import Input
from pipeline.problems import Reject
from pipeline.raw import Archive
from pipeline.run import archive_stage
from pipeline.settings import Settings
from tests.server import Behaviour, Server, manners, serve_hosts, transport

PACE = 0.05
BEHAVIOURS = [
    *(row for group in (transport.TIME, transport.SIZE, transport.FRAMING) for row in group),
    *(row for group in (transport.CODING, transport.CONTENT, manners.REDIRECTS, manners.BUSY) for row in group),
    *(row for group in (manners.BLOCKS, manners.ROBOTS) for row in group),
]
HOSTS = {behaviour.name: f"127.0.1.{number}" for number, behaviour in enumerate(BEHAVIOURS, 1)}
OTHERS = {behaviour.name: f"127.0.2.{number}" for number, behaviour in enumerate(BEHAVIOURS, 1)}


@dataclass(frozen=True)
class Crawl:
    """What a crawl left behind."""

    server: Server
    rejects: dict[str, Reject]
    bodies: dict[str, bytes]


@pytest.fixture(scope="module")
def crawl(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Crawl]:
    """The one thing that is bent is which addresses count as public: no public server can be had on loopback."""
    folder = tmp_path_factory.mktemp("crawl")
    settings = Settings(
        raw=folder / "raw",
        cache=folder / "cache",
        contact="mailto:data@example.org",
        pace_seconds=PACE,
        fetch_timeout_seconds=1.2,
        max_wait_seconds=2.5,
        max_attempts=2,
        max_bytes=2_000_000,
        parallel_hosts=24,
    )
    hosts = {HOSTS[row.name]: row.answers for row in BEHAVIOURS} | {
        OTHERS[row.name]: row.elsewhere for row in BEHAVIOURS
    }
    is_public = guard.is_public
    with pytest.MonkeyPatch.context() as patch, serve_hosts(hosts) as server:
        patch.setattr(guard, "is_public", lambda ip: ip.startswith(("127.0.1.", "127.0.2.")) or is_public(ip))
        server.names |= {HOSTS[row.name]: {"other": f"{OTHERS[row.name]}:{server.port}"} for row in BEHAVIOURS}
        urls = [server.url(HOSTS[row.name], path) for row in BEHAVIOURS for path in _paths(row)]
        rejects = {reject.url: reject for reject in archive_stage(settings, [Input(url) for url in urls])}
        archive = Archive(settings.raw)
        bodies = {record.url: archive.read(record) for record in archive.newest()}
        archive.close()
        yield Crawl(server, rejects, bodies)


def _paths(behaviour: Behaviour) -> list[str]:
    """What is asked for: the path in question, after those whose answers come before it on the same connection."""
    return [path for path in ("/a", "/b") if path < behaviour.path and path in behaviour.answers] + [behaviour.path]


@pytest.mark.parametrize("row", BEHAVIOURS, ids=lambda row: row.name)
def test_each_behaviour_ends_as_is_right(crawl: Crawl, row: Behaviour) -> None:
    host = HOSTS[row.name]
    url = crawl.server.url(host, row.path)
    reject = crawl.rejects.get(url)
    if isinstance(row.right, str):
        assert reject is not None, "nothing was rejected"
        assert reject.reason == row.right, reject.detail
        assert host in reject.detail
        assert url not in crawl.bodies
    else:
        assert reject is None, reject
        mine = [body for at, body in crawl.bodies.items() if host in at or OTHERS[row.name] in at]
        assert row.right in mine
    if row.asks is not None:
        assert [asked.path for asked in crawl.server.of(host)].count(row.path) == row.asks


def test_there_are_many_and_each_has_its_name() -> None:
    assert len({row.name for row in BEHAVIOURS}) == len(BEHAVIOURS) >= 40


def test_the_pace_was_kept_at_every_host(crawl: Crawl) -> None:
    """From the end of a response to the next request, robots.txt and redirects counted."""
    for host in {asked.host for asked in crawl.server.asked}:
        for earlier, later in pairwise(crawl.server.of(host)):
            assert later.began_at - earlier.began_at >= PACE * 0.98, (host, earlier.path, later.path)


def test_everybody_was_told_who_asks(crawl: Crawl) -> None:
    for asked in crawl.server.asked:
        assert asked.headers["user-agent"].endswith("(+mailto:data@example.org)")
        assert asked.headers["accept-encoding"] == "gzip, deflate, br"


def test_no_robots_file_was_asked_twice_where_it_answered(crawl: Crawl) -> None:
    answered = {host for name, host in HOSTS.items() if not name.startswith("robots.txt")}
    counts = Counter(asked.host for asked in crawl.server.asked if asked.path == "/robots.txt")
    assert {counts[host] for host in answered} == {1}
