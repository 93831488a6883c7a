"""Addresses: the form under which they are archived, and which of them mean the same page."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from ipaddress import ip_address
from urllib.parse import unquote_plus, urlsplit

import httpx

from pipeline.problems import FetchProblem

_PORTS = {"http": 80, "https": 443}
_ESCAPE = re.compile(r"%[0-9A-Fa-f]{2}")
_UNRESERVED = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")  # RFC 3986 2.3


@dataclass(frozen=True, slots=True)
class Target:
    """An address to be fetched, a normalized one.

    ``pace_seconds`` is what its source asks for between two requests, None where the settings say; ``allow_private``
    whether it may lead to this machine or its network.
    """

    url: str
    pace_seconds: float | None = None
    allow_private: bool = False


def normalize_url(url: str) -> str:
    """The address in the form under which it is archived.

    Only what never changes the meaning is changed (RFC 3986 6.2.2). Raises FetchProblem where it is no http or https
    address.

    >>> normalize_url("HTTPS://Klasteris.LT.:443/./naujienos/žinia?a=1&b=#virsus")
    'https://klasteris.lt/naujienos/%C5%BEinia?a=1&b='
    >>> normalize_url("http://a.lt/%7euser/%c5%be")
    'http://a.lt/~user/%C5%BE'
    """
    try:
        urlsplit(url)  # knows unbalanced brackets, which httpx takes for a host
        parsed = httpx.URL(_ESCAPE.sub(_normalize_escape, url.strip()))  # before it takes out the dot segments
    except (httpx.InvalidURL, ValueError) as error:
        raise FetchProblem("address", f"reading the address {url!r}: {error}; correct it in the input") from error
    host = parsed.raw_host.decode("ascii").removesuffix(".")
    if parsed.scheme not in ("http", "https") or not host:
        raise FetchProblem("address", f"reading the address {url!r}: expected http:// or https:// and a host")
    if parsed.userinfo:
        raise FetchProblem(
            "address", f"reading the address of {parsed.host}: passwords in addresses would be published"
        )
    if ":" in host:
        host = f"[{ip_address(host)}]"
    port = f":{parsed.port}" if parsed.port and parsed.port != _PORTS[parsed.scheme] else ""
    return f"{parsed.scheme}://{host}{port}{parsed.raw_path.decode('ascii')}"


def _normalize_escape(match: re.Match[str]) -> str:
    octet = chr(int(match[0][1:], 16))
    return octet if octet in _UNRESERVED else match[0].upper()


def find_host(url: str) -> str:
    """The host of a normalized address, without its port.

    >>> find_host("https://klasteris.lt:8443/a"), find_host("http://[::1]:80/")
    ('klasteris.lt', '[::1]')
    """
    authority = url.split("/", 3)[2]
    return authority if authority.endswith("]") else re.sub(r":\d+$", "", authority)


def find_origin(url: str) -> str:
    """Scheme, host and port of a normalized address: what one robots.txt speaks for."""
    return "/".join(url.split("/", 3)[:3])


def find_page_key(url: str) -> str:
    """A key that is equal for addresses that mean the same page: what only follows readers around is left out.

    >>> find_page_key("https://a.lt/x;jsessionid=8A?id=5&utm_source=rss&fbclid=x")
    'https://a.lt/x?id=5'
    """
    path, mark, query = url.partition("?")
    if ";" in path:
        path = _session_parameters().sub("", path)
    if not mark:
        return path
    kept = [part for part in query.split("&") if part and not _is_of_reader(part)]
    return f"{path}?{'&'.join(kept)}" if kept else path


def _is_of_reader(part: str) -> bool:
    name = unquote_plus(part.partition("=")[0]).lower()
    return name in _parameters()["names"] or name.startswith(_parameters()["beginnings"])


@cache
def _parameters() -> dict[str, tuple[str, ...]]:
    """``names`` and ``beginnings`` of parameters, ``sessions``: those that may stand within the path."""
    table = tomllib.loads(files("pipeline.fetch").joinpath("parameters.toml").read_text(encoding="utf-8"))
    return {key: tuple(words) for key, words in table.items()}


@cache
def _session_parameters() -> re.Pattern[str]:
    return re.compile(rf";(?:{'|'.join(_parameters()['sessions'])})=[^/;?]*", re.IGNORECASE)
