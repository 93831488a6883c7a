from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from pipeline.problems import SettingsProblem
from pipeline.record import Layout, Record
from pipeline.sources import Expectation, ListPages, Source, apply_layouts, find_source, read_sources
from pipeline.sources.lines import find_line

ROOT = Path(__file__).parents[2]
WHOLE = """
[[source]]
name = "klasteris"
kind = "list"
places = ["https://a.example/naujienos"]
enabled = true
owner = "Asociacija"
terms = "CC BY 4.0"
terms_read_by = "O. Petraitė"
terms_read_on = 2026-03-01
languages = ["lt", "en"]
include = ["/naujienos/*.html"]
exclude = ["/naujienos/archyvas/"]
pace_seconds = 2
cadence = "3 days"
max_documents = 50
max_lists = 3
recheck_days = 30
allow_private = true
note = "N"

[source.pages]
item = "div.news"
title = "h3 > a"
date = ".date"
next = "a[rel=next]"

[source.expect]
at_least = 5
at_most = 60
fields = ["title", "published_on", "codes"]

[[source.layout]]
until = 2019-12-31
body = "td.content"
drop = ".share"

[[source.layout]]
from = 2020-01-01
title = "h1.entry"
drop = [".share", "aside"]
"""
GOOD = '[[source]]\nname = "a"\nkind = "urls"\nplaces = ["https://a.example/"]\n'
LIST = GOOD.replace("urls", "list")


def write(folder: Path, text: str) -> Path:
    path = folder / "sources.toml"
    path.write_text(text, encoding="utf-8")
    return path


def read(folder: Path, text: str) -> Source:
    (source,) = read_sources(write(folder, text))
    return source


def test_an_entry_with_every_key_is_read(tmp_path: Path) -> None:
    source = read(tmp_path, WHOLE)
    assert (source.name, source.kind, source.enabled, source.allow_private) == ("klasteris", "list", True, True)
    assert (source.owner, source.terms, source.terms_read_by) == ("Asociacija", "CC BY 4.0", "O. Petraitė")
    assert (source.terms_read_on, source.cadence, source.pace_seconds) == (date(2026, 3, 1), timedelta(days=3), 2)
    assert (source.max_documents, source.list_limit, source.recheck_days) == (50, 3, 30)
    assert source.languages == ("lt", "en")
    assert source.pages == ListPages(item="div.news", title="h3 > a", date=".date", next="a[rel=next]")
    assert source.expect == Expectation(at_least=5, at_most=60, fields=("title", "published_on", "codes"))
    assert source.takes("https://a.example/naujienos/x.html")
    assert not source.takes("https://a.example/naujienos/archyvas/x.html")
    assert not source.takes("https://a.example/renginiai/x.html")


def test_the_layout_of_the_day_a_page_was_fetched_goes_with_its_record(tmp_path: Path) -> None:
    source = read(tmp_path, WHOLE)

    def record(source: str, year: int) -> Record:
        return Record(source, "https://a.example/x", datetime(year, 1, 1, tzinfo=UTC), "text/html", "0", "<r>")

    old, new, other = apply_layouts([record("klasteris", 2018), record("klasteris", 2020), record("b", 2020)], [source])
    assert old.layout == Layout(body="td.content", drop=(".share",))
    assert new.layout == Layout(title="h1.entry", drop=(".share", "aside"))
    assert other.layout is None


def test_a_short_entry_is_off_and_takes_what_it_finds(tmp_path: Path) -> None:
    source = read(tmp_path, GOOD)
    assert not source.enabled
    assert source.takes("https://anything.example/x")
    assert source.due_at(datetime(2026, 1, 1, tzinfo=UTC)) is None
    assert read_sources(tmp_path / "none.toml") == ()


def test_a_source_is_due_a_little_before_its_time_is_over(tmp_path: Path) -> None:
    last = datetime(2026, 1, 1, 3, 30, tzinfo=UTC)
    daily, hourly = (read(tmp_path, GOOD + f'cadence = "{cadence}"') for cadence in ("daily", "hourly"))
    assert daily.due_at(last) == datetime(2026, 1, 1, 21, 30, tzinfo=UTC)
    assert hourly.due_at(last) == datetime(2026, 1, 1, 4, 15, tzinfo=UTC)
    assert daily.due_at(None) is None


def test_the_sources_that_ship_are_off() -> None:
    shipped = read_sources(ROOT / "raw" / "sources.toml")
    assert shipped
    assert not any(source.enabled for source in shipped)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            GOOD + "\nplases = 1",
            ":6: got the unknown key 'plases', expected one of name, kind, .*; did you mean 'places'",
        ),
        (GOOD + "colour = 1", ":5: got the unknown key 'colour', .*; correct or remove it"),
        (GOOD + '\n[[source]]\nname = "b"', ":6: got no 'kind', expected one of feed, sitemap, list"),
        (GOOD + "\n" + GOOD, ":7: got the name 'a', expected one that no other"),
        (GOOD.replace('"a"', '"A b"'), ":2: got name = 'A b', expected a name of lower case"),
        (GOOD.replace('"a"', '"sample"'), ":2: got name = 'sample', expected .* none of file, inbox"),
        (GOOD.replace("urls", "page"), ":3: got kind = 'page', expected one of feed, sitemap"),
        (GOOD.replace('["https://a.example/"]', '"https://a.example/"'), ":4: got places = 'https"),
        (
            GOOD.replace("https://a.example/", "folder"),
            ":4: got the place 'folder', expected an http.* for the kind urls",
        ),
        (GOOD.replace("urls", "folder"), ":4: got the place 'https://a.example/', expected a path for the kind folder"),
        (GOOD + 'enabled = "yes"', ":5: got enabled = 'yes', expected true or false"),
        (GOOD + "pace_seconds = 0", ":5: got pace_seconds = 0"),
        (GOOD + 'cadence = "often"', ":5: got cadence = 'often', expected how often: \"hourly\""),
        (GOOD + 'cadence = "0 days"', ":5: got cadence = '0 days'"),
        (GOOD + "max_documents = true", ":5: got max_documents = True"),
        (GOOD + 'languages = ["lit"]', r":5: got languages = \['lit'\], expected a list of ISO 639-1"),
        (GOOD + 'terms_read_on = "2026-01-01"', ":5: got terms_read_on = .*, expected a day, without quotation marks"),
        (GOOD + "terms_read_on = 2026-01-01T10:00:00", ":5: got terms_read_on"),
        (GOOD + "include = ['/(a+)+b\\d']", ":5: got include = .* write it as in robots.txt"),
        (GOOD + 'exclude = ["news"]', r":5: got exclude = \['news'\] \(a pattern that no .*begin it with / or https"),
        (GOOD + "[source.pages]\nitem = 'a'", ":5: got pages for the kind urls"),
        (LIST + "[source.pages]\n\nitem = 'a[href'", ":7: got item = 'a.href' (.*), expected a CSS selector"),
        (LIST + "[source.pages]\nitems = 'a'", ":6: got the unknown key 'items', .*; did you mean 'item'"),
        (
            LIST + "[source.pages]\nnumbered = 'https://a.example/?p='",
            ":6: got numbered = .*, expected an address with",
        ),
        (GOOD + "[[source.layout]]\nbody = 'p'\n[[source.layout]]\ndrop = ['a', '>']", r":8: got drop = \['a', '>'\]"),
        (
            GOOD + "[[source.layout]]\nfrom = 2020-01-01\nuntil = 2019-01-01",
            ":7: got until = 2019-01-01, expected a day",
        ),
        (
            GOOD + "[source.expect]\nfields = ['titel']",
            ":6: got fields = .*expected a list of some of title, published_on",
        ),
        (GOOD + "expect = { at_least = 9, at_most = 3 }", ":5: got at_most = 3, expected at least at_least, 9"),
        (GOOD + "expect = 3", ":5: got expect = 3, expected a table"),
        ("\nsources = []", ":2: got the unknown key 'sources', expected one of source; did you mean 'source'"),
        ("[source]\nname = 'a'", ":1: got source = .*, expected .*source.* entries"),
        ("[[source]", "expected TOML"),
    ],
)
def test_entries_that_are_not_understood_are_refused_with_their_line(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(SettingsProblem, match=f"reading sources of .*toml{said}" if said[0] == ":" else said):
        read_sources(write(tmp_path, text))


def test_a_line_is_found_in_every_way_of_writing_a_key() -> None:
    text = '#\n[[source]]\nnote = """\nkind = 1\n"""\nexpect.at_least = 3\n\n"kind" = "x"\n[source.pages]\nnext = "a"\n'
    assert [find_line(text, path) for path in (("source", 0), ("source", 0, "note"), ("source", 0, "kind"))] == [
        2,
        3,
        8,
    ]
    assert find_line(text, ("source", 0, "expect", "at_least")) == 6
    assert find_line(text.replace("\n", "\r\n"), ("source", 0, "pages", "next")) == 10


def test_a_name_that_the_list_does_not_have_is_answered_with_the_nearest(tmp_path: Path) -> None:
    path = write(tmp_path, GOOD.replace('"a"', '"klasteris"'))
    assert find_source(path, "klasteris").kind == "urls"
    with pytest.raises(SettingsProblem, match=re.escape("did you mean 'klasteris'?")):
        find_source(path, "klasterys")
