"""What must hold of the tables before they may replace the last ones."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import pyarrow as pa
import pyarrow.compute as pc

from pipeline.tables import TABLES
from pipeline.tables.schema import Column, Row, columns_of, schema_of

_KEY_OF = {row_class.table: row_class.key[0] for row_class in TABLES}


def find_faults(tables: Mapping[str, pa.Table]) -> list[str]:
    """A sentence for each rule that the tables break, none where they are fit to be published."""
    faults: list[str] = []
    for row_class in TABLES:
        table = tables.get(row_class.table)
        if table is None:
            faults.append(f"table {row_class.table}: got none, expected one")
        elif not table.schema.equals(schema_of(row_class)):
            faults.append(f"table {row_class.table}: got schema {table.schema}, expected {schema_of(row_class)}")
        else:
            faults += _key_faults(row_class, table)
            for column in columns_of(row_class):
                faults += _column_faults(row_class.table, column, table[column.name], tables)
    return faults + list(_offset_faults(tables))


def _key_faults(row_class: type[Row], table: pa.Table) -> Iterator[str]:
    keys = table.select(row_class.key).group_by(list(row_class.key)).aggregate([]).num_rows
    if keys != table.num_rows:
        yield f"table {row_class.table}: got {table.num_rows - keys} rows whose {', '.join(row_class.key)} repeats"


def _column_faults(
    table: str, column: Column, values: pa.ChunkedArray, tables: Mapping[str, pa.Table]
) -> Iterator[str]:
    where = f"table {table}, column {column.name}"
    if not column.optional and values.null_count:
        yield f"{where}: got {values.null_count} nulls, expected a value in each row"
    present = values.drop_null()
    if column.values:
        yield from _strays(where, present, pc.is_in(present, pa.array(column.values)), f"one of {column.values}")
    if column.constraint:
        fits = pc.match_substring_regex(present, f"^(?:{column.constraint})$")
        yield from _strays(where, present, fits, f"a match of {column.constraint}")
    if column.references and column.references in tables:
        keys = tables[column.references][_KEY_OF[column.references]]
        yield from _strays(where, present, pc.is_in(present, keys.combine_chunks()), f"a key of {column.references}")


def _strays(where: str, values: pa.ChunkedArray, fits: pa.ChunkedArray, expected: str) -> Iterator[str]:
    strays = values.filter(pc.invert(fits))
    if len(strays):
        yield f"{where}: got {strays[0].as_py()!r} ({len(strays)} such values), expected {expected}"


def _offset_faults(tables: Mapping[str, pa.Table]) -> Iterator[str]:
    """Every mention must say what stands at its place."""
    if "texts" not in tables or "mentions" not in tables:
        return
    texts = dict(zip(*(tables["texts"][name].to_pylist() for name in ("document_id", "text")), strict=True))
    columns = (tables["mentions"][name].to_pylist() for name in ("mention_id", "document_id", "start", "end", "text"))
    for mention_id, document_id, start, end, text in zip(*columns, strict=True):
        if (stands := texts.get(document_id, "")[start:end]) != text:
            yield f"mention {mention_id} of {document_id}: says {text!r}, but {start}:{end} holds {stands!r}"
