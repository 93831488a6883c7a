"""Any mix of files, folders and http(s) addresses into the archive."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit

from pipeline.inputs.expected import check_count
from pipeline.inputs.foreign import is_warc
from pipeline.inputs.local import Failure, archive_files, find_files, name_file
from pipeline.problems import FetchProblem, InputProblem, Reject, SourceProblem
from pipeline.raw import Archive, Writer
from pipeline.settings import Settings
from pipeline.sources import Source, read_sources

__all__ = ["Input", "archive_inputs"]


@dataclass(frozen=True, slots=True)
class Input:
    """A file, a folder or an address. ``source`` is the entry of sources.toml that names it, None where none does."""

    place: str
    source: str | None = None

    @property
    def is_address(self) -> bool:
        """Whether it is to be fetched."""
        return "://" in self.place and not self.place.startswith("file://")

    @property
    def path(self) -> Path:
        """Where it lies, for what is not to be fetched."""
        return Path(unquote(urlsplit(self.place).path) if self.place.startswith("file://") else self.place)

    def is_sample(self, raw: Path) -> bool:
        """Whether it is the sample of the project or a part of it."""
        return not self.is_address and self.path.resolve().is_relative_to((raw / "sample").resolve())


def archive_inputs(archive: Archive, settings: Settings, inputs: Sequence[Input]) -> tuple[Reject, ...]:
    """Archive what is new or changed; gives the inputs that could not be used. Their order does not matter.

    Sources that the list of sources declares are looked through as it says; that a whole one was is noted.
    """
    declared = {source.name: source for source in read_sources(settings.sources)}
    with archive.writing() as writer:
        repaired = ((str(path), "archive", problem) for path, problem in writer.repairs)
        taking = Taking(archive, writer, settings, declared)
        return tuple(_reject(failure, archive) for failure in (*repaired, *taking.take(inputs)))


def _reject(failure: Failure, archive: Archive) -> Reject:
    url, source, problem = failure
    stage = (
        "fetch" if isinstance(problem, FetchProblem) else "source" if isinstance(problem, SourceProblem) else "input"
    )
    unnamed = "web" if stage == "fetch" else "file"
    return Reject(source or unnamed, url, stage, problem.reason, problem.detail, archive.clock())


def _belongs(path: Path, source: Source, raw: Path) -> bool:
    """Whether a file in the places of a source is one of its own: beside web archives their indexes and logs lie."""
    return is_warc(path) or (source.kind == "folder" and source.takes(name_file(path, raw)))


class Taking:
    """Inputs of one run on their way into the archive."""

    def __init__(self, archive: Archive, writer: Writer, settings: Settings, declared: Mapping[str, Source]) -> None:
        self._archive, self._writer, self._settings, self._declared = archive, writer, settings, declared
        self._started_at = archive.clock()
        self._files: dict[Path, str | None] = {}
        self._addresses: dict[str, list[str]] = {}
        self._unread: set[str] = set()

    def take(self, inputs: Sequence[Input]) -> Iterator[Failure]:
        """Archive the inputs; yields what could not be used."""
        for given in sorted(inputs, key=lambda item: (item.source is None, item.source or "", item.place)):
            try:
                self._sort_in(given)
            except InputProblem as problem:
                self._unread.add(given.source or "")
                yield given.place, given.source, problem
        yield from self._take_files({item.source for item in inputs if item.source and not item.is_address})
        if self._addresses:
            from pipeline.inputs.web import archive_addresses  # loads HTTP, which a run over files need not wait for

            web = self._archive, self._writer, self._settings
            yield from archive_addresses(*web, self._addresses, self._declared)

    def _sort_in(self, given: Input) -> None:
        """Put an input where it belongs; what is given by a source and by itself belongs to the source."""
        if given.is_address:
            self._addresses.setdefault(given.source or "web", []).append(given.place)
            return
        declared = self._declared.get(given.source or "")
        for path in find_files(given.path, self._settings.raw):
            if declared is None or _belongs(path, declared, self._settings.raw):
                self._files.setdefault(path, given.source)

    def _take_files(self, named: Collection[str]) -> Iterator[Failure]:
        """The files; declared sources among them are counted as those on the web are."""
        counts = {name: Counter[str]() for name in named if name in self._declared}
        for name in filter(None, self._files.values()):
            counts.get(name, Counter())["listed"] += 1
        for failure in archive_files(self._writer, self._files, self._settings, self._declared):
            counts.get(failure[1] or "", Counter())["failed"] += 1
            yield failure
        for name, counted in sorted(counts.items()):
            if problem := check_count(self._declared[name], counted):
                yield self._declared[name].places[0], name, problem
            if name not in self._unread:
                self._writer.note_crawl(name, self._started_at, counted)
