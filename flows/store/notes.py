"""From a small fact to a file beside the cache, and back: what is noted is as it was written, or not there."""

import contextlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from broadsheet.flows import files

FOLDER = Path("_cache")
# What verified objects look like; a backfill that has not ended; what the code was when its digests were computed; the
# run that is under way.
VERIFIED, BACKFILL, CODE, RUNNING = (FOLDER / f"{name}.json" for name in ("verified", "backfill", "code", "running"))
ALL = (VERIFIED, BACKFILL, CODE, RUNNING)


def read(processed: Path, note: Path) -> Any:  # noqa: ANN401 - whatever JSON holds
    """What is noted; None, when nothing is, or it is damaged."""
    try:
        return json.loads(files.unsealed((processed / note).read_bytes()))
    except (OSError, ValueError):
        return None


def write(processed: Path, note: Path, value: object) -> None:
    """Note something, in one step."""
    files.write_whole(processed / note, files.sealed(files.canonical(value)))


def try_to_write(processed: Path, note: Path, value: object) -> None:
    """Note something that can be computed again: where nothing can be written, it is not noted."""
    with contextlib.suppress(OSError):
        write(processed, note, value)


def faults(processed: Path) -> Iterator[tuple[Path, str]]:
    """The notes that are damaged, each with what is wrong; one that is not there is none."""
    for note in ALL:
        try:
            files.unsealed((processed / note).read_bytes())
        except (OSError, ValueError) as error:
            if (processed / note).is_symlink() or not isinstance(error, FileNotFoundError):
                yield note, str(error)


def remove(processed: Path, note: Path) -> None:
    """Forget what is noted."""
    files.remove(processed / note)
