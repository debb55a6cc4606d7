"""What an export holds: all tables or some, whole or of chosen articles, batch by batch."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
from pydantic import BaseModel, ConfigDict, Field, model_validator

from broadsheet.flows.exports import database
from broadsheet.flows.store import parquet, snapshots
from broadsheet.transforms.errors import SettingsError, StorageError
from broadsheet.transforms.tables.declared.dataset import TABLES
from broadsheet.transforms.tables.declared.wording import withheld
from broadsheet.transforms.tables.schema import Column, TableSpec

SPECS = {spec.name: spec for spec in TABLES}


class Choice(BaseModel):
    """Which articles are exported, by all that is given; nothing is every article."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    first: date | None = Field(None, description="From this day of publication on.")
    last: date | None = Field(None, description="Up to this day of publication, included.")
    outlet: tuple[str, ...] = Field((), description="Of this outlet, by its domain or name; may be given again.")
    entity: tuple[str, ...] = Field((), description="That name this person, body or place; may be given again.")

    @model_validator(mode="after")
    def _in_order(self) -> "Choice":
        if self.first and self.last and self.first > self.last:
            raise ValueError(f"the first day, {self.first}, is after the last, {self.last}")
        return self


@dataclass(frozen=True, slots=True)
class ExportTable:
    """A table to export: its declaration (None for one that is not declared now), its schema, and its batches."""

    name: str
    spec: TableSpec | None
    schema: pa.Schema
    batches: Callable[[], Iterator[pa.Table]]

    def column(self, name: str) -> Column | None:
        """The declaration of a column; None of one that is not declared now."""
        columns = self.spec.columns if self.spec else ()
        return next((column for column in columns if column.name == name), None)

    def without(self, columns: Sequence[str]) -> "ExportTable":
        """The table without some columns."""
        names = [name for name in self.schema.names if name not in columns]
        schema = pa.schema([self.schema.field(name) for name in names], self.schema.metadata)

        def batches() -> Iterator[pa.Table]:
            for batch in self.batches():
                yield batch.select(names).cast(schema)

        return ExportTable(self.name, self.spec, schema, batches)


def export_tables(processed: Path, choice: Choice, names: Sequence[str] = ()) -> list[ExportTable]:
    """The tables of the current snapshot, or those named, with the rows of the chosen articles.

    Raises  SettingsError, when there is no such table, or no article is chosen; StorageError, when none is published
    """
    content = snapshots.read_manifest(processed)
    if absent := sorted(set(names) - set(content["tables"])):
        raise SettingsError(f"the snapshot has no table {absent[0]}; it has {', '.join(sorted(content['tables']))}")
    ids = _chosen(processed, content, choice)
    view = snapshots.view(processed, snapshots.snapshot_id(content))
    tables = []
    for name in names or [spec.name for spec in TABLES if spec.name in content["tables"]]:
        paths = sorted((view / name).glob("*.parquet"))
        if not paths:
            raise StorageError(f"the view of {name} in {view} has no parts: run `broadsheet verify`")
        tables.append(ExportTable(name, SPECS.get(name), parquet.schema(paths[0]), partial(_batches, paths, ids)))
    return tables


def days_of(tables: Sequence[ExportTable]) -> tuple[str | None, str | None]:
    """The first and the last day of publication, ISO 8601; None, where no article has one, or none is exported."""
    bounds = [
        pc.min_max(batch["published_date"].cast(pa.timestamp("s"))).as_py()
        for table in tables
        if table.name == "articles" and "published_date" in table.schema.names
        for batch in table.batches()
    ]
    days = [day for bound in bounds for day in (bound["min"], bound["max"]) if day is not None]
    return (f"{min(days):%Y-%m-%d}", f"{max(days):%Y-%m-%d}") if days else (None, None)


def without_words(table: ExportTable) -> ExportTable:
    """The table without the publishers' words."""
    return table.without(withheld(table.name, table.schema))


def _batches(paths: Sequence[Path], ids: pa.Array | None) -> Iterator[pa.Table]:
    for path in paths:
        table = parquet.read(path)
        if ids is not None and "article_id" in table.column_names:
            table = table.filter(pc.is_in(table["article_id"], value_set=ids))
        if table.num_rows:
            yield table


def _chosen(processed: Path, content: snapshots.Manifest, choice: Choice) -> pa.Array | None:
    """The ids of the chosen articles; None, when nothing was chosen by."""
    conditions: list[str] = []
    values: dict[str, Any] = {}
    for name, condition in (("first", "published_date >= $first"), ("last", "published_date <= $last")):
        if (day := getattr(choice, name)) is not None:
            conditions.append(condition)
            values[name] = day
    if choice.outlet:
        conditions.append("(list_contains($outlet, publisher_domain) OR list_contains($outlet, publisher_name))")
        values["outlet"] = list(choice.outlet)
    if choice.entity:
        conditions.append(
            "article_id IN (SELECT article_id FROM entities"
            " WHERE list_contains($entity, canonical_name) OR list_contains($entity, entity_key))"
        )
        values["entity"] = list(choice.entity)
    if not conditions:
        return None
    with database.opened(processed, content) as connection:
        chosen = database.rows(connection, f"SELECT article_id FROM articles WHERE {' AND '.join(conditions)}", values)
    if not chosen:
        raise SettingsError("no article is of these days, outlets and entities")
    return pa.array([row["article_id"] for row in chosen], pa.int64())


def quoted(names: Sequence[str]) -> str:
    """Names of columns as SQL lists them."""
    return ", ".join(f'"{name}"' for name in names)
