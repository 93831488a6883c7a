"""Behaviours of the host: redirects, being busy, blocks, robots.txt, versions of a page."""

from __future__ import annotations

import time
from email.utils import formatdate
from itertools import pairwise

from tests.server import answers as a
from tests.server.table import Behaviour
from tests.server.wire import Answer, Wire

_LOGIN = "<h1>Prisijungimas</h1><form><input name=user><input type=password><button>Eiti</button></form>"
_CAPTCHA = "<h1>Are you a robot?</h1><form><div class=g-recaptcha data-sitekey=x></div><button>OK</button></form>"
_ROBOT = "<p>Please confirm.</p><form><div class=g-recaptcha data-sitekey=x></div><button>OK</button></form>"
_COOKIES = (
    "<div><h2>Mes vertiname jūsų privatumą</h2><p>Naudojame slapukus ir panašias technologijas turiniui pritaikyti. "
    "Tęsdami sutinkate su slapukais.</p><button>Sutinku</button><button>Nustatymai</button></div>"
)
_CHECK = "<h1>Just a moment...</h1><script>window._cf_chl_opt={cvId:'3'}</script><p>Enable JavaScript.</p>"
_NONE = "<h1>Puslapis nerastas</h1><p>Atsiprašome.</p><a href=/>Į pradžią</a>"

REDIRECTS = [
    Behaviour("a redirect to itself", {"/a": a.to("/a")}, "redirects", 6),
    Behaviour("a redirect in a circle", {"/a": a.to("/b"), "/b": a.to("/a")}, "redirects", 3),
    Behaviour("a chain too long", {f"/{x}": a.to(f"/{y}") for x, y in pairwise("abcdefgh")}, "redirects"),
    Behaviour("a redirect to a private address", {"/a": a.to("http://169.254.169.254/latest/")}, "private address", 1),
    Behaviour("a redirect to a private address in one number", {"/a": a.to("http://167772161/")}, "private address", 1),
    Behaviour("a redirect to a file", {"/a": a.to("file:///etc/passwd")}, "redirects", 1),
    Behaviour("a redirect without a place", {"/a": a.reply(302)}, "redirects", 1),
    Behaviour("a redirect to an odd place", {"/a": a.to("http://[")}, "redirects", 1),
    Behaviour("a redirect with a password", {"/a": a.to("http://me:secret@{here}/b")}, "redirects", 1),
    Behaviour("a relative redirect", {"/a": a.to("./x/../b?c=ž#d"), "/b?c=%C5%BE": a.ok()}, a.ARTICLE, 1),
    Behaviour("303 and 308", {"/a": a.to("/b", 303), "/b": a.to("/c", 308), "/c": a.ok()}, a.ARTICLE, 1),
    Behaviour("a redirect to a host that forbids it", {"/a": a.to("http://{other}/b")}, "robots", 1, elsewhere={
        "/robots.txt": a.ok(b"User-agent: *\nDisallow: /b", media_type="text/plain"), "/b": a.ok()
    }),
    Behaviour("a redirect to another host", {"/a": a.to("http://{other}/b")}, a.ARTICLE, 1, elsewhere={"/b": a.ok()}),
    Behaviour("a cookie is wanted back", {
        "/a": a.for_who_brings("cookie", "s=1", a.ok(), a.reply(302, "Set-Cookie: s=1; Path=/", "Location: /a"))
    }, a.ARTICLE, 2),
    Behaviour("the home page in place of a page", {"/zinia/5": a.to("/"), "/": a.ok()}, "missing", path="/zinia/5"),
]  # fmt: skip

BUSY = [
    Behaviour("429 without a time", {"/a": a.in_turn(a.reply(429), a.ok())}, a.ARTICLE, 2),
    Behaviour("429 for a second", {"/a": a.in_turn(a.reply(429, "Retry-After: 1"), a.ok())}, a.ARTICLE, 2),
    Behaviour("429 until a date", {"/a": a.in_turn(lambda wire: _until(wire, 2), a.ok())}, a.ARTICLE, 2),
    Behaviour("429 for ever", {"/a": a.reply(429, "Retry-After: " + "9" * 30)}, "busy", 1),
    Behaviour("429 with nonsense", {"/a": a.in_turn(a.reply(429, "Retry-After: soon"), a.ok())}, a.ARTICLE, 2),
    Behaviour("429 each time", {"/a": a.reply(429)}, "busy", 2),
    Behaviour("503 once, then well", {"/a": a.in_turn(a.reply(503), a.ok())}, a.ARTICLE, 2),
    Behaviour("503 for an hour", {"/a": a.reply(503, "Retry-After: 3600")}, "busy", 1),
    Behaviour("500 each time", {"/a": a.reply(500)}, "status", 2),
    Behaviour("404", {}, "not found", 1),
    Behaviour("410", {"/a": a.reply(410)}, "not found", 1),
    Behaviour("403", {"/a": a.page("403", "<h1>Forbidden</h1>", 403)}, "refused", 1),
    Behaviour("451", {"/a": a.reply(451)}, "refused", 1),
]

BLOCKS = [
    Behaviour("a firewall says so in a header", {"/a": a.reply(403, "cf-mitigated: challenge")}, "firewall", 1),
    Behaviour("a firewall's page", {"/a": a.page("Just a moment...", _CHECK, 403)}, "firewall", 1),
    Behaviour("a firewall's page with 503", {"/a": a.page("Just a moment...", _CHECK, 503)}, "firewall", 1),
    Behaviour("a firewall's page with 200", {"/a": a.page("Just a moment...", _CHECK)}, "firewall", 1),
    Behaviour("a firewall's 429", {"/a": a.reply(429, "x-datadome: protected")}, "firewall", 1),
    Behaviour("a firewall's 202", {"/a": a.reply(202, "x-amzn-waf-action: challenge")}, "firewall", 1),
    Behaviour("a firewall's words", {"/a": a.page("Site", _CAPTCHA)}, "firewall", 1),
    Behaviour("a captcha", {"/a": a.page("Site", _ROBOT)}, "captcha", 1),
    Behaviour("a wall of consent", {"/a": a.page("Naujienos", _COOKIES)}, "consent", 1),
    Behaviour("a redirect to a consent", {"/a": a.to("http://consent.example/collect?back=/a")}, "consent", 1),
    Behaviour("a login with status 200", {"/a": a.page("Prisijungimas", _LOGIN)}, "login", 1),
    Behaviour("a login with status 401", {"/a": a.reply(401, 'WWW-Authenticate: Basic realm="x"')}, "login", 1),
    Behaviour("a redirect to a login", {"/a": a.to("/login?next=/a"), "/login?next=/a": a.ok()}, "login", 1),
    Behaviour("a redirect to a login elsewhere", {"/a": a.to("https://accounts.example/v3/signin")}, "login", 1),
    Behaviour("a page that is missing with status 200", {"/a": a.page("Klasteris", _NONE)}, "missing", 1),
]

ROBOTS = [
    Behaviour("robots.txt: 404", {"/a": a.ok()}, a.ARTICLE, 1),
    Behaviour("robots.txt: 403", {"/robots.txt": a.reply(403), "/a": a.ok()}, a.ARTICLE, 1),
    Behaviour("robots.txt: 500", {"/robots.txt": a.reply(500), "/a": a.ok()}, "robots unavailable", 0),
    Behaviour("robots.txt: 429", {"/robots.txt": a.reply(429), "/a": a.ok()}, "robots unavailable", 0),
    Behaviour("robots.txt: no answer", {"/robots.txt": a.silent(), "/a": a.ok()}, "robots unavailable", 0),
    Behaviour("robots.txt: closed", {"/robots.txt": a.raw(b""), "/a": a.ok()}, "robots unavailable", 0),
    Behaviour("robots.txt: 500 once", {"/robots.txt": a.in_turn(a.reply(500), a.ok(b"")), "/a": a.ok()}, a.ARTICLE, 1),
    Behaviour("robots.txt: a web page", {
        "/robots.txt": a.page("Home", "<pre>\nUser-agent: *\nDisallow: /\n</pre>"), "/a": a.ok()
    }, a.ARTICLE, 1),
    Behaviour("robots.txt: with a mark at its beginning", {
        "/robots.txt": a.ok(b"\xef\xbb\xbfUser-agent: *\r\nDisallow: /a", media_type="text/plain"), "/a": a.ok()
    }, "robots", 0),
    Behaviour("robots.txt: octets of another charset", {
        "/robots.txt": a.ok(b"# \xe0\xeb\xff\rUser-agent: *\rDisallow: /\xe0\rDisallow: /b", media_type="text/plain"),
        "/a": a.ok(),
    }, a.ARTICLE, 1),
    Behaviour("robots.txt: huge, what is said too late is not heard", {
        "/robots.txt": a.ok(b"#" * 511_990 + b"\nUser-agent: *\nDisallow: /\n" + b"#" * 200_000), "/a": a.ok()
    }, a.ARTICLE, 1),
    Behaviour("robots.txt: endless", {
        "/robots.txt": a.pour(b"HTTP/1.1 200 OK\r\n\r\nUser-agent: *\nDisallow: /a\n", b"# x\n" * 25_000), "/a": a.ok()
    }, "robots", 0),
    Behaviour("robots.txt: a redirect in a circle", {"/robots.txt": a.to("/robots.txt"), "/a": a.ok()}, a.ARTICLE, 1),
    Behaviour("robots.txt: a redirect to another host", {
        "/robots.txt": a.to("http://{other}/rules"), "/a": a.ok()
    }, "robots", 0, elsewhere={"/rules": a.ok(b"User-agent: clusterpress\nDisallow: /a", media_type="text/plain")}),
    Behaviour("robots.txt: a redirect to a private address", {
        "/robots.txt": a.to("http://10.0.0.1/robots.txt"), "/a": a.ok()
    }, "private address", 0),
    Behaviour("robots.txt: packed", {
        "/robots.txt": a.ok(a.packed(b"User-agent: *\nDisallow: /a"), "Content-Encoding: gzip"), "/a": a.ok()
    }, "robots", 0),
    Behaviour("robots.txt: a delay longer than we wait", {
        "/robots.txt": a.ok(b"User-agent: *\nCrawl-delay: 3600", media_type="text/plain"), "/a": a.ok()
    }, "robots", 0),
]  # fmt: skip


def _until(wire: Wire, seconds: float) -> None:
    a.reply(429, f"Retry-After: {formatdate(time.time() + seconds, usegmt=True)}")(wire)


def _renewed(wire: Wire) -> None:
    """Another comment, another token, another ETag each time."""
    body = a.ARTICLE.replace(b"</body>", b"<!-- made at %d --></body>" % time.time_ns())
    a.ok(body, f'ETag: "{time.time_ns()}"')(wire)


VERSIONS: list[tuple[str, Answer]] = [
    ("a weak ETag", a.for_who_brings("if-none-match", 'W/"1"', a.reply(304), a.ok(a.ARTICLE, 'ETag: W/"1"'))),
    ("changed in the future", a.ok(a.ARTICLE, f"Last-Modified: {formatdate(time.time() + 10**7, usegmt=True)}")),
    ("changes only in a comment", _renewed),
]
