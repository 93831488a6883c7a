"""Where an element stands in its page: the path that ``getpath`` of lxml gives, at the cost of the page once.

lxml counts the brothers of an element anew for each that is asked for: a page of 40,000 paragraphs took 35 s.
"""

from __future__ import annotations

from lxml.etree import _Element as Element


class Paths:
    """The paths of the elements of one page, which must not change meanwhile.

    >>> from lxml import html
    >>> page = html.fromstring("<div><p>a<p>b<ul><li>c</ul></div>")
    >>> [Paths().find(element) for element in page.iter("p", "li")]
    ['/html/body/div/p[1]', '/html/body/div/p[2]', '/html/body/div/ul/li']
    """

    def __init__(self) -> None:
        self._paths: dict[Element, str] = {}

    def find(self, element: Element) -> str:
        """The path of an element: each step its name, with its number among brothers of that name."""
        unknown = [element]
        while unknown[-1] not in self._paths and (parent := unknown[-1].getparent()) is not None:
            unknown.append(parent)
        top = unknown.pop()
        if (known := self._paths.get(top)) is None:
            known = self._paths[top] = f"/{top.tag}{_number_of(top)}"
        path = known
        while unknown:
            self._number(top, path)
            top = unknown.pop()
            path = self._paths[top]
        return path

    def _number(self, parent: Element, path: str) -> None:
        brothers: dict[str, list[Element]] = {}
        for child in parent.iterchildren("*"):
            brothers.setdefault(child.tag, []).append(child)
        for tag, children in brothers.items():
            if len(children) == 1:
                self._paths[children[0]] = f"{path}/{tag}"
                continue
            for number, child in enumerate(children, 1):
                self._paths[child] = f"{path}/{tag}[{number}]"


def _number_of(root: Element) -> str:
    """The number of a root: a broken page may have several."""
    before = sum(brother.tag == root.tag for brother in root.itersiblings(preceding=True))
    is_alone = before == 0 and all(brother.tag != root.tag for brother in root.itersiblings())
    return "" if is_alone else f"[{before + 1}]"
