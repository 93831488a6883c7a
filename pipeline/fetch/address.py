"""Which addresses may be asked at all, and connections that go nowhere else."""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

import httpx

from pipeline.problems import FetchProblem


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
    """The address in the form under which it is archived. Only what never changes the meaning is changed.

    Raises FetchProblem where it is no http or https address.

    >>> normalize_url("HTTPS://Klasteris.LT:443/naujienos/žinia?a=1&b=#virsus")
    'https://klasteris.lt/naujienos/%C5%BEinia?a=1&b='
    """
    try:
        urlsplit(url)  # knows unbalanced brackets, which httpx takes for a host
        parsed = httpx.URL(url.strip())
    except (httpx.InvalidURL, ValueError) as error:
        raise FetchProblem("address", f"reading the address {url!r}: {error}; correct it in the input") from error
    if parsed.scheme not in ("http", "https") or not parsed.host:
        raise FetchProblem("address", f"reading the address {url!r}: expected http:// or https:// and a host")
    if parsed.userinfo:
        raise FetchProblem(
            "address", f"reading the address of {parsed.host}: passwords in addresses would be published"
        )
    whole = parsed.copy_with(fragment=None)
    return str(whole.copy_with(path="/") if whole.path == "/" else whole)  # else https://a.lt stays without one


class GuardedTransport(httpx.BaseTransport):
    """HTTP that connects to the very address that was checked, so that a name cannot lead elsewhere in between."""

    def __init__(self, *, allow_private: bool) -> None:
        self._allow_private = allow_private
        self._inner = httpx.HTTPTransport()

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """The response. Raises FetchProblem for private addresses, httpx.ConnectError where none answers."""
        host = request.url.host
        request.extensions = {**request.extensions, "sni_hostname": host}
        named = request.url
        *others, last = self._resolve(named)
        for address in others:
            request.url = named.copy_with(host=address)
            try:
                return self._inner.handle_request(request)
            except httpx.ConnectError:
                continue
        request.url = named.copy_with(host=last)
        return self._inner.handle_request(request)

    def _resolve(self, url: httpx.URL) -> Sequence[str]:
        try:
            found = socket.getaddrinfo(url.host, url.port or 443, type=socket.SOCK_STREAM)
        except (socket.gaierror, UnicodeError) as error:
            raise httpx.ConnectError(f"no address is known for {url.host}: {error}") from error
        addresses = list(dict.fromkeys(str(entry[4][0]) for entry in found))
        private = [address for address in addresses if not is_public(address)]
        if private and not self._allow_private:
            raise FetchProblem(
                "private address",
                f"fetching {url}: got {private[0]}, expected a public address; correct the input, or set "
                "allow_private_addresses if this server is yours",
            )
        return addresses

    def close(self) -> None:
        """Close all connections."""
        self._inner.close()


def is_public(address: str) -> bool:
    """Whether an IP address belongs to the public internet.

    >>> [is_public(a) for a in ("193.219.10.1", "127.0.0.1", "10.0.0.8", "169.254.169.254", "::1", "::ffff:10.0.0.8")]
    [True, False, False, False, False, False]
    """
    parsed = ipaddress.ip_address(address.partition("%")[0])
    mapped = getattr(parsed, "ipv4_mapped", None)
    return (mapped or parsed).is_global and not parsed.is_multicast
