"""A look at a source in words, field by field."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from extractors.mention import MENTION_KINDS, UNREAD
from pipeline.check.look import ArticleLook, ListLook, SourceLook
from pipeline.problems import InputProblem
from pipeline.reading import Reading
from pipeline.relate.facts import ContactFacts
from pipeline.sources import Source

_EXAMPLES = 5
_VALUES = 6
_LINES = 4
_WIDTH = 110
_LABEL = 14


def describe_check(look: SourceLook) -> str:
    """What was found, for the person who writes the entry: lists, article, what is missing, and what to do."""
    lines = [*_of_source(look.source)]
    for listed in look.lists:
        lines += ["", f"list {listed.url}", *_of_list(listed)]
    if look.article:
        lines += ["", f"article {look.article.url}", *_of_article(look.article)]
    elif not any(listed.problem for listed in look.lists):
        lines += ["", "no article: nothing that the lists name passes include and exclude"]
    return "\n".join(lines)


def _of_source(source: Source) -> Iterator[str]:
    on = "on" if source.enabled else "off"
    yield f"source {source.name} ({source.kind}, {on})"
    read = f"read by {source.terms_read_by} on {source.terms_read_on}" if source.terms_read_by else "read by nobody yet"
    yield _line("terms", f"{source.terms or 'not given'}; {read}")


def _of_list(look: ListLook) -> Iterator[str]:
    if look.problem:
        yield from _of_problem(look.problem)
        return
    pages, taken = look.listed.pages, look.taken
    if pages or not look.listed.further:
        dated, titled = sum(page.on is not None for page in pages), sum(page.title is not None for page in pages)
        yield _line("links", f"{len(pages)}, with title {titled}, with date {dated}")
        yield _line("taken", f"{len(taken)} pass include and exclude")
    for page in taken[:_EXAMPLES]:
        yield _line("", f"{page.on or 'no date'!s:10}  {_cut(page.title or 'no title')}")
        yield _line("", f"{'':10}  {page.url}")
    kept = {page.url for page in taken}
    for page in [page for page in pages if page.url not in kept][:_EXAMPLES]:
        yield _line("left out", page.url)
    if look.listed.further:
        yield _line("then", ", ".join(look.listed.further[:3]))


def _of_article(look: ArticleLook) -> Iterator[str]:
    if look.problem or look.reading is None:
        if look.problem:
            yield from _of_problem(look.problem)
        return
    reading, document = look.reading, look.reading.document
    listed_on = _said_by_list(reading.record.listed_on, document.published_on)
    yield _line("title", document.title or "none")
    yield _line("published on", f"{document.published_on or 'none'}{listed_on}")
    yield _line("language", document.language or "unknown")
    charset = f", {reading.parsed.charset} by {reading.parsed.charset_from}" if reading.parsed.charset else ""
    yield _line("format", f"{reading.parsed.media_type}{charset}")
    kinds = Counter(segment.kind for segment in document.segments)
    yield _line("segments", ", ".join(f"{count} {kind}" for kind, count in sorted(kinds.items())))
    texts = [document.text[s.start : s.end] for s in document.segments if s.kind not in UNREAD and s.kind != "title"]
    for number, text in enumerate(texts[:_LINES]):
        yield _line("text" if number == 0 else "", _cut(text))
    yield from _of_mentions(reading)
    yield _line("missing", ", ".join(look.missing) or "nothing that the source expects")


def _of_mentions(reading: Reading) -> Iterator[str]:
    for kind in MENTION_KINDS:
        values = [f"{m.value} ({m.label})" if m.label else m.value for m in reading.facts.mentions if m.kind == kind]
        counted = list(Counter(values))
        more = f", and {len(counted) - _VALUES} more" if len(counted) > _VALUES else ""
        yield _line(kind, "; ".join(counted[:_VALUES]) + more if counted else "none")
    contacts = [_of_contact(contact) for contact in reading.facts.contacts]
    for number, contact in enumerate(contacts or ["none"]):
        yield _line("contacts" if number == 0 else "", contact)


def _of_contact(contact: ContactFacts) -> str:
    parts = (contact.name, contact.title, contact.organization, contact.email, contact.phone)
    return ", ".join(part for part in parts if part)


def _of_problem(problem: InputProblem) -> Iterator[str]:
    yield _line("not read", f"{problem.reason}: {problem.detail}")


def _said_by_list(on: object, published_on: object) -> str:
    return f" (its list says {on})" if on and on != published_on else ""


def _line(label: str, text: str) -> str:
    return f"  {label:<{_LABEL}}{text}".rstrip()


def _cut(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _WIDTH else f"{line[: _WIDTH - 1]}…"
