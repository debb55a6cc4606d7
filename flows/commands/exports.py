"""The commands that hand a dataset to other programs: queries, exports, and the twin without text."""

import argparse
import sys
from pathlib import Path

from broadsheet.flows.commands.command import OK, Command
from broadsheet.flows.commands.options import PLACE, add_place, add_settings, dataset_of, fields_of, settings_of
from broadsheet.flows.files import printable
from broadsheet.flows.settings import validated
from broadsheet.transforms.errors import SettingsError

# Named here, since what writes them takes a second to import.
_FORMATS = ("csv", "jsonl", "parquet", "stata", "sqlite", "duckdb")


def _add_sql(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("query", metavar="QUERY", help="SQL as DuckDB has it, over the tables' names; - reads it.")
    add_place(parser)
    parser.add_argument("--output", type=Path, metavar="FILE", help="Write the rows there: .csv, .jsonl or .parquet.")


def _sql(arguments: argparse.Namespace) -> int:
    from broadsheet.flows.exports import queries

    chosen = dataset_of(arguments)
    query = sys.stdin.read() if arguments.query == "-" else arguments.query
    result = queries.result(chosen.processed, query)
    if arguments.output:
        print(f"{queries.write(result, arguments.output)} rows written to {arguments.output}")
    else:
        queries.show(result)
    return OK


def _add_export(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("format", choices=_FORMATS, help="What to write: a file a table, or a database in one file.")
    parser.add_argument("folder", type=Path, metavar="FOLDER", help="The folder to make.")
    add_place(parser)
    parser.add_argument("--from", dest="first", metavar="DATE", help="Articles from this day of publication on.")
    parser.add_argument("--to", dest="last", metavar="DATE", help="Articles up to this day of publication, included.")
    parser.add_argument(
        "--outlet", action="append", metavar="NAME", help="Articles of this outlet, by domain or name; may be repeated."
    )
    parser.add_argument(
        "--entity", action="append", metavar="NAME", help="Articles that name this person, body or place; repeatable."
    )
    parser.add_argument("--tables", metavar="NAMES", help="Only these tables, with commas between.")
    parser.add_argument("--no-text", action="store_true", help="Leave out the publishers' words: a twin to publish.")
    parser.add_argument("--licence", metavar="TEXT", help="What the descriptions say of rights.")


def _export(arguments: argparse.Namespace) -> int:
    from broadsheet.flows.exports import package, tables

    choice = validated(tables.Choice, fields_of(tables.Choice, arguments))
    if arguments.no_text and arguments.format != "parquet":
        raise SettingsError("--no-text makes a twin in Parquet, which `attach` can complete: give parquet")
    chosen = dataset_of(arguments)
    order = package.Order(
        format=arguments.format,
        folder=arguments.folder,
        choice=choice,
        tables=tuple(arguments.tables.split(",")) if arguments.tables else (),
        is_without_text=arguments.no_text,
        licence=arguments.licence or package.LICENCE,
    )
    rows = package.export(chosen.processed, order)
    print(f"written to {arguments.folder}: " + ", ".join(f"{name} {n}" for name, n in rows.items()))
    return OK


def _add_attach(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("twin", type=Path, metavar="TWIN", help="A folder that `export parquet --no-text` made.")
    parser.add_argument("folder", type=Path, metavar="FOLDER", help="The folder to make, with the words in place.")
    add_settings(parser, ("raw", *PLACE[2:]))


def _attach(arguments: argparse.Namespace) -> int:
    from broadsheet.flows.exports import twin

    rows = twin.attach(arguments.twin, settings_of(arguments).raw, arguments.folder)
    print(
        f"written to {arguments.folder}, every digest as it was: "
        + ", ".join(f"{name} {n}" for name, n in rows.items())
    )
    return OK


def _add_diff(parser: argparse.ArgumentParser) -> None:
    names = "an id or its beginning, current, previous, or the folder of another dataset"
    parser.add_argument("before", metavar="BEFORE", help=f"A snapshot: {names}.")
    parser.add_argument("after", metavar="AFTER", nargs="?", default="current", help="Another. Default: current.")
    add_place(parser)


def _diff(arguments: argparse.Namespace) -> int:
    from broadsheet.flows.exports import differences

    chosen = dataset_of(arguments)
    before, after = (differences.resolve(chosen.processed, name) for name in (arguments.before, arguments.after))
    differing = [table for table in differences.differences(before, after) if not table.is_same]
    for table in differing:
        for line in differences.lines(table):
            print(printable(line))
    if not differing:
        print("nothing differs")
    return OK


COMMANDS = (
    Command("diff", "say which rows and columns differ between two snapshots, and why", _add_diff, _diff),
    Command("sql", "ask the current snapshot in SQL (DuckDB)", _add_sql, _sql),
    Command(
        "export", "write the tables for other programs: CSV, Stata, SQLite, ...; all or some", _add_export, _export
    ),
    Command("attach", "put the words back into a twin without text, from the raw files", _add_attach, _attach),
)
