"""From what a run did to the operational tables below `_ops/`: the only published tables that know a clock."""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from flows import files, parquet
from flows.ledger import Ledger
from transforms.ops_tables import FILES, QUALITY, REJECTS, RUNS
from transforms.schema import TableSpec

FOLDER = "_ops"

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Run:
    """A run, from its start on; `parameters` and `versions` are as given, `trigger` says what started it."""

    run_id: str
    trigger: str
    started_at: datetime
    parameters: dict[str, Any]
    versions: dict[str, str]


@dataclass(frozen=True, slots=True)
class Ended:
    """How a run ended. `status` is published, unchanged or failed; `seconds` are by stage."""

    status: str
    snapshot_id: str | None
    rows: dict[str, int] = field(default_factory=dict)
    seconds: dict[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Changes:
    """Files and articles compared with what earlier runs saw."""

    new: int = 0
    changed: int = 0
    unchanged: int = 0
    removed: int = 0


def record(processed: Path, run: Run, ended: Ended, account: Ledger) -> Changes:
    """Add a run that read everything, and bring the state of each file and reject up to date."""
    earlier = _rows(processed, FILES)
    changes, current = _file_rows(run, account, {row["raw_path"]: row for row in earlier})
    _write(processed, FILES, current)
    _write(processed, REJECTS, _reject_rows(run, account, _rows(processed, REJECTS)))
    _write(processed, QUALITY, _quality_rows(run, ended, account))
    _add_run(processed, run, ended, changes, account)
    return changes


def record_failure(processed: Path, run: Run, ended: Ended) -> None:
    """Add a run that published nothing; what is known of the files stays as it was."""
    _add_run(processed, run, ended, Changes(), None)


def _add_run(processed: Path, run: Run, ended: Ended, changes: Changes, account: Ledger | None) -> None:
    row = {
        "run_id": run.run_id,
        "flow": "ingest",
        "trigger": run.trigger,
        "parameters": json.dumps(run.parameters, sort_keys=True),
        "started_at": run.started_at,
        "finished_at": datetime.now(UTC),
        "status": ended.status,
        "versions": json.dumps(run.versions, sort_keys=True),
        "n_seen": account.files["found"] if account else 0,
        "n_new": changes.new,
        "n_changed": changes.changed,
        "n_unchanged": changes.unchanged,
        "n_removed": changes.removed,
        "n_rejected": len(account.rejections) if account else 0,
        "rows": json.dumps(ended.rows, sort_keys=True),
        "seconds": json.dumps({name: round(took, 3) for name, took in ended.seconds.items()}, sort_keys=True),
        "snapshot_id": ended.snapshot_id,
    }
    _write(processed, RUNS, [*_rows(processed, RUNS), row])


def _file_rows(run: Run, account: Ledger, earlier: dict[str, Row]) -> tuple[Changes, list[Row]]:
    rows: list[Row] = []
    counted = {"new": 0, "changed": 0, "unchanged": 0, "removed": 0}
    for entry in account.entries:
        before = earlier.pop(entry.raw_path, None)
        if before is None or before["state"] == "removed":
            counted["new"] += 1
        else:
            counted["unchanged" if before["raw_sha256"] == entry.raw_sha256 else "changed"] += 1
        rows.append(
            {
                "raw_path": entry.raw_path,
                "raw_sha256": entry.raw_sha256,
                "size_bytes": entry.size_bytes,
                "mtime_ns": entry.mtime_ns,
                "state": entry.state,
                "article_id": entry.article_id,
                "first_seen_at": before["first_seen_at"] if before else run.started_at,
                "last_seen_at": run.started_at,
                "run_id": run.run_id,
            }
        )
    for gone in earlier.values():
        counted["removed"] += gone["state"] != "removed"
        rows.append(gone if gone["state"] == "removed" else {**gone, "state": "removed", "run_id": run.run_id})
    return Changes(**counted), rows


def _reject_rows(run: Run, account: Ledger, earlier: Iterable[Row]) -> list[Row]:
    known = {(row["raw_path"], row["stage"], row["code"]): row for row in earlier}
    for one in account.rejections:
        key = (one.raw_path, one.stage, one.code)
        before = known.get(key)
        known[key] = {
            "raw_path": one.raw_path,
            "raw_sha256": one.raw_sha256,
            "stage": one.stage,
            "code": one.code,
            "message": one.message,
            "excerpt": one.excerpt,
            "first_seen_at": before["first_seen_at"] if before else run.started_at,
            "n_attempts": before["n_attempts"] + 1 if before else 1,
            "resolved_run_id": None,
        }
    still_open = {(one.raw_path, one.stage, one.code) for one in account.rejections}
    for key, row in known.items():
        if key not in still_open and row["resolved_run_id"] is None:
            known[key] = {**row, "resolved_run_id": run.run_id}
    return list(known.values())


def _quality_rows(run: Run, ended: Ended, account: Ledger) -> list[Row]:
    rows = [
        {
            "check": "rows",
            "table": name,
            "value": float(n),
            "low": 1.0,
            "high": None,
            "status": "ok" if n else "warning",
        }
        for name, n in ended.rows.items()
    ]
    share, limit = account.reject_share, float(run.parameters["max_reject_share"])
    status = "ok" if share <= limit else "failed"
    rows.append(
        {"check": "reject_share", "table": "files", "value": share, "low": None, "high": limit, "status": status}
    )
    return rows


def _rows(processed: Path, spec: TableSpec) -> list[Row]:
    """The rows an earlier run left; a column that was not declared then is null."""
    path = processed / FOLDER / f"{spec.name}.parquet"
    if not path.exists():
        return []
    table = parquet.read(path)
    return [{name: row.get(name) for name in spec.names} for row in table.to_pylist()]


def _write(processed: Path, spec: TableSpec, rows: list[Row]) -> None:
    files.make_folder(processed / FOLDER)
    path = processed / FOLDER / f"{spec.name}.parquet"
    made = files.aside(path.parent)
    parquet.write(spec.from_rows(sorted(rows, key=lambda row: [row[name] for name in spec.key])), made)
    made.replace(path)
    files.sync_folder(path.parent)
