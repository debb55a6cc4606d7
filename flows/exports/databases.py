"""Databases in one file: SQLite with full-text search, or DuckDB."""

import json
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

from broadsheet.flows.exports.database import text_literal
from broadsheet.flows.exports.tables import SPECS, ExportTable, quoted
from broadsheet.flows.exports.text_files import decimal, json_value

# What is searched by its words, where an export has it.
_SEARCHED = {"articles": ("title", "text"), "sentences": ("text",), "quotes": ("text", "speaker_surface")}


def write_sqlite(tables: Sequence[ExportTable], path: Path) -> dict[str, int]:
    """Write a SQLite database; gives rows by table. Full-text indexes (FTS5) are `articles_fts` and so on.

    Keys and references are declared; days and instants are ISO 8601, flags 0 or 1, lists JSON.
    """
    rows: dict[str, int] = {}
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA page_size = 8192")
        exported = {table.name for table in tables}
        for table in tables:
            connection.execute(_declaration(table, exported))
            marks = ", ".join("?" * len(table.schema))
            rows[table.name] = 0
            for batch in table.batches():
                connection.executemany(f'INSERT INTO "{table.name}" VALUES ({marks})', _cells(batch))
                rows[table.name] += batch.num_rows
            _index_words(connection, table)
        connection.commit()
        connection.execute("VACUUM")
    return rows


def write_duckdb(tables: Sequence[ExportTable], path: Path) -> dict[str, int]:
    """Write a DuckDB database, its columns with their meaning as comments; gives rows by table."""
    rows: dict[str, int] = {}
    with duckdb.connect(str(path)) as connection:
        connection.execute("SET TimeZone = 'UTC'")
        for table in tables:
            connection.register("batch", table.schema.empty_table())
            connection.execute(f'CREATE TABLE "{table.name}" AS SELECT * FROM batch')
            rows[table.name] = 0
            for batch in table.batches():
                connection.register("batch", batch)
                connection.execute(f'INSERT INTO "{table.name}" SELECT * FROM batch')
                rows[table.name] += batch.num_rows
            connection.unregister("batch")
            for name in table.schema.names:
                if column := table.column(name):
                    comment = text_literal(column.meaning)
                    connection.execute(f'COMMENT ON COLUMN "{table.name}"."{name}" IS {comment}')
    return rows


def datasette_metadata(tables: Sequence[ExportTable], database: str) -> str:
    """What datasette tells of the tables of a SQLite database and their columns, as JSON."""
    descriptions = {
        table.name: {
            "description": f"One row per {table.spec.row}." if table.spec else "",
            "columns": {name: meaning for name in table.schema.names if (meaning := _meaning(table, name))},
        }
        for table in tables
    }
    return json.dumps({"databases": {database: {"tables": descriptions}}}, ensure_ascii=False, indent=1) + "\n"


def _meaning(table: ExportTable, name: str) -> str:
    column = table.column(name)
    if column is None:
        return ""
    unit = f" Unit: {column.unit}." if column.unit else ""
    return f"{column.meaning}{unit} Empty: {column.null_means or 'never'}."


def _declaration(table: ExportTable, exported: set[str]) -> str:
    parts = [f'"{field.name}" {_sqlite_type(field.type)}' for field in table.schema]
    if table.spec:
        parts.append(f"PRIMARY KEY ({quoted(table.spec.key)})")
        parts += [
            f'FOREIGN KEY ({quoted(link.columns)}) REFERENCES "{link.table}" ({quoted(key)})'
            for link in table.spec.foreign_keys
            if link.table in exported and (key := _key_of(link.table, link.columns)) is not None
        ]
    return f'CREATE TABLE "{table.name}" ({", ".join(parts)})'


def _key_of(table: str, columns: Sequence[str]) -> Sequence[str] | None:
    key = SPECS[table].key if table in SPECS else ()
    return key if len(key) == len(columns) else None


def _sqlite_type(kind: pa.DataType) -> str:
    if pa.types.is_integer(kind) or pa.types.is_boolean(kind):
        return "INTEGER"
    return "REAL" if pa.types.is_floating(kind) else "TEXT"


def _cells(batch: pa.Table) -> Iterator[tuple[Any, ...]]:
    columns = [[_cell(value) for value in column.to_pylist()] for column in decimal(batch).columns]
    return zip(*columns, strict=True)


def _cell(value: Any) -> Any:  # noqa: ANN401 - what a cell holds
    return json.dumps(value, ensure_ascii=False) if isinstance(value, list) else json_value(value)


def _index_words(connection: sqlite3.Connection, table: ExportTable) -> None:
    words = [name for name in _SEARCHED.get(table.name, ()) if name in table.schema.names]
    if words:
        index, names = f"{table.name}_fts", ", ".join(words)
        # In double quotes, by which datasette knows that it is the index of the table.
        connection.execute(f'CREATE VIRTUAL TABLE {index} USING fts5({names}, content="{table.name}")')
        connection.execute(f"INSERT INTO {index} ({index}) VALUES ('rebuild')")
