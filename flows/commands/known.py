"""The command that makes the file of a knowledge base of a dump that the user has."""

import argparse
import csv
import gzip
import json
import sys
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import IO, Any

from broadsheet.flows import files
from broadsheet.flows.commands.command import OK, Command
from broadsheet.transforms.errors import SettingsError

_ROWS = 100_000  # written at a time: a bound on memory, set by hand; the file is the same with any
_CELL = 10_000_000  # code points of a cell of a CSV: a bound, far above a list of aliases


def _add_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "dump",
        type=Path,
        metavar="DUMP",
        help="Wikidata's JSON (.json, .jsonl, .gz), a Parquet file, or a CSV or TSV with a line of headers.",
    )
    parser.add_argument("output", type=Path, metavar="FILE", help="The Parquet file to write, for --kb.")


def _run(arguments: argparse.Namespace) -> int:
    import pyarrow as pa
    import pyarrow.parquet as pq

    from broadsheet.transforms.names.kb.linking import KnowledgeBase
    from broadsheet.transforms.names.kb.table import COLUMNS, LISTS

    schema = pa.schema([(name, pa.list_(pa.string()) if name in LISTS else pa.string()) for name in COLUMNS])
    n_rows = 0
    every = _rows(arguments.dump)
    draft = files.aside(arguments.output.parent)
    try:
        with pq.ParquetWriter(draft, schema, compression="zstd") as writer:
            while rows := list(islice(every, _ROWS)):
                writer.write_table(pa.Table.from_pylist(rows, schema=schema))
                n_rows += len(rows)
        KnowledgeBase.of(pq.read_table(draft), arguments.output.stem, "")
        draft.replace(arguments.output)
    finally:
        draft.unlink(missing_ok=True)
    print(f"{arguments.output}: {n_rows} names of {arguments.dump}")
    return OK


def _rows(dump: Path) -> Iterator[dict[str, Any]]:
    """The rows of a dump by its ending; Wikidata's JSON is read three times: for ids, for their names, for the rows."""
    from broadsheet.transforms.names.kb import tabular, wikidata

    ending = dump.with_suffix("").suffix if dump.suffix == ".gz" else dump.suffix
    if ending in (".json", ".jsonl", ".ndjson"):
        wanted = frozenset(key for row in wikidata.kb_rows(_entities(dump)) for key in wikidata.references(row))
        named = list(wikidata.labels(_entities(dump), wanted))
        names, codes = {key: name for key, name, _ in named}, {key: code for key, _, code in named}
        yield from (wikidata.with_labels(row, names, codes) for row in wikidata.kb_rows(_entities(dump)))
        return
    table = _parquet(dump) if ending == ".parquet" else _csv(dump, "\t" if ending == ".tsv" else ",")
    first = next(table, None)
    if first is not None:
        chosen = tabular.headers(first)
        yield from tabular.kb_rows([first], chosen)
        yield from tabular.kb_rows(table, chosen)


def _entities(dump: Path) -> Iterator[dict[str, Any]]:
    """The objects of a dump, one a line; the brackets and commas around them are no part of them."""
    try:
        with _opened(dump) as lines:
            for line in lines:
                if line.startswith("{"):
                    yield json.loads(line.rstrip().rstrip(","))
    except (OSError, ValueError) as error:
        raise SettingsError(f"{dump} cannot be read: {error}") from error


def _opened(dump: Path) -> IO[str]:
    """A dump of text, packed or not, without a byte order mark."""
    opener = gzip.open if dump.suffix == ".gz" else open
    return opener(dump, "rt", encoding="utf-8-sig", newline="")


def _parquet(dump: Path) -> Iterator[dict[str, Any]]:
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        with pq.ParquetFile(dump) as file:
            for batch in file.iter_batches(_ROWS):
                yield from batch.to_pylist()
    except (OSError, pa.ArrowException) as error:
        raise SettingsError(f"{dump} cannot be read: {error}") from error


def _csv(dump: Path, delimiter: str) -> Iterator[dict[str, Any]]:
    csv.field_size_limit(min(_CELL, sys.maxsize))
    try:
        with _opened(dump) as lines:
            yield from csv.DictReader(lines, delimiter=delimiter)
    except (OSError, ValueError, csv.Error) as error:
        raise SettingsError(f"{dump} cannot be read: {error}") from error


COMMANDS = (Command("known", "make the file of a knowledge base (--kb) of a dump that you have", _add_options, _run),)
