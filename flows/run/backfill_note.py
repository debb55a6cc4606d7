"""The note that a backfill leaves beside the cache, so that one that was stopped goes on where it was."""

import json
from pathlib import Path
from uuid import uuid4

from broadsheet.flows import files

PATH = Path("_cache") / "backfill.json"


def started(processed: Path, request: dict[str, object]) -> str:
    """The job of a backfill: the unfinished one that asked for the same, else a new one in its place."""
    note = _read(processed)
    if note is not None and note["asked"] == request:
        return str(note["job"])
    job = uuid4().hex
    files.make_folder((processed / PATH).parent)
    files.write_whole(processed / PATH, files.canonical({"job": job, "asked": request}))
    return job


def unfinished(processed: Path, request: dict[str, object] | None = None) -> str | None:
    """The job of the backfill that was started (and asked for this) and has not published; None when there is none."""
    note = _read(processed)
    return str(note["job"]) if note and request in (None, note["asked"]) else None


def finished(processed: Path) -> None:
    """Forget the job."""
    (processed / PATH).unlink(missing_ok=True)


def _read(processed: Path) -> dict[str, object] | None:
    try:
        note = json.loads((processed / PATH).read_bytes())
    except (OSError, ValueError):
        return None
    return note if isinstance(note, dict) and {"job", "asked"} <= note.keys() else None
