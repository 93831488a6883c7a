"""Pages that stand in place of a document, and documents that only look like them."""

# ruff: noqa: E501  a page stands in a line

from __future__ import annotations

import pytest

from pipeline.fetch import find_block
from pipeline.parse.html.walls import find_wall_in
from tests.parse.read import read
from tests.server.answers import ARTICLE

HTML = (("Content-Type", "text/html; charset=utf-8"),)
SITE = (
    "<header><a href=/>Agentūra</a><nav><ul><li><a href=/n>Naujienos</a><li><a href=/k>Kontaktai</a></ul></nav></header>"
    "<main>{}</main><footer><p>Gedimino pr. 1, Vilnius, tel. +370 5 200 0000</p></footer>"
)
PASSWORD = (
    "<form action=/in><label>El. paštas<input name=u></label><input type=password name=p><button>OK</button></form>"
)
NEWS = (
    "<article><h1>Klasteris pasirašė sutartį</h1><p>2020-05-04</p><p>Kovo 3 d. klasteris „Vilna“ pasirašė sutartį dėl "
    "bendros laboratorijos Kaune. Projekto vertė – 1,2 mln. eurų, jis truks dvejus metus.</p></article>"
)


def whole(inside: str, title: str = "Agentūra") -> bytes:
    return f"<!doctype html><title>{title}</title><body>{inside}</body>".encode()


def name(body: bytes) -> str | None:
    wall = find_wall_in(body, "utf-8")
    return wall.name if wall else None


@pytest.mark.parametrize(
    ("inside", "right"),
    [
        ("<h1>Prisijungimas</h1>" + PASSWORD, "login"),
        ("<h2>Přihlášení</h2>" + PASSWORD, "login"),
        ("<h1>Anmelden</h1><p>Bitte geben Sie Ihre Zugangsdaten ein.</p>" + PASSWORD, "login"),
        ("<p>Σύνδεση</p>" + PASSWORD, "login"),
        ("<h1>Fondų žinios</h1><p>Turinys prieinamas tik prisijungus.</p>", "login"),
        ("<h1>La grappe gagne</h1><p>Le projet commence.</p><p>Cet article est réservé aux abonnés.</p>", "login"),
        ("<h1>Puslapis nerastas</h1><p>Patikrinkite adresą.</p>", "missing"),
        ("<h1>Ошибка</h1><h2>Stránka nebola nájdená</h2>", "missing"),
        ("<h1>404</h1><p>Sidan hittades inte</p>", "missing"),
        ("<h1>Strona nie została znaleziona</h1>", "missing"),
        ("<h1>Checking your browser before accessing agentura.example</h1><p>This is automatic.</p>", "firewall"),
        ("<p>Tikriname jūsų naršyklę</p>", "firewall"),
        ("<h1>Ihr Zugriff wurde blockiert</h1><p>ID 18.2f</p>", "firewall"),
        ("<div id=sec-if-cpt-container></div><p>Palaukite</p>", "firewall"),
        ("<script>window.gokuProps = {}</script><div id=challenge-container></div>", "firewall"),
        ("<iframe src='/_Incapsula_Resource?CWUDNSAI=5&incident_id=7'>Request unsuccessful.</iframe>", "firewall"),
        ("<div id=px-captcha></div><p>Press &amp; hold</p>", "firewall"),
        ("<p>Įveskite simbolius</p><img src=/captcha.php><input name=code>", "captcha"),
        ("<p>Ich bin kein Roboter</p><div class=h-captcha></div>", "captcha"),
        ("<div class=cf-turnstile></div>", "captcha"),
        ("<div><p>We use cookies.</p><button>Accept all</button><button>Reject</button></div>", "consent"),
        (
            "<h1>Vor dem Lesen</h1>" + "<p>Wir und 843 Partner setzen Cookies ein, um Anzeigen zu messen.</p>" * 12
            + "<button>Alle akzeptieren</button>",
            "consent",
        ),
        ("<div><p>Küpsised aitavad meil lehte parandada.</p><a href=#>Nõustun</a></div>", "consent"),
    ],
)  # fmt: skip
def test_walls_are_named_bare_and_within_a_site(inside: str, right: str) -> None:
    assert name(whole(inside)) == right
    assert name(whole(SITE.format(inside))) == right


BESIDE = {
    "a login in the head of the site": f"<header>{PASSWORD}</header>{NEWS}",
    "a login beside": f"{NEWS}<aside><h3>Prisijungimas</h3>{PASSWORD}</aside>",
    "a login in the footer": f"{NEWS}<footer>{PASSWORD}</footer>",
    "a newsletter with a captcha": f"{NEWS}<footer><form><input name=email><div class=g-recaptcha></div></form></footer>",
    "comments with a captcha": f"{NEWS}<div id=comments><form><textarea></textarea><div class=g-recaptcha></div></form></div>",
    "a captcha below": f"{NEWS}<form class=contact><div class=h-captcha></div><button>Siųsti</button></form>",
    "a cookie banner": f"{NEWS}<div class=cookie><p>Naudojame slapukus.</p><button>Sutinku</button></div>",
    "a cookie banner first": f"<div><p>We use cookies.</p><button>Accept all</button></div>{NEWS}",
    "a firewall that lets pass": f"{NEWS}<script src=/cdn-cgi/challenge-platform/scripts/jsd/main.js></script>",
    "a firewall that measures": f"{NEWS}<script src=/_Incapsula_Resource?SWJIYLWA=719d></script>",
    "a link to a login": f"<a href=/login>Prisijungti</a>{NEWS}",
}
ABOUT = [
    "<h1>Prisijunkite prie klasterio</h1><p>Kviečiame įmones prisijungti prie klasterio „Vilna“: prisijunkite iki gegužės "
    "3 d. ir dalyvaukite bendrame projekte, kuriam skirta 300 tūkst. eurų. Paraiškos laukiamos el. paštu.</p>",
    "<h1>Captcha vietoje slaptažodžio</h1><p>Klasterio įmonė sukūrė naują captcha sprendimą, kurį jau bando trys "
    "savivaldybės. Projektui skirta 120 tūkst. eurų, jis baigsis kitąmet rudenį.</p>",
    "<h1>Slapukai – tik virtuvėje</h1><p>Kepyklų klasteris pristatė naujus slapukus be cukraus. Slapukus keps keturios "
    "įmonės, o projektui skirta 85 tūkst. eurų iš Europos regioninės plėtros fondo.</p><button>Dalintis</button>",
    "<h1>404 neue Arbeitsplätze im Cluster</h1><p>Der Cluster schafft bis 2027 insgesamt 404 neue Arbeitsplätze. Das "
    "Vorhaben kostet 12 Mio. Euro, davon kommen 5 Mio. Euro aus dem EFRE.</p>",
    "<h1>Security check for small firms</h1><p>The cyber security cluster offers a free check to forty firms of the "
    "region. The project costs EUR 240,000 and is paid by the regional fund. Apply by 3 May.</p>",
    "<h1>Puslapis istorijoje atverstas</h1><p>Klasteris baigė projektą, kuriame nerastas joks pažeidimas. Bendra vertė "
    "siekė 500 tūkst. eurų, iš jų pusę skyrė fondas.</p>",
    "<h1>Logowanie jednym kluczem</h1><p>Klaster przygotował wspólne logowanie dla szpitali. Projekt kosztuje 2 mln zł i "
    "potrwa do końca 2026 roku, bierze w nim udział siedem firm.</p>",
    "<h1>Accès aux laboratoires</h1><p>La grappe ouvre ses laboratoires aux membres. Connexion à haut débit, salle blanche "
    "et formation sont offertes aux douze entreprises du projet, pour 300 000 euros.</p>",
    "<h1>Mákslīgais intelekts pret robotiem</h1><p>Klasteris izstrādā risinājumu, kas atpazīst, vai lietotājs nav robots. "
    "Projekta izmaksas ir 150 000 eiro, tajā piedalās četri uzņēmumi.</p>",
]  # fmt: skip


@pytest.mark.parametrize("inside", [*BESIDE.values(), *ABOUT], ids=[*BESIDE, *(text[4:24] for text in ABOUT)])
def test_short_news_with_such_things_beside_or_within_is_read(inside: str) -> None:
    assert name(whole(inside)) is None
    assert name(whole(SITE.format(inside))) is None
    assert read(whole(inside), "page.html").text


@pytest.mark.parametrize("inside", [PASSWORD, "<div class=g-recaptcha></div>", "<script>_cf_chl_opt={}</script>"])
def test_a_long_text_is_never_a_wall(inside: str) -> None:
    assert name(ARTICLE.replace(b"<body>", f"<body>{inside}".encode())) is None


@pytest.mark.parametrize(
    ("status", "headers", "body", "right"),
    [
        (200, HTML, ARTICLE, None),
        (200, (("content-type", "application/pdf"),), whole(PASSWORD), None),  # no page: nobody looks into it
        (200, (), whole("<h1>Prisijungimas</h1>" + PASSWORD), "login"),
        (403, (("CF-Mitigated", "challenge"),), b"", "firewall"),
        (403, (("X-DataDome", "protected"),), b"", "firewall"),
        (200, (("X-DataDome", "protected"), *HTML), ARTICLE, None),
        (202, (("x-amzn-waf-action", "challenge"),), b"", "firewall"),
        (405, (("x-amzn-waf-action", "captcha"),), b"", "firewall"),
        (403, (("Server", "AkamaiGHost"),), b"", "firewall"),
        (403, (("Server", "cloudflare"),), b"Forbidden", None),  # the word of a server behind it
        (403, HTML, whole("<h1>Access denied</h1><p>You are not authorized to access this page.</p>"), None),
        (403, HTML, whole("<h1>Sorry, you have been blocked</h1><div id=cf-error-details></div>"), "firewall"),
        (503, HTML, whole("<h1>Service Unavailable</h1>"), None),
        (503, HTML, whole("<h1>Puslapis nerastas</h1>"), None),
        (429, (("Server", "AkamaiGHost"), ("Retry-After", "5")), b"", None),  # it is only busy
        (401, (), b"", "login"),
        (403, HTML, whole("<h1>Log in</h1>" + PASSWORD), "login"),
        (404, HTML, whole("<h1>Page not found</h1>"), None),  # its status says so
    ],
)
def test_responses_are_blocks_by_header_status_or_page(
    status: int, headers: tuple[tuple[str, str], ...], body: bytes, right: str | None
) -> None:
    block = find_block(status, headers, body)
    assert (block.reason if block else None) == right
