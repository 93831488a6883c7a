"""How a table is declared: a frozen dataclass whose fields are its columns, each with a type and a sentence."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, fields
from typing import Any, ClassVar

import pyarrow as pa

TEXT = pa.string()
DAY = pa.date32()
INSTANT = pa.timestamp("us", tz="UTC")
MONEY = pa.decimal128(18, 2)
OFFSET = pa.int32()
COUNT = pa.int64()
SHARE = pa.float64()


def column(
    kind: pa.DataType,
    sentence: str,
    *,
    optional: bool = False,
    references: str | None = None,
    values: Sequence[str] = (),
    constraint: str | None = None,
) -> Any:
    """A column: its Arrow type, a sentence for the data dictionary, and what must hold of its values.

    ``optional`` allows null, ``references`` names the table whose key it holds, ``values`` lists all that may stand
    in it, ``constraint`` is a regular expression that each value matches wholly.
    """
    return field(
        metadata={
            "type": kind,
            "sentence": sentence,
            "optional": optional,
            "references": references,
            "values": tuple(values),
            "constraint": constraint,
        }
    )


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a published table."""

    name: str
    type: pa.DataType
    sentence: str
    optional: bool
    references: str | None
    values: tuple[str, ...]
    constraint: str | None


class Row:
    """Base of the row classes; the class variables describe the table."""

    table: ClassVar[str]
    key: ClassVar[tuple[str, ...]]
    about: ClassVar[str]


def columns_of(row_class: type[Row]) -> tuple[Column, ...]:
    """The columns of a table in their order."""
    return tuple(Column(name=f.name, **f.metadata) for f in fields(row_class))  # type: ignore[arg-type]


def schema_of(row_class: type[Row]) -> pa.Schema:
    """The Arrow schema of a table."""
    return pa.schema([pa.field(c.name, c.type, nullable=c.optional) for c in columns_of(row_class)])


def build_table(row_class: type[Row], rows: Iterable[Row]) -> pa.Table:
    """The Arrow table of these rows, ordered by the key, so that equal rows give equal bytes.

    Raises pyarrow.ArrowInvalid or ArrowTypeError where a value does not fit its column.
    """
    key = row_class.key
    ordered = sorted(rows, key=lambda row: tuple(getattr(row, name) or "" for name in key))
    arrays = [pa.array([getattr(row, c.name) for row in ordered], type=c.type) for c in columns_of(row_class)]
    return pa.table(arrays, schema=schema_of(row_class))
