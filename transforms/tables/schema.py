"""From one declaration of a table to its Arrow schema, its checks, its pandas dtypes and its page of the dictionary."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, TypeAlias

import pyarrow as pa
import pyarrow.compute as pc

from broadsheet.transforms.errors import ColumnError, ConstraintError

CATEGORY = pa.dictionary(pa.int32(), pa.string())
INSTANT = pa.timestamp("us", tz="UTC")

# What pandas makes of each Arrow type: (pandas_type, numpy_type) of the file's `pandas` block. Plain numpy types would
# turn nullable integers into floats and nullable flags and dates into objects.
_PANDAS: dict[pa.DataType, tuple[str, str]] = {
    pa.bool_(): ("bool", "boolean"),
    pa.int16(): ("int16", "Int16"),
    pa.int32(): ("int32", "Int32"),
    pa.int64(): ("int64", "Int64"),
    pa.float32(): ("float32", "Float32"),
    pa.float64(): ("float64", "Float64"),
    pa.string(): ("unicode", "str"),
    pa.date32(): ("date", "date32[day][pyarrow]"),
    INSTANT: ("datetimetz", "datetime64[us, UTC]"),
}

Values: TypeAlias = pa.Array | pa.ChunkedArray


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its type and meaning, once for code, checks, Parquet metadata and the printed dictionary.

    `null_means` is what a missing value says; a column without it has none. `values` is a closed vocabulary in its
    order. `minimum` and `maximum` are inclusive. `of_collection` marks what only the whole collection can give.
    """

    name: str
    type: pa.DataType
    description: str
    unit: str | None = None
    source: str | None = None
    null_means: str | None = None
    minimum: float | None = None
    maximum: float | None = None
    values: tuple[str, ...] | None = None
    of_collection: bool = False

    @property
    def is_nullable(self) -> bool:
        """Whether a value may be missing."""
        return self.null_means is not None

    def facts(self) -> dict[str, str]:
        """What the dictionary says of the column, as text."""
        told = {
            "type": str(self.type) if self.type != CATEGORY else "category",
            "description": self.description,
            "unit": self.unit,
            "null_means": self.null_means,
            "source": self.source,
            "values": ", ".join(self.values) if self.values else None,
        }
        return {key: value for key, value in told.items() if value is not None}

    def field(self) -> pa.Field:
        """The Arrow field, with the facts as its metadata."""
        return pa.field(self.name, self.type, nullable=self.is_nullable, metadata=self.facts())

    def cast(self, values: Values) -> pa.Array:
        """The values as one array of the declared type; a category gets its canonical dictionary."""
        array = values.combine_chunks() if isinstance(values, pa.ChunkedArray) else values
        if isinstance(array, pa.ChunkedArray):
            array = pa.concat_arrays(array.chunks) if array.num_chunks else pa.array([], array.type)
        return self._as_category(array) if self.type == CATEGORY else _retyped(self.name, array, self.type)

    def _as_category(self, array: pa.Array) -> pa.Array:
        # The order and the unused entries of a dictionary reach the file's bytes: closed lists are always whole and in
        # declared order, open ones hold what occurs, sorted.
        plain = array.cast(pa.string())
        if self.values is None:
            words = pc.sort_indices(known := pc.unique(plain.drop_null()))
            dictionary = known.take(words)
        else:
            dictionary = pa.array(self.values, pa.string())
        codes = pc.index_in(plain, value_set=dictionary)
        if codes.null_count > plain.null_count:
            strange = plain.filter(pc.and_(pc.is_null(codes), pc.is_valid(plain))).unique().to_pylist()
            raise ConstraintError(f"column {self.name}: not in its vocabulary: {strange[:5]}")
        return pa.DictionaryArray.from_arrays(codes.cast(pa.int32()), dictionary)

    def problems(self, array: Values) -> Iterator[str]:
        """The broken rules of the column: nulls, range, vocabulary, empty strings."""
        if not self.is_nullable and array.null_count:
            yield f"{self.name}: {array.null_count} missing values in a column that has none"
        if self.minimum is not None and _any(pc.less(array, pa.scalar(self.minimum, array.type))):
            yield f"{self.name}: below {self.minimum}"
        if self.maximum is not None and _any(pc.greater(array, pa.scalar(self.maximum, array.type))):
            yield f"{self.name}: above {self.maximum}"
        if pa.types.is_floating(self.type) and _any(pc.is_nan(array)):
            yield f"{self.name}: NaN in place of a null"
        if self.type == pa.string() and _any(pc.equal(pc.binary_length(array), 0)):
            yield f"{self.name}: empty string in place of a null"


@dataclass(frozen=True, slots=True)
class ForeignKey:
    """`columns` of this table are the key of a row of `table`; a null refers to nothing."""

    columns: tuple[str, ...]
    table: str


@dataclass(frozen=True)
class TableSpec:
    """A table: what a row is, its key, its columns in order, and the rows of other tables it refers to."""

    name: str
    row: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]
    foreign_keys: tuple[ForeignKey, ...] = ()

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The columns' names, in order."""
        return tuple(column.name for column in self.columns)

    @cached_property
    def schema(self) -> pa.Schema:
        """The Arrow schema, with the dictionary, the pandas dtypes and pandas' attrs in its metadata."""
        metadata = {"pandas": self._pandas_block(), "PANDAS_ATTRS": self._pandas_attrs()}
        return pa.schema([column.field() for column in self.columns], metadata=metadata)

    @cached_property
    def staged(self) -> "TableSpec":
        """The table as one batch can compute it: without the columns that need the whole collection."""
        return replace(self, columns=tuple(column for column in self.columns if not column.of_collection))

    def build(self, columns: Mapping[str, Values]) -> pa.Table:
        """A table exactly as declared from columns by name.

        Raises ColumnError when a column is missing, extra, or cannot be cast without loss, and ConstraintError when a
        value is outside its vocabulary.
        """
        missing = [name for name in self.names if name not in columns]
        extra = [name for name in columns if name not in self.names]
        if missing or extra:
            raise ColumnError(f"table {self.name}: missing columns {missing}, undeclared columns {extra}")
        return pa.Table.from_arrays([column.cast(columns[column.name]) for column in self.columns], schema=self.schema)

    def from_rows(self, rows: list[dict[str, Any]]) -> pa.Table:
        """A table from rows given as dictionaries; a key that a row lacks is a null."""
        plain = {c.name: pa.string() if c.type == CATEGORY else c.type for c in self.columns}
        return self.build({name: pa.array([row.get(name) for row in rows], kind) for name, kind in plain.items()})

    def empty(self) -> pa.Table:
        """The table without rows."""
        return self.from_rows([])

    def problems(self, table: pa.Table) -> list[str]:
        """Every broken rule of the table, each named by table and column; none when it is as declared."""
        if not table.schema.equals(self.schema, check_metadata=True):
            return [f"{self.name}: schema differs from the declared one"]
        found = [f"{self.name}.{said}" for column in self.columns for said in column.problems(table[column.name])]
        distinct = table.select(list(self.key)).group_by(list(self.key)).aggregate([]).num_rows
        if distinct != table.num_rows:
            found.append(f"{self.name}: {table.num_rows - distinct} rows repeat the key {', '.join(self.key)}")
        return found

    def _pandas_block(self) -> str:
        # Written by hand: pa.Table.from_pandas would put the versions of the libraries into the file.
        columns = [_pandas_column(column) for column in self.columns]
        block = {"index_columns": [], "column_indexes": [], "columns": columns, "pandas_version": "3.0.0"}
        return json.dumps(block, sort_keys=True)

    def _pandas_attrs(self) -> str:
        attrs = {
            "table": self.name,
            "row": self.row,
            "key": list(self.key),
            "columns": {column.name: column.facts() for column in self.columns},
        }
        return json.dumps(attrs, sort_keys=True, ensure_ascii=False)


def _pandas_column(column: Column) -> dict[str, Any]:
    kind, numpy = _PANDAS.get(column.type, ("object", "object"))
    if pa.types.is_integer(column.type) and not column.is_nullable:
        numpy = kind
    metadata: dict[str, Any] | None = None
    if column.type == CATEGORY:
        kind, numpy, metadata = "categorical", "int32", {"num_categories": len(column.values or ()), "ordered": False}
    elif column.type == INSTANT:
        metadata = {"timezone": "UTC"}
    return {
        "name": column.name,
        "field_name": column.name,
        "pandas_type": kind,
        "numpy_type": numpy,
        "metadata": metadata,
    }


def _retyped(name: str, array: pa.Array, wanted: pa.DataType) -> pa.Array:
    try:
        return array if array.type == wanted else array.cast(wanted)
    except (pa.ArrowInvalid, pa.ArrowNotImplementedError) as error:
        raise ColumnError(f"column {name}: {array.type} cannot become {wanted}: {error}") from error


def _any(mask: Values) -> bool:
    return bool(pc.any(mask).as_py())


def dictionary_page(tables: Mapping[str, tuple[TableSpec, ...]]) -> str:
    """The data dictionary as Markdown: one section a group of tables, one table of columns each."""
    lines = [
        "# Data dictionary",
        "",
        "Generated by `broadsheet dictionary` from `transforms/tables/declared/dataset.py`; do not edit.",
        "",
    ]
    for heading, specs in tables.items():
        lines += [f"# {heading}", ""]
        for spec in specs:
            lines += _dictionary_section(spec)
    return "\n".join(lines).rstrip() + "\n"


def _dictionary_section(spec: TableSpec) -> list[str]:
    keys = [f"Key: `{', '.join(spec.key)}`."]
    keys += [f"`{', '.join(link.columns)}` refers to `{link.table}`." for link in spec.foreign_keys]
    head = [f"## {spec.name}", "", f"One row per {spec.row}. {' '.join(keys)}", ""]
    rows = [" | ".join(_dictionary_cells(column)) for column in spec.columns]
    return [
        *head,
        "| column | type | meaning | unit | null means |",
        "|---|---|---|---|---|",
        *(f"| {r} |" for r in rows),
        "",
    ]


def _dictionary_cells(column: Column) -> list[str]:
    facts = column.facts()
    meaning = facts["description"]
    if column.values:
        meaning += f" One of: {facts['values']}."
    if column.source:
        meaning += f" Source: {column.source}."
    cells = [f"`{column.name}`", facts["type"], meaning, facts.get("unit", ""), facts.get("null_means", "never null")]
    return [cell.replace("|", "\\|") for cell in cells]
