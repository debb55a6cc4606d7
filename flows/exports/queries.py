"""The rows of a query in SQL, in a terminal or a file."""

from pathlib import Path

import duckdb
import pyarrow as pa
from rich.console import Console
from rich.table import Table
from rich.text import Text

from broadsheet.flows.exports import database, text_files
from broadsheet.flows.exports.parquet_files import write_parquet
from broadsheet.flows.exports.tables import ExportTable
from broadsheet.flows.files import printable
from broadsheet.transforms.errors import BroadsheetError, SettingsError

# What fits on a screen; a file has all.
_SHOWN = 40
_WRITERS = {
    ".csv": text_files.write_csv,
    ".jsonl": text_files.write_json_lines,
    ".parquet": write_parquet,
}


class QueryError(BroadsheetError):
    """A query that cannot be answered; the message is the database's."""


def result(processed: Path, query: str) -> pa.Table:
    """The rows of a query over the tables of the current snapshot.

    Raises  QueryError, when it is no query that gives rows; StorageError, when nothing is published
    """
    with database.opened(processed) as connection:
        try:
            answer = connection.sql(query)
        except duckdb.Error as error:
            raise QueryError(str(error)) from error
        if answer is None:
            raise QueryError("that gives no rows: ask with SELECT or FROM")
        try:
            return answer.to_arrow_table()
        except duckdb.Error as error:
            raise QueryError(str(error)) from error


def show(rows: pa.Table) -> None:
    """Print the first rows, and how many there are."""
    table = Table(box=None, header_style="bold", padding=(0, 1))
    for name in rows.column_names:
        table.add_column(printable(name), overflow="fold")
    for row in rows.slice(0, _SHOWN).to_pylist():
        cells = (text_files.json_value(value) for value in row.values())
        table.add_row(*(Text("" if cell is None else printable(str(cell))) for cell in cells))
    console = Console(highlight=False)
    console.print(table)
    left = rows.num_rows - _SHOWN
    console.print(f"{rows.num_rows} rows" + (f", of which {left} are not shown" if left > 0 else ""))


def write(rows: pa.Table, path: Path) -> int:
    """Write the rows; gives how many.

    Raises  SettingsError, when the file's ending names no format
    """
    if path.suffix not in _WRITERS:
        raise SettingsError(f"{path.name} has none of the endings {', '.join(_WRITERS)}")
    return _WRITERS[path.suffix](ExportTable("rows", None, rows.schema, lambda: iter([rows])), path)
