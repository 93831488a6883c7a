"""The ``clusterpress`` command. Each command imports only what it uses, so that ``--help`` comes at once."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.cli_source import app as source_app
from pipeline.problems import Problem, SettingsProblem

if TYPE_CHECKING:
    from pipeline.inputs import Input
    from pipeline.run import Summary
    from pipeline.settings import Settings

INPUT_EXIT, USAGE_EXIT = 1, 2

app = typer.Typer(
    help="Turns press releases of business clusters and EU-funded projects into Parquet tables, each value traceable "
    "to the characters that say it.\n\nSettings come from clusterpress.toml in this folder, then from CLUSTERPRESS_... "
    "variables, then from options. Exit codes: 0 done; 1 nothing that could be read or published, the last tables "
    "stay; 2 wrong usage or settings.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
app.add_typer(source_app, name="source")
Raw = Annotated[
    Path | None, typer.Option(help="Folder where inputs are archived.", show_default="./raw", metavar="DIR")
]
Processed = Annotated[
    Path | None, typer.Option(help="Folder where the tables are.", show_default="./processed", metavar="DIR")
]
Workers = Annotated[
    int | None, typer.Option(help="Processes that read documents.", show_default="one a core", metavar="N")
]
Contact = Annotated[
    str | None,
    typer.Option(
        help="Mail or web address that owners of fetched sites are told.", show_default=False, metavar="ADDRESS"
    ),
]
Plain = Annotated[
    bool, typer.Option("--plain", help="Without Prefect: the same tables, started faster, nothing recorded.")
]


@app.command()
def run(  # noqa: PLR0913, PLR0917  typer makes options of them
    inputs: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[INPUT]...",
            help="Files, folders and http(s) addresses in any mix; feeds are followed to what they list. Without any: "
            "raw/inbox and the enabled entries of raw/sources.toml, or raw/sample where there is nothing else.",
            show_default=False,
        ),
    ] = None,
    raw: Raw = None,
    processed: Processed = None,
    workers: Workers = None,
    contact: Contact = None,
    plain: Plain = False,
    fresh: Annotated[bool, typer.Option("--fresh", help="Read every document anew, also unchanged ones.")] = False,
) -> None:
    """Archive inputs, read them and everything archived before, and publish the tables.

    Unchanged inputs are not archived again. An input that cannot be used becomes a row of `rejects` and stops no other.
    """
    from pipeline.worker import warm_up

    warm_up()
    settings = _settings(raw=raw, processed=processed, workers=workers, contact=contact, fresh=fresh or None)
    _finish(settings, [*map(_input, inputs)] if inputs else None, plain=plain)


@app.command()
def rebuild(raw: Raw = None, processed: Processed = None, workers: Workers = None, plain: Plain = False) -> None:
    """Make all tables anew from the archive in raw/warc alone: no network, original files, index or cache needed."""
    from pipeline.raw import Archive
    from pipeline.worker import warm_up

    warm_up()
    settings = _settings(raw=raw, processed=processed, workers=workers, fresh=True)
    archive = Archive(settings.raw)
    archive.rebuild_index()
    archive.close()
    _finish(settings, [], plain=plain)


@app.command()
def query(
    sql: Annotated[str, typer.Argument(metavar="SQL", help="One SELECT, DESCRIBE or SHOW, in the SQL of DuckDB.")],
    processed: Processed = None,
) -> None:
    """Ask the published tables in SQL: each table is a view of its name.

    clusterpress query "SELECT name, total_eur FROM projects ORDER BY total_eur DESC LIMIT 10"
    """
    from pipeline.query import query_tables

    query_tables(sql, _settings(processed=processed).processed).show()


@app.command()
def explain(
    wanted: Annotated[str, typer.Argument(metavar="ID", help="A value of any id column: prj-..., org-..., doc-...")],
    processed: Processed = None,
) -> None:
    """Show the row that an id stands for, and the sentences that say so."""
    from pipeline.explain import explain_id
    from pipeline.report import describe_explanation

    typer.echo(describe_explanation(explain_id(wanted, _settings(processed=processed).processed)))


@app.command()
def evaluate(
    gold: Annotated[Path, typer.Argument(metavar="GOLD_DIR", help="Folder of gold files (*.json), as in tests/gold.")],
    processed: Processed = None,
    misses: Annotated[bool, typer.Option("--misses", help="List each wrong and each missed entry.")] = False,
    language: Annotated[str | None, typer.Option(help="Only gold of this language (ISO 639-1).")] = None,
) -> None:
    """Compare the published tables with what careful readers entered: precision, recall and F1 a field."""
    from pipeline.evaluate import evaluate_tables, print_evaluation

    evaluation = evaluate_tables(_settings(processed=processed).processed / "current", gold, language)
    typer.echo(print_evaluation(evaluation, misses=misses))


@app.callback()
def _version(
    version: Annotated[bool, typer.Option("--version", help="Show the version and end.", is_eager=True)] = False,
) -> None:
    if version:
        from pipeline.settings import package_version

        typer.echo(f"clusterpress {package_version()}")
        raise typer.Exit


def main() -> None:
    """Run the command; what is wrong is told in words on stderr, without a traceback."""
    try:
        app()
    except Problem as problem:
        typer.echo(f"clusterpress: {problem}", err=True)
        sys.exit(USAGE_EXIT if isinstance(problem, SettingsProblem) else INPUT_EXIT)


def _settings(**options: object) -> Settings:
    from pipeline.settings import load_settings

    return load_settings(options)


def _input(place: str) -> Input:
    from pipeline.inputs import Input

    return Input(place)


def _finish(settings: Settings, inputs: list[Input] | None, *, plain: bool) -> None:
    """Run the stages and tell what came of it. ``inputs`` None: what a run looks at by itself."""
    from pipeline.run import find_inputs

    if inputs is None:
        inputs = list(find_inputs(settings))
    if any(item.is_address for item in inputs):
        settings.check_contact()
    _tell(_refresh_plainly(settings, inputs) if plain else _refresh(settings, inputs), settings)


def _refresh(settings: Settings, inputs: list[Input]) -> Summary:
    from flows.server import serve_prefect

    with serve_prefect(settings.cache / "prefect") as ready:
        from flows.refresh import refresh

        ready()
        return refresh(settings, inputs)


def _refresh_plainly(settings: Settings, inputs: list[Input]) -> Summary:
    from pipeline.run import refresh

    return refresh(settings, inputs)


def _tell(summary: Summary, settings: Settings) -> None:
    from pipeline.report import describe_summary

    typer.echo(describe_summary(summary, settings))


if __name__ == "__main__":
    main()
