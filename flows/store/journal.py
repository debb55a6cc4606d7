"""The files below `_ops/`, which change together with the snapshot.

_ops/<table>.parquet    the tables
_ops/digests.json       their digests
_ops/.pending/          tables and digests of a run that is about to publish; they move when its snapshot is current
_ops/.damaged/          tables that were found damaged, for whoever wants to look

Whatever instant a run is stopped at, the next one settles what is pending.
"""

import json
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pyarrow as pa

from broadsheet.flows import files
from broadsheet.flows.store import parquet
from broadsheet.transforms.errors import StorageError
from broadsheet.transforms.tables.declared.operations import OPS_TABLES
from broadsheet.transforms.tables.schema import TableSpec

FOLDER = "_ops"
PENDING = ".pending"
_DAMAGED = ".damaged"
_DIGESTS = "digests.json"
# What is lost with a table, and cannot be computed from files and snapshots.
_LOST = {
    "runs": "the runs before this one cannot be had back",
    "files": "it is made anew, but when files were first seen cannot be had back",
    "rejects": "it is made anew, but rejects that were resolved, and when others began, cannot be had back",
    "ids": "it is made anew, but ids given up for others before cannot be had back",
    "quality": "it is made anew",
}


def prepare(processed: Path, tables: Mapping[TableSpec, pa.Table], snapshot_id: str | None) -> None:
    """Write tables that take their places when a snapshot is current; those that stay are noted with them."""
    folder = processed / FOLDER
    pending = folder / PENDING
    shutil.rmtree(pending, ignore_errors=True)
    files.make_folder(pending)
    record = _read_digests(folder / _DIGESTS)
    digests = dict(record["tables"]) if record else {}
    for spec, table in tables.items():
        path = pending / f"{spec.name}.parquet"
        parquet.write(table, path)
        digests[spec.name] = files.digest(path)
    files.sync_folder(pending)
    # With the digests the tables are there: what was written before them alone counts for nothing.
    _write_digests(pending / _DIGESTS, digests, snapshot_id)


def settle(processed: Path, current: str | None) -> None:
    """Let pending tables take their places, if the snapshot they belong to is the current one; else forget them."""
    folder, pending = processed / FOLDER, processed / FOLDER / PENDING
    record = _read_digests(pending / _DIGESTS)
    if record is not None and record["snapshot_id"] == current:
        names = {f"{name}.parquet": sha256 for name, sha256 in record["tables"].items()}
        moved = [name for name, sha256 in names.items() if not _is_as_noted(folder / name, sha256)]
        if all(_is_as_noted(pending / name, names[name]) for name in moved):
            for name in moved:
                files.put(pending / name, folder / name)
            files.sync_folder(folder)
            files.put(pending / _DIGESTS, folder / _DIGESTS)
            files.sync_folder(folder)
    shutil.rmtree(pending, ignore_errors=True)


def faults(processed: Path) -> list[str]:
    """In what the operational tables are not those that were written."""
    folder = processed / FOLDER
    if not folder.is_dir():
        return [f"{FOLDER}: the folder is gone"]
    record = _read_digests(folder / _DIGESTS)
    if record is None:
        return [f"{FOLDER}/{_DIGESTS} is gone or damaged"]
    return [
        f"{FOLDER}/{name}.parquet is gone or damaged"
        for name, sha256 in record["tables"].items()
        if not _is_as_noted(folder / f"{name}.parquet", sha256)
    ]


def mend(processed: Path) -> list[str]:
    """Put tables that are damaged aside, so that the next run makes them anew; says what cannot be had back.

    Where the digests are gone, a table counts that reads back.
    """
    folder = processed / FOLDER
    record = _read_digests(folder / _DIGESTS) or {"snapshot_id": None, "tables": {}}
    sound: dict[str, str] = {}
    lost: list[str] = []
    for spec in OPS_TABLES:
        path = path_of(processed, spec)
        noted = record["tables"].get(spec.name)
        if _is_as_noted(path, noted) if noted else _reads_back(path):
            sound[spec.name] = noted or files.digest(path)
        elif noted or path.exists():
            _put_aside(path)
            lost.append(f"{FOLDER}/{spec.name}.parquet was gone or damaged: {_LOST[spec.name]}")
    if sound != record["tables"]:
        _write_digests(folder / _DIGESTS, sound, record["snapshot_id"])
    return lost


def _put_aside(path: Path) -> None:
    """Keep a damaged table for whoever wants to look, where nobody takes it for one."""
    if path.exists():
        files.make_folder(path.parent / _DAMAGED)
        files.remove(path.parent / _DAMAGED / path.name)
        path.replace(path.parent / _DAMAGED / path.name)


def _reads_back(path: Path) -> bool:
    try:
        parquet.read(path)
    except StorageError:
        return False
    return True


def _is_as_noted(path: Path, sha256: str) -> bool:
    try:
        return files.digest(path) == sha256
    except OSError:
        return False


def _read_digests(path: Path) -> dict[str, Any] | None:
    try:
        record = json.loads(files.unsealed(path.read_bytes()))
    except (OSError, ValueError):
        return None
    return record if isinstance(record, dict) else None


def _write_digests(path: Path, tables: Mapping[str, str], snapshot_id: str | None) -> None:
    files.write_whole(path, files.sealed(files.canonical({"tables": dict(tables), "snapshot_id": snapshot_id})))


def forget_damaged(processed: Path) -> None:
    """Remove the damaged tables that were put aside."""
    files.remove(processed / FOLDER / _DAMAGED)


def path_of(processed: Path, spec: TableSpec) -> Path:
    """The file of an operational table."""
    return processed / FOLDER / f"{spec.name}.parquet"
