"""HTML pages to documents."""

from __future__ import annotations

from lxml import html as lxml_html

from pipeline.parse.parsed import Parsed
from pipeline.parse.segments import SegmentBuilder
from pipeline.record import Record


def parse_html(body: bytes, record: Record) -> Parsed:
    """The article of a page, with all else that the page shows as teasers and boilerplate."""
    tree = lxml_html.fromstring(body)
    builder = SegmentBuilder()
    for node in tree.iter("h1", "h2", "p", "li", "td"):
        builder.add(str(node.xpath("string()")), "body")
    return Parsed(builder.build(record.document_id), "text/html")
