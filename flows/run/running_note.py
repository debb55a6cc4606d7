"""The note of the run that is under way, by which the next one knows that it was killed."""

import contextlib
import json
from dataclasses import asdict
from datetime import datetime
from pathlib import Path

from broadsheet.flows import files
from broadsheet.flows.store import journal, operations, snapshots
from broadsheet.transforms.tables.declared.operations import RUNS

PATH = Path("_cache") / "running.json"


def begin(processed: Path, run: operations.Run) -> None:
    """Note that a run is under way; of one that was killed before, add the row that it could not. Call it under the
    lock: whoever wrote the note it finds is dead."""
    left = _read(processed)
    current = snapshots.current_id(processed)
    if left is not None:
        journal.settle(processed, current)  # what it had published tells of it itself
    known = {row["run_id"] for row in operations.rows(processed, RUNS)} if left is not None else set()
    if left is not None and left.run_id not in known:
        operations.record_failure(processed, left, operations.Ended("killed", current))
    note = asdict(run) | {"started_at": run.started_at.isoformat()}
    files.write_whole(processed / PATH, files.canonical(note))


def end(processed: Path) -> None:
    """Forget the note of a run that told itself how it ended; where that fails, its row says that it did."""
    with contextlib.suppress(OSError):
        (processed / PATH).unlink(missing_ok=True)


def _read(processed: Path) -> operations.Run | None:
    """The run of the note; None where there is none, or it is damaged: it tells nothing but that run."""
    try:
        note = json.loads((processed / PATH).read_bytes())
        return operations.Run(**note | {"started_at": datetime.fromisoformat(note["started_at"])})
    except (OSError, ValueError, TypeError, KeyError):
        return None
