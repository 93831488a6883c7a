"""Who stands between us and a document: blocks are states with a name, shown and never taken for content."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Literal
from urllib.parse import urlsplit

from pipeline.raw import find_charset

BlockName = Literal["firewall", "captcha", "consent", "login", "missing"]
BLOCKS: frozenset[str] = frozenset({"firewall", "captcha", "consent", "login", "missing"})
"""The states in which a response is evidence of a block, and no version of a document."""

Headers = Sequence[tuple[str, str]]
_REFUSALS = frozenset({403, 405, 406, 429, 503})
_CHALLENGES = frozenset({202, 403, 405, 429, 503})  # 202: AWS WAF's own way of saying "prove that you are no robot"
_UNAUTHORIZED = 401
_MARKUP = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*<(?:!doctype|!--|html|head|body|title|script|\?xml[^>]{0,200}\?>\s*<(?:!doctype )?html)",
    re.I,
)
_BEHIND: tuple[Literal["login", "consent"], ...] = ("login", "consent")
_ADVICE = {"login": "get rights, or take it out", "consent": "fetch what comes after it, or take it out"}
_LANGUAGE = re.compile(r"[a-z]{2}(?:[-_][a-z]{2})?", re.IGNORECASE)
_DEEP_NAME = re.compile(r"\d|[-_].*[-_]|.{20}|\.(?!php|html?|aspx?)")


@dataclass(frozen=True, slots=True)
class Block:
    """``reason`` is the state, ``detail`` what was seen and what to do."""

    reason: BlockName
    detail: str


def find_block(status: int, headers: Headers, body: bytes) -> Block | None:
    """What keeps a response from being the document asked for, None where nothing is seen that does.

    Headers of firewalls, then the status, then what the page shows, of those that show little.
    """
    if vendor := _find_header(headers, "firewall"):
        return Block("firewall", f"got status {status} by a firewall ({vendor}); ask the owner to let us in")
    if status == _UNAUTHORIZED:
        return Block("login", "got status 401: it asks for a login; get rights, or take it out")
    if status not in _CHALLENGES | {200}:
        return None
    wall = None
    if body and _is_page(headers, body):
        from pipeline.parse.html.walls import find_wall_in  # loads the parser, which few responses need

        wall = find_wall_in(body, find_charset(_content_type(headers)))
    if wall and (status == 200 or wall.name in ("firewall", "captcha", "login")):
        return Block(wall.name, f"got status {status}, {wall.detail}")
    if status in _REFUSALS and (vendor := _find_header(headers, "guarded")) and not _names_wait(headers):
        return Block("firewall", f"got status {status} by a firewall ({vendor}); ask the owner to let us in")
    return None


def _names_wait(headers: Headers) -> bool:
    """Whether the server says when to come again: then it is busy, and blocks nobody."""
    return any(name.lower() == "retry-after" for name, _ in headers)


def _find_header(headers: Headers, kind: str) -> str:
    """The first header that tells of a firewall, nothing where there is none."""
    given = [(name.lower(), value.lower()) for name, value in headers]
    for name, part in _signs(kind):
        for key, value in given:
            if key == name and part in value:
                return f"{key}: {value}"[:80]
    return ""


def _content_type(headers: Headers) -> str:
    return next((value for name, value in headers if name.lower() == "content-type"), "")


def _is_page(headers: Headers, body: bytes) -> bool:
    media_type = _content_type(headers).partition(";")[0].strip().lower()
    if media_type in ("text/html", "application/xhtml+xml"):
        return True
    return media_type in ("", "text/plain", "application/octet-stream") and bool(_MARKUP.match(body))


def find_detour(asked: str, ended: str) -> Block | None:
    """What became of an address that led to another one: a login, a consent, or the home page in place of a page.

    >>> find_detour("https://a.lt/naujienos/klasteris-laimejo-5", "https://a.lt/")
    Block(reason='missing', detail='it led to the home page; correct the address or take it out')
    >>> find_detour("http://a.lt/lt/naujienos", "https://www.a.lt/lt/naujienos/") is None
    True
    """
    if asked == ended:
        return None
    for reason in _BEHIND:
        if _leads_to(reason, ended) and not _leads_to(reason, asked):
            return Block(reason, f"it led to {ended}; {_ADVICE[reason]}")
    if _is_home(ended) and _is_deep(asked):
        return Block("missing", "it led to the home page; correct the address or take it out")
    return None


def find_block_abroad(at: str, to: str) -> Block | None:
    """A login or consent at another host that a redirect leads to: it need not be asked to know what it is."""
    if urlsplit(at).hostname == urlsplit(to).hostname:
        return None
    for reason in _BEHIND:
        if _leads_to(reason, to) and not _leads_to(reason, at):
            return Block(reason, f"got a redirect to {to}; {_ADVICE[reason]}")
    return None


def _leads_to(reason: Literal["login", "consent"], url: str) -> bool:
    parts = urlsplit(url)
    path = parts.path.lower().strip("/")
    ends = {path, *path.split("/"), "/".join(path.split("/")[-2:])}
    return (parts.hostname or "").split(".")[0] in _words(reason, "hosts") or not ends.isdisjoint(
        _words(reason, "steps")
    )


def _is_home(url: str) -> bool:
    parts = urlsplit(url)
    names = [name for name in parts.path.split("/") if name]
    return not parts.query and (not names or (len(names) == 1 and _is_home_name(names[0])))


def _is_home_name(name: str) -> bool:
    return bool(_LANGUAGE.fullmatch(name)) or name.lower().partition(".")[0] in _words("home", "names")


def _is_deep(url: str) -> bool:
    """Whether an address names one page among many."""
    parts = urlsplit(url)
    names = [name for name in parts.path.split("/") if name and not _is_home_name(name)]
    return len(names) > 1 or bool(names and _DEEP_NAME.search(names[0])) or any(map(str.isdigit, parts.query))


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads(files("pipeline.fetch").joinpath("blocks.toml").read_text(encoding="utf-8"))


@cache
def _signs(kind: str) -> tuple[tuple[str, str], ...]:
    return tuple((sign["name"], sign["value"]) for sign in _table()[kind])


@cache
def _words(kind: str, key: str) -> frozenset[str]:
    return frozenset(_table()[kind][key])
