"""The invented releases as pages of the size that sites really serve: most of such a page is not the article."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator

from tests.bench.generate import generate_texts

_TEXTS = 4  # releases that make one article
_SECTIONS = ("naujienos", "projektai", "nariai", "renginiai", "kvietimai", "apie", "kontaktai", "leidiniai")
_PROPERTIES = ("margin:0 auto", "padding:4px 8px", "color:#334", "display:flex", "font-size:1.1rem", "display:none")
_LONGEST_MENU = 30
_FEWEST_RULES, _MOST_RULES = 200, 600
_FEWEST_STEPS, _MOST_STEPS = 150, 450


def generate_site_pages(count: int, seed: int = 7) -> Iterator[bytes]:
    """Pages of 60 to 150 kB: menus, styles, scripts, JSON-LD, an article, comments and lists of other articles."""
    texts = generate_texts(count * _TEXTS, seed)
    for number, group in enumerate(_groups(texts)):
        rng = random.Random(f"{seed}-site-{number}")
        title, *paragraphs = "\n".join(group).split("\n")
        yield _PAGE.format(
            title=title,
            data=json.dumps({"@type": "NewsArticle", "headline": title, "datePublished": "2019-05-02"}),
            style=_style(rng),
            script=_script(rng),
            menu="".join(_menu(section, rng) for section in _SECTIONS),
            body="\n".join(_paragraph(paragraph, rng) for paragraph in paragraphs),
            related="".join(_card(rng) for _ in range(rng.randint(12, 24))),
            comments="".join(_comment(i, rng) for i in range(rng.randint(5, 30))),
        ).encode()


def _groups(texts: Iterator[str]) -> Iterator[tuple[str, ...]]:
    return zip(*[texts] * _TEXTS, strict=True)


def _style(rng: random.Random) -> str:
    rules = (
        f".block-{i}__item--{rng.randint(1, 9)} > a{{{';'.join(rng.sample(_PROPERTIES, k=3))}}}"
        for i in range(rng.randint(_FEWEST_RULES, _MOST_RULES))
    )
    return "\n".join(rules) + "@media (max-width:600px){.article{display:none}}"


def _script(rng: random.Random) -> str:
    steps = (
        f'window.dataLayer.push({{"event":"view{i}","value":{rng.randint(1, 10**6)},"place":"#slot-{i}"}});'
        for i in range(rng.randint(_FEWEST_STEPS, _MOST_STEPS))
    )
    return "\n".join(steps)


def _menu(section: str, rng: random.Random) -> str:
    links = "".join(
        f'<li class="menu__item item-{i}"><a class="menu__link" href="/{section}/{i}">{section.title()} {i}</a></li>'
        for i in range(rng.randint(8, _LONGEST_MENU))
    )
    return f'<li class="menu__item"><a href="/{section}">{section.title()}</a><ul class="sub">{links}</ul></li>'


def _paragraph(text: str, rng: random.Random) -> str:
    words = text.split(" ")
    at = rng.randrange(len(words))
    words[at] = f'<a href="/zodynas/{at}"><strong>{words[at]}</strong></a>'
    return f'<div class="text-block"><p class="article__text">{" ".join(words)}</p></div>'


def _card(rng: random.Random) -> str:
    number = rng.randint(1000, 9999)
    return (
        f'<div class="card"><a href="/n/{number}"><img src="/img/{number}.jpg" alt=""><h4>Kitas klasteris gavo '
        f'{rng.randint(2, 90)} mln. eurų</h4></a><span class="card__date">2019-04-{rng.randint(10, 28)}</span></div>'
    )


def _comment(number: int, rng: random.Random) -> str:
    words = " ".join(rng.choices(("geras", "darbas", "kada", "bus", "tęsinys", "ačiū", "už", "žinią"), k=25))
    return f'<li id="comment-{number}"><b>Skaitytojas {number}</b> <span>2019-05-03</span><p>{words}</p></li>'


_PAGE = """<!doctype html><html lang="lt"><head><meta charset="utf-8"><title>{title} | Naujienos</title>
<meta property="og:title" content="{title}"><meta property="article:published_time" content="2019-05-02T10:00:00+03:00">
<script type="application/ld+json">{data}</script><style>{style}</style><script>{script}</script></head>
<body class="page page--news"><header class="site-header"><nav><ul class="menu">{menu}</ul></nav></header>
<div class="layout"><main><article class="article"><h1 class="article__title">{title}</h1>
<time datetime="2019-05-02">2019-05-02</time>{body}</article>
<section class="comments"><h3>Komentarai</h3><ol>{comments}</ol></section></main>
<aside class="sidebar"><h3>Taip pat skaitykite</h3>{related}</aside></div>
<footer><p>Klasterių naujienos, tel. +370 5 200 0000</p></footer>
<div class="cookie">Naudojame slapukus.</div><script>{script}</script></body></html>
"""
