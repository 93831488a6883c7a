"""Invented list pages, each built as sites build them; every one announces the same articles."""
# ruff: noqa: E501  pages are as wide as sites make them

from __future__ import annotations

TITLES = (
    "Klasteris „Šviesa“ pristatė bendrą lazerių laboratoriją",
    "Trys įmonės gavo paramą naujiems gaminiams",
    "Baldų gamintojai jungiasi prie Baltijos tinklo",
    "Seminaras apie tarptautinį bendradarbiavimą Kaune",
)
DAYS = ("2021-03-04", "2021-02-18", "2021-02-01", "2021-01-12")
PATHS = tuple(f"/naujienos/{number}-zinia" for number in (44, 43, 42, 41))
_ROWS = tuple(zip(TITLES, DAYS, PATHS, strict=True))

FRAME = """<!doctype html><html lang="lt"><head><title>Naujienos</title></head><body>
<header class="site-header"><nav><ul><li><a href="/">Pradžia</a></li><li><a href="/apie-mus/istorija-ir-tikslai">Apie mus:
istorija, tikslai ir veiklos kryptys</a></li><li><a href="/kontaktai">Kontaktai</a></li></ul></nav></header>
<div class="breadcrumbs"><a href="/">Pradžia</a> / <a href="/naujienos">Naujienos ir pranešimai spaudai</a></div>
{list}
<div class="pagination"><a href="/naujienos?p=2">2</a> <a href="/naujienos?p=3">3</a> <a rel="next" href="/naujienos?p=2">&raquo;</a></div>
<aside class="sidebar"><h3>Populiariausi</h3><ul><li><a href="/naujienos/9-sena">Seniai paskelbta, bet vis dar skaitoma
naujiena</a></li></ul></aside>
<footer><a href="/privatumas">Asmens duomenų tvarkymo ir slapukų naudojimo taisyklės</a>
<a href="https://kita.example/x">Kita svetainė su ilgu pavadinimu</a></footer></body></html>"""


def _join(row: str) -> str:
    return "\n".join(row.format(title=title, day=day, path=path) for title, day, path in _ROWS)


SHAPES = {
    "cards_with_more": '<main><h1>Naujienos</h1><div class="grid">'
    + _join(
        '<div class="card"><img src="/i.jpg" alt=""><h3><a href="{path}">{title}</a></h3><span class="date">{day}</span>'
        '<p>Trumpa santrauka, kurios netrūksta.</p><a class="btn" href="{path}">Skaityti daugiau</a></div>'
    )
    + "</div></main>",
    "whole_card_is_a_link": "<main><h1>Naujienos</h1>"
    + _join(
        '<a class="tile" href="{path}"><time datetime="{day}T10:00">prieš 2 d.</time><h2>{title}</h2><p>Santrauka.</p></a>'
    )
    + "</main>",
    "plain_list": '<div id="content"><h2>Naujienos</h2><ul class="items">'
    + _join('<li><span>{day}</span> <a href="{path}">{title}</a></li>')
    + "</ul></div>",
    "undated_list": '<div id="content"><h2>Naujienos</h2><ul class="items">'
    + _join('<li><a href="{path}">{title}</a></li>')
    + "</ul></div>",
    "rows_of_a_table": "<table><tr><td><table>"
    + _join('<tr><td class="d">{day}</td><td><a href="{path}">{title}</a></td></tr>')
    + "</table></td></tr></table>",
    "headline_no_link": '<section class="news-list">'
    + _join(
        '<article><h2>{title}</h2><p class="meta">Paskelbta: {day} | <a href="/tema/parama">Parama</a></p>'
        '<p>Santrauka.</p><p><a href="{path}">Plačiau &rarr;</a></p></article>'
    )
    + "</section>",
    "wordpress": '<div id="primary"><main class="site-main">'
    + _join(
        '<article class="post hentry"><header class="entry-header"><h2 class="entry-title"><a href="{path}">{title}</a></h2>'
        '<div class="entry-meta"><a href="{path}"><time datetime="{day}">{day}</time></a> <a href="/author/ona">Ona</a></div>'
        '</header><div class="entry-content"><p>Tekstas <a class="more-link" href="{path}">Skaityti toliau</a></p></div>'
        '<footer class="entry-footer"><a rel="tag" href="/tag/klasteriai">klasteriai</a></footer></article>'
    )
    + "</main></div>",
    "lead_and_rest": f'<div class="latest-news"><div class="lead"><h1><a href="{PATHS[0]}">{TITLES[0]}</a></h1><i>{DAYS[0]}</i></div>'
    + "".join(
        f'<div class="item"><a href="{path}">{title}</a><br><small>{day}</small></div>'
        for title, day, path in _ROWS[1:]
    )
    + "</div>",
    "names_of_a_menu": '<div class="menu-content widget">'
    + _join('<div class="row"><h4><a href="{path}">{title}</a></h4><span>{day}</span></div>')
    + "</div>",
}
