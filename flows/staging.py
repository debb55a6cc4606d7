"""From the tables of one batch to files under a key of its content, so that an interrupted run goes on where it was.

    _staging/<key>/<table>.arrow   one record batch a month
    _staging/<key>/index.json      which record batch is which month; rows by table; digests of the files

A batch is there whole or not at all: nothing waits for the disk, since one torn by a power cut fails its digests. Its
key is the hash of its files and of the versions that computed it.
"""

import hashlib
import json
import shutil
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from flows import files
from flows.raw import Found
from transforms.errors import ContractError, StorageError

FOLDER = "_staging"
INDEX = "article_index"
REJECTS = "rejects"
# The column of a staged table that names the article of each row: two files may give one article_id.
SOURCE = "_raw_path"
_ALL = "all"


def key_of(batch: Sequence[Found], versions: Mapping[str, str]) -> str:
    """The key of a batch: what its tables are a function of."""
    content = {"files": [[one.raw_path, one.raw_sha256] for one in batch], "versions": dict(versions)}
    return hashlib.sha256(files.canonical(content)).hexdigest()[:32]


@dataclass(frozen=True, slots=True)
class Staged:
    """A finished batch: rows by table, and by table which record batch holds which month."""

    key: str
    rows: dict[str, int]
    months: dict[str, dict[str, int]]


def find(staging: Path, key: str) -> Staged | None:
    """A finished batch; None when it is not there, or its files are not those that were written."""
    folder = staging / key
    try:
        index = json.loads((folder / "index.json").read_bytes())
        whole = all(files.digest(folder / f"{name}.arrow") == seen for name, seen in index["sha256"].items())
    except (OSError, ValueError, KeyError):
        return None
    return Staged(key, index["rows"], index["months"]) if whole else None


def write(staging: Path, key: str, tables: Mapping[str, pa.Table]) -> Staged:
    """Stage the tables of a batch under its key.

    Raises  ContractError, when a row belongs to no article of the index
    """
    index = tables[INDEX]
    months = dict(zip(index["raw_path"].to_pylist(), index["month"].to_pylist(), strict=True))
    try:
        return _write(staging, key, tables, months)
    except OSError as error:
        raise StorageError(f"cannot write to {staging}: {error.strerror}; is the disk full?") from error


def _write(staging: Path, key: str, tables: Mapping[str, pa.Table], months: dict[str, str]) -> Staged:
    made = files.aside(staging)
    made.mkdir(parents=True)
    index: dict[str, Any] = {"months": {}, "rows": {}, "sha256": {}}
    for name, table in tables.items():
        path = made / f"{name}.arrow"
        index["months"][name] = _write_months(path, table, months)
        index["rows"][name] = table.num_rows
        index["sha256"][name] = files.digest(path)
    (made / "index.json").write_bytes(files.canonical(index))
    if (staging / key).exists():
        shutil.rmtree(staging / key)
    made.replace(staging / key)
    return Staged(key, index["rows"], index["months"])


def read_whole(staging: Path, batches: Iterable[Staged], name: str) -> pa.Table:
    """A table that has no months (the index, the rejects), of several batches."""
    parts = [_read(staging, batch, name, _ALL) for batch in batches]
    return pa.concat_tables(parts).unify_dictionaries().combine_chunks()


def read_month(staging: Path, batch: Staged, name: str, month: str) -> pa.Table:
    """The rows of one month of a batch's table."""
    return _read(staging, batch, name, month)


def clear(processed: Path) -> None:
    """Remove everything staged."""
    shutil.rmtree(processed / FOLDER, ignore_errors=True)


def _write_months(path: Path, table: pa.Table, months: dict[str, str]) -> dict[str, int]:
    """Write one record batch a month, rows in the order they came; gives the position of each month's."""
    parts = _split(table, months) if SOURCE in table.column_names else {_ALL: table}
    present = {month: part for month, part in parts.items() if part.num_rows}
    joined = pa.concat_tables([table.slice(0, 0), *present.values()]).unify_dictionaries()
    options = pa.ipc.IpcWriteOptions(compression="lz4", unify_dictionaries=True)
    at = 0
    with pa.OSFile(str(path), "wb") as stream, pa.ipc.new_file(stream, table.schema, options=options) as writer:
        for part in present.values():
            writer.write_table(joined.slice(at, part.num_rows).combine_chunks())
            at += part.num_rows
    return {month: position for position, month in enumerate(present)}


def _split(table: pa.Table, months: dict[str, str]) -> dict[str, pa.Table]:
    sources = table[SOURCE].cast(pa.string())
    positions = pc.index_in(sources, value_set=pa.array(list(months), pa.string()))
    if positions.null_count:
        raise ContractError(f"{positions.null_count} rows of a batch belong to no article of it")
    labels = pa.array(list(months.values()), pa.string()).take(positions.combine_chunks())
    return {month: table.filter(pc.equal(labels, month)) for month in sorted(pc.unique(labels).to_pylist())}


def _read(staging: Path, batch: Staged, name: str, month: str) -> pa.Table:
    position = batch.months[name].get(month)
    try:
        with pa.memory_map(str(staging / batch.key / f"{name}.arrow")) as stream, pa.ipc.open_file(stream) as reader:
            if position is None:
                return reader.schema.empty_table()
            return pa.Table.from_batches([reader.get_batch(position)], reader.schema)
    except (OSError, pa.ArrowException) as error:
        raise StorageError(f"staged batch {batch.key} is gone or damaged: run again") from error
