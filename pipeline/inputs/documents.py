"""The documents that sources name, fetched once each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from pipeline.fetch import Fetched, Fetcher
from pipeline.inputs.crawl import Crawl, Wanted
from pipeline.inputs.discovery import FetchedList, read_feed
from pipeline.inputs.intake import Intake
from pipeline.inputs.known import KnownPages, find_key
from pipeline.parse.formats import is_feed
from pipeline.problems import FetchProblem, SourceProblem


@dataclass(frozen=True, slots=True)
class _Asked:
    """A document that is asked for, and for whom. ``may_list``: a feed is followed where nobody said what it is."""

    crawl: Crawl
    wanted: Wanted
    may_list: bool = False


class DocumentReader:
    """Fetches documents and hands them to the archive. One that two sources name belongs to the first."""

    def __init__(self, fetcher: Fetcher, intake: Intake, known: KnownPages, now: datetime) -> None:
        self._fetcher, self._intake, self._known, self._now = fetcher, intake, known, now
        self._taken: dict[str, Wanted] = {}

    def read_all(self, crawls: Sequence[Crawl]) -> None:
        """Ask for the documents of all sources, those archived under another spelling under that one."""
        asked = []
        for crawl in crawls:
            given = crawl.source.places if crawl.source.kind == "urls" else ()
            for place in given:
                crawl.want_place(place)
            asked += [_Asked(crawl, wanted, bool(given)) for wanted in crawl.plan(self._known, self._now)]
        while asked:
            asked = list(self._read_round(asked))

    def _read_round(self, asked: Iterable[_Asked]) -> Iterator[_Asked]:
        """Read some documents; gives what is to be asked for after them."""
        asking: dict[str, _Asked] = {}
        for one in asked:
            key = find_key(one.wanted.url)
            held = self._taken.setdefault(key, one.wanted)
            if held is one.wanted:
                asking[one.wanted.url] = one
            else:
                held.learn(one.wanted)
        for url, outcome in self._fetcher.fetch_all(one.crawl.target(url) for url, one in asking.items()):
            yield from self._take(asking[url], outcome)

    def _take(self, asked: _Asked, outcome: Fetched | FetchProblem) -> Iterator[_Asked]:
        crawl, wanted = asked.crawl, asked.wanted
        if isinstance(outcome, FetchProblem):
            if outcome.reason == "not found" and wanted.spelling:
                again = Wanted(wanted.spelling, wanted.listing)
                self._taken[find_key(again.url)] = again
                yield _Asked(crawl, again)
                return
            self._intake.keep_evidence(wanted.url, outcome, crawl.source)
            crawl.counts["failed"] += 1
            crawl.fail(wanted.url, outcome)
            return
        if asked.may_list and self._is_list(outcome):
            yield from self._follow(crawl, outcome)
            return
        is_new, unread = self._intake.take(wanted, outcome, crawl.source)
        crawl.counts["archived" if is_new else "unchanged"] += 1
        for member in unread:
            crawl.fail(member.url, member.problem)

    def _is_list(self, fetched: Fetched) -> bool:
        """Whether plain addresses led to a feed; an unchanged one is known, and as no document."""
        if fetched.body is not None:
            return is_feed(fetched.body)
        return self._known.find(fetched.url) is None and is_feed(self._intake.read_known(fetched.url))

    def _follow(self, crawl: Crawl, fetched: Fetched) -> Iterator[_Asked]:
        """What a feed among plain addresses lists; feeds of feeds are not followed."""
        body, charset = self._intake.take_list(fetched, crawl.source)
        crawl.lists.add(find_key(fetched.url))
        try:
            listed = read_feed(FetchedList(fetched.url, body, self._now, charset, crawl.source.languages))
        except SourceProblem as problem:
            crawl.fail(fetched.url, problem)
            return
        yield from (_Asked(crawl, wanted) for wanted in crawl.want_all(listed.pages))
