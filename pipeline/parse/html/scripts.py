"""Addresses that a script writes into the page: string sums worked out without running anything.

Joomla, hand-made ``document.write`` and their like put an address together from short strings. The sums are added up;
what reads as an address is handed out together with the place where the script writes it.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from lxml.etree import _Element as Element

from pipeline.parse.html.addresses import disguises, find_address

_HINT = re.compile(r"@|&#64;|&#x40;|\\x40|%40|fromCharCode|atob|rot13|reverse|&commat;|\+ ?'at'", re.IGNORECASE)
_PLACE = re.compile(r"""getElementById\(\s*['"]([^'"]{1,80})['"]""")
_EXPRESSION = r"""(?:'(?:\\.|[^'\\\n])*+'|"(?:\\.|[^"\\\n])*+"|[^;\n'"])++"""  # up to a semicolon outside strings
_ASSIGNMENT = re.compile(
    rf"(?P<name>[\w$]{{1,60}}(?:\.[\w$]{{1,40}})?)\s*(?P<sign>\+?=)(?!=)\s*(?P<value>{_EXPRESSION})"
    rf"|document\.write(?:ln)?\((?P<written>{_EXPRESSION})"
)
_OPERAND = re.compile(
    r"""(?P<quote>['"])(?P<text>(?:\\.|(?!(?P=quote)).)*)(?P=quote)
    |String\.fromCharCode\((?P<codes>[\d,\s]{1,2000})\)
    |(?P<name>[\w$]{1,60})""",
    re.VERBOSE,
)
_ESCAPE = re.compile(r"\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|(.))")
_LONGEST = 20_000
_LONGEST_VALUE = 1_000  # an address with the link around it; sums that double a variable grow without end
_MOST_SUMS = 300


@dataclass(frozen=True, slots=True)
class Written:
    """An address that a script writes: into the element of that id, or where the script stands (None)."""

    address: str
    place: str | None


def find_written(script: Element) -> Written | None:
    """The address that a ``<script>`` writes into the page, None where it writes none."""
    text = script.text or ""
    if len(text) > _LONGEST or not _HINT.search(text):
        return None
    place = _PLACE.search(text)
    writes = "document.write" in text or "innerHTML" in text or ".href" in text
    if not writes:
        return None
    for value in _values(text):
        if address := find_address(value):
            return Written(address, place[1] if place else None)
    return None


def _values(script: str) -> Iterator[str]:
    """The values of all sums in the order of the script, then what they hide if they are disguised."""
    variables: dict[str, str] = {}
    strings: list[str] = []
    for match in islice(_ASSIGNMENT.finditer(script), _MOST_SUMS):
        name = match["name"] or ""
        value = _sum(match["value"] or match["written"], variables)
        before = variables.get(name, "") if match["sign"] == "+=" else ""
        variables[name] = (before + value)[:_LONGEST_VALUE]
        strings.append(html.unescape(value))
        yield strings[-1]
    if re.search(r"reverse|rot13|charCodeAt|atob", script, re.IGNORECASE):
        for value in strings:
            yield from disguises(value)


def _sum(expression: str, variables: dict[str, str]) -> str:
    value = ""
    for match in _OPERAND.finditer(expression):
        value += _operand(match, variables)
        if len(value) > _LONGEST_VALUE:
            return value[:_LONGEST_VALUE]
    return value


def _operand(match: re.Match[str], variables: dict[str, str]) -> str:
    if match["text"] is not None:
        return _ESCAPE.sub(_unescaped, match["text"])
    if match["codes"]:
        codes = [int(code) for code in match["codes"].split(",") if code.strip()]
        return "".join(chr(code) for code in codes if code < 0x110000)
    return variables.get(match["name"], "")


def _unescaped(match: re.Match[str]) -> str:
    code = match[1] or match[2]
    return chr(int(code, 16)) if code else match[3]
