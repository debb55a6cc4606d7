"""What differs between two snapshots: rows added, removed and changed, by table, column and cause, with examples."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pyarrow as pa

from broadsheet.flows.exports import database
from broadsheet.flows.exports.database import BEFORE, Connection, Row
from broadsheet.flows.exports.tables import SPECS, quoted
from broadsheet.flows.exports.text_files import json_value
from broadsheet.flows.store import operations, snapshots
from broadsheet.transforms.comparison.causes import Cause, Origin, cause_of
from broadsheet.transforms.errors import SettingsError
from broadsheet.transforms.tables.declared.operations import RUNS

CURRENT, PREVIOUS = "current", "previous"
_ORIGIN = ("raw_sha256", "schema_version", "pipeline_version", "model_versions")
# Rows that are shown of a column that differs: enough to see of what kind it is. Set by hand.
_EXAMPLES = 3
# Rows that stand for a place in the text are compared by it: an index counts on from what was found before it.
_PLACE = ("article_id", "section", "char_start", "char_end")
# Of several rows at one place the first is compared with the first.
_NUMBER = "_number"
# An example is cut to so many characters: a line of a terminal.
_SHOWN = 60


@dataclass(frozen=True, slots=True)
class Changed:
    """A column whose values changed in rows that are in both snapshots: how many by cause, and examples.

    An example is the row's key, the value before, and the value after.
    """

    column: str
    causes: dict[Cause, int]
    examples: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True)
class TableDifference:
    """What differs in a table: rows added and removed by cause, columns that came or went, columns that changed."""

    table: str
    added: dict[Cause, int] = field(default_factory=dict)
    removed: dict[Cause, int] = field(default_factory=dict)
    new_columns: tuple[str, ...] = ()
    gone_columns: tuple[str, ...] = ()
    changed: tuple[Changed, ...] = ()

    @property
    def is_same(self) -> bool:
        """Whether nothing differs."""
        return not (self.added or self.removed or self.new_columns or self.gone_columns or self.changed)


def resolve(processed: Path, name: str) -> tuple[Path, snapshots.Manifest]:
    """The dataset and manifest that a name stands for: an id or its beginning, current, previous, or another folder.

    Raises  SettingsError, when it stands for none, or for several; StorageError, when it cannot be read
    """
    if name == CURRENT:
        return processed, snapshots.read_manifest(processed)
    if name == PREVIOUS:
        return processed, snapshots.read_manifest(processed, _previous(processed))
    if Path(name).is_dir():
        return Path(name), snapshots.read_manifest(Path(name))
    matches = sorted(path.stem for path in (processed / "snapshots").glob("*.json") if path.stem.startswith(name))
    if len(matches) != 1:
        problem = f"is one of {', '.join(matches)}" if matches else "is no snapshot that is kept, and no folder"
        raise SettingsError(f"{name} {problem}: give an id, {CURRENT}, {PREVIOUS}, or the folder of a dataset")
    return processed, snapshots.read_manifest(processed, matches[0])


def differences(
    before: tuple[Path, snapshots.Manifest], after: tuple[Path, snapshots.Manifest]
) -> Iterator[TableDifference]:
    """What differs, table by table, in the order of the dictionary."""
    with database.opened(*after) as connection:
        database.add_views(connection, BEFORE, *before)
        connection.register("causes", _causes(connection))
        known, was = set(after[1]["tables"]), set(before[1]["tables"])
        for table in (name for name in SPECS if name in known | was):
            yield _difference(connection, table, table in was, table in known)


def lines(table: TableDifference) -> Iterator[str]:
    """What differs in a table, for a person."""
    yield table.table
    for what, counts in (("added", table.added), ("removed", table.removed)):
        if counts:
            yield f"  {sum(counts.values())} rows {what}: {_by_cause(counts)}"
    for what, names in (("new", table.new_columns), ("gone", table.gone_columns)):
        if names:
            yield f"  columns {what}: {', '.join(names)}"
    for column in table.changed:
        yield f"  {column.column} changed in {sum(column.causes.values())} rows: {_by_cause(column.causes)}"
        yield from (f"    {key}: {was} -> {is_now}" for key, was, is_now in column.examples)


def _by_cause(counts: Mapping[Cause, int]) -> str:
    return ", ".join(f"{cause} {n}" for cause, n in counts.items())


def _previous(processed: Path) -> str:
    now = snapshots.current_id(processed)
    runs = sorted(operations.rows(processed, RUNS), key=lambda row: row["started_at"])
    for name in reversed([row["snapshot_id"] for row in runs]):
        if name not in (None, now) and (processed / "snapshots" / f"{name}.json").exists():
            return str(name)
    raise SettingsError(f"{processed} keeps no snapshot before the current one")


def _causes(connection: Connection) -> pa.Table:
    """The cause of each article that is in either snapshot."""
    columns = ", ".join(f"{side}.{name} AS {side}_{name}" for side in ("b", "a") for name in _ORIGIN)
    rows = database.rows(
        connection,
        f"SELECT article_id, {columns} FROM {BEFORE}.articles b FULL JOIN articles a USING (article_id)",
    )
    causes = [cause_of(_origin(row, "b"), _origin(row, "a")) for row in rows]
    return pa.table({"article_id": pa.array([row["article_id"] for row in rows], pa.int64()), "cause": causes})


def _origin(row: Row, side: str) -> Origin | None:
    if row[f"{side}_raw_sha256"] is None:
        return None
    return Origin(*(str(row[f"{side}_{name}"]) for name in _ORIGIN))


def _difference(connection: Connection, table: str, was: bool, is_there: bool) -> TableDifference:
    if not (was and is_there):
        side = f'"{table}"' if is_there else f'{BEFORE}."{table}"'
        [row] = database.rows(connection, f"SELECT count(*) AS n FROM {side}")
        count: dict[Cause, int] = {"schema": row["n"]}
        return TableDifference(table, added=count) if is_there else TableDifference(table, removed=count)
    columns = {
        schema: [row["column_name"] for row in database.rows(connection, _COLUMNS, [schema, table])]
        for schema in (BEFORE, "main")
    }
    shared = [name for name in columns["main"] if name in columns[BEFORE]]
    return TableDifference(
        table,
        added=_only(connection, table, "main", BEFORE),
        removed=_only(connection, table, BEFORE, "main"),
        new_columns=tuple(name for name in columns["main"] if name not in shared),
        gone_columns=tuple(name for name in columns[BEFORE] if name not in shared),
        changed=tuple(_changed(connection, table, shared)),
    )


_COLUMNS = "SELECT column_name FROM information_schema.columns WHERE table_schema = ? AND table_name = ?"


def _only(connection: Connection, table: str, here: str, there: str) -> dict[Cause, int]:
    """Rows by cause whose key is in one snapshot alone."""
    key = quoted(_key_of(table))
    rows = database.rows(
        connection,
        f"SELECT {_cause(table)} AS cause, count(*) AS n FROM {_rows(here, table)} x"
        f" ANTI JOIN {_rows(there, table)} y USING ({key}) {_joined(table)} GROUP BY 1 ORDER BY 1",
    )
    return {row["cause"]: row["n"] for row in rows}


def _changed(connection: Connection, table: str, shared: Sequence[str]) -> Iterator[Changed]:
    key = _key_of(table)
    values = [name for name in shared if name not in (*key, *SPECS[table].key)]
    if not values:
        return
    differing = ", ".join(f'count(*) FILTER (x."{name}" IS DISTINCT FROM y."{name}") AS "{name}"' for name in values)
    both = f"{_rows('main', table)} x JOIN {_rows(BEFORE, table)} y USING ({quoted(key)})"
    counted = database.rows(
        connection, f"SELECT {_cause(table)} AS cause, {differing} FROM {both} {_joined(table)} GROUP BY 1 ORDER BY 1"
    )
    collected = {column.name for column in SPECS[table].columns if column.of_collection}
    for name in values:
        causes = Counter[Cause]()
        for row in counted:
            # What depends on the other articles changes with them, though nothing of its own did.
            is_theirs = name in collected and row["cause"] == "code"
            causes["collection" if is_theirs else row["cause"]] += row[name]
        if causes.total():
            yield Changed(name, {cause: n for cause, n in causes.items() if n}, _examples(connection, both, key, name))


def _examples(connection: Connection, both: str, key: Sequence[str], name: str) -> tuple[tuple[str, str, str], ...]:
    keys = ", ".join(f'x."{part}"' for part in key)
    rows = database.rows(
        connection,
        f'SELECT {keys}, y."{name}" AS was, x."{name}" AS "is" FROM {both}'
        f' WHERE x."{name}" IS DISTINCT FROM y."{name}" ORDER BY {keys} LIMIT {_EXAMPLES}',
    )
    return tuple((_key(row, key), _excerpt(row["was"]), _excerpt(row["is"])) for row in rows)


def _key(row: Mapping[str, object], key: Sequence[str]) -> str:
    return ":".join(str(row[name]) for name in key if name != _NUMBER)


def _excerpt(value: object) -> str:
    if isinstance(value, float):
        return f"{value:.6g}"  # all that a float32 tells
    text = "none" if value is None else str(json_value(value))
    return text if len(text) <= _SHOWN else f"{text[: _SHOWN - 1]}…"


def _key_of(table: str) -> tuple[str, ...]:
    """What rows of two snapshots are matched by."""
    names = SPECS[table].names
    is_placed = set(_PLACE) <= set(names) and not any(
        column.is_nullable for column in SPECS[table].columns if column.name in _PLACE
    )
    return (*_PLACE, _NUMBER) if is_placed else SPECS[table].key


def _rows(schema: str, table: str) -> str:
    """The rows of a table, numbered where they are matched by place."""
    if _NUMBER not in _key_of(table):
        return f'"{schema}"."{table}"'
    number = f"row_number() OVER (PARTITION BY {quoted(_PLACE)} ORDER BY {quoted(SPECS[table].key)})"
    return f'(SELECT *, {number} AS {_NUMBER} FROM "{schema}"."{table}")'


def _cause(table: str) -> str:
    """A table of no articles tells of the collection, or of the code."""
    if "article_id" in SPECS[table].key:
        return "causes.cause"
    return "'code'" if "column" in SPECS[table].key else "'collection'"


def _joined(table: str) -> str:
    return "JOIN causes USING (article_id)" if "article_id" in SPECS[table].key else ""
