"""From one declaration of a table to its Arrow schema, its checks, its pandas dtypes and its page of the dictionary."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, TypeAlias

import pyarrow as pa
import pyarrow.compute as pc

from broadsheet.transforms.errors import ColumnError, ConstraintError
from broadsheet.transforms.vocabulary.lists import rows

# The version of the declared tables: rows of two versions never stand in one snapshot.
SCHEMA_VERSION = "2"
# The schema version that brought each column, by table.column.
SINCE = dict(rows("columns_since.tsv"))
CATEGORY = pa.dictionary(pa.int32(), pa.string())
INSTANT = pa.timestamp("us", tz="UTC")
# A day is its midnight without a zone, which is what pandas itself makes of one; a date32 would become a type that
# neither `.dt` nor a comparison with text nor `merge_asof` takes, and merge_asof refuses other units beside it.
DAY = pa.timestamp("us")
# The table that explains every column, beside the others of a snapshot.
DICTIONARY = "columns"

# What pandas makes of each Arrow type: (pandas_type, numpy_type) of the file's `pandas` block. Plain numpy types would
# turn nullable integers into floats and nullable flags into objects.
_PANDAS: dict[pa.DataType, tuple[str, str]] = {
    pa.bool_(): ("bool", "boolean"),
    pa.int16(): ("int16", "Int16"),
    pa.int32(): ("int32", "Int32"),
    pa.int64(): ("int64", "Int64"),
    pa.float32(): ("float32", "Float32"),
    pa.float64(): ("float64", "Float64"),
    pa.string(): ("unicode", "str"),
    DAY: ("datetime", "datetime64[us]"),
    INSTANT: ("datetimetz", "datetime64[us, UTC]"),
}

_KINDS = {CATEGORY: "category", DAY: "day", INSTANT: "instant"}

Values: TypeAlias = pa.Array | pa.ChunkedArray


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its type and meaning, once for code, checks, the table of columns and the printed dictionary.

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

    @property
    def plain_type(self) -> pa.DataType:
        """The Arrow type that Python values of the column become, before `cast`."""
        return {CATEGORY: pa.string(), DAY: pa.date32()}.get(self.type, self.type)

    @property
    def kind(self) -> str:
        """The type in words."""
        return _KINDS.get(self.type, str(self.type))

    @property
    def meaning(self) -> str:
        """The description, with the closed vocabulary."""
        return f"{self.description} One of: {', '.join(self.values)}." if self.values else self.description

    def facts(self) -> dict[str, str]:
        """What the dictionary says of the column, by name of the fact; what does not apply is left out."""
        facts = {
            "type": self.kind,
            "description": self.description,
            "unit": self.unit,
            "null_means": self.null_means,
            "source": self.source,
            "values": ", ".join(self.values) if self.values else None,
        }
        return {name: fact for name, fact in facts.items() if fact is not None}

    def field(self) -> pa.Field:
        """The Arrow field. What it means stands in the table of columns: a footer is read once a file."""
        return pa.field(self.name, self.type, nullable=self.is_nullable)

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
        """The Arrow schema, with the pandas dtypes and pandas' attrs in its metadata."""
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
        return self.build({c.name: pa.array([row.get(c.name) for row in rows], c.plain_type) for c in self.columns})

    def empty(self) -> pa.Table:
        """The table without rows."""
        return self.from_rows([])

    def problems(self, table: pa.Table) -> list[str]:
        """Every broken rule of the table, each named by table and column; none when it is as declared."""
        if not table.schema.equals(self.schema, check_metadata=True):
            return [f"{self.name}: schema differs from the declared one"]
        problems = [
            f"{self.name}.{problem}" for column in self.columns for problem in column.problems(table[column.name])
        ]
        distinct = table.select(list(self.key)).group_by(list(self.key)).aggregate([]).num_rows
        if distinct != table.num_rows:
            problems.append(f"{self.name}: {table.num_rows - distinct} rows repeat the key {', '.join(self.key)}")
        return problems

    def _pandas_block(self) -> str:
        # Written by hand: pa.Table.from_pandas would put the versions of the libraries into the file.
        columns = [_pandas_column(column) for column in self.columns]
        block = {"index_columns": [], "column_indexes": [], "columns": columns, "pandas_version": "3.0.0"}
        return json.dumps(block, sort_keys=True, separators=(",", ":"))

    def _pandas_attrs(self) -> str:
        # Small and flat: pandas copies them deeply at every step.
        attrs = {"table": self.name, "schema_version": SCHEMA_VERSION, "dictionary": DICTIONARY}
        return json.dumps(attrs, sort_keys=True)


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


def is_list(kind: pa.DataType) -> bool:
    """Whether a cell holds several values: of any number, or, as vectors do, of a fixed one."""
    return bool(pa.types.is_list(kind) or pa.types.is_fixed_size_list(kind))


def _any(mask: Values) -> bool:
    return bool(pc.any(mask).as_py())


def dictionary_page(tables: Mapping[str, tuple[TableSpec, ...]]) -> str:
    """The data dictionary as Markdown: one section a group of tables, one table of columns each."""
    lines = [
        "# Data dictionary",
        "",
        "Generated by `broadsheet dictionary` from `transforms/tables/declared`; do not edit. The same is in the table"
        " `columns` of every snapshot.",
        "",
        "A category is text of few values. A day is its midnight, a timestamp[us] without zone; an instant is a"
        " timestamp[us] in UTC.",
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
    meaning = f"{column.meaning} Source: {column.source}." if column.source else column.meaning
    cells = [f"`{column.name}`", column.kind, meaning, column.unit or "", column.null_means or "never null"]
    return [cell.replace("|", "\\|") for cell in cells]


def dictionary_rows(tables: Mapping[str, TableSpec]) -> list[dict[str, Any]]:
    """The data dictionary as rows of the table of columns, in order; `tables` by the name they are read by."""
    return [
        {
            "table": name,
            "column": column.name,
            "type": column.kind,
            "unit": column.unit,
            "meaning": column.meaning,
            "null_means": column.null_means,
            "source": column.source,
            "since": SINCE.get(f"{name}.{column.name}", SCHEMA_VERSION),
        }
        for name, spec in tables.items()
        for column in spec.columns
    ]
