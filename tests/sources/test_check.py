"""``clusterpress source`` against a site on loopback, as somebody who writes an entry uses it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests import webserver
from tests.command import run_cli
from tests.inputs.list_pages import FRAME, PATHS, SHAPES
from tests.webserver import Site, page, status

SAMPLE = Path(__file__).parents[2] / "raw" / "sample"


@pytest.fixture
def site() -> Iterator[Site]:
    with webserver.serve_site() as served:
        served.answers["/naujienos"] = page(FRAME.replace("{list}", SHAPES["plain_list"]).encode())
        served.answers[PATHS[0]] = page((SAMPLE / "lt-01.html").read_bytes())
        yield served


def declare(folder: Path, site: Site, more: str) -> None:
    (folder / "raw").mkdir(exist_ok=True)
    (folder / "raw" / "sources.toml").write_text(
        f'[[source]]\nname = "klasteris"\nkind = "list"\nplaces = ["{site.url}/naujienos"]\n'
        f"allow_private = true\n{more}\n"
    )


def check(folder: Path) -> tuple[int, str]:
    ran = run_cli(folder, "source", "check", "klasteris", "--contact", "mailto:a@b.example")
    assert "Traceback" not in ran.stderr
    return ran.returncode, ran.stdout


def test_a_source_is_shown_field_by_field_and_nothing_is_archived(tmp_path: Path, site: Site) -> None:
    declare(
        tmp_path, site, 'include = ["/naujienos/4"]\nexclude = ["/naujienos/41"]\n[source.expect]\nfields = ["codes"]'
    )
    code, shown = check(tmp_path)
    assert code == 0
    lines = [" ".join(line.split()) for line in shown.splitlines()]
    for line in (
        "terms not given; read by nobody yet",
        "links 4, with title 4, with date 4",
        "taken 3 pass include and exclude",
        "2021-03-04 Klasteris „Šviesa“ pristatė bendrą lazerių laboratoriją",
        f"left out {site.url}{PATHS[3]}",
        f"then {site.url}/naujienos?p=2",
        "published on 2014-06-18 (its list says 2021-03-04)",
        "language lt",
        "email jolanta@robmeta.lt",
        "missing nothing that the source expects",
    ):
        assert line in lines
    assert any(line.startswith("code VP2-1.4-ŪM-01-K-01-027 (project)") for line in lines)
    assert not list(tmp_path.rglob("*.warc.gz"))
    assert site.paths() == ["/naujienos", PATHS[0]]


def test_what_is_missing_and_what_stands_in_the_way_is_named(tmp_path: Path, site: Site) -> None:
    declare(tmp_path, site, '[source.expect]\nfields = ["title", "text"]')
    site.answers[PATHS[0]] = page(b"<html><body><p>" + b"Tekstas be antras. " * 30 + b"</p></body></html>")
    code, shown = check(tmp_path)
    assert (code, shown.splitlines()[-1].split()) == (1, ["missing", "title"])
    site.answers["/naujienos"] = page(b"<title>Prisijungti</title><form><input type=password></form>")
    code, shown = check(tmp_path)
    assert code == 1
    assert "not read      login: " in shown


def test_the_list_says_when_each_source_is_due(tmp_path: Path, site: Site) -> None:
    declare(tmp_path, site, 'enabled = true\ncadence = "weekly"\nterms_read_by = "O. P."\nterms_read_on = 2026-01-02')
    site.answers.update({path: status(404) for path in PATHS} | {"/naujienos?p=2": status(404)})
    before = run_cli(tmp_path, "source", "list").stdout.splitlines()
    assert before[1].split() == ["klasteris", "list", "on", "never", "now", "2026-01-02"]
    ran = run_cli(tmp_path, "source", "check", "klasterys")
    assert (ran.returncode, ran.stdout) == (2, "")
    assert "did you mean 'klasteris'?" in ran.stderr
