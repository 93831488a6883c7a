"""Invented press releases in any number, the same for the same seed: load for the benchmarks, no gold."""

from __future__ import annotations

import random
from collections.abc import Iterator

_STEMS = ("Drobė", "Metalo", "Sauga", "Virpesys", "Lazeris", "Nendrė", "Versmė", "Kryptis", "Gija", "Bangos", "Tiltas")
_TAILS = ("technologijos", "sistemos", "linija", "dirbtuvės", "inžinerija", "tinklas", "grupė", "sprendimai")
_GIVEN = (
    ("Jonas", "Jono"),
    ("Rasa", "Rasos"),
    ("Tomas", "Tomo"),
    ("Eglė", "Eglės"),
    ("Mantas", "Manto"),
    ("Ieva", "Ievos"),
)
_SURNAMES = (("Vaitkūnas", "Vaitkūno"), ("Grigaitytė", "Grigaitytės"), ("Norvila", "Norvilos"), ("Bukys", "Bukio"))
_COUNTRIES = ("Latvijoje", "Vokietijoje", "Švedijoje", "Kazachstane", "Jungtiniuose Arabų Emyratuose", "Omane")
_SYLLABLES = tuple(first + vowel + last for first in "kltnspvmrd" for vowel in "aeiouėūų" for last in ("", "s", "r"))
_MONTHS = ("sausio", "vasario", "kovo", "balandžio", "gegužės", "birželio", "rugsėjo", "spalio", "lapkričio")
_FILLER = (
    "Įgyvendinant veiklas atlikti rinkos tyrimai, parengtos priemonės ir sukurta bendra infrastruktūra.",
    "Nariai dalijasi patirtimi, kartu kuria naujus gaminius ir ieško užsakovų už šalies ribų.",
    "Pasak vadovų, didžiausia nauda – bendri užsakymai, kurių nė viena įmonė viena nebūtų gavusi.",
    "Kitais metais planuojama įrengti bandymų stendą ir pasamdyti dar kelis inžinierius.",
)


def generate_texts(count: int, seed: int = 7) -> Iterator[str]:
    """Plain Lithuanian releases of about 1,600 characters."""
    for number in range(count):
        yield "\n".join(_paragraphs(random.Random(f"{seed}-{number}"), number))


def generate_pages(count: int, seed: int = 7) -> Iterator[bytes]:
    """The same releases as web pages of a usual site, with menus, teasers and a footer."""
    for number, text in enumerate(generate_texts(count, seed)):
        title, *paragraphs = text.split("\n")
        body = "\n".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
        yield _PAGE.format(title=title, body=body, number=number).encode()


def generate_articles(count: int, length: int, seed: int = 7) -> Iterator[bytes]:
    """Pages of as many bytes, of words as many and as unequally frequent as in real text: load for compression."""
    rng = random.Random(seed)
    words = ["".join(rng.choices(_SYLLABLES, k=rng.randint(1, 5))) for _ in range(20_000)]
    weights = [1 / (rank + 10) for rank in range(len(words))]
    for _ in range(count):
        drawn = rng.choices(words, weights, k=length // 4)
        paragraphs = (" ".join(drawn[start : start + 50]) for start in range(0, len(drawn), 50))
        yield "".join(f"<p>{paragraph}.</p>\n" for paragraph in paragraphs).encode()[:length]


def _paragraphs(rng: random.Random, number: int) -> list[str]:
    members = [f"UAB „{rng.choice(_STEMS)} {rng.choice(_TAILS)}“" for _ in range(rng.randint(3, 6))]
    given, surname = rng.choice(_GIVEN), rng.choice(_SURNAMES)
    total = rng.randint(200_000, 4_000_000)
    day = f"20{rng.randint(10, 23)} m. {rng.choice(_MONTHS)} {rng.randint(1, 28)} d."
    code = f"VP2-1.4-ŪM-01-K-01-{number % 1000:03}"
    grouped = f"{total:,}".replace(",", " ")
    half = f"{total // 2:,}".replace(",", " ")
    filler = rng.sample(_FILLER, k=len(_FILLER))
    return [
        f"Klasteris „{rng.choice(_STEMS)}“ pradeda {number}-ąjį projektą",
        f"Klasterio plėtros projektą (Nr. {code}) įgyvendina asociacija „{rng.choice(_STEMS)}“. {filler[0]} "
        f"{filler[1]}",
        f"Projekto partneriai – {', '.join(members[:-1])} ir {members[-1]}. {filler[2]}",
        f"Sutartis su Lietuvos verslo paramos agentūra pasirašyta {day} Bendra projekto vertė – {grouped},50 Eur, iš "
        f"kurių Europos regioninės plėtros fondo parama sudaro {half},25 Eur. {filler[3]}",
        f"Prekes numatoma parduoti {', '.join(rng.sample(_COUNTRIES, k=3))}. Anot {given[1]} {surname[1]}, "
        "pirmieji užsakymai jau gauti.",
        f"Daugiau informacijos: {given[0]} {surname[0]}, projekto vadovas, tel. 8 612 {rng.randint(10000, 99999)}, "
        f"el. p. info{number}@pavyzdys.example",
    ]


_PAGE = """<!doctype html><html lang="lt"><head><meta charset="utf-8"><title>{title} | Naujienos</title>
<meta property="article:published_time" content="2019-05-02T10:00:00+03:00"></head><body>
<header><nav><ul><li><a href="/">Pradžia</a></li><li><a href="/naujienos">Naujienos</a></li><li><a href="/apie">Apie
</a></li></ul></nav></header><main><article><h1>{title}</h1><time datetime="2019-05-02">2019-05-02</time>{body}
</article></main>
<aside><h3>Taip pat skaitykite</h3><ul><li><a href="/n/{number}1">Kitas klasteris gavo 2 mln. eurų</a></li>
<li><a href="/n/{number}2">Mokymai Vilniuje</a></li></ul></aside>
<footer><p>Klasterių naujienos, tel. +370 5 200 0000</p></footer>
<div class="cookie">Naudojame slapukus.</div></body></html>
"""
