"""CSS selectors on lxml trees: what a source says of its pages."""

from __future__ import annotations

from functools import cache

from cssselect import SelectorError
from lxml.cssselect import CSSSelector
from lxml.etree import _Element as Element

_LONGEST = 500  # characters; what is longer was made by a tool, and names one page rather than all of a site


@cache
def compile_selector(selector: str) -> CSSSelector:
    """The selector, ready to be asked (CSS 3, ``:has()``, ``:is()``). Raises ValueError where it cannot be understood.

    >>> compile_selector("article > h1 a[href^='/naujienos/']").css
    "article > h1 a[href^='/naujienos/']"
    """
    if len(selector) > _LONGEST:
        raise ValueError(f"a selector of {len(selector)} characters; at most {_LONGEST} are read")
    try:
        return CSSSelector(selector, translator="html")
    except SelectorError as error:
        raise ValueError(str(error)) from error


def select_all(root: Element, selector: str) -> list[Element]:
    """The elements below ``root`` that the selector names, in the order of the page.

    >>> from lxml import html
    >>> [node.text for node in select_all(html.fromstring("<p>a<b>b</b><i>c</i></p>"), "b, i")]
    ['b', 'c']
    """
    found = compile_selector(selector)(root)
    return [node for node in found if isinstance(node, Element)] if isinstance(found, list) else []
