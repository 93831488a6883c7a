"""What the commands tell a person."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from pipeline.explain import Explanation

if TYPE_CHECKING:
    from pipeline.run import Summary
    from pipeline.settings import Settings
    from pipeline.sources import Source

_MINUTE = "%Y-%m-%d %H:%M"
_SHOWN = 3  # rejects of one reason
_REJECTS = "SELECT url, reason, detail FROM rejects"


def describe_summary(summary: Summary, settings: Settings) -> str:
    """Documents read and rejected, rows a table, where the files are, and a query to try."""
    lines = [f"Read {_count(summary.document_count, 'document')}, rejected {_count(len(summary.rejects), 'input')}."]
    for (stage, reason), count in summary.reject_counts.items():
        lines.append(f"  {reason} ({stage}): {count}")
        same = [reject for reject in summary.rejects if (reject.stage, reject.reason) == (stage, reason)]
        lines += [f"    {reject.detail}" for reject in same[:_SHOWN]]
        if count > _SHOWN:
            lines.append("    ...")
    counts = summary.published.row_counts
    width = max(map(len, counts))
    lines.append(f"Published to {summary.published.folder}:")
    lines += [f"  {name:{width}} {rows:7}" for name, rows in counts.items() if name != "runs"]
    option = "" if str(settings.processed) == "processed" else f" --processed {settings.processed}"
    queries = [_pick_query(counts), *([_REJECTS] if summary.rejects else [])]
    lines += ["Try next:", *(f'  clusterpress query "{sql}"{option}' for sql in queries)]
    return "\n".join(lines)


def describe_sources(sources: Sequence[Source], crawls: Mapping[str, datetime], now: datetime) -> str:
    """A line a source: name, kind, on or off, the last crawl, when it is due, and whether its terms have been read."""
    if not sources:
        return "There are no sources: raw/sources.toml names none."
    rows = [("name", "kind", "is", "last crawl", "due", "terms read")]
    for source in sources:
        last = crawls.get(source.name)
        due_at = source.due_at(last)
        due = "now" if due_at is None or due_at <= now else f"{due_at:{_MINUTE}}"
        read = str(source.terms_read_on or "yes") if source.terms_read_by or source.terms_read_on else "no"
        is_on = "on" if source.enabled else "off"
        seen = f"{last:{_MINUTE}}" if last else "never"
        rows.append((source.name, source.kind, is_on, seen, due if source.enabled else "never", read))
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    lines = ("  ".join(f"{cell:{width}}" for cell, width in zip(row, widths, strict=True)) for row in rows)
    return "\n".join(line.rstrip() for line in lines)


def describe_explanation(explanation: Explanation) -> str:
    """The row, one column a line, and below it each sentence that says so with its words in [[ ]]."""
    width = max(map(len, explanation.row), default=0)
    lines = [f"{explanation.table}:"]
    lines += [f"  {name:{width}}  {'' if value is None else value}" for name, value in explanation.row.items()]
    if explanation.evidence:
        lines.append("said by:")
    for said in explanation.evidence:
        sentence, start, end = said.sentence, said.start, said.end
        label = f" ({said.label})" if said.label else ""
        lines.append(f"  {said.url}: {said.kind}{label} {said.value}, by {said.method}, {said.confidence:.2f}")
        lines.append(f"    {' '.join(f'{sentence[:start]}[[{sentence[start:end]}]]{sentence[end:]}'.split())}")
    return "\n".join(lines)


def _count(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"


def _pick_query(counts: dict[str, int]) -> str:
    """A query that has an answer."""
    if counts.get("projects"):
        return "SELECT name, programme, total_eur, eu_eur FROM projects ORDER BY total_eur DESC LIMIT 10"
    return "SELECT title, language, published_on FROM documents LIMIT 10"
