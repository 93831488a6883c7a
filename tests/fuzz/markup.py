"""Damages of web pages: what editors, templates, converters and attackers write."""

from __future__ import annotations

import re
from random import Random

from tests.fuzz.damage import Damage, amount, insert

_TAG = re.compile(rb"</?[a-zA-Z][^<>]{0,300}>")
_ENTITIES = (
    b"&#xD800;",
    b"&#xDFFF;",
    b"&#55357;&#56832;",
    b"&#0;",
    b"&#x110000;",
    b"&#99999999999999999999;",
    b"&#x;",
    b"&;",
    b"&nbsp",
    b"&amp;amp;lt;",
    b"&#x80;",
    b"&#xFFFE;",
    b"&notit;",
    b"&#8206;",
    b"&#x202E;",
    b"&ZeroWidthSpace;",
)
_PIECES = (
    b"<!--",
    b"--!>",
    b"<!-- <!-- -->",
    b"<![CDATA[",
    b"]]>",
    b"<script>",
    b"</script",
    b"<script><!-- <script>",
    b"<style>",
    b"<title>",
    b"</title>",
    b"<textarea>",
    b"<plaintext>",
    b"<noscript>",
    b"</body></html>",
    b"<body>",
    b"<frameset><frame src=x>",
    b"<iframe srcdoc='<p>a'>",
    b"<template>",
    b"<select><option>a",
    b"<svg><title>",
    b"<math><mi>x</mi>",
    b"<base href='http://[::1'>",
    b"<base href='javascript:x'>",
    b"<a href='http://[bad]/'>x</a>",
    b"<a href='//'>x</a>",
    b"<a href=' \x01java\tscript:1'>x</a>",
    b"\xef\xbb\xbf",
    b"\xff\xfe",
    b"<?xml version='1.0'",
    b"<?php echo",
    b"<!DOCTYPE x [<!ENTITY a 'b'>]>&a;",
    b"<p/ id=a/ b='>' c>",
    b'<a href="x>',
    b"< p>",
    b"<>",
    b"</>",
    b"<table><tr><p>a<td>b<table>",
    b"<img alt='" + b"a" * 5000,
    b"<o:p></o:p>",
    b"<td colspan=1000000000>x",
    b"<meta charset=utf-16>",
    b"<meta http-equiv=content-type content='text/html; charset=rot13'>",
    b"<meta charset=hex>",
    b"<meta charset='x\x00y'>",
    b"<time datetime='99999-99-99'>x</time>",
    b"<time datetime='2020-13-45T99:99'>y</time>",
    b"<meta property='article:published_time' content='0000-00-00T00:00:00Z'>",
    b"<html lang='\xff\xfe'>",
    b"<html lang='x-klingon-thing'>",
    b"<a href='mailto:%ff%00@@'>m</a>",
    b"<a data-cfemail='zz'>x</a>",
    b"<a href='/cdn-cgi/l/email-protection#0'>x</a>",
    b"<a data-cfemail='ff'>x</a>",
    b"<a href='tel:" + b"9" * 300 + b"'>t</a>",
)
_STRUCTURED = (
    b"{",
    b"[" * 3000,
    b"null",
    b'"\\ud800"',
    b'{"@type":"NewsArticle","datePublished":{"a":[1e999]}}',
    b"[[[[1]]]]",
    b'{"@graph":[null,1,"x",{"@type":[],"headline":["a",{}]}]}',
    b'{"@type":"Article","datePublished":"' + b"9" * 9000,
    b'{"@type":"NewsArticle","headline":17,"author":[[]],"articleBody":null,"datePublished":-1}',
)
_STYLES = (
    b"display" + b" " * 20_000 + b":none",
    b"display:" * 5_000,
    b";" * 20_000,
    b"visibility:\\68 idden",
    b"a{" * 5_000,
    b"font-size:" + b"9" * 5_000 + b"px",
    b"/*" * 10_000,
    b"display:/**/none",
    b"position:absolute;left:-1e999px",
)


def drop_tags(rng: Random, body: bytes) -> bytes:
    share = rng.choice((0.02, 0.2, 0.6))
    return _TAG.sub(lambda tag: b"" if rng.random() < share else tag[0], body)


def move_tags(rng: Random, body: bytes) -> bytes:
    """Tags in places of others: nothing is nested as it was meant."""
    tags = _TAG.findall(body) or [b"<p>"]
    share = rng.choice((0.02, 0.2, 1.0))
    return _TAG.sub(lambda tag: rng.choice(tags) if rng.random() < share else tag[0], body)


def break_tags(rng: Random, body: bytes) -> bytes:
    """Tags cut off inside, quotes lost."""
    return _TAG.sub(lambda tag: tag[0][: rng.randint(1, len(tag[0]))] if rng.random() < 0.1 else tag[0], body)


def insert_entities(rng: Random, body: bytes) -> bytes:
    for _ in range(amount(rng, 60)):
        body = insert(rng, body, rng.choice(_ENTITIES))
    return body


def insert_pieces(rng: Random, body: bytes) -> bytes:
    for _ in range(amount(rng, 12)):
        body = insert(rng, body, rng.choice(_PIECES))
    return body


def insert_structured_data(rng: Random, body: bytes) -> bytes:
    data = b'<script type="application/ld+json">' + rng.choice(_STRUCTURED) + b"</script>"
    return body.replace(b"</head>", data + b"</head>", 1) if b"</head>" in body else data + body


def insert_styles(rng: Random, body: bytes) -> bytes:
    style = rng.choice(_STYLES)
    return re.sub(rb"<(p|div|td)\b", lambda t: t[0] + b' style="' + style + b'"' if rng.random() < 0.1 else t[0], body)


def spread_attributes(rng: Random, body: bytes) -> bytes:
    """Elements with very many or very long attributes."""
    many = b" ".join(b"a%d=%d" % (number, number) for number in range(amount(rng, 5_000)))
    long = b'class="' + b"menu " * amount(rng, 20_000) + b'"'
    return insert_tags(rng, body, b"<div %s>x</div><div %s>y</div>" % (many, long))


def insert_tags(rng: Random, body: bytes, tags: bytes) -> bytes:
    """The page with elements put between two of its tags."""
    places = [match.end() for match in _TAG.finditer(body)] or [0]
    at = rng.choice(places)
    return body[:at] + tags + body[at:]


def nest_deeply(rng: Random, body: bytes) -> bytes:
    name = rng.choice((b"div", b"b", b"span", b"table><tr><td", b"ul><li", b"blockquote", b"font", b"a href=x", b"svg"))
    depth = amount(rng, 50_000)
    ends = (b"</" + name.split(b">")[0].split()[0] + b">") * depth if rng.random() < 0.5 else b""
    return insert_tags(rng, body, (b"<" + name + b">") * depth + b"giliai" + ends)


def mix_charsets(rng: Random, body: bytes) -> bytes:
    """One page in parts of several charsets, as templates and databases give it."""
    charset = rng.choice(("cp1257", "iso-8859-13", "utf-16-le", "utf-16", "cp1251", "utf-7", "cp775", "utf-8-sig"))
    start, end = sorted(rng.randint(0, len(body)) for _ in range(2))
    middle = body[start:end].decode("utf-8", "replace").encode(charset, "replace")
    return body[:start] + middle + body[end:]


def recode(rng: Random, body: bytes) -> bytes:
    """All of the page in another charset than it declares."""
    charset = rng.choice(("cp1257", "iso-8859-4", "utf-16-be", "utf-16", "utf-32", "cp037", "koi8-r", "utf-7", "hz"))
    return body.decode("utf-8", "replace").encode(charset, "replace")


def lie_of_charset(rng: Random, body: bytes) -> bytes:
    names = (b"utf-16", b"utf-7", b"idna", b"rot13", b"base64", b"zlib", b"undefined", b"mbcs", b"\xff", b"x" * 9_999)
    return re.sub(rb'charset="?[\w-]+', b"charset=" + rng.choice(names), body)


def span_tables(rng: Random, body: bytes) -> bytes:
    """Cells that claim to be wide and high beyond all measure."""
    number = rng.choice((b"0", b"-1", b"65534", b"999999999999", b"NaN", b"1e9", b"", b"1000"))
    cell = b"<td colspan=%s rowspan=%s>x</td>" % (number, rng.choice((number, b"2")))
    rows = (b"<tr>" + cell * amount(rng, 300) + b"</tr>") * amount(rng, 300)
    return insert_tags(rng, body, b"<table><tr><th>A<th>B</tr>" + rows + b"</table>")


def repeat_thing(rng: Random, body: bytes) -> bytes:
    """Very many of one thing in a row."""
    things = (
        b"<",
        b"<p>",
        b"<br>",
        b" ",
        b"\n",
        b"&",
        b"<a href=x>y</a>",
        b"<td>",
        b"<li>x",
        b"<option>x</option>",
        b"</div>",
        b"<!",
        b"<h1>a</h1>",
        b"<table>",
        b"<p>1 Eur ",
        b'"',
        b"<b><i></b></i>",
        b"<form>",
        b"<b>",
        b"<font size=1>x",
        b"<img src=x>",
        b"(",
        "„".encode(),
        b"A",
        b"UAB ",
        b"2020-01-01 ",
        b"x@y.lt ",
    )
    thing = rng.choice(things)
    return insert_tags(rng, body, thing * min(amount(rng, 60_000), 150_000 // len(thing)))


MARKUP: tuple[Damage, ...] = (
    drop_tags, move_tags, break_tags, insert_entities, insert_pieces, insert_structured_data, insert_styles,
    spread_attributes, nest_deeply, mix_charsets, recode, lie_of_charset, span_tables, repeat_thing,
)  # fmt: skip
