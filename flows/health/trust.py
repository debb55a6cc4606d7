"""What tells a later run, at the price of a look, that no verified object was touched since."""

from pathlib import Path

from broadsheet.flows.store import notes, snapshots


def save(processed: Path) -> None:
    """Note what the parts of the current snapshot look like now that their digests are verified."""
    notes.write(processed, notes.VERIFIED, _looks(processed))


def is_untouched(processed: Path) -> bool:
    """Whether the parts of the current snapshot, and the files of its view, are those that were verified.

    Whatever writes to a file changes its time of change, which no program can set.
    """
    noted = notes.read(processed, notes.VERIFIED)
    try:
        return noted is not None and bool(noted == _looks(processed))
    except OSError:
        return False


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
