from __future__ import annotations

import gzip
from collections.abc import Iterator
from dataclasses import replace
from email.utils import formatdate
from itertools import pairwise
from pathlib import Path
from time import time

import pytest

from pipeline.fetch import Fetcher, Target, normalize_url
from pipeline.fetch.guard import is_public
from pipeline.problems import FetchProblem
from pipeline.raw import Validators
from pipeline.settings import Settings
from tests import webserver
from tests.webserver import Site, page, status

SETTINGS = Settings(
    contact="mailto:data@example.org",
    allow_private_addresses=True,
    pace_seconds=0.01,
    fetch_timeout_seconds=0.5,
    max_wait_seconds=2,
    max_bytes=1_000_000,
)


@pytest.fixture
def site() -> Iterator[Site]:
    with webserver.serve_site() as served:
        yield served


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return replace(SETTINGS, cache=tmp_path / "cache")


@pytest.fixture
def fetcher(settings: Settings) -> Iterator[Fetcher]:
    with Fetcher(settings) as ready:
        yield ready


def reason(fetcher: Fetcher, url: str) -> str:
    with pytest.raises(FetchProblem) as caught:
        fetcher.fetch(url)
    assert url.split("#", maxsplit=1)[0] in caught.value.detail
    return caught.value.reason


def test_a_page_comes_with_what_the_server_says_of_it(site: Site, fetcher: Fetcher) -> None:
    site.answers["/a"] = page(b"<p>x</p>", "Text/HTML; Charset=Windows-1257", ETag='"1"')
    fetched = fetcher.fetch(f"{site.url}/a#fragment")
    assert (fetched.url, fetched.body) == (f"{site.url}/a", b"<p>x</p>")
    assert (fetched.media_type, fetched.charset) == ("text/html", "windows-1257")
    assert fetched.exchange.header("etag") == '"1"'
    assert fetched.exchange.status == "200 OK"


def test_the_server_is_told_who_asks(site: Site, fetcher: Fetcher) -> None:
    site.answers["/a"] = page()
    fetcher.fetch(f"{site.url}/a")
    for _, headers in site.asked:
        assert headers["User-Agent"] == SETTINGS.user_agent
        assert headers["Host"] == site.url.removeprefix("http://")


def test_compressed_pages_are_unpacked(site: Site, fetcher: Fetcher) -> None:
    site.answers["/a"] = page(gzip.compress(b"<p>x</p>"), Content_Encoding="gzip")
    assert fetcher.fetch(f"{site.url}/a").body == b"<p>x</p>"


@pytest.mark.parametrize(
    ("code", "said"),
    [(404, "not found"), (410, "not found"), (403, "refused"), (451, "refused"), (204, "status"), (418, "status")],
)
def test_a_no_is_taken_at_once(site: Site, fetcher: Fetcher, code: int, said: str) -> None:
    site.answers["/a"] = status(code)
    assert reason(fetcher, f"{site.url}/a") == said
    assert site.paths() == ["/a"]


@pytest.mark.parametrize(
    "first",
    [status(500), status(502), status(429), status(503, Retry_After="0"), webserver.cut_short, webserver.hang_up],
)
def test_what_may_pass_is_tried_again(site: Site, fetcher: Fetcher, first: webserver.Answer) -> None:
    site.answers["/a"] = webserver.one_after_another(first, page())
    assert fetcher.fetch(f"{site.url}/a").body == b"<p>Labas</p>"
    assert site.paths() == ["/a", "/a"]


@pytest.mark.parametrize(
    ("always", "said"),
    [
        (status(500), "status"),
        (status(429), "busy"),
        (webserver.cut_short, "truncated"),
        (webserver.hang_up, "truncated"),
        (webserver.drip, "timeout"),
    ],
)
def test_what_does_not_pass_is_given_up(site: Site, fetcher: Fetcher, always: webserver.Answer, said: str) -> None:
    site.answers["/a"] = always
    assert reason(fetcher, f"{site.url}/a") == said
    assert site.paths() == ["/a"] * SETTINGS.max_attempts


@pytest.mark.parametrize("seconds", [1, None])
def test_a_server_that_names_a_time_is_left_alone_until_then(site: Site, fetcher: Fetcher, seconds: int | None) -> None:
    after = str(seconds) if seconds else formatdate(time() + 2, usegmt=True)
    site.answers["/a"] = webserver.one_after_another(status(429, Retry_After=after), page())
    fetcher.fetch(f"{site.url}/a")
    assert site.times[-1] - site.times[-2] > 0.9


def test_a_server_that_wants_too_long_a_wait_is_given_up(site: Site, fetcher: Fetcher) -> None:
    site.answers["/a"] = status(503, Retry_After="3600")
    assert reason(fetcher, f"{site.url}/a") == "busy"
    assert site.paths() == ["/a"]


def test_too_much_is_too_much(site: Site, fetcher: Fetcher) -> None:
    site.answers["/a"] = webserver.pour
    site.answers["/b"] = page(gzip.compress(b"x" * 3_000_000), Content_Encoding="gzip")
    assert reason(fetcher, f"{site.url}/a") == "too large"
    assert reason(fetcher, f"{site.url}/b") == "too large"


def test_what_is_no_document_is_left(site: Site, fetcher: Fetcher) -> None:
    site.answers["/a"] = page(b"\x89PNG", "image/png")
    site.answers["/b"] = page(b"")
    assert reason(fetcher, f"{site.url}/a") == "media type"
    assert reason(fetcher, f"{site.url}/b") == "empty"


def test_a_wrong_content_type_stops_nothing(site: Site, fetcher: Fetcher) -> None:
    site.answers["/a"] = page(b"%PDF-1.7", "text/plain")
    site.answers["/b"] = page(b"%PDF-1.7", "")
    assert fetcher.fetch(f"{site.url}/a").media_type == "text/plain"
    assert fetcher.fetch(f"{site.url}/b").media_type == "application/octet-stream"


def test_redirects_are_followed_to_their_end(site: Site, fetcher: Fetcher) -> None:
    site.answers["/a"] = status(301, Location="/b")
    site.answers["/b"] = status(302, Location=f"{site.url}/c")
    site.answers["/c"] = page()
    assert fetcher.fetch(f"{site.url}/a").url == f"{site.url}/c"


@pytest.mark.parametrize("target", ["/a", "ftp://other.example/", "http://[", ""])
def test_redirects_that_lead_nowhere_end(site: Site, fetcher: Fetcher, target: str) -> None:
    site.answers["/a"] = status(302, Location=target)
    with pytest.raises(FetchProblem) as caught:
        fetcher.fetch(f"{site.url}/a")
    assert caught.value.reason in ("redirects", "address")


def test_private_addresses_are_refused_also_behind_a_redirect(site: Site, settings: Settings) -> None:
    site.answers["/a"] = page()
    with Fetcher(replace(settings, allow_private_addresses=False)) as fetcher:
        assert reason(fetcher, f"{site.url}/a") == "private address"
        assert reason(fetcher, "http://localhost/") == "private address"
        assert reason(fetcher, "http://[::1]/") == "private address"
        assert reason(fetcher, "http://2130706433/") == "private address"  # 127.0.0.1 as one number
    assert not site.asked
    assert not is_public("100.64.0.1")
    assert not is_public("fe80::1%eth0")


def test_a_redirect_to_a_private_address_is_refused(
    site: Site, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The one thing that is bent here is which address counts as public: no public server can be had on loopback."""
    monkeypatch.setattr("pipeline.fetch.guard.is_public", lambda address: address == "127.0.0.1")
    site.answers["/a"] = status(302, Location="http://127.0.0.2/latest/meta-data")
    with Fetcher(replace(settings, allow_private_addresses=False)) as fetcher, pytest.raises(FetchProblem) as caught:
        fetcher.fetch(f"{site.url}/a")
    assert caught.value.reason == "private address"


def test_robots_are_obeyed(site: Site, fetcher: Fetcher) -> None:
    site.answers["/robots.txt"] = page(b"User-agent: clusterpress\nDisallow: /closed\n\nUser-agent: *\nDisallow: /\n")
    site.answers["/open"] = site.answers["/closed/a"] = page()
    site.answers["/a"] = status(302, Location="/closed/a")
    assert fetcher.fetch(f"{site.url}/open").body
    assert reason(fetcher, f"{site.url}/closed/a") == "robots"
    with pytest.raises(FetchProblem, match="robots"):
        fetcher.fetch(f"{site.url}/a")
    assert [path for path, _ in site.asked].count("/robots.txt") == 1
    assert "/closed/a" not in site.paths()


def test_a_host_that_cannot_say_what_it_wants_is_left_alone(site: Site, fetcher: Fetcher) -> None:
    site.answers["/robots.txt"] = status(500)
    site.answers["/a"] = page()
    with pytest.raises(FetchProblem):
        fetcher.fetch(f"{site.url}/a")
    assert not site.paths()


def test_the_pace_is_kept(site: Site, settings: Settings) -> None:
    site.answers["/robots.txt"] = page(b"User-agent: *\nCrawl-delay: 0.3\n")
    for name in "abc":
        site.answers[f"/{name}"] = page()
    with Fetcher(settings) as fetcher:
        list(fetcher.fetch_all(Target(f"{site.url}/{name}") for name in "abc"))
    assert all(later - earlier > 0.28 for earlier, later in pairwise(site.times[1:]))


def test_what_has_not_changed_is_not_sent_again(site: Site, settings: Settings) -> None:
    site.answers["/a"] = webserver.unless_known('"1"', page())
    known = {f"{site.url}/a": Validators('"1"', "Thu, 07 Sep 2023 06:00:00 GMT")}
    with Fetcher(settings, known) as fetcher:
        assert fetcher.fetch(f"{site.url}/a").body is None
    assert site.asked[-1][1]["If-Modified-Since"] == "Thu, 07 Sep 2023 06:00:00 GMT"


def test_hosts_that_do_not_exist_or_answer_are_told_apart_from_pages_that_do_not(fetcher: Fetcher) -> None:
    assert reason(fetcher, "http://no-such-host.invalid/") == "unreachable"
    assert reason(fetcher, "http://127.0.0.1:1/") == "unreachable"


def test_one_failure_stops_no_other(site: Site, fetcher: Fetcher) -> None:
    site.answers["/b"] = page()
    urls = [f"{site.url}/a", f"{site.url}/b", "http://no-such-host.invalid/"]
    came = dict(fetcher.fetch_all(map(Target, urls)))
    assert came.keys() == set(urls)
    assert [isinstance(came[url], FetchProblem) for url in urls] == [True, False, True]


@pytest.mark.parametrize(
    ("written", "address"),
    [
        ("https://a.lt", "https://a.lt/"),
        ("HTTP://A.LT:80/Kelias?B=2&a=1#x", "http://a.lt/Kelias?B=2&a=1"),
        ("https://žalgiris.lt/ž", "https://xn--algiris-cxb.lt/%C5%BE"),
        ("https://a.lt/%C5%BE?q=%20", "https://a.lt/%C5%BE?q=%20"),
    ],
)
def test_addresses_are_changed_only_where_nothing_depends_on_it(written: str, address: str) -> None:
    assert normalize_url(written) == address
    assert normalize_url(address) == address


@pytest.mark.parametrize(
    "written", ["ftp://a.lt/", "mailto:a@b.lt", "javascript:x", "https://", "http://[", "//a.lt/x"]
)
def test_other_addresses_are_refused(written: str) -> None:
    with pytest.raises(FetchProblem) as caught:
        normalize_url(written)
    assert caught.value.reason == "address"


def test_passwords_are_refused_and_not_repeated() -> None:
    with pytest.raises(FetchProblem) as caught:
        normalize_url("https://ona:slapta@a.lt/")
    assert "slapta" not in caught.value.detail
