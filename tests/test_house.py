"""The project checks itself: who imports whom, where the outside is touched, what every extractor must have."""

from __future__ import annotations

import ast
import re
import tomllib
from collections.abc import Iterator
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

import extractors
from extractors import languages
from tests.casefiles import KINDS

ROOT = Path(__file__).parents[1]
PACKAGES = ("extractors", "pipeline", "flows")
MODULES = sorted(path for package in PACKAGES for path in (ROOT / package).rglob("*.py"))
ALLOWED = {  # which of our packages a package may import
    "extractors": {"extractors"},
    "pipeline": {"extractors", "pipeline"},
    "flows": {"extractors", "pipeline", "flows"},
}
ALONE = {  # libraries that reach outside, and the only places that may import them
    "prefect": ("flows/",),
    "httpx": ("pipeline/fetch",),
    "urllib.request": (),
    "requests": (),
    "fastwarc": ("pipeline/raw",),
}
LINES = 250
FUNCTION_LINES = 50


def _imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module or ""


def _name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("path", MODULES, ids=_name)
def test_imports_go_one_way(path: Path) -> None:
    package = _name(path).split("/", maxsplit=1)[0]
    ours = {name.split(".", maxsplit=1)[0] for name in _imports(path)} & set(PACKAGES)
    # the command starts the flow: the one door from pipeline to flows
    allowed = ALLOWED[package] | ({"flows"} if _name(path).startswith("pipeline/cli") else set())
    assert ours <= allowed
    for library, places in ALONE.items():
        if any(name == library or name.startswith(f"{library}.") for name in _imports(path)):
            assert _name(path).startswith(places), f"{library} is imported outside {places}"


@pytest.mark.parametrize("path", MODULES, ids=_name)
def test_files_and_functions_stay_within_their_budget(path: Path) -> None:
    source = path.read_text(encoding="utf-8")
    assert source.count("\n") <= LINES
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            assert (node.end_lineno or 0) - node.lineno < FUNCTION_LINES, node.name


@pytest.mark.parametrize("path", [p for p in MODULES if "extractors" in p.parts], ids=_name)
def test_extractors_hide_no_error(path: Path) -> None:
    assert not re.search(r"except( Exception| BaseException)?:", path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("path", [p for p in MODULES if "extractors" in p.parts], ids=_name)
def test_extractors_take_the_text_from_where_it_is_kept(path: Path) -> None:
    if path.name != "engine.py":
        assert not re.search(r"\bdoc\.text\b", path.read_text(encoding="utf-8")), "use doc._.readable"


@pytest.mark.parametrize("extractor", extractors.EXTRACTORS)
@pytest.mark.parametrize("language", ["lt", "en"])
def test_every_extractor_has_cases(extractor: str, language: str) -> None:
    path = ROOT / "tests" / "cases" / f"{extractor}.{language}.txt"
    assert path.exists()
    assert f"<{KINDS[extractor]} " in path.read_text(encoding="utf-8")


@pytest.mark.parametrize("language", languages.available())
def test_every_language_loads(language: str) -> None:
    nlp = extractors.load(language)
    own = ["clusterpress_document", "clusterpress_sentences"]
    assert nlp.pipe_names == [*own, *(f"clusterpress_{name}" for name in extractors.EXTRACTORS)]
    assert nlp("123 ABC.")._.mentions == ()


def _normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def _declared() -> dict[str, str]:
    """Each dependency by its normal name, with the whole line, comment included."""
    project = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    block = project.split("dependencies = [", 1)[1].split("\n]", 1)[0]
    return {_normal(re.split(r"[<>=]", line.strip(' "'))[0]): line for line in block.strip().splitlines()}


def test_every_dependency_is_used_or_says_why_it_is_there() -> None:
    distributions = packages_distributions()
    roots = {name.split(".", maxsplit=1)[0] for path in MODULES for name in _imports(path)}
    used = {_normal(distribution) for root in roots for distribution in distributions.get(root, ())}
    assert [line for name, line in _declared().items() if name not in used and "#" not in line] == []


def test_everything_that_is_installed_is_pinned() -> None:
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    pinned = {_normal(line.split("==", maxsplit=1)[0]) for line in lines if "==" in line}
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = [*project["dependencies"], *project["optional-dependencies"]["dev"]]
    assert {_normal(re.split(r"[<>=;\[ ]", item)[0]) for item in wanted} <= pinned, "run `make lock`"


def test_every_reason_to_reject_is_explained() -> None:
    raised = re.compile(
        r"(?:ParseProblem|InputProblem|FetchProblem|SourceProblem|PassingProblem|WorkerDied|Shortfall|_reject|refuse|refuse_at)"
        r'\(\s*(?:record, |name, |member\.url, name, |"", )?"([a-z ]+)"'
    )
    found = {reason for path in MODULES for reason in raised.findall(path.read_text(encoding="utf-8"))}
    explained = set(re.findall(r"`([a-z ]+)`", (ROOT / "docs" / "rejects.md").read_text(encoding="utf-8")))
    assert found - explained == {"nothing to read"}  # ends the run: no input is rejected
