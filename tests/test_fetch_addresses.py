"""Which addresses are public, which spellings mean one page, how long a server may ask to wait."""

from __future__ import annotations

import time
from email.utils import formatdate

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.fetch.address import find_host, find_page_key, normalize_url
from pipeline.fetch.blocks import find_block_abroad, find_detour
from pipeline.fetch.guard import is_public
from pipeline.fetch.retry import find_wait
from pipeline.problems import FetchProblem
from pipeline.raw import Exchange


@pytest.mark.parametrize(
    "address",
    [
        "0.0.0.0", "10.1.2.3", "100.64.0.1", "127.0.0.1", "127.255.255.254", "169.254.169.254", "172.16.0.1",
        "192.0.2.1", "192.168.0.1", "198.18.0.1", "224.0.0.1", "240.0.0.1", "255.255.255.255",
        "::", "::1", "::127.0.0.1", "::ffff:127.0.0.1", "::ffff:169.254.169.254", "64:ff9b::a00:1", "64:ff9b:1::1",
        "2002:7f00:1::", "2002:a00:1::1", "2001:0:4136:e378:8000:63bf:f5ff:fffe", "2001:db8::1", "fc00::1", "fd12::1",
        "fe80::1", "fe80::1%eth0", "fec0::1", "ff02::1",
    ],
)  # fmt: skip
def test_addresses_of_this_machine_its_network_and_nobody_are_not_public(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", ["8.8.8.8", "193.219.10.1", "2a00:1450::1", "64:ff9b::808:808", "2002:808:808::1"])
def test_others_are(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("http://a.lt", "HTTP://A.LT:80/"),
        ("https://a.lt/b", "https://a.lt.:443/b#c"),
        ("https://a.lt/~b", "https://a.lt/%7eb"),
        ("https://a.lt/%C5%BE", "https://a.lt/ž"),
        ("https://a.lt/%C5%BE", "https://a.lt/%c5%be"),
        ("https://a.lt/b/c", "https://a.lt/b/./x/../c"),
        ("https://a.lt/b/c", "https://a.lt/b/%2e/x/%2E%2E/c"),
        ("https://a.lt/b?c=d%20e", "https://a.lt/b?c=d e"),
        ("https://xn--algiris-cxb.lt/", "https://žalgiris.lt"),
        ("http://[2a00::1]/", "http://[2A00:0::1]:80"),
    ],
)
def test_spellings_of_one_address(one: str, other: str) -> None:
    assert normalize_url(one) == normalize_url(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://a.lt/b", "https://a.lt/b/"),
        ("https://a.lt/b", "https://a.lt/B"),
        ("https://a.lt/b%2Fc", "https://a.lt/b/c"),
        ("https://a.lt/?a=1&b=2", "https://a.lt/?b=2&a=1"),
        ("https://a.lt/b", "http://a.lt/b"),
        ("https://a.lt/b", "https://a.lt:8443/b"),
        ("https://a.lt/b?id=1", "https://a.lt/b?id=2"),
        ("https://a.lt/b?source=1", "https://a.lt/b"),
    ],
)
def test_what_may_mean_two_pages_stays_two(one: str, other: str) -> None:
    assert normalize_url(one) != normalize_url(other)
    assert find_page_key(normalize_url(one)) != find_page_key(normalize_url(other))


@given(st.text(st.sampled_from("abž/.%~:?&=#[]@ 2eEfF\\"), max_size=20))
def test_normal_forms_are_final(tail: str) -> None:
    try:
        normal = normalize_url(f"https://a.lt/{tail}")
    except FetchProblem:
        return
    assert normalize_url(normal) == normal
    assert find_host(normal) == "a.lt"


def exchange(**headers: str) -> Exchange:
    return Exchange("/", (), "503", tuple((name.replace("_", "-"), value) for name, value in headers.items()))


@pytest.mark.parametrize(
    ("value", "seconds"),
    [("0", 0), ("120", 120), ("9" * 40, float("inf")), ("soon", 0), ("-5", 0), ("1.5", 0), ("²", 0), ("", 0)],
)
def test_seconds_to_wait(value: str, seconds: float) -> None:
    assert find_wait(exchange(Retry_After=value)) == seconds


@pytest.mark.parametrize(("shift", "low", "high"), [(60, 55, 60), (-60, 0, 0), (10**9, 10**9 - 5, 10**9)])
def test_dates_to_wait_for(shift: int, low: float, high: float) -> None:
    assert low <= find_wait(exchange(Retry_After=formatdate(time.time() + shift, usegmt=True))) <= high


@pytest.mark.parametrize(
    ("asked", "ended", "right"),
    [
        ("https://a.lt/zinios/5", "https://a.lt/", "missing"),
        ("https://a.lt/zinios/5", "https://www.a.lt/lt/", "missing"),
        ("https://a.lt/klasteris-laimejo-konkursa", "https://a.lt/index.php", "missing"),
        ("https://a.lt/index.php?id=57", "https://a.lt/", "missing"),
        ("http://a.lt/", "https://www.a.lt/lt", None),
        ("https://a.lt/home", "https://a.lt/", None),
        ("https://a.lt/lt", "https://a.lt/", None),
        ("https://a.lt/naujienos", "https://a.lt/", None),
        ("https://a.lt/zinios/5", "https://a.lt/zinios/5-klasteris", None),
        ("https://a.lt/zinios/5", "https://a.lt/user/login?destination=zinios/5", "login"),
        ("https://a.lt/zinios/5", "https://login.a.lt/?r=5", "login"),
        ("https://a.lt/zinios/5", "https://a.lt/zinios/login-problems-solved", None),
        ("https://a.lt/login", "https://a.lt/login/", None),
        ("https://id.a.lt/zinios/5", "https://id.a.lt/zinios/5/", None),
        ("https://a.lt/zinios/5", "https://consent.a.lt/?back=5", "consent"),
    ],
)
def test_where_an_address_led_to(asked: str, ended: str, right: str | None) -> None:
    block = find_detour(asked, ended)
    assert (block.reason if block else None) == right


def test_a_login_at_the_same_host_may_still_lead_back() -> None:
    assert find_block_abroad("https://a.lt/x", "https://a.lt/login?check=1") is None
    assert find_block_abroad("https://a.lt/x", "https://accounts.b.lt/") is not None
