"""Damages of feeds, sitemaps and robots.txt, and such lists made to be damaged."""

from __future__ import annotations

import gzip
import re
from random import Random

from tests.fuzz.damage import Damage, amount, insert
from tests.fuzz.office import declare_bomb

SITEMAP = b"""<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:n="http://www.google.com/schemas/sitemap-news/0.9">
<url><loc>https://naujienos.example/a</loc><lastmod>2024-05-02</lastmod></url>
<url><loc>https://naujienos.example/b?x=1&amp;y=2</loc><lastmod>2024-05-02T10:00:00+03:00</lastmod><n:news><n:title>Klasteris
</n:title><n:publication_date>2024-05-01</n:publication_date></n:news></url></urlset>
"""
INDEX = b"""<?xml version="1.0"?><sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
<sitemap><loc>https://naujienos.example/1.xml.gz</loc><lastmod>2024</lastmod></sitemap></sitemapindex>
"""
ATOM = """<?xml version="1.0" encoding="utf-8"?><feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://naujienos.example/">
<link rel="self" href="/atom"/><link rel="next" href="?p=2"/><entry>
<title type="html">Naujas &lt;b&gt;klasteris&lt;/b&gt;</title>
<link href="naujienos/1"/><updated>2024-05-02T10:00:00Z</updated>
<content type="xhtml"><div>Ąžuolas</div></content></entry>
<entry><title>Antra</title><link rel="enclosure" href="b.pdf"/><published>2024-05-01</published></entry></feed>
""".encode()
JSON = b"""{"version": "https://jsonfeed.org/version/1.1", "title": "N", "next_url": "/f?p=2", "items": [
{"id": "1", "url": "/a", "title": "Klasteris <b>auga</b>", "date_published": "2024-05-02T10:00:00+03:00"},
{"id": "https://naujienos.example/2", "date_modified": "vakar"}]}
"""
ROBOTS = b"User-agent: *\nDisallow: /admin/\nAllow: /*.pdf$\nCrawl-delay: 2\nSitemap: https://naujienos.example/s.xml\n"
_DAYS = (
    b"99999-99-99",
    b"0000-00-00",
    b"Thu, 99 Foo 99999 99:99:99 +9999",
    b"",
    b"2024-02-30T25:61:61Z",
    b"9" * 9_999,
    b"10000-01-01",
    b"Mon, 01 Jan 0001 00:00:00 +2359",
    b"2024-05-02T10:00:00+99:99",
    b"-1",
)
_ADDRESSES = (
    b"http://[::1",
    b"http://[v1.x]/",
    b"javascript:alert(1)",
    b"//",
    b"http://",
    b"http://a b/",
    b"\x00",
    b"?" * 9_999,
    b"http://x:99999/",
    b"../" * 3_000,
    b"http://\xc4\x85\xc5\xbe.lt/",
    b"data:,x",
    b"http://user:p@x/",
    b"#",
    b"http://127.0.0.1/",
    b"&#xD800;",
    b"&amp;#0;",
    b"http://%zz/%",
    b"HTTP:///x",
)
_PIECES = (
    b"<item>",
    b"</channel>",
    b"<![CDATA[",
    b"]]>",
    b"&nbsp;",
    b"&undefined;",
    b"<entry/>",
    b"<title><b>",
    b"\x0c",
    b"xmlns=''",
    b"<a:b/>",
    b"<?xml version='9.9'?>",
    b"\xef\xbb\xbf",
    b"<!--",
    b"<link/>",
    b"{",
    b'"',
    b"]",
    b"<pubDate>x</pubDate>",
    b"</url><url>",
    b"<media:group>",
    b"<georss:polygon>1 2 x</georss:polygon>",
    b"<gml:posList>1</gml:posList>",
    b"<dc:date>x</dc:date>",
    b"<psc:chapter start='x'/>",
)
_RULES = (
    b"Disallow: /" + b"*a" * 2_000 + b"$",
    b"Disallow: /" + b"*" * 9_000,
    b"Crawl-delay: 1e999",
    b"Crawl-delay: -1",
    b"Crawl-delay: x",
    b"User-agent:",
    b"Sitemap: http://[::1",
    b"Request-rate: 1/0",
    b"Visit-time: 99999-x",
    b"Disallow: %",
    b"Allow: \xff\xfe",
    b": : :",
    b"User-agent: " + b"a" * 9_000,
    b"Disallow: /%C4%85%zz",
)


def misdate(rng: Random, body: bytes) -> bytes:
    return re.sub(rb"(?<=[>\"])[^<>\"]*(?:19|20)\d\d[^<>\"]*(?=[<\"])", lambda _: rng.choice(_DAYS), body)


def misaddress(rng: Random, body: bytes) -> bytes:
    """Addresses that lead nowhere, outside or round in a circle."""
    return re.sub(rb"(?:https?://|/)[^<>\"\s]*", lambda a: rng.choice(_ADDRESSES) if rng.random() < 0.4 else a[0], body)


def insert_pieces(rng: Random, body: bytes) -> bytes:
    for _ in range(amount(rng, 15)):
        body = insert(rng, body, rng.choice(_PIECES))
    return body


def drop_elements(rng: Random, body: bytes) -> bytes:
    return re.sub(rb"</?[\w:]+[^<>]*>", lambda tag: b"" if rng.random() < 0.1 else tag[0], body)


def multiply_items(rng: Random, body: bytes) -> bytes:
    found = re.search(rb"<(item|entry|url|sitemap)\b.*?</\1>|\{\"id\".*?\},|Disallow.*?\n", body, re.DOTALL)
    if not found:
        return body
    return body[: found.end()] + found[0] * min(amount(rng, 20_000), 2_000_000 // len(found[0])) + body[found.end() :]


def nest(rng: Random, body: bytes) -> bytes:
    """Elements and values in each other without end."""
    opening, closing = rng.choice(
        ((b"<a>", b"</a>"), (b"<item>", b"</item>"), (b"[", b"]"), (b'{"a":', b"}"), (b"<div>", b""))
    )
    depth = amount(rng, 60_000)
    return insert(rng, body, opening * depth + closing * depth)


def lie_of_encoding(rng: Random, body: bytes) -> bytes:
    names = ("utf-16", "utf-32", "rot13", "idna", "x", "utf-7", "ebcdic-cp-us", "iso-8859-13")
    declared = re.sub(rb'encoding="[^"]*"', b'encoding="%s"' % rng.choice(names).encode(), body)
    real = rng.choice(("utf-8", "utf-8", "utf-16", "cp1257", "utf-32"))
    return declared.decode("utf-8", "replace").encode(real, "replace")


def pack(rng: Random, body: bytes) -> bytes:
    """Packed, perhaps twice, perhaps cut off, perhaps a bomb."""
    if rng.random() < 0.2:
        body += b" " * 60_000_000
    packed = gzip.compress(body, mtime=0)
    return rng.choice(
        (packed, gzip.compress(packed, mtime=0), packed[: len(packed) // 2], packed + packed, packed + b"x")
    )


def rule_absurdly(rng: Random, body: bytes) -> bytes:
    return body + b"\n".join(rng.choice(_RULES) for _ in range(amount(rng, 500)))


def pad(rng: Random, body: bytes) -> bytes:
    return rng.choice((b" ", b"\n", b"\x00", b"<!-- -->", b"a")) * amount(rng, 500_000) + body


LISTS: tuple[Damage, ...] = (
    misdate, misaddress, insert_pieces, drop_elements, multiply_items, nest, lie_of_encoding, pack, rule_absurdly, pad,
    declare_bomb,
)  # fmt: skip
