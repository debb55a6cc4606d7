"""A snapshot as a DuckDB database in memory: a view for each table, the operational ones in the schema `ops`."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import duckdb

from broadsheet.flows.store import snapshots
from broadsheet.transforms.errors import StorageError

OPS = "ops"
BEFORE = "before"
_OPS_FOLDER = "_ops"
# DuckDB would fetch what it lacks from the network; days and instants are those of the files, wherever it runs.
_SETTINGS = {
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "TimeZone": "UTC",
}

Row = dict[str, Any]
Connection = duckdb.DuckDBPyConnection


@contextmanager
def opened(processed: Path, content: snapshots.Manifest | None = None) -> Iterator[Connection]:
    """A database of the views of one snapshot, of the current one by default; closed when done.

    Raises  StorageError, when nothing is published, or a part is gone
    """
    content = content or snapshots.read_manifest(processed)
    with duckdb.connect(":memory:") as connection:
        for name, value in _SETTINGS.items():
            connection.execute(f"SET {name} = '{value}'")
        add_views(connection, "main", processed, content)
        connection.execute(f"CREATE SCHEMA {OPS}")
        for path in sorted((processed / _OPS_FOLDER).glob("*.parquet")):
            _add_view(connection, f'{OPS}."{path.stem}"', [path])
        yield connection


def add_views(connection: Connection, schema: str, processed: Path, content: snapshots.Manifest) -> None:
    """Add a view for each table of a snapshot to a schema."""
    view = processed / "views" / snapshots.snapshot_id(content)
    connection.execute(f'CREATE SCHEMA IF NOT EXISTS "{schema}"')
    for table in content["tables"]:
        paths = sorted((view / table).glob("*.parquet"))
        if not paths:
            raise StorageError(f"the view of {table} in {view} has no parts: run `broadsheet verify`")
        _add_view(connection, f'"{schema}"."{table}"', paths)


def rows(connection: Connection, query: str, values: list[Any] | dict[str, Any] | None = None) -> list[Row]:
    """The rows that a query gives, by name of the column."""
    result = connection.execute(query, values)
    names = [column[0] for column in result.description]
    return [dict(zip(names, row, strict=True)) for row in result.fetchall()]


def columns(connection: Connection) -> dict[str, set[str]]:
    """The names of the columns of each table; of an operational one as `ops.NAME`."""
    described = rows(connection, "SELECT table_schema, table_name, column_name FROM information_schema.columns")
    named: dict[str, set[str]] = {}
    for row in described:
        prefix = "" if row["table_schema"] == "main" else f"{row['table_schema']}."
        named.setdefault(f"{prefix}{row['table_name']}", set()).add(row["column_name"])
    return named


def text_literal(text: str) -> str:
    """A text as SQL has it, for the few places that take no parameter."""
    return "'" + text.replace("'", "''") + "'"


def _add_view(connection: Connection, name: str, paths: list[Path]) -> None:
    files = ", ".join(text_literal(str(path)) for path in paths)
    connection.execute(f"CREATE VIEW {name} AS SELECT * FROM read_parquet([{files}])")
