"""robots.txt by RFC 9309: which addresses of a host its owner lets us ask for, and how slowly.

Lines and groups are read here, paths are matched by Protego. It alone would let parts of names match (a group for
``cluster`` would be ours), end groups at lines that it does not know, break lines at other signs than line ends, and
take octets that are no UTF-8 for question marks.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import quote_from_bytes

from protego import Protego

TOKEN = "clusterpress"  # noqa: S105  of robots.txt, no secret
"""What robots.txt calls us: our product token (RFC 9309 2.2.1)."""
LIMIT = 500 * 1024
"""Bytes that are read of a file (2.5)."""
_LINE_END = re.compile(rb"[\r\n]+")
_AGENT = re.compile(rb"[A-Za-z_-]+")
_MARKUP = re.compile(rb"\s*<(?:!doctype|html|head|body|script|\?xml|!--)", re.IGNORECASE)
_DELAY = re.compile(rb"\d{1,6}(?:[.,]\d{1,6})?")
_KEPT = bytes(range(0x21, 0x7F)).decode("ascii")  # printable: what stands there was meant so
_KEYS = {  # frequent misspellings are taken for what was meant, as all large crawlers do
    b"user-agent": "agent",
    b"useragent": "agent",
    b"user agent": "agent",
    b"allow": "allow",
    b"disallow": "disallow",
    b"dissallow": "disallow",
    b"dissalow": "disallow",
    b"disalow": "disallow",
    b"diasllow": "disallow",
    b"disallaw": "disallow",
    b"crawl-delay": "delay",
    b"crawl delay": "delay",
    b"sitemap": "sitemap",
    b"site-map": "sitemap",
}


@dataclass(frozen=True)
class Robots:
    """What a robots.txt says to us. ``rules`` are lines of our group alone, in ASCII."""

    rules: tuple[str, ...] = ()
    crawl_delay: float = 0.0
    sitemaps: tuple[str, ...] = ()

    def allows(self, url: str) -> bool:
        """Whether the address may be asked for: the longest matching rule wins, of two equal ones the allowing."""
        return not self.rules or bool(self._protego.can_fetch(url, TOKEN))

    @cached_property
    def _protego(self) -> Protego:
        return Protego.parse("\n".join(("User-agent: *", *self.rules)))


@dataclass
class _Group:
    rules: list[str]
    delay: float = 0.0


def parse_robots(content: bytes) -> Robots:
    """What the file says to us, whatever else it holds; of a web page in its place nothing.

    >>> parse_robots(b"User-agent: *\\nDisallow: /\\n\\nUser-agent: ClusterPress/1.0\\nDisallow: /closed").rules
    ('Disallow: /closed',)
    """
    ours, all_others, sitemaps = _Group([]), _Group([]), []
    named = False  # whether a group is ours by name
    current: list[_Group] = []
    in_rules = True  # the next user-agent line begins a new group
    for key, value in _lines(_cut(content)):
        if key == "agent":
            if in_rules:
                current, in_rules = [], False
            agent = _AGENT.match(value)
            if value == b"*" or value[:2] in (b"* ", b"*\t"):
                current.append(all_others)
            elif agent and agent[0].lower() == TOKEN.encode():
                current.append(ours)
                named = True
        elif key == "sitemap":
            sitemaps.append(_ascii(value))
        elif key == "delay":  # a rule as its owners mean it: a user agent after it begins another group
            in_rules = True
            for group in current:
                group.delay = max(group.delay, _seconds(value))
        else:
            in_rules = True
            for group in current:
                if value:  # "Disallow:" with nothing forbids nothing
                    group.rules.append(f"{key.capitalize()}: {_ascii(value)}")
    group = ours if named else all_others
    return Robots(tuple(dict.fromkeys(group.rules)), group.delay, tuple(dict.fromkeys(sitemaps)))


def _cut(content: bytes) -> bytes:
    """The part that is read, in UTF-8, without a torn last line."""
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        content = content[:LIMIT].decode("utf-16", "replace").encode("utf-8")
    content = content.removeprefix(codecs.BOM_UTF8)
    if _MARKUP.match(content):
        return b""
    if len(content) < LIMIT:
        return content
    return content[: max(content.rfind(b"\n", 0, LIMIT), content.rfind(b"\r", 0, LIMIT), 0)]


def _lines(content: bytes) -> Iterator[tuple[str, bytes]]:
    """Keys and values of the lines that are understood; a blank may stand for the colon, as many owners write it."""
    for line in _LINE_END.split(content):
        bare = line.partition(b"#")[0].strip(b" \t\0")
        key, colon, value = bare.partition(b":")
        known = _KEYS.get(key.strip().lower())
        if not colon or known is None:
            key, _, value = bare.partition(b" ")
            known = _KEYS.get(key.strip().lower())
        if known:
            yield known, value.strip(b" \t")


def _ascii(value: bytes) -> str:
    """Percent-encoded where it is not plain ASCII: rules match octets (2.2.2), whatever charset wrote them."""
    return quote_from_bytes(value, safe=_KEPT)


def _seconds(value: bytes) -> float:
    found = _DELAY.match(value)
    return float(found[0].replace(b",", b".")) if found else 0.0
