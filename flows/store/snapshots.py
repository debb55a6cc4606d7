"""Snapshots: finished tables become current in one step, and are read back.

objects/<sha256>.parquet                    part files, never rewritten
snapshots/<id>.json                         manifest; the id is the hash of its content: no clock, host or run in it
views/<id>/<table>/<label>-<sha16>.parquet  hard links to the objects, for plain pandas
current -> views/<id>                       the one step
"""

import contextlib
import hashlib
import json
import os
import shutil
import stat
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass
from functools import lru_cache, partial
from pathlib import Path
from typing import Any

import pyarrow as pa

from broadsheet.flows import files
from broadsheet.flows.store import parquet, views
from broadsheet.transforms.errors import StorageError

# Of the manifest. Format 1 had one `versions` for the whole snapshot, and no schema_version beside it; 2 had parts by
# month.
FORMAT = 3
FORMATS = (1, 2, 3)
# Snapshots that stay without a wish: those of a working week, one ingest a day.
KEEP = 5
CURRENT = "current"
_REPAIR = ": run `broadsheet repair`"

Manifest = dict[str, Any]


@dataclass(frozen=True, slots=True, order=True)
class Part:
    """One part file of a table: the label of its range of rows, their number, and the digest and size of its bytes."""

    table: str
    label: str
    sha256: str
    rows: int
    bytes: int

    @property
    def view_name(self) -> str:
        """Its name in a view. The hash makes a reader caught in a publish fail instead of mixing two snapshots."""
        # 64 bits tell the few parts of a label apart.
        return f"{self.label}-{self.sha256[:16]}.parquet"


class UnknownFormatError(StorageError):
    """A manifest of another version of the program: it is whole, and must not be written over."""


@dataclass(frozen=True, slots=True)
class Published:
    """What a publish did: the snapshot that is current now, and whether it was not before."""

    snapshot_id: str
    is_new: bool


def prepare(processed: Path) -> None:
    """Create the folders of a store and remove what interrupted runs left unfinished; call it under the lock."""
    for name in ("objects", "snapshots", "views"):
        files.make_folder(processed / name)
        files.sweep(processed / name)
    files.sweep(processed)


def add_part(processed: Path, table_name: str, label: str, table: pa.Table) -> Part:
    """Store a table as an object; nothing refers to it until a snapshot is published.

    Raises  StorageError, when what was written does not read back as it was
    """
    return _add(processed, table_name, label, table.schema, partial(parquet.groups, table))


def add_blocks(processed: Path, table_name: str, label: str, blocks: parquet.Blocks) -> Part:
    """As `add_part`, of a table that is never in memory whole."""
    return _add(processed, table_name, label, blocks.schema, blocks.groups)


def _add(
    processed: Path, table_name: str, label: str, schema: pa.Schema, groups: Callable[[], Iterator[pa.Table]]
) -> Part:
    aside = files.aside(processed / "objects")
    try:
        parquet.write_groups(schema, groups(), aside)
        rows = _read_back(f"{table_name} {label}", groups(), parquet.read_groups(aside))
        part = Part(table_name, label, files.digest(aside), rows, aside.stat().st_size)
        if not holds(processed, part):  # one that is there stays, with the links of views to it
            aside.chmod(0o444)
            files.put(aside, _object(processed, part.sha256))
    except OSError as error:
        raise files.refusal(f"cannot write to {processed}", error) from error
    finally:
        with contextlib.suppress(OSError):  # what is left is swept by the next run
            aside.unlink(missing_ok=True)
    return part


def _read_back(name: str, wanted: Iterator[pa.Table], read: Iterator[pa.Table]) -> int:
    """The number of rows, when the row groups read are those wanted."""
    rows = 0
    for table in wanted:
        stored = next(read, None)
        if stored is None or not stored.equals(table):
            break
        rows += table.num_rows
        del table, stored  # before the next are made
    else:
        if next(read, None) is None:
            return rows
    raise StorageError(f"{name} does not read back as it was written: check the disk, run again")


def holds(processed: Path, part: Part) -> bool:
    """Whether a part is stored with the bytes that its digest is of."""
    return is_object(_object(processed, part.sha256))


def is_object(path: Path) -> bool:
    """Whether a file has the bytes that its name is the digest of."""
    try:
        status = path.lstat()
        return stat.S_ISREG(status.st_mode) and _is_digest(path, status.st_ino, status.st_size, status.st_mtime_ns)
    except OSError:
        return False


# More parts than a dataset of some million articles has. A bound on memory, set by hand.
@lru_cache(maxsize=1 << 16)
def _is_digest(path: Path, _inode: int, _size: int, _mtime_ns: int) -> bool:
    """Asked once a process, while the file stays the same."""
    return files.digest(path) == path.stem


def manifest(parts: list[Part], facts: dict[str, Any]) -> Manifest:
    """The content of a snapshot: its parts by table, and facts about it (counts, versions), none of them a clock."""
    tables: dict[str, list[dict[str, Any]]] = {}
    for part in sorted(parts):
        row = asdict(part)
        tables.setdefault(row.pop("table"), []).append(row)
    return {"format": FORMAT, **facts, "tables": tables}


def snapshot_id(content: Manifest) -> str:
    """The id of a manifest's content."""
    # 96 bits, of which no two snapshots share all by chance, and which still fit in a line.
    return hashlib.sha256(files.canonical(content)).hexdigest()[:24]


def parts_of(content: Manifest) -> list[Part]:
    """The parts a manifest names, in its order."""
    label = "month" if content["format"] < FORMAT else "label"
    return [
        Part(table, row[label], row["sha256"], row["rows"], row["bytes"])
        for table, rows in sorted(content["tables"].items())
        for row in rows
    ]


def rows_of(content: Manifest) -> dict[str, int]:
    """Rows of each table of a manifest."""
    return {table: sum(part["rows"] for part in parts) for table, parts in content["tables"].items()}


def publish(processed: Path, content: Manifest, keep: int = KEEP) -> Published:
    """Make a snapshot current, in one step; then remove all but the `keep` newest. Call it under the lock.

    What is damaged of one that is current already is written anew.

    Raises  StorageError, when a part is absent or has other bytes than its digest says: then nothing has changed
    """
    name = snapshot_id(content)
    is_new = current_id(processed) != name
    for part in parts_of(content):
        if not holds(processed, part):
            raise StorageError(f"part {part.view_name} of {part.table} is absent or damaged: run again")
    # What a name refers to must be on the disk before the name is: objects, then manifest, then view, then the link.
    files.sync_folder(processed / "objects")
    path = processed / "snapshots" / f"{name}.json"
    if manifest_fault(processed, name):
        files.write_whole(path, files.canonical(content))
    if is_new:
        os.utime(path)  # an earlier snapshot that comes back is the newest
    views.lay_out(view(processed, name), _links(processed, content))
    if is_new:
        files.point(processed / CURRENT, f"views/{name}")
    collect(processed, keep)
    return Published(name, is_new)


def restore(processed: Path, name: str) -> None:
    """Make a snapshot current whose manifest and parts are in the store, as when it was published."""
    views.lay_out(view(processed, name), _links(processed, read_manifest(processed, name)))
    files.point(processed / CURRENT, f"views/{name}")


def mend_view(processed: Path, content: Manifest) -> list[str]:
    """Make the view of a snapshot what its manifest says, as far as its objects are sound; says what was mended."""
    return views.lay_out(view(processed, snapshot_id(content)), _links(processed, content), is_object)


def view_faults(processed: Path, content: Manifest) -> list[str]:
    """In what the view of a snapshot is not what its manifest says; its bytes are not read."""
    return views.faults(view(processed, snapshot_id(content)), _links(processed, content))


def _links(processed: Path, content: Manifest) -> views.Links:
    return {f"{part.table}/{part.view_name}": _object(processed, part.sha256) for part in parts_of(content)}


def current_id(processed: Path) -> str | None:
    """The id of the current snapshot; None when nothing was published yet, or the link leads elsewhere."""
    link = processed / CURRENT
    target = link.readlink() if link.is_symlink() else None
    return target.name if target is not None and target.parent == Path("views") else None


def kept(processed: Path) -> list[str]:
    """The ids of the snapshots that can be read, in order of their names; none where there is no store."""
    return sorted(path.stem for path in (processed / "snapshots").glob("*.json") if view(processed, path.stem).is_dir())


def view(processed: Path, name: str) -> Path:
    """The folder of a snapshot's tables, a folder each."""
    return processed / "views" / name


def read_manifest(processed: Path, name: str | None = None) -> Manifest:
    """The manifest of a snapshot, of the current one by default, checked against its id.

    Raises  StorageError, when there is none, or it is not what its id says
    """
    wanted = name or current_id(processed)
    if wanted is None:
        raise StorageError(f"nothing is published in {processed}: run `broadsheet ingest` first")
    path = processed / "snapshots" / f"{wanted}.json"
    try:
        content: Manifest = json.loads(path.read_bytes())
    except (OSError, ValueError) as error:
        raise StorageError(f"manifest {path} cannot be read ({error}){_REPAIR}") from error
    if snapshot_id(content) != wanted:
        raise StorageError(f"manifest {path} was changed after it was published{_REPAIR}")
    if content.get("format") not in FORMATS:
        raise UnknownFormatError(
            f"{processed} was written by another version of Broadsheet (format {content.get('format')}, known are"
            f" {', '.join(map(str, FORMATS))}): use that version, or give another folder"
        )
    return content


def read_table(
    processed: Path, table_name: str, content: Manifest | None = None, columns: list[str] | None = None
) -> pa.Table:
    """A whole table of one snapshot, resolved once and verified page by page; for a publish may fall into a plain read.

    Raises  StorageError, when the snapshot has no such table or a part is damaged
    """
    content = content or read_manifest(processed)
    parts = [part for part in parts_of(content) if part.table == table_name]
    if not parts:
        raise StorageError(f"the snapshot has no table {table_name}; it has {', '.join(sorted(content['tables']))}")
    return pa.concat_tables(parquet.read(_object(processed, part.sha256), columns) for part in parts)


def read_part(processed: Path, part: Part, columns: Iterable[str]) -> pa.Table:
    """Some columns of one part, verified page by page."""
    return parquet.read(_object(processed, part.sha256), list(columns))


def read_range(processed: Path, content: Manifest, table_name: str, label: str) -> pa.Table | None:
    """One range of a table, verified page by page; None when it has no rows in it."""
    parts = [part for part in parts_of(content) if part.table == table_name and part.label == label]
    return pa.concat_tables(parquet.read(_object(processed, part.sha256)) for part in parts) if parts else None


def columns(processed: Path, content: Manifest, table_name: str) -> set[str]:
    """The columns of a table of a snapshot; none, when it has no such table."""
    parts = [part for part in parts_of(content) if part.table == table_name]
    return set(parquet.schema(_object(processed, parts[0].sha256)).names) if parts else set()


def manifest_fault(processed: Path, name: str) -> str | None:
    """Why the manifest of a snapshot is not what was published; None, when it is.

    Raises  UnknownFormatError
    """
    path = processed / "snapshots" / f"{name}.json"
    try:
        content = read_manifest(processed, name)
    except UnknownFormatError:
        raise
    except StorageError as error:
        return str(error).removesuffix(_REPAIR)  # who asks for faults tells what mends them
    is_spelt = not path.is_symlink() and path.read_bytes() == files.canonical(content)
    return None if is_spelt else f"manifest {path} was changed after it was published"


def names(processed: Path) -> set[str]:
    """The ids of the snapshots that have a manifest, whether or not it can be read."""
    return set(_by_age(processed))


def views_alone(processed: Path) -> list[str]:
    """Views of snapshots that have no manifest."""
    there = {path.name for path in (processed / "views").glob("[!.]*")}
    return sorted(there - names(processed) - {str(current_id(processed))})


def object_faults(processed: Path) -> list[str]:
    """Objects with other bytes than their names are the digest of; every byte is read."""
    paths = sorted((processed / "objects").glob("*"))
    return [
        f"objects/{path.name}: its bytes are not those that were published" for path in paths if not is_object(path)
    ]


def is_stored(processed: Path, part: Part) -> bool:
    """Whether the store has a file for a part, whatever is in it."""
    return _object(processed, part.sha256).is_file()


def remove_object(processed: Path, part: Part) -> None:
    """Remove the stored bytes of a part."""
    files.remove(_object(processed, part.sha256))


def recover_object(processed: Path, content: Manifest, part: Part) -> bool:
    """Let a file of a snapshot's view be the object of a part again, where its bytes are those that were published."""
    path = view(processed, snapshot_id(content)) / part.table / part.view_name
    if not path.is_file() or path.is_symlink() or files.digest(path) != part.sha256:
        return False
    path.chmod(0o444)
    fresh = files.aside(processed / "objects")
    fresh.hardlink_to(path)
    files.put(fresh, _object(processed, part.sha256))
    files.sync_folder(processed / "objects")
    return True


def manifests(processed: Path) -> dict[str, Manifest]:
    """The manifests that can be read, the oldest first."""
    contents = {}
    for name in _by_age(processed):
        with contextlib.suppress(StorageError):
            contents[name] = read_manifest(processed, name)
    return contents


def collect(processed: Path, keep: int) -> None:
    """Remove all snapshots but the current one and the `keep` - 1 published last, and objects none of them needs."""
    names = _by_age(processed)
    now = current_id(processed)
    others = [name for name in names if name != now]
    kept = set(others[max(0, len(others) - keep + 1) :] if keep > 1 else ()) | {str(now)}
    drop(processed, {path.name for path in (processed / "views").iterdir()}.union(names) - kept)
    # One whose manifest is damaged keeps its view, and with it the links to its parts.
    live = {part.sha256 for content in manifests(processed).values() for part in parts_of(content)}
    for path in (processed / "objects").iterdir():
        if path.stem not in live:
            files.remove(path)


def drop(processed: Path, names: Iterable[str]) -> None:
    """Remove snapshots: their views in one step each, and their manifests."""
    for name in names:
        folder = view(processed, name)
        if folder.is_dir():
            # In one step, lest a reader who is listing the folder takes what is left of it for the whole.
            gone = files.aside(folder.parent)
            folder.rename(gone)
            shutil.rmtree(gone)
        files.remove(processed / "snapshots" / f"{name}.json")


def _by_age(processed: Path) -> list[str]:
    paths = sorted((processed / "snapshots").glob("*.json"), key=lambda path: (path.lstat().st_mtime_ns, path.name))
    return [path.stem for path in paths]


def _object(processed: Path, sha256: str) -> Path:
    return processed / "objects" / f"{sha256}.parquet"
