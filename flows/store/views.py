"""The view of a snapshot: a folder of hard links by table, laid out whole, or mended file by file."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TypeAlias

from broadsheet.flows import files
from broadsheet.transforms.errors import StorageError

# The object that each file of a view, given by its path in it, is a link to.
Links: TypeAlias = Mapping[str, Path]


def lay_out(view: Path, links: Links, is_sound: Callable[[Path], bool] = Path.is_file) -> list[str]:
    """Make a view what it should be, as far as objects are sound; says what of one that is there was not, and is now.

    One that is not there is laid out whole or not at all, and no file that belongs to one is ever taken from it, since
    readers would take what is left for the table.

    Raises  StorageError, when files cannot be linked
    """
    try:
        if view.is_dir():
            return _mended(view, links, is_sound)
        return _whole(view, links) if all(map(is_sound, links.values())) else []
    except OSError as error:
        raise StorageError(f"cannot link files in {view}: {error.strerror}; use a disk with hard links") from error


def faults(view: Path, links: Links) -> list[str]:
    """In what a view is not what it should be: links that are gone or lead elsewhere, files that are none of it."""
    if not view.is_dir():
        return [f"{view.name}: the view is gone"]
    notes = [fault for name, target in links.items() if (fault := _fault(view / name, target))]
    return notes + [f"{stray}: a stray file that readers would take for data" for stray in _strays(view, links)]


def _whole(view: Path, links: Links) -> list[str]:
    fresh = files.aside(view.parent)
    tables = sorted({Path(name).parent for name in links})
    for table in tables:
        (fresh / table).mkdir(parents=True)
    for name, target in links.items():
        (fresh / name).hardlink_to(target)
    for table in tables:
        files.sync_folder(fresh / table)
    files.sync_folder(fresh)
    fresh.replace(view)
    files.sync_folder(view.parent)
    return [f"{view.name}: the view is laid out"]


def _mended(view: Path, links: Links, is_sound: Callable[[Path], bool]) -> list[str]:
    notes = []
    for name, target in links.items():
        fault = _fault(view / name, target)
        if fault and is_sound(target):
            (view / name).parent.mkdir(exist_ok=True)
            fresh = files.aside(view / name.partition("/")[0])
            fresh.hardlink_to(target)
            files.put(fresh, view / name)
            files.sync_folder((view / name).parent)
            notes.append(fault)
    for stray in _strays(view, links):
        files.remove(view / stray)
        notes.append(f"{stray}: a stray file is removed")
    return notes


def _fault(path: Path, target: Path) -> str | None:
    name = f"{path.parent.name}/{path.name}"
    if not path.is_file():
        return f"{name}: the file is gone"
    if not target.is_file() or not path.samefile(target):
        return f"{name}: it is no link to its object"
    return None


def _strays(view: Path, links: Links) -> list[str]:
    there = (path.relative_to(view).as_posix() for path in view.rglob("*") if not path.is_dir())
    return sorted(name for name in there if name not in links)
