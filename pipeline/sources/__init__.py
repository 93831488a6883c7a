"""The list of sources, ``raw/sources.toml``: what a run looks at when it is told nothing else.

[[source]]
name = "klasteris"                          # stands in documents.source; never change it
kind = "feed"                               # feed, sitemap, list, urls, folder or warc
places = ["https://klasteris.example/rss"]  # addresses; paths for the kinds folder and warc
enabled = true

``pipeline/sources/keys.py`` says which other keys there are, ``docs/extending.md`` what they are for.
"""

from __future__ import annotations

from pipeline.sources.layouts import apply_layouts
from pipeline.sources.model import Expectation, ListPages, Source, SourceLayout
from pipeline.sources.read import find_source, read_sources

__all__ = ["Expectation", "ListPages", "Source", "SourceLayout", "apply_layouts", "find_source", "read_sources"]
