"""The note of the run that is under way, by which the next one knows that it was killed."""

import contextlib
from dataclasses import asdict
from datetime import datetime
from pathlib import Path

from broadsheet.flows.store import journal, notes, operations, snapshots
from broadsheet.transforms.tables.declared.operations import RUNS


def begin(processed: Path, run: operations.Run) -> None:
    """Note that a run is under way; of one that was killed before, add the row that it could not. Call it under the
    lock: whoever wrote the note it finds is dead."""
    settle(processed)
    notes.write(processed, notes.RUNNING, asdict(run) | {"started_at": run.started_at.isoformat()})


def settle(processed: Path) -> bool:
    """Add the row of a run that was killed, where there is a note of one; gives whether it had none. Under the lock."""
    killed = _noted(processed)
    if killed is None:
        return False
    current = snapshots.current_id(processed)
    journal.settle(processed, current)  # what it had published tells of it itself
    is_untold = all(row["run_id"] != killed.run_id for row in operations.rows(processed, RUNS))
    if is_untold:
        operations.record_failure(processed, killed, operations.Ended("killed", current))
    end(processed)
    return is_untold


def end(processed: Path) -> None:
    """Forget the note of a run that told itself how it ended; where that fails, its row says that it did."""
    with contextlib.suppress(OSError):
        notes.remove(processed, notes.RUNNING)


def _noted(processed: Path) -> operations.Run | None:
    """The run of the note; None where there is none, or it is damaged: it tells nothing but that run."""
    note = notes.read(processed, notes.RUNNING)
    return None if note is None else operations.Run(**note | {"started_at": datetime.fromisoformat(note["started_at"])})
