"""What tells a later run, at the price of a look, that no verified object was touched since."""

import json
from pathlib import Path

from broadsheet.flows import files
from broadsheet.flows.store import snapshots

PATH = Path("_cache") / "verified.json"


def save(processed: Path) -> None:
    """Note what the parts of the current snapshot look like now that their digests are verified."""
    files.write_whole(processed / PATH, files.sealed(files.canonical(_looks(processed))))


def is_untouched(processed: Path) -> bool:
    """Whether the parts of the current snapshot, and the files of its view, are those that were verified.

    Whatever writes to a file changes its time of change, which no program can set.
    """
    try:
        return bool(json.loads(files.unsealed((processed / PATH).read_bytes())) == _looks(processed))
    except (OSError, ValueError):
        return False


def fault(processed: Path) -> str | None:
    """What is wrong with the note; None, when there is none, or nothing is."""
    try:
        files.unsealed((processed / PATH).read_bytes())
    except FileNotFoundError:
        return None
    except (OSError, ValueError) as error:
        return f"{PATH}: {error}"
    return None


def _looks(processed: Path) -> dict[str, list[int]]:
    """Inode, size and times of the objects and of the files of the view of the current snapshot."""
    view = snapshots.view(processed, str(snapshots.current_id(processed)))
    paths = [*view.rglob("*"), *(processed / "objects").iterdir()]
    looks = {}
    for path in paths:
        if not path.is_dir():
            status = path.stat()
            times = [status.st_mtime_ns, status.st_ctime_ns]
            looks[path.relative_to(processed).as_posix()] = [status.st_ino, status.st_size, *times]
    return looks
