"""E-mail addresses that a page hides from harvesters, read from links and attributes: where a reader's click leads."""

from __future__ import annotations

import base64
import binascii
import codecs
import html
import re
from collections.abc import Iterator
from urllib.parse import unquote

from lxml.etree import _Element as Element

_ADDRESS = re.compile(r"[\w.+-]{1,64}@(?:[\w-]{1,63}\.){1,6}[^\W\d_]{2,24}")
_AT = re.compile(r"\s*(?:\(at\)|\[at\]|\{at\}|\(eta\)|\[eta\]|\(ät\)|%40|＠)\s*", re.IGNORECASE)
_DOT = re.compile(r"\s*(?:\(dot\)|\[dot\]|\(taškas\)|\[taškas\])\s*", re.IGNORECASE)
_ARGUMENTS = re.compile(r"""\w+\(\s*((?:(['"])[^'"]{1,200}\2\s*,?\s*){1,4})""")
_QUOTED = re.compile(r"""(['"])([^'"]{1,200})\1""")
_SHIFT_RANGES = (("+", ":"), ("@", "Z"), ("a", "z"))  # TYPO3 turns the characters of each range by the same number
_TOP_DOMAIN = re.compile(
    "a[tl]|b[aegiy]|c[hyz]|d[ek]|e[es]|f[ir]|g[er]|h[ru]|i[est]|l[itvu]|m[dekt]|n[lo]|p[lt]|r[os]|s[eikm]|tr|u[ak]"
    "|biz|com|edu|eu|example|gov|info|int|io|net|org"
)
_PLAIN = frozenset(("href", "class", "id", "title", "rel", "target", "style", "role", "hreflang", "aria-label"))
_USER = ("data-user", "data-name", "data-first", "data-local", "data-u", "first")
_DOMAIN = ("data-domain", "data-website", "data-host", "data-last", "data-d", "last")


def find_address(text: str) -> str | None:
    """The e-mail address in a string that holds little else, spelled-out signs and escapes read; None where none is.

    >>> find_address("mailto:Ona%40rugiva.lt?subject=x"), find_address("ona (at) rugiva [dot] lt"), find_address("Ona")
    ('Ona@rugiva.lt', 'ona@rugiva.lt', None)
    """
    plain = _DOT.sub(".", _AT.sub("@", html.unescape(unquote(text))))
    match = _ADDRESS.search(plain) if "@" in plain else None
    return match[0] if match else None


def find_target(element: Element) -> str | None:
    """Where a link leads: an URL as written, ``tel:...``, or ``mailto:x@y.lt`` in the clear.

    None where it has no target, ``#...`` where it leads to a place of the page or starts a script.
    """
    href = (element.get("href") or "").strip()
    if address := _hidden_address(element, href):
        return f"mailto:{address}"
    return "#" if href.lower().startswith("javascript:") else href or None


def _hidden_address(element: Element, href: str) -> str | None:
    """The address behind a link, from the plainest hiding place to the most devious."""
    lower = href.lower()
    if lower.startswith("mailto:"):
        return find_address(href)
    if _PLAIN.issuperset(element.keys()) and not lower.startswith("javascript:") and "/email-protection#" not in href:
        return None
    if encoded := element.get("data-cfemail") or href.partition("/email-protection#")[2]:
        return decode_cloudflare(encoded)
    called = href if lower.startswith("javascript:") else element.get("onclick") or ""
    for guess in (*_called_addresses(unquote(called)), *_attribute_addresses(element)):
        if address := find_address(guess):
            return address
    return None


def decode_cloudflare(encoded: str) -> str | None:
    """The address in a ``data-cfemail`` attribute: hexadecimal, each byte XOR the first one.

    >>> decode_cloudflare("2c4d6c4e024f43")
    'a@b.co'
    """
    try:
        key, *rest = bytes.fromhex(encoded)
        return find_address(bytes(byte ^ key for byte in rest).decode("utf-8"))
    except ValueError:
        return None


def unshift(text: str, by: int) -> str:
    """The text with characters turned back within the ranges of TYPO3.

    >>> unshift("nbjmup+bAc/ef", 1)
    'mailto:a@b.de'
    """
    return "".join(_turned(character, by) for character in text)


def _turned(character: str, by: int) -> str:
    for first, last in _SHIFT_RANGES:
        if first <= character <= last:
            length = ord(last) - ord(first) + 1
            return chr(ord(first) + (ord(character) - ord(first) - by) % length)
    return character


def _called_addresses(script: str) -> Iterator[str]:
    """What the strings handed to a function may mean: an address, shifted, reversed, or cut in user and domain."""
    call = _ARGUMENTS.search(script)
    if call is None:
        return
    strings = [match[2] for match in _QUOTED.finditer(call[1])]
    yield from (text for text in strings if "@" in text)
    yield from disguises(strings[0])
    if len(strings) > 1:
        yield f"{strings[0]}@{'.'.join(strings[1:])}"


def _attribute_addresses(element: Element) -> Iterator[str]:
    """What attributes may mean: a token, an encoded address, or user and domain apart."""
    for name, value in ((str(name), str(value)) for name, value in element.attrib.items()):
        if name.startswith("data-") and "mail" in name:
            if "enc" not in name:
                yield value
            yield from disguises(value)
    user, domain = _first(element, _USER), _first(element, _DOMAIN)
    if user and domain:
        yield f"{user}@{domain}" + (f".{tld}" if (tld := element.get("data-tld")) else "")
        yield f"{_base64(user)}@{_base64(domain)}"


def _first(element: Element, names: tuple[str, ...]) -> str:
    return next((value for name in names if (value := element.get(name))), "")


def disguises(text: str) -> Iterator[str]:
    """The string turned back by each common disguise; only what then reads as an address is one."""
    for by in range(-25, 26):
        if text and _turned(text[0], by) == "m" and (plain := unshift(text, by)).startswith("mailto:"):
            yield plain
    for plain in (codecs.decode(text, "rot13"), _base64(text), text[::-1]):
        address = find_address(plain)
        if address and _TOP_DOMAIN.fullmatch(address.rpartition(".")[2].lower()):  # else another disguise was meant
            yield address


def _base64(text: str) -> str:
    try:
        return base64.b64decode(text, validate=True).decode("utf-8")
    except (binascii.Error, ValueError):
        return ""
