"""Sitemaps (sitemaps.org): addresses, indexes, news, gzip, plain text, and where robots.txt names them."""

from __future__ import annotations

import io
import re
import zlib
from collections.abc import Iterator
from urllib.parse import urlsplit

from lxml import etree
from lxml.etree import _Element as Element

from pipeline.inputs.discovery.days import read_day, read_instant
from pipeline.inputs.discovery.listed import FetchedList, ListedPage, PageList
from pipeline.inputs.discovery.refusals import refuse_damaged, refuse_large, refuse_unsafe
from pipeline.inputs.folding import join_address

_MAX_BYTES = 52_428_800  # what a sitemap may have by its protocol, unpacked
_MAX_ENTRIES = 50_000  # and how many addresses
_MAX_ELEMENTS = 1_000_000  # an entry with language versions or images has 20
_GZIP = b"\x1f\x8b"
_HEAD = 100_000
_ENTITIES = re.compile(rb"<!ENTITY", re.IGNORECASE)
_NAMED = re.compile(rb"^[ \t]*sitemap[ \t]*:[ \t]*(\S+)", re.IGNORECASE | re.MULTILINE)


def read_sitemap(given: FetchedList) -> PageList:
    """What a sitemap lists: pages, or the sitemaps of an index. A broken one gives what stands before the break.

    Raises SourceProblem: ``damaged`` where it is no sitemap, ``too large``, ``unsafe`` where it declares XML entities.
    """
    body = _unpack(given.body, given.url)
    head = body[:_HEAD].lstrip(b"\xef\xbb\xbf \t\r\n")
    if _ENTITIES.search(head):
        raise refuse_unsafe(given.url)
    listed = _read_xml(body, given) if head.startswith(b"<") else _read_text(body, given)
    if listed is None:
        raise refuse_damaged(given.url, "a sitemap", body)
    return listed


def is_site_root(url: str) -> bool:
    """Whether an address names a whole site, whose robots.txt says where its sitemaps are.

    >>> is_site_root("https://a.lt"), is_site_root("https://a.lt/sitemap.xml")
    (True, False)
    """
    parts = urlsplit(url)
    return parts.path in ("", "/") and not parts.query


def read_robots(given: FetchedList) -> PageList:
    """The sitemaps that a robots.txt names, the usual place where it names none. Their lines belong to no user agent.

    >>> from datetime import datetime
    >>> read_robots(FetchedList("https://a.lt/robots.txt", b"User-agent: *\\nsitemap: /s.xml", datetime.now())).further
    ('https://a.lt/s.xml',)
    """
    named = [match[1].decode("utf-8", "replace") for match in _NAMED.finditer(given.body[:_HEAD])]
    return PageList(further=tuple(join_address(given.url, name) for name in named or ["/sitemap.xml"]))


def _unpack(body: bytes, url: str) -> bytes:
    """The bytes without gzip, in which sitemaps may come whatever their headers say; several members are one file."""
    if not body.startswith(_GZIP):
        return body
    parts: list[bytes] = []
    left = _MAX_BYTES
    while body.startswith(_GZIP):
        inflate = zlib.decompressobj(wbits=31)
        try:
            parts.append(inflate.decompress(body, left + 1))
        except zlib.error:
            break
        left -= len(parts[-1])
        if left < 0:
            raise refuse_large(url, "more when unpacked", f"a sitemap of at most {_MAX_BYTES} bytes")
        body = inflate.unused_data
    if not any(parts):
        raise refuse_damaged(url, "a sitemap in gzip", body)
    return b"".join(parts)


def _read_xml(body: bytes, given: FetchedList) -> PageList | None:
    """What stands in elements ``url`` and ``sitemap`` of any name space: many sitemaps declare a wrong one or none."""
    pages: list[ListedPage] = []
    further: list[str] = []
    for element in _entries(body, given.url):
        if _name(element) == "sitemap" and (place := _child(element, "loc")):
            further.append(join_address(given.url, place))
        elif _name(element) == "url" and (page := _page(element, given)):
            pages.append(page)
        _forget(element)
        if len(pages) + len(further) > _MAX_ENTRIES:
            return PageList(tuple(pages[:_MAX_ENTRIES]), tuple(further[:_MAX_ENTRIES]), _MAX_ENTRIES)
    if not pages and not further and _root_name(body) not in ("urlset", "sitemapindex"):
        return None
    return PageList(tuple(pages), tuple(further))


def _entries(body: bytes, url: str) -> Iterator[Element]:
    """The entries one after another, so that a large sitemap never stands in memory as a tree."""
    try:
        for count, (_, element) in enumerate(_elements(body, "end")):
            if _name(element) in ("url", "sitemap"):
                yield element
            if count > _MAX_ELEMENTS:
                raise refuse_large(url, f"more than {_MAX_ELEMENTS} elements", "a sitemap")
    except etree.XMLSyntaxError:
        return  # what stands before the break has been read


def _elements(body: bytes, event: str) -> Iterator[tuple[str, Element]]:
    """The elements as the parser comes to them, without entities, external references and trees beyond its limits."""
    safe = {"resolve_entities": False, "no_network": True, "load_dtd": False, "huge_tree": False}
    return iter(etree.iterparse(io.BytesIO(body), events=(event,), recover=True, **safe))


def _root_name(body: bytes) -> str:
    try:
        _, root = next(_elements(body, "start"))
    except (etree.XMLSyntaxError, StopIteration):
        return ""
    return _name(root)


def _page(element: Element, given: FetchedList) -> ListedPage | None:
    place = _child(element, "loc")
    if not place:
        return None
    news = next((child for child in element if _name(child) == "news"), None)
    title = _child(news, "title") if news is not None else ""
    written = _child(news, "publication_date") if news is not None else ""
    return ListedPage(
        join_address(given.url, place),
        title or None,
        read_day(written, given.languages, given.seen_at.date()) if written else None,
        read_instant(_child(element, "lastmod")),
    )


def _child(element: Element, name: str) -> str:
    """The text of a direct child, so that an image's ``loc`` is not taken for the page's."""
    child = next((child for child in element if _name(child) == name), None)
    try:
        return " ".join("".join(map(str, child.itertext())).split()) if child is not None else ""
    except UnicodeDecodeError:  # half a surrogate as a reference: no character, so no address and no day
        return ""


def _name(element: Element) -> str:
    """The local name; a broken file may hold names with colons, which the library refuses to take apart."""
    name = element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""
    return name.rpartition(":")[2].lower()


def _forget(element: Element) -> None:
    """Let go of an entry that has been read, and of all before it."""
    element.clear()
    parent = element.getparent()
    while parent is not None and element.getprevious() is not None:
        del parent[0]


def _read_text(body: bytes, given: FetchedList) -> PageList | None:
    """A sitemap of lines, one address each."""
    lines = [line.strip() for line in body.decode("utf-8-sig", "replace").splitlines() if line.strip()]
    addresses = [line for line in lines if line.startswith(("http://", "https://")) and " " not in line]
    if len(addresses) * 2 <= len(lines):
        return None
    pages = tuple(ListedPage(address) for address in addresses[:_MAX_ENTRIES])
    return PageList(pages, (), _MAX_ENTRIES if len(addresses) > _MAX_ENTRIES else None)
