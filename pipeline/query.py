"""SQL over the published tables with DuckDB: each table a view of its name."""

from __future__ import annotations

from pathlib import Path

import duckdb

from pipeline.problems import SettingsProblem


def connect_tables(processed: Path) -> duckdb.DuckDBPyConnection:
    """A connection in which each published table is a view; the caller closes it.

    The views hold to the version that is current now, also when a run publishes the next one meanwhile. Raises
    SettingsProblem where nothing has been published.
    """
    folder = (processed / "current").resolve()
    paths = sorted(folder.glob("*.parquet"))
    if not paths:
        raise SettingsProblem(
            f"opening the tables in {processed}: got no current/*.parquet, expected the tables of a run; "
            "run `clusterpress run` first, or name their folder with --processed"
        )
    connection = duckdb.connect()
    for path in paths:
        connection.from_parquet(str(path)).create_view(path.stem)
    return connection


def query_tables(sql: str, processed: Path) -> duckdb.DuckDBPyRelation:
    """The answer to one SQL statement.

    Raises SettingsProblem where DuckDB refuses the statement (with what it says) or the statement gives no rows.
    """
    connection = connect_tables(processed)
    try:
        relation = connection.sql(sql)
    except duckdb.Error as error:
        raise SettingsProblem(
            f"running the query {sql!r}: {error}\nThe tables are {', '.join(_views(connection))}; ask for the columns "
            'of one with `clusterpress query "DESCRIBE mentions"`'
        ) from error
    if relation is None:
        raise SettingsProblem(f"running the query {sql!r}: got a statement without an answer, expected a SELECT")
    return relation


def _views(connection: duckdb.DuckDBPyConnection) -> list[str]:
    rows = connection.execute("SELECT view_name FROM duckdb_views() WHERE NOT internal ORDER BY 1").fetchall()
    return [str(name) for (name,) in rows]
