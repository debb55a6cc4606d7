"""The note that a backfill leaves beside the cache, so that one that was stopped goes on where it was."""

from pathlib import Path
from uuid import uuid4

from broadsheet.flows import files
from broadsheet.flows.store import notes


def started(processed: Path, request: dict[str, object]) -> str:
    """The job of a backfill: the unfinished one that asked for the same, else a new one in its place."""
    note = notes.read(processed, notes.BACKFILL)
    if note is not None and note["asked"] == request:
        return str(note["job"])
    job = uuid4().hex
    files.make_folder(processed / notes.FOLDER)
    notes.write(processed, notes.BACKFILL, {"job": job, "asked": request})
    return job


def unfinished(processed: Path, request: dict[str, object] | None = None) -> str | None:
    """The job of the backfill that was started (and asked for this) and has not published; None when there is none."""
    note = notes.read(processed, notes.BACKFILL)
    return str(note["job"]) if note and request in (None, note["asked"]) else None


def finished(processed: Path) -> None:
    """Forget the job."""
    notes.remove(processed, notes.BACKFILL)
