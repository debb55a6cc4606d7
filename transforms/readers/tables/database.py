"""Tables in a database file of SQLite, opened in memory only."""

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import replace

from broadsheet.transforms.readers.tables.columnar import plain
from broadsheet.transforms.readers.tables.rows import Row, Table, articles_of, layout_in
from broadsheet.transforms.records.record import Record, Reject

_MAX_TABLES = 200  # a bound on cost, set by hand: more than a system of content has
_MAX_MESSAGE = 160  # characters of a library's message: it goes into a row, and may quote the file
# Of one value; of steps of the database's machine between two rows, against views that count without end.
_MAX_LENGTH = 16_000_000
_MAX_STEPS = 2_000_000


def read(data: bytes, choices: Mapping[str, str] | None = None) -> Iterator[Record | Reject]:
    """The articles in the rows of the table that `choices` names under "table", else of every table that has some."""
    with closing(sqlite3.connect(":memory:")) as base:
        try:
            base.deserialize(data)
            base.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, _MAX_LENGTH)
            base.execute("PRAGMA trusted_schema = OFF")
            base.execute("PRAGMA query_only = ON")
            yield from _articles(base, choices or {})
        except (sqlite3.Error, OverflowError, UnicodeError) as error:
            yield Reject("malformed", f"the database cannot be read on: {str(error)[:_MAX_MESSAGE]}")


def _articles(base: sqlite3.Connection, choices: Mapping[str, str]) -> Iterator[Record | Reject]:
    query = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name"
    names = [name for (name,) in base.execute(query).fetchmany(_MAX_TABLES)]
    if choices.get("table") in names:
        names = [choices["table"]]
    tables = [(name, table) for name in names if layout_in(table := _table(base, name), choices).is_of_articles]
    if not tables:
        listing = ", ".join(f"{name} ({', '.join(_table(base, name).names)})" for name in names)[:1_000]
        yield Reject(
            "unknown_columns",
            f"no table is known to hold articles, of: {listing or 'none'}. Say which: --columns table=NAME,text=NAME",
        )
    for name, table in tables:
        for article in articles_of(table, choices):
            yield replace(article, member=f"{name}#{article.member}") if len(tables) > 1 else article


def _table(base: sqlite3.Connection, name: str) -> Table:
    quoted = '"' + name.replace('"', '""') + '"'
    columns = [row[1] for row in base.execute(f"PRAGMA table_info({quoted})")]

    def rows() -> Iterator[Row]:
        for number, cells in enumerate(base.execute(f"SELECT * FROM {quoted}"), 1):
            yield Row(str(number), tuple(map(plain, cells)))

    return Table("sqlite", columns, rows)
