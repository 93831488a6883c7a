"""The EU fund whose money a project gets, where the text names it."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from functools import cache
from importlib.resources import files

from extractors.mention import Mention
from pipeline.relate.layout import Layout

_REACH = 150


def find_fund(layout: Layout, own: Sequence[Mention]) -> str | None:
    """The abbreviation of the fund that is named nearest to the EU's part of a project, None where none is near."""
    places = [m for m in own if m.kind == "amount" and m.label == "eu"] or [
        m for m in own if m.kind in ("code", "project")
    ]
    for mention in places:
        segment = layout.document.segments[layout.place(mention).segment]
        begin = max(segment.start, mention.start - _REACH)
        around = layout.document.text[begin : min(segment.end, mention.end + _REACH)]
        at = mention.start - begin
        found = [(abs(match.start() - at), fund) for fund, form in _funds() for match in form.finditer(around)]
        if found:
            return min(found)[1]
    return None


@cache
def _funds() -> tuple[tuple[str, re.Pattern[str]], ...]:
    table = tomllib.loads((files("extractors") / "data" / "funds.toml").read_text(encoding="utf-8"))
    return tuple(
        (
            fund,
            re.compile(
                "|".join(
                    rf"(?<![^\W_]){re.escape(form)}".replace(r"\*", r"\w*").replace(r"\ ", r"\s+") for form in forms
                )
            ),
        )
        for fund, forms in table["funds"].items()
    )
