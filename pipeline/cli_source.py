"""``clusterpress source``: what the list of sources says, and what a source gives now."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

app = typer.Typer(help="The list of sources: what it names, and what one of them gives now.", no_args_is_help=True)
Raw = Annotated[
    Path | None, typer.Option(help="Folder where inputs are archived.", show_default="./raw", metavar="DIR")
]
Contact = Annotated[
    str | None,
    typer.Option(
        help="Mail or web address that owners of fetched sites are told.", show_default=False, metavar="ADDRESS"
    ),
]
_NOT_WELL = 1


@app.command()
def check(
    name: Annotated[str, typer.Argument(metavar="NAME", help="An entry of raw/sources.toml, on or off.")],
    raw: Raw = None,
    contact: Contact = None,
) -> None:
    """Fetch a list and an article of a source, archive nothing, and show what was read, field by field.

    Exit codes: 0 an article was read and has what the source expects; 1 it was not or has not; 2 wrong usage.
    """
    from pipeline.check import describe_check, look_at_source
    from pipeline.settings import load_settings
    from pipeline.sources import find_source

    settings = load_settings({"raw": raw, "contact": contact})
    look = look_at_source(settings, find_source(settings.sources, name))
    typer.echo(describe_check(look))
    if not look.is_well:
        raise typer.Exit(_NOT_WELL)


@app.command(name="list")
def list_sources(raw: Raw = None) -> None:
    """Show each source: its kind, whether it is on, when it was last looked through, and when it is due."""
    from pipeline.raw import Archive
    from pipeline.report import describe_sources
    from pipeline.settings import load_settings
    from pipeline.sources import read_sources

    settings = load_settings({"raw": raw})
    archive = Archive(settings.raw)
    crawls, now = archive.crawls(), archive.clock()
    archive.close()
    typer.echo(describe_sources(read_sources(settings.sources), crawls, now))
