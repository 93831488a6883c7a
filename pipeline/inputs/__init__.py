"""Any mix of files, folders and http(s) addresses into the archive."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit

from pipeline.inputs.local import archive_files, find_files
from pipeline.problems import FetchProblem, InputProblem, Reject
from pipeline.raw import Archive
from pipeline.settings import Settings

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
    """Archive what is new or changed; gives the inputs that could not be used. Their order does not matter."""
    files: dict[Path, str | None] = {}
    addresses: dict[str, str | None] = {}
    with archive.writing() as writer:
        rejects = [_reject(str(path), "archive", problem, archive) for path, problem in writer.repairs]
        for given in sorted(inputs, key=lambda item: (item.place, item.source or "")):
            try:
                _sort_in(given, settings.raw, files, addresses)
            except InputProblem as problem:
                rejects.append(_reject(given.place, given.source, problem, archive))
        failures: list[Iterator[tuple[str, str | None, InputProblem]]] = [archive_files(writer, files, settings)]
        if addresses:
            from pipeline.inputs.web import archive_addresses  # loads HTTP, which a run over files need not wait for

            failures.append(archive_addresses(writer, addresses, settings, archive.validators()))
        for failed in failures:
            rejects += [_reject(url, source, problem, archive) for url, source, problem in failed]
    return tuple(rejects)


def _sort_in(given: Input, raw: Path, files: dict[Path, str | None], addresses: dict[str, str | None]) -> None:
    """Put an input where it belongs; what is given by a source and by itself belongs to the source."""
    if given.is_address:
        addresses[given.place] = given.source or addresses.get(given.place)
        return
    for path in find_files(given.path, raw):
        files[path] = given.source or files.get(path)


def _reject(url: str, source: str | None, problem: InputProblem, archive: Archive) -> Reject:
    stage = "fetch" if isinstance(problem, FetchProblem) else "input"
    unnamed = "web" if isinstance(problem, FetchProblem) else "file"
    return Reject(source or unnamed, url, stage, problem.reason, problem.detail, archive.clock())
