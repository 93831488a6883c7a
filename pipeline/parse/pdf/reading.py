"""A PDF read by the child process, whole where that goes, else page by page; scanned pages one by one."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from dataclasses import replace

from pipeline.parse.bounded import parse_settings, run_bounded
from pipeline.parse.language import find_language
from pipeline.parse.pdf.shapes import Draft, Paper, Sheet
from pipeline.parse.pdf.tesseract import CODES
from pipeline.problems import ParseProblem

_READER, _SCANS = "pipeline.parse.pdf.reader:", "pipeline.parse.pdf.scans:"
_PASSING = frozenset({"crashed", "too slow", "too large"})  # of one page perhaps, not of all
_SHARE = 0.6  # of the time for a document: the rest is for what comes after its pages are read
_TESSERACT_SHARE = 0.8  # of the time for a page
_ENOUGH_LETTERS, _SURE = 100, 0.5


def read_pdf(body: bytes, languages: Sequence[str], installed: frozenset[str]) -> Paper:
    """The pages of a PDF. Scanned ones are read in ``languages``, and again where they turn out to be in another one
    of those ``installed`` (names of tesseract's data); without languages they are named in ``Paper.unread``.

    Raises ParseProblem: password, damaged, crashed, too slow, too large.
    """
    until = time.monotonic() + parse_settings().document_timeout_seconds * _SHARE
    try:
        found = run_bounded(_READER + "read_paper", body, bool(languages))
    except ParseProblem as problem:
        if problem.reason not in _PASSING:
            raise
        found = _read_one_by_one(body, problem, until)
    if isinstance(found, Paper):
        return found
    if languages:
        found = _read_scans(body, found, languages, until)
        again = _find_other_language(found, languages, installed)
        if again:
            found = _read_scans(body, _unseen(found), again, until)
    built: Paper = run_bounded(_READER + "build_paper", b"", found)
    return built


def _read_one_by_one(body: bytes, problem: ParseProblem, until: float) -> Draft:
    """The pages that can be read each by itself. Raises the problem of the whole where that is none."""
    count = run_bounded(_READER + "count_pages", body)
    sheets: list[Sheet] = []
    for number in range(count if count > 1 else 0):
        if time.monotonic() > until:
            sheets.append(_unread(number, "too slow"))
            continue
        try:
            one: Draft = run_bounded(_READER + "read_draft", body, [number])
        except ParseProblem as other:
            sheets.append(_unread(number, other.reason))
        else:
            sheets += one.sheets
    if all(sheet.fault for sheet in sheets):
        raise problem
    return Draft(tuple(sheets))


def _unread(number: int, reason: str) -> Sheet:
    return Sheet(number, 0, 0, (), is_drawn=False, fault=reason)


def _read_scans(body: bytes, draft: Draft, languages: Sequence[str], until: float) -> Draft:
    """The draft with its pictures read; after two pages' time in which no word was seen the rest is given up."""
    patience = 2 * parse_settings().parse_timeout_seconds
    sheets, vain = [], time.monotonic() + patience
    for sheet in draft.sheets:
        seen = _read_scan(body, sheet, languages, min(until, vain)) if sheet.is_scan else sheet
        if seen.words:
            vain = time.monotonic() + patience
        sheets.append(seen)
    return replace(draft, sheets=tuple(sheets))


def _read_scan(body: bytes, sheet: Sheet, languages: Sequence[str], until: float) -> Sheet:
    if time.monotonic() > until:
        return replace(sheet, fault="too slow")
    seconds = parse_settings().parse_timeout_seconds * _TESSERACT_SHARE
    try:
        seen: Sheet = run_bounded(_SCANS + "read_scan", body, sheet, tuple(languages), seconds)
    except ParseProblem as problem:
        return replace(sheet, fault=problem.reason)
    return seen


def _find_other_language(draft: Draft, languages: Sequence[str], installed: frozenset[str]) -> tuple[str, ...]:
    """The language that the scanned pages are in, where tesseract knows it and was not told; else nothing."""
    text = " ".join(_seen_words(draft))
    if sum(map(str.isalpha, text)) < _ENOUGH_LETTERS:
        return ()
    language, confidence = find_language(text[:2000])
    code = CODES.get(language or "")
    if code is None or confidence < _SURE or code in languages or code not in installed:
        return ()
    return (code, *languages[-1:])


def _seen_words(draft: Draft) -> Iterator[str]:
    for sheet in draft.sheets:
        if sheet.is_seen:
            yield from (word.text for word in sheet.words)


def _unseen(draft: Draft) -> Draft:
    """The draft with its scanned pages to be read again."""
    sheets = (replace(sheet, words=(), is_seen=False) if sheet.is_seen else sheet for sheet in draft.sheets)
    return replace(draft, sheets=tuple(sheets))
