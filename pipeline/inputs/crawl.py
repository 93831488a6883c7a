"""What one source is asked for in one run, and what came of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from pipeline.fetch import Target, normalize_url
from pipeline.inputs.discovery import ListedPage
from pipeline.inputs.known import KnownPages, find_key
from pipeline.problems import FetchProblem, InputProblem, SourceProblem
from pipeline.raw import Listing
from pipeline.sources import Source

_OFTEN_ENOUGH = timedelta(days=30)  # a page is asked for that often, whatever its sitemap says of its last change


@dataclass(slots=True)
class Wanted:
    """A document to be asked for. ``spelling`` is its address as listed, where it was archived under another one."""

    url: str
    listing: Listing = field(default_factory=Listing)
    changed_at: datetime | None = None
    spelling: str | None = None

    def learn(self, other: Wanted) -> None:
        """Add what another list says of the same document."""
        mine, more = self.listing, other.listing
        self.listing = Listing(mine.title or more.title, mine.on or more.on)
        self.changed_at = max((at for at in (self.changed_at, other.changed_at) if at), default=None)


@dataclass(slots=True)
class Crawl:
    """A source in one run. ``is_first`` holds until a run has looked through all of it.

    ``wanted`` are the documents that its lists name, by folded address. ``counts``: ``listed``, and of them
    ``archived`` (new or changed), ``unchanged``, ``failed`` and ``postponed``.
    """

    source: Source
    is_first: bool = True
    is_whole: bool = True
    wanted: dict[str, Wanted] = field(default_factory=dict)
    lists: set[str] = field(default_factory=set)
    counts: Counter[str] = field(default_factory=Counter)
    problems: list[tuple[str, InputProblem]] = field(default_factory=list)

    def target(self, url: str) -> Target:
        """An address to be fetched in the way that this source may be."""
        return Target(url, self.source.pace_seconds, self.source.allow_private)

    def fail(self, url: str, problem: InputProblem) -> None:
        """Keep what went wrong."""
        self.problems.append((url, problem))

    def begin_list(self, url: str) -> str | None:
        """The address of a list that is to be read now, None where it has been, or enough of them have."""
        try:
            address = normalize_url(url)
        except FetchProblem as problem:
            self.fail(url, problem)
            return None
        key = find_key(address)
        if key in self.lists or len(self.lists) >= self.source.list_limit + len(self.source.places) - 1:
            return None
        self.lists.add(key)
        return address

    def want(self, page: ListedPage) -> bool:
        """Take in what a list names; True where it is a document of the source that none of this run named before."""
        try:
            url = normalize_url(page.url)
        except FetchProblem:
            return False  # a mail address or the like: no page that could be read
        key = find_key(url)
        if not self.source.takes(url) or key in self.lists:
            return False
        named = Wanted(url, Listing(page.title, page.on), page.changed_at)
        held = self.wanted.setdefault(key, named)
        if held is not named:
            held.learn(named)
        return held is named

    def want_all(self, pages: Iterable[ListedPage]) -> list[Wanted]:
        """Take in what a list names, and give what no list had named before."""
        known = set(self.wanted)
        for page in pages:
            self.want(page)
        return [wanted for key, wanted in self.wanted.items() if key not in known]

    def want_place(self, url: str) -> None:
        """Take in an address that the source itself names, whatever its patterns."""
        try:
            address = normalize_url(url)
            self.wanted.setdefault(find_key(address), Wanted(address))
        except FetchProblem as problem:
            self.fail(url, problem)

    def plan(self, known: KnownPages, now: datetime) -> list[Wanted]:
        """What is to be asked for: new ones in the order of the lists, then archived ones, the longest unseen first.

        Archived ones that are no longer listed are among them for ``recheck_days`` after they last changed. What goes
        beyond ``max_documents`` is left to the next run.
        """
        new: list[Wanted] = []
        old: list[tuple[datetime, Wanted]] = []
        for wanted in self.wanted.values():
            page = known.find(wanted.url)
            if page is None:
                new.append(wanted)
            elif self._may_have_changed(wanted, page.seen_at, now):
                wanted.spelling = wanted.url if wanted.url != page.record.url else None
                wanted.url = page.record.url
                old.append((page.seen_at, wanted))
            else:
                self.counts["unchanged"] += 1
        self.counts["listed"] = len(self.wanted)
        since = now - timedelta(days=self.source.recheck_days)
        old += [
            (page.seen_at, Wanted(page.record.url))
            for page in known.of_source(self.source.name)
            if find_key(page.record.url) not in self.wanted and page.record.fetched_at >= since
        ]
        planned = [*new, *(wanted for _, wanted in sorted(old, key=lambda item: (item[0], item[1].url)))]
        return self._cut(planned)

    def _may_have_changed(self, wanted: Wanted, seen_at: datetime, now: datetime) -> bool:
        if not self.source.trust_lastmod or wanted.changed_at is None or now - seen_at > _OFTEN_ENOUGH:
            return True
        return wanted.changed_at >= seen_at

    def _cut(self, planned: list[Wanted]) -> list[Wanted]:
        limit = self.source.max_documents
        if len(planned) > limit:
            self.is_whole = False
            self.counts["postponed"] = len(planned) - limit
            self.fail(
                self.source.places[0],
                SourceProblem(
                    "limit",
                    f"reading the source {self.source.name}: got {len(planned)} documents to ask for, expected at most "
                    f"{limit}; the next run goes on, or raise max_documents",
                ),
            )
        return planned[:limit]
