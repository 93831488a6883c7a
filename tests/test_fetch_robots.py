"""robots.txt by RFC 9309: which group is ours, which rule wins, what is no rule at all."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from pipeline.fetch.robots import LIMIT, Robots, parse_robots
from pipeline.fetch.robots_cache import RobotsCache

ANY = b"User-agent: *\n"


def allows(content: bytes, path: str) -> bool:
    return parse_robots(content).allows(f"https://klasteris.example{path}")


@pytest.mark.parametrize(
    ("rules", "path", "allowed"),
    [
        (b"Disallow: /", "/", False),
        (b"Disallow:", "/", True),
        (b"Disallow: /x", "/x/y", False),
        (b"Disallow: /x", "/X", True),  # paths keep their case
        (b"DISALLOW: /x", "/x", False),  # keys do not
        (b"Disallow: /x\nAllow: /x/y", "/x/y", True),  # the longest wins
        (b"Allow: /x/y\nDisallow: /x", "/x/z", False),
        (b"Allow: /x\nDisallow: /x", "/x", True),  # of two equal ones the allowing
        (b"Disallow: /x\nAllow: /x", "/x", True),
        (b"Allow: /$\nDisallow: /", "/", True),
        (b"Allow: /$\nDisallow: /", "/page", False),
        (b"Disallow: /*.pdf$", "/a/b.pdf", False),
        (b"Disallow: /*.pdf$", "/a/b.pdf?x=1", True),
        (b"Disallow: /a*b*c", "/a-b-c", False),
        (b"Disallow: /a**b", "/axb", False),
        (b"Disallow: /*?", "/a?b", False),
        (b"Disallow: /*?", "/a", True),
        (b"Disallow: /a%3Cd", "/a%3cd", False),  # escapes have no case
        (b"Disallow: /a%62", "/ab", False),  # nor do they matter where they are not needed
        (b"Disallow: /a%2Fb", "/a/b", True),  # but where they are
        ("Disallow: /ž".encode(), "/%C5%BE", False),
        (b"Disallow: /%C5%BE", "/ž", False),
        ("Disallow: /ž".encode("cp1257"), "/%FE", False),  # octets, whatever charset
        (b"Disallow: /x # but not today", "/x", False),
        (b"Disallow : /x", "/x", False),
        (b"Disallow /x", "/x", False),
        (b"Dissallow: /x", "/x", False),
        (b"  Disallow:\t/x  ", "/x", False),
        ("Disallow: /x\u2028/y".encode(), "/x", True),  # no line end
        (b"Disallow: /x\x0bAllow: /x", "/x", True),
        (b"Disallow: /", "/robots.txt", True),
        (b"Noindex: /x", "/x", True),
        (b"Disallow: /x;y", "/x;y=1", False),
        (b"Disallow: /?lang=", "/?lang=lt", False),
        (b"Allow: /p\nDisallow: /", "/page", True),
        (b"Allow: /page\nDisallow: /*.htm", "/page.htm", False),
    ],
)
def test_rules(rules: bytes, path: str, allowed: bool) -> None:
    assert allows(ANY + rules, path) == allowed


@pytest.mark.parametrize(
    ("content", "allowed"),
    [
        (b"", True),
        (b"Disallow: /", True),  # nobody is named
        (b"User-agent: *\nDisallow: /", False),
        (b"User-agent: clusterpress\nDisallow: /", False),
        (b"USER-AGENT: ClusterPress/1.0 (+https://x)\nDisallow: /", False),
        (b"User-agent: cluster\nDisallow: /", True),  # a part of our name is another's
        (b"User-agent: clusterpress-news\nDisallow: /", True),
        (b"User-agent: press\nDisallow: /", True),
        (b"User-agent: *\nDisallow: /\n\nUser-agent: clusterpress\nAllow: /", True),  # our own group alone counts
        (b"User-agent: *\nDisallow: /\n\nUser-agent: clusterpress\nDisallow:", True),
        (
            b"User-agent: clusterpress\nAllow: /b\n\nUser-agent: x\nDisallow: /\n\n"
            b"User-agent: clusterpress\nDisallow: /a",
            False,
        ),
        (b"User-agent: x\nUser-agent: clusterpress\nDisallow: /", False),
        (b"User-agent: clusterpress\n\n# x\n\nUser-agent: x\nDisallow: /", False),  # empty lines end nothing
        (b"User-agent: clusterpress\nSitemap: /s\nUser-agent: x\nDisallow: /", False),  # nor do other lines (2.2.4)
        (b"User-agent: clusterpress\nCrawl-delay: 1\nUser-agent: x\nDisallow: /", True),  # a rule, to us
        (b"User-agent: clusterpress\nFoo: bar\nUser-agent: x\nDisallow: /", False),
        (b"User-agent: clusterpress\nAllow: /\nUser-agent: x\nDisallow: /", True),
        (b"User-agent: *\rDisallow: /", False),
        (b"\xef\xbb\xbfUser-agent: *\r\nDisallow: /", False),
        ("\ufeffUser-agent: *\nDisallow: /".encode("utf-16-le"), False),
        (b"\0\0User-agent: *\nDisallow: /", False),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 4, True),
        (b"<!DOCTYPE html><pre>\nUser-agent: *\nDisallow: /\n</pre>", True),
        (b"\n <html><body>\nUser-agent: *\nDisallow: /\n", True),
    ],
)
def test_groups(content: bytes, allowed: bool) -> None:
    assert allows(content, "/a") == allowed


@pytest.mark.parametrize(
    ("line", "seconds"),
    [(b"5", 5), (b"0.5", 0.5), (b"1,5", 1.5), (b"10 # s", 10), (b"-1", 0), (b"nan", 0), (b"inf", 0), (b"", 0)],
)
def test_crawl_delays(line: bytes, seconds: float) -> None:
    assert parse_robots(ANY + b"Crawl-delay: " + line).crawl_delay == seconds


def test_what_is_ours_is_taken_from_our_group_and_sitemaps_from_anywhere() -> None:
    said = parse_robots(
        b"Sitemap: https://a.lt/s1.xml\nUser-agent: *\nCrawl-delay: 9\n"
        b"User-agent: clusterpress\nCrawl-delay: 2\nAllow: /\nSitemap: https://a.lt/s2.xml\nUser-agent: *\nDisallow: /"
    )
    assert said.sitemaps == ("https://a.lt/s1.xml", "https://a.lt/s2.xml")
    assert (said.crawl_delay, said.rules) == (2, ("Allow: /",))


def test_no_more_than_the_limit_is_read_and_no_torn_line() -> None:
    filling = b"#" * (LIMIT - len(ANY) - 12)
    assert allows(ANY + filling + b"\nDisallow: /private", "/private") is True
    assert allows(ANY + filling[:-60] + b"\nDisallow: /private\n" + b"#" * 100, "/private") is False


def test_patterns_that_could_take_for_ever_do_not() -> None:
    began_at = time.process_time()
    allows(ANY + b"Disallow: /" + b"*a" * 5000 + b"$", "/" + "a" * 5000)
    assert time.process_time() - began_at < 2


def test_what_was_kept_comes_back(tmp_path: Path) -> None:
    said = Robots(("Disallow: /x",), 2.0, ("https://a.lt/s.xml",))
    RobotsCache(tmp_path).keep("https://a.lt", said)
    kept = RobotsCache(tmp_path).find("https://a.lt")
    assert kept is not None
    assert (kept.robots, kept.is_fresh) == (said, True)
    assert RobotsCache(tmp_path).find("http://a.lt") is None


def test_nothing_torn_altered_or_old_is_believed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cache = RobotsCache(tmp_path)
    cache.keep("https://a.lt", Robots(("Disallow: /x",)))
    (path,) = (tmp_path / "robots").iterdir()
    whole = path.read_bytes()
    for content in (b"", whole[:30], whole[:-5], whole.replace(b"/x", b"/y"), b"\xff" * 100):
        path.write_bytes(content)
        assert cache.find("https://a.lt") is None
    path.write_bytes(whole)
    now = time.time()
    for shift, is_fresh in ((23 * 3600, True), (25 * 3600, False), (-3600, False)):
        monkeypatch.setattr("pipeline.fetch.robots_cache.time.time", lambda shift=shift: now + shift)
        kept = cache.find("https://a.lt")
        assert kept is not None
        assert kept.is_fresh is is_fresh


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write anywhere")
def test_a_cache_that_cannot_be_written_stops_nothing(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    RobotsCache(tmp_path).keep("https://a.lt", Robots())
    assert RobotsCache(tmp_path).find("https://a.lt") is None
