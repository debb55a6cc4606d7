"""The folder that others get: tables in a format, and what describes and cites them."""

import json
import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pyarrow as pa

from broadsheet.flows import files
from broadsheet.flows.exports import databases, stata, text_files, twin
from broadsheet.flows.exports.parquet_files import write_parquet
from broadsheet.flows.exports.tables import Choice, ExportTable, days_of, export_tables, without_words
from broadsheet.flows.store import operations, snapshots
from broadsheet.transforms.descriptions import card, croissant, frictionless
from broadsheet.transforms.descriptions.facts import FileFacts, PackageFacts
from broadsheet.transforms.errors import SettingsError, StorageError
from broadsheet.transforms.tables.declared.operations import RUNS

LICENCE = "No licence is stated: the publishers hold the rights to their articles"
DICTIONARY = "dictionary.csv"


@dataclass(frozen=True, slots=True)
class Order:
    """What to export: the format, the folder to make, which articles and tables, and whether without text."""

    format: str
    folder: Path
    choice: Choice
    tables: tuple[str, ...] = ()
    is_without_text: bool = False
    licence: str = field(default=LICENCE)


@dataclass(frozen=True, slots=True)
class _Format:
    """How a format is written: a file for each table with this ending, and its media type."""

    ending: str
    media_type: str
    write: Callable[[ExportTable, Path], int]


_FORMATS = {
    "csv": _Format("csv", "text/csv", text_files.write_csv),
    "jsonl": _Format("jsonl", "application/jsonlines", text_files.write_json_lines),
    "parquet": _Format("parquet", "application/x-parquet", write_parquet),
    "stata": _Format("dta", "application/x-stata-dta", stata.write_stata),
}
_DATABASES = {
    "sqlite": ("dataset.db", databases.write_sqlite),
    "duckdb": ("dataset.duckdb", databases.write_duckdb),
}
FORMATS = (*_FORMATS, *_DATABASES)


def export(processed: Path, order: Order) -> dict[str, int]:
    """Write an export, in one step; gives rows by table.

    Raises  SettingsError, when the folder is there already, or nothing is chosen; StorageError, when it cannot be made
    """
    if order.folder.exists():
        raise SettingsError(f"{order.folder} is there already: remove it, or give another folder")
    tables = export_tables(processed, order.choice, order.tables)
    whole = tables
    if order.is_without_text:
        tables = [without_words(table) for table in tables]
    files.make_folder(order.folder.absolute().parent)
    aside = files.aside(order.folder.absolute().parent)
    try:
        aside.mkdir()
        rows = _write(tables, order, aside, processed)
        if order.is_without_text:
            files.save(aside / twin.NAME, twin.account(whole, aside))
        aside.rename(order.folder)
    except OSError as error:
        raise StorageError(f"cannot write {order.folder}: {error.strerror}") from error
    finally:
        shutil.rmtree(aside, ignore_errors=True)
    return rows


def _write(tables: Sequence[ExportTable], order: Order, folder: Path, processed: Path) -> dict[str, int]:
    _write_dictionary(tables, folder / DICTIONARY)
    if order.format in _DATABASES:
        name, write = _DATABASES[order.format]
        rows = write(tables, folder / name)
        metadata = databases.datasette_metadata(tables, Path(name).stem)
        files.save(folder / "metadata.json", metadata.encode())
        return rows
    kind = _FORMATS[order.format]
    described = [_write_table(table, kind, folder / f"{table.name}.{kind.ending}") for table in tables]
    _describe(_facts(described, days_of(tables), order, processed), folder)
    return {file.table: file.rows for file in described}


def _write_table(table: ExportTable, kind: _Format, path: Path) -> FileFacts:
    rows = kind.write(table, path)
    return FileFacts(
        table=table.name,
        name=path.name,
        media_type=kind.media_type,
        format=kind.ending,
        bytes=path.stat().st_size,
        sha256=files.digest(path),
        rows=rows,
        schema=table.schema,
        spec=table.spec,
    )


def _facts(
    described: Sequence[FileFacts], days: tuple[str | None, str | None], order: Order, processed: Path
) -> PackageFacts:
    content = snapshots.read_manifest(processed)
    name = snapshots.snapshot_id(content)
    published = [row["finished_at"] for row in operations.rows(processed, RUNS) if row["snapshot_id"] == name]
    return PackageFacts(
        snapshot_id=name,
        versions=_versions(content),
        first_day=days[0],
        last_day=days[1],
        published_day=f"{min(published):%Y-%m-%d}" if published else None,
        licence=order.licence,
        is_without_text=order.is_without_text,
        files=tuple(described),
    )


def _describe(facts: PackageFacts, folder: Path) -> None:
    pages: dict[str, Any] = {
        "croissant.json": croissant.croissant(facts, card.cite_as(facts)),
        "schema.org.jsonld": croissant.schema_org(facts),
        "datapackage.json": frictionless.data_package(facts),
    }
    for name, page in pages.items():
        files.save(folder / name, (json.dumps(page, ensure_ascii=False, indent=1) + "\n").encode())
    files.save(folder / "README.md", card.data_card(facts).encode())
    files.save(folder / "CITATION.cff", card.citation(facts).encode())


def _versions(content: snapshots.Manifest) -> dict[str, str]:
    """The versions that a manifest tells of: of all its rows, or those of its first rows."""
    versions_of_rows = content.get("versions") or {}
    made_by = versions_of_rows[0] if isinstance(versions_of_rows, list) and versions_of_rows else versions_of_rows
    versions = {name: str(value) for name, value in dict(made_by).items() if isinstance(value, str | int)}
    return {"pipeline_version": "unknown", "schema_version": str(content.get("schema_version", "unknown")), **versions}


def _write_dictionary(tables: Sequence[ExportTable], path: Path) -> None:
    """What every exported column means, with the name it has in Stata."""
    rows: list[dict[str, str | None]] = []
    for table in tables:
        short = stata.short_names(table.schema.names)
        for name in table.schema.names:
            column = table.column(name)
            rows.append(
                {
                    "table": table.name,
                    "column": name,
                    "stata_name": short[name],
                    "type": column.kind if column else str(table.schema.field(name).type),
                    "unit": column.unit if column else None,
                    "meaning": column.meaning if column else None,
                    "null_means": column.null_means if column else None,
                    "source": column.source if column else None,
                }
            )
    written = pa.table({name: pa.array([row[name] for row in rows], pa.string()) for name in rows[0]})
    text_files.write_csv(ExportTable("dictionary", None, written.schema, lambda: iter([written])), path)
