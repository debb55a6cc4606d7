"""The operational tables below `_ops/`: the only published tables that know a clock."""

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from broadsheet.flows import accuracy
from broadsheet.flows.store import journal, parquet, snapshots
from broadsheet.flows.store.ledger import Ledger, Rejection, file_of
from broadsheet.transforms.tables.declared.dataset import OPTIONAL_TABLES
from broadsheet.transforms.tables.declared.operations import CHECKED, FILES, IDS, QUALITY, REJECTS, RUNS
from broadsheet.transforms.tables.schema import INSTANT, TableSpec

FOLDER = journal.FOLDER
_ALL = "all"

Row = dict[str, Any]

# The statuses of runs that did what they were for.
SUCCEEDED = frozenset({"published", "unchanged"})
# What the account of a run says of a file.
_SEEN = ("raw_path", "raw_sha256", "size_bytes", "mtime_ns", "article_id")


@dataclass(frozen=True, slots=True)
class Run:
    """A run, from its start on; `parameters` and `versions` are as given, `trigger` says what started it."""

    run_id: str
    flow: str
    trigger: str
    started_at: datetime
    parameters: dict[str, Any]
    versions: dict[str, str]


@dataclass(frozen=True, slots=True)
class Ended:
    """How a run ended. `status` is published, unchanged or failed; `seconds` are by stage, `checks` rows of QUALITY."""

    status: str
    snapshot_id: str | None
    rows: dict[str, int] = field(default_factory=dict)
    seconds: dict[str, float] = field(default_factory=dict)
    checks: Sequence[Row] = ()


@dataclass(frozen=True, slots=True)
class Changes:
    """Files compared with what earlier runs saw."""

    new: int = 0
    changed: int = 0
    unchanged: int = 0
    removed: int = 0


@dataclass(frozen=True, slots=True)
class Findings:
    """What a run saw: the account of all files, what changed, and the files that are gone but carried over."""

    account: Ledger
    changes: Changes
    removed: frozenset[str]


def record(processed: Path, run: Run, ended: Ended, findings: Findings) -> None:
    """Add a run, and bring the state of each file and reject up to date, once its snapshot is current and settled."""
    tables = {
        FILES: _file_table(run, findings, _table(processed, FILES)),
        REJECTS: _built(REJECTS, _reject_rows(run, findings.account, rows(processed, REJECTS))),
        IDS: _built(IDS, _id_rows(run, findings.account, rows(processed, IDS))),
        QUALITY: _built(QUALITY, _quality_rows(run, ended, findings.account)),
        RUNS: _with_run(processed, run, ended, findings.changes, len(findings.account.rejections)),
    }
    journal.prepare(processed, tables, ended.snapshot_id)


def _id_rows(run: Run, account: Ledger, earlier: Iterable[Row]) -> list[Row]:
    """The ids that were ever given up for others, each with the run that did so first."""
    known = {(row["old_article_id"], row["article_id"]): row for row in earlier}
    for old, new, key in account.ids:
        row = {"old_article_id": old, "article_id": new, "article_key": key, "run_id": run.run_id}
        known.setdefault((old, new), row)
    return [known[key] for key in sorted(known)]


def record_idle(processed: Path, run: Run, ended: Ended, changes: Changes, counts: dict[str, dict[str, int]]) -> Ledger:
    """Add a run that found everything as it was: files were seen again, open rejects tried again. Gives the account."""
    known, rejects = _table(processed, FILES), _table(processed, REJECTS)
    is_there = pc.not_equal(known["state"].cast(pa.string()), "removed")
    now = pa.scalar(run.started_at, INSTANT)
    is_open = pc.is_null(rejects["resolved_run_id"])
    tried = pc.add(rejects["n_attempts"], is_open.cast(pa.int32()))
    left = rejects.filter(is_open).select([field.name for field in fields(Rejection)]).to_pylist()
    tables = {
        FILES: _with(FILES, known, "last_seen_at", pc.if_else(is_there, now, known["last_seen_at"])),
        REJECTS: _with(REJECTS, rejects, "n_attempts", tried),
        RUNS: _with_run(processed, run, ended, changes, len(left)),
    }
    journal.prepare(processed, tables, ended.snapshot_id)
    journal.settle(processed, ended.snapshot_id)
    return Ledger((), tuple(Rejection(**row) for row in left), counts["files"], counts["articles"])


def record_failure(processed: Path, run: Run, ended: Ended, account: Ledger | None = None) -> None:
    """Add a run that published nothing; what is known of the files stays as it was.

    `account`: what became of each file, where the run came so far; its rejects are told.
    """
    n_rejected = len(account.rejections) if account else 0
    tables = {RUNS: _with_run(processed, run, ended, Changes(), n_rejected)}
    if account:
        tables[REJECTS] = _built(REJECTS, _reject_rows(run, account, rows(processed, REJECTS)))
    journal.prepare(processed, tables, ended.snapshot_id)
    journal.settle(processed, ended.snapshot_id)


def forget(processed: Path, paths: Collection[str], digests: Collection[str]) -> None:
    """Remove what is told of raw paths, and of files by the digests of their bytes."""
    tables = {
        spec: _built(spec, [row for row in rows(processed, spec) if not _is_of(row, paths, digests)])
        for spec in (FILES, REJECTS)
    }
    current = snapshots.current_id(processed)
    journal.prepare(processed, tables, current)
    journal.settle(processed, current)
    journal.forget_damaged(processed)


def _is_of(row: Row, paths: Collection[str], digests: Collection[str]) -> bool:
    return row["raw_path"] in paths or row["raw_sha256"] in digests


def _with_run(processed: Path, run: Run, ended: Ended, changes: Changes, rejected: int) -> pa.Table:
    row = {
        "run_id": run.run_id,
        "flow": run.flow,
        "trigger": run.trigger,
        "parameters": json.dumps(run.parameters, sort_keys=True),
        "started_at": run.started_at,
        "finished_at": datetime.now(UTC),
        "status": ended.status,
        "versions": json.dumps(run.versions, sort_keys=True),
        "n_seen": changes.new + changes.changed + changes.unchanged,
        "n_new": changes.new,
        "n_changed": changes.changed,
        "n_unchanged": changes.unchanged,
        "n_removed": changes.removed,
        "n_rejected": rejected,
        "rows": json.dumps(ended.rows, sort_keys=True),
        "seconds": json.dumps({name: round(took, 3) for name, took in ended.seconds.items()}, sort_keys=True),
        "snapshot_id": ended.snapshot_id,
    }
    return _built(RUNS, [*rows(processed, RUNS), row])


def _file_table(run: Run, findings: Findings, earlier: pa.Table) -> pa.Table:
    """The rows of files: what is in the collection now, and what was once.

    Of what is not any more, an article whose file is there with other bytes is superseded, all else is removed.
    """
    entries = findings.account.entries
    is_gone = pa.array([entry.file in findings.removed for entry in entries], pa.bool_())
    now = {name: pa.array([getattr(entry, name) for entry in entries], FILES.schema.field(name).type) for name in _SEEN}
    states = pa.array([entry.state for entry in entries], pa.string())
    states = pc.if_else(is_gone, "removed", states)
    before = earlier.take(pc.index_in(now["raw_path"], value_set=earlier["raw_path"].combine_chunks()))
    started = pa.scalar(run.started_at, INSTANT)
    last_seen = pc.if_else(is_gone, before["last_seen_at"], pa.scalar(None, INSTANT))
    is_state_same = pc.fill_null(pc.equal(before["state"].cast(pa.string()), states), False)  # of new files null
    digests = [pc.fill_null(table["raw_sha256"], "") for table in (before, now)]
    columns = {
        **now,
        "state": states.cast(FILES.schema.field("state").type),
        "first_seen_at": pc.coalesce(before["first_seen_at"], started),
        "last_seen_at": pc.coalesce(last_seen, started),
        "run_id": pc.if_else(pc.and_(is_state_same, pc.equal(*digests)), before["run_id"], run.run_id),
    }
    there = {entry.file: None for entry in entries if entry.file not in findings.removed}
    is_past = pc.invert(pc.is_in(earlier["raw_path"], value_set=now["raw_path"]))
    past = [_past(row, there, run) for row in earlier.filter(is_past).to_pylist()]
    return pa.concat_tables([FILES.build(columns), FILES.from_rows(past)]).sort_by("raw_path")


def _past(row: Row, there: Mapping[str, object], run: Run) -> Row:
    state = "superseded" if file_of(row["raw_path"], there) else "removed"
    return row if row["state"] == state else {**row, "state": state, "run_id": run.run_id}


def _reject_rows(run: Run, account: Ledger, earlier: Iterable[Row]) -> list[Row]:
    known = {(row["raw_path"], row["stage"], row["code"]): row for row in earlier}
    for rejection in account.rejections:
        key = (rejection.raw_path, rejection.stage, rejection.code)
        before = known.get(key)
        known[key] = {
            "raw_path": rejection.raw_path,
            "raw_sha256": rejection.raw_sha256,
            "stage": rejection.stage,
            "code": rejection.code,
            "message": rejection.message,
            "excerpt": rejection.excerpt,
            "first_seen_at": before["first_seen_at"] if before else run.started_at,
            "n_attempts": before["n_attempts"] + 1 if before else 1,
            "resolved_run_id": None,
        }
    still_open = {(rejection.raw_path, rejection.stage, rejection.code) for rejection in account.rejections}
    for key, row in known.items():
        if key not in still_open and row["resolved_run_id"] is None:
            known[key] = {**row, "resolved_run_id": run.run_id}
    return list(known.values())


def _quality_rows(run: Run, ended: Ended, account: Ledger) -> list[Row]:
    rows = [
        {
            "check": "rows",
            "table": name,
            "part": _ALL,
            "value": float(n),
            "low": 1.0,
            "high": None,
            "status": "ok" if n else "warning",
        }
        for name, n in ended.rows.items()
        if n or name not in OPTIONAL_TABLES
    ]
    rows += ended.checks
    share, limit = account.reject_share, float(run.parameters["max_reject_share"])
    status = "ok" if share <= limit else "failed"
    rows.append(
        {
            "check": "reject_share",
            "table": "files",
            "part": _ALL,
            "value": share,
            "low": None,
            "high": limit,
            "status": status,
        }
    )
    return [*({**row, "gold": CHECKED} for row in rows), *accuracy.quality_rows()]


def rows(processed: Path, spec: TableSpec) -> list[Row]:
    """The rows of an operational table that earlier runs left; a column that was not declared then is null."""
    return _table(processed, spec).to_pylist()  # type: ignore[no-any-return]


def _table(processed: Path, spec: TableSpec) -> pa.Table:
    path = journal.path_of(processed, spec)
    if not path.exists():
        return spec.empty()
    table = parquet.read(path)
    columns = {name: table[name] for name in table.column_names}
    return spec.build({c.name: columns.get(c.name, pa.nulls(len(table), c.type)) for c in spec.columns})


def _with(spec: TableSpec, table: pa.Table, name: str, values: pa.ChunkedArray) -> pa.Table:
    return spec.build({column: values if column == name else table[column] for column in spec.names})


def _built(spec: TableSpec, rows: list[Row]) -> pa.Table:
    return spec.from_rows(sorted(rows, key=lambda row: [row[name] for name in spec.key]))
