"""From a backfill that was asked for to a note beside the cache, so that one that was stopped goes on where it was."""

import json
from pathlib import Path
from uuid import uuid4

from broadsheet.flows import files

PATH = Path("_cache") / "backfill.json"


def started(processed: Path, asked: dict[str, object]) -> str:
    """The job of a backfill: the unfinished one that asked for the same, else a new one in its place."""
    told = _read(processed)
    if told is not None and told["asked"] == asked:
        return str(told["job"])
    job = uuid4().hex
    files.make_folder((processed / PATH).parent)
    files.write_whole(processed / PATH, files.canonical({"job": job, "asked": asked}))
    return job


def unfinished(processed: Path, asked: dict[str, object] | None = None) -> str | None:
    """The job of the backfill that was started (and asked for this) and has not published; None when there is none."""
    told = _read(processed)
    return str(told["job"]) if told and asked in (None, told["asked"]) else None


def finished(processed: Path) -> None:
    """Forget the job."""
    (processed / PATH).unlink(missing_ok=True)


def _read(processed: Path) -> dict[str, object] | None:
    try:
        told = json.loads((processed / PATH).read_bytes())
    except (OSError, ValueError):
        return None
    return told if isinstance(told, dict) and {"job", "asked"} <= told.keys() else None
