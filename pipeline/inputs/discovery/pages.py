"""List pages of a site: the articles that they name, by the selectors of their source or by what links look like."""

from __future__ import annotations

from urllib.parse import urljoin, urlsplit

from lxml.etree import _Element as Element

from pipeline.inputs.discovery.boxes import Anchor, shown_text
from pipeline.inputs.discovery.days import read_day
from pipeline.inputs.discovery.links import find_articles, read_anchors
from pipeline.inputs.discovery.listed import FetchedList, ListedPage, PageList
from pipeline.inputs.discovery.refusals import refuse_damaged
from pipeline.parse.charset import decode
from pipeline.parse.html.page import parse_page
from pipeline.problems import SourceProblem
from pipeline.selectors import select_all
from pipeline.sources import ListPages


def read_list_page(given: FetchedList, pages: ListPages) -> PageList:
    """The articles that a list page names, with the titles and days that it prints, and the list page after it.

    Raises SourceProblem: ``damaged`` where it is no HTML, ``no links`` where nothing is what the source describes.
    """
    page = parse_page(decode(given.body, given.charset).text)
    if page is None:
        raise refuse_damaged(given.url, "a page of links", given.body)
    base = _base(page.root, given.url)
    if pages.item:
        listed = [found for box in select_all(page.root, pages.item) if (found := _read_item(box, pages, given, base))]
    else:
        anchors = read_anchors(page.root, base)
        listed = [_listed(found.anchor.url, found.title, found.day, given) for found in find_articles(anchors)]
    further = _find_next(page.root, pages, base)
    if not listed:
        wanted = f"what the selector {pages.item!r} names" if pages.item else "links with headlines"
        raise SourceProblem(
            "no links", f"reading the list {given.url}: got none, expected {wanted}; see the page, mend [source.pages]"
        )
    return PageList(tuple(listed), (further,) if further else ())


def number_page(pages: ListPages, count: int) -> str | None:
    """The address of the list page ``count`` pages after the first, None for sources that do not number them.

    >>> number_page(ListPages(numbered="https://a.lt/?from={page}", first=10, step=10), 2)
    'https://a.lt/?from=20'
    """
    return pages.numbered.replace("{page}", str(pages.first + (count - 1) * pages.step)) if pages.numbered else None


def _base(root: Element, url: str) -> str:
    """What addresses on the page are relative to."""
    declared = next((node.get("href") for node in root.iter("base") if node.get("href")), None)
    try:
        return urljoin(url, declared) if declared else url
    except ValueError:
        return url


def _read_item(box: Element, pages: ListPages, given: FetchedList, base: str) -> ListedPage | None:
    """What one item says; None for one that leads nowhere, as a box for an advertisement does."""
    links = [box] if box.tag == "a" and not pages.link else select_all(box, pages.link or "a[href]")
    anchor = next((found for link in links if (found := Anchor.read(link, base))), None)
    if anchor is None:
        return None
    heads = select_all(box, pages.title) if pages.title else [anchor.element]
    title = next((text for head in heads if (text := shown_text(head))), "")
    days = select_all(box, pages.date) if pages.date else []
    written = next((text for day in days for text in (day.get("datetime") or "", shown_text(day)) if text), "")
    return _listed(anchor.url, title, written, given)


def _listed(url: str, title: str, day: str, given: FetchedList) -> ListedPage:
    return ListedPage(url, title or None, read_day(day, given.languages, given.seen_at.date()) if day else None)


def _find_next(root: Element, pages: ListPages, base: str) -> str | None:
    """The link to the next list page: where the source says, else what the page itself calls next (HTML, 4.6.7)."""
    if pages.numbered:
        return None
    for node in select_all(root, pages.next or "a[rel~=next][href], link[rel~=next][href]"):
        link = node if node.get("href") else next(iter(select_all(node, "a[href]")), None)
        if link is not None and (found := Anchor.read(link, base)) and _same_host(found.url, base):
            return found.url
    return None


def _same_host(one: str, other: str) -> bool:
    return urlsplit(one).hostname == urlsplit(other).hostname
