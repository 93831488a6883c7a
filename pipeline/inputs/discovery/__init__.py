"""Lists of documents to the documents that they name: feeds, sitemaps, list pages. Bytes in, addresses out."""

from __future__ import annotations

from pipeline.inputs.discovery.feeds import read_feed
from pipeline.inputs.discovery.listed import FetchedList, ListedPage, PageList
from pipeline.inputs.discovery.pages import number_page, read_list_page
from pipeline.inputs.discovery.sitemaps import is_site_root, read_robots, read_sitemap

__all__ = [
    "FetchedList",
    "ListedPage",
    "PageList",
    "is_site_root",
    "number_page",
    "read_feed",
    "read_list_page",
    "read_robots",
    "read_sitemap",
]
