"""From finished tables to a snapshot that becomes current in one step, and back.

objects/<sha256>.parquet                    part files, never rewritten
snapshots/<id>.json                         manifest; the id is the hash of its content: no clock, host or run in it
views/<id>/<table>/<label>-<sha16>.parquet  hard links to the objects, for plain pandas
current -> views/<id>                       the one step
"""

import hashlib
import json
import shutil
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path
from typing import Any

import pyarrow as pa

from broadsheet.flows import files
from broadsheet.flows.store import parquet
from broadsheet.transforms.errors import StorageError

FORMAT = 3
# Format 1 had one `versions` for the whole snapshot, and no schema_version beside it; 2 had parts by month.
FORMATS = (1, 2, 3)
KEEP = 5
CURRENT = "current"

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
        return f"{self.label}-{self.sha256[:16]}.parquet"


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
    made = files.aside(processed / "objects")
    try:
        parquet.write_groups(schema, groups(), made)
        rows = _read_back(f"{table_name} {label}", groups(), parquet.read_groups(made))
        part = Part(table_name, label, files.digest(made), rows, made.stat().st_size)
        made.chmod(0o444)
        made.replace(_object(processed, part.sha256))
    except OSError as error:
        raise StorageError(f"cannot write to {processed}: {error.strerror}; is the disk full?") from error
    finally:
        made.unlink(missing_ok=True)
    return part


def _read_back(name: str, wanted: Iterator[pa.Table], read: Iterator[pa.Table]) -> int:
    """The number of rows, when the row groups read are those wanted."""
    rows = 0
    for table in wanted:
        found = next(read, None)
        if found is None or not found.equals(table):
            break
        rows += table.num_rows
        del table, found  # before the next are made
    else:
        if next(read, None) is None:
            return rows
    raise StorageError(f"{name} does not read back as it was written: check the disk, run again")


def holds(processed: Path, part: Part) -> bool:
    """Whether a part is stored, in its full length."""
    path = _object(processed, part.sha256)
    return path.is_file() and path.stat().st_size == part.bytes


def manifest(parts: list[Part], facts: dict[str, Any]) -> Manifest:
    """The content of a snapshot: its parts by table, and facts about it (counts, versions), none of them a clock."""
    tables: dict[str, list[dict[str, Any]]] = {}
    for part in sorted(parts):
        row = asdict(part)
        tables.setdefault(row.pop("table"), []).append(row)
    return {"format": FORMAT, **facts, "tables": tables}


def snapshot_id(content: Manifest) -> str:
    """The id of a manifest's content."""
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

    Raises  StorageError, when a part is absent or incomplete: then nothing has changed
    """
    name = snapshot_id(content)
    is_new = current_id(processed) != name
    for part in parts_of(content):
        if not holds(processed, part):
            raise StorageError(f"part {part.view_name} of {part.table} is absent or incomplete: run again")
    if is_new or not (processed / "views" / name).is_dir():
        _commit(processed, name, content)
    collect(processed, keep)
    return Published(name, is_new)


def _commit(processed: Path, name: str, content: Manifest) -> None:
    # What a name refers to must be on the disk before the name is: objects, then manifest, then view, then the link.
    files.sync_folder(processed / "objects")
    path = processed / "snapshots" / f"{name}.json"
    files.write_whole(path, files.canonical(content))
    _link_view(processed, name, content)
    files.point(processed / CURRENT, f"views/{name}")


def restore(processed: Path, name: str) -> None:
    """Make a snapshot current whose manifest and parts are in the store, as when it was published."""
    _link_view(processed, name, read_manifest(processed, name))
    files.point(processed / CURRENT, f"views/{name}")


def _link_view(processed: Path, name: str, content: Manifest) -> None:
    """Lay out the view of a snapshot; one that is there already was renamed into place whole."""
    view = processed / "views" / name
    if view.is_dir():
        return
    made = files.aside(view.parent)
    try:
        for table in content["tables"]:
            (made / table).mkdir(parents=True)
        for part in parts_of(content):
            (made / part.table / part.view_name).hardlink_to(_object(processed, part.sha256))
    except OSError as error:
        raise StorageError(f"cannot link files in {processed}: {error.strerror}; use a disk with hard links") from error
    for table in content["tables"]:
        files.sync_folder(made / table)
    files.sync_folder(made)
    made.replace(view)
    files.sync_folder(view.parent)


def current_id(processed: Path) -> str | None:
    """The id of the current snapshot; None when nothing was published yet."""
    link = processed / CURRENT
    return link.readlink().name if link.is_symlink() else None


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
        raise StorageError(f"manifest {path} cannot be read: {error}") from error
    if snapshot_id(content) != wanted:
        raise StorageError(f"manifest {path} was changed after it was published: restore it, or run ingest again")
    if content.get("format") not in FORMATS:
        raise StorageError(
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


def read_range(processed: Path, content: Manifest, table_name: str, label: str) -> pa.Table | None:
    """One range of a table, verified page by page; None when it has no rows in it."""
    found = [part for part in parts_of(content) if part.table == table_name and part.label == label]
    return pa.concat_tables(parquet.read(_object(processed, part.sha256)) for part in found) if found else None


def columns(processed: Path, content: Manifest, table_name: str) -> set[str]:
    """The columns of a table of a snapshot; none, when it has no such table."""
    parts = [part for part in parts_of(content) if part.table == table_name]
    return set(parquet.schema(_object(processed, parts[0].sha256)).names) if parts else set()


def damage(processed: Path, content: Manifest) -> Iterator[str]:
    """What is wrong with the stored bytes of a snapshot; nothing when every part is as it was published."""
    view = processed / "views" / snapshot_id(content)
    for part in parts_of(content):
        path = view / part.table / part.view_name
        if not path.is_file():
            yield f"{part.table}/{part.view_name}: the file is gone"
        elif files.digest(path) != part.sha256:
            yield f"{part.table}/{part.view_name}: its bytes are not those that were published"
    wanted = {f"{part.table}/{part.view_name}" for part in parts_of(content)}
    for path in sorted(view.glob("*/*")):
        if f"{path.parent.name}/{path.name}" not in wanted:
            yield f"{path.parent.name}/{path.name}: a stray file that readers would take for data"


def collect(processed: Path, keep: int) -> None:
    """Remove all snapshots but the current one and the `keep` - 1 published last, and objects none of them needs."""
    held = sorted((processed / "snapshots").glob("*.json"), key=lambda path: (path.stat().st_mtime_ns, path.name))
    now = current_id(processed)
    others = [path.stem for path in held if path.stem != now]
    kept = set(others[len(others) - keep + 1 :] if keep > 1 else ()) | {str(now)}
    for view in (processed / "views").iterdir():
        if view.name not in kept:
            # In one step, lest a reader who is listing the folder takes what is left of it for the whole.
            gone = files.aside(view.parent)
            view.rename(gone)
            shutil.rmtree(gone)
    for path in held:
        if path.stem not in kept:
            path.unlink()
    live = {part.sha256 for name in kept for part in parts_of(read_manifest(processed, name))}
    for path in (processed / "objects").iterdir():
        if path.stem not in live:
            path.unlink()


def _object(processed: Path, sha256: str) -> Path:
    return processed / "objects" / f"{sha256}.parquet"
