"""A dataset in a bucket, made current in one step from the folder a run works in, and fetched back to it.

current.json                             the pointer: sequence, snapshot, the part files of each table, the tree
trees/<sequence>-<writer>.json           all files of the dataset with key, size and digest
data/<sequence>-<writer>/<table>/...     part files
state/<sequence>-<writer>/...            manifests, operational tables, the cache

What was written is never written again. The pointer is written only over the one that the run began with, so of two
runs one publishes, and the other redoes what it did on top of that. A file is removed when no pointer needs it and its
sequence is not above the current: who wrote it can then never publish it.
"""

import contextlib
import hashlib
import io
import json
import os
import uuid
import zipfile
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from broadsheet.flows import files
from broadsheet.flows.bucket import lease, object_store
from broadsheet.flows.bucket.object_store import AbsentError, Place, StoredObject
from broadsheet.flows.files import LockedError
from broadsheet.flows.settings import Settings
from broadsheet.flows.store import cache, operations, snapshots, state, tombstones
from broadsheet.transforms.errors import BroadsheetError, SettingsError, StorageError

POINTER = "current.json"
# Of the pointer and the tree; counted up when a program of before could not read them.
FORMAT = 1
# In the folder: whose copy it is. A folder without it is a dataset of its own.
MARK = ".bucket.json"
# So often what is current is read anew when a run publishes and cleans up meanwhile, which two in a row seldom do. A
# bound on cost, set by hand.
TRIES = 5


@dataclass(frozen=True, slots=True)
class Entry:
    """A file of the dataset in the bucket, or a piece of the cache, which is one object of several files."""

    key: str
    size: int
    mtime_ns: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Tree:
    """The dataset as a pointer gave it: its files by their path in the folder; `etag` is the pointer's."""

    sequence: int = 0
    etag: str | None = None
    snapshot_id: str | None = None
    entries: dict[str, Entry] = field(default_factory=dict)


@contextlib.contextmanager
def held(settings: Settings, wait: float = 0) -> Iterator[None]:
    """Hold a dataset against other runs. One in a bucket is copied to the folder first, and published afterwards.

    Raises  LockedError, when another run holds it after `wait` seconds, or published to the bucket meanwhile
    """
    with files.locked(settings.processed, wait):
        place = object_store.dataset(settings)
        if place is None:
            yield
            return
        with lease.lease(place, _owner(settings.processed, place), wait):
            before = _pull(settings.processed, place)
            try:
                yield
            except BroadsheetError:
                # The run is told of in `_ops` all the same; what is wrong with it matters more than whether that works.
                with contextlib.suppress(BroadsheetError, OSError):
                    _push(settings.processed, place, before)
                raise
            _push(settings.processed, place, before)


def refresh(settings: Settings) -> None:
    """Bring the folder to what is published in the bucket; where a run is working in it, it has done so."""
    place = object_store.dataset(settings)
    if place is not None:
        with contextlib.suppress(LockedError), files.locked(settings.processed):
            _owner(settings.processed, place)
            _pull(settings.processed, place)


def damage(settings: Settings) -> Iterator[str]:
    """What is wrong with the objects in the bucket; each is read."""
    place = object_store.dataset(settings)
    while place is not None:
        known = _tree(place)
        entries = [known.entries[path] for path in sorted(known.entries)]
        problems = [problem for problem in object_store.each(lambda entry: _damage(place, entry), entries) if problem]
        if not problems or _tree(place).etag == known.etag:  # else a run has published and cleaned up since
            yield from problems
            return


def mend(settings: Settings) -> list[str]:
    """Write objects of the bucket that are damaged again, where the folder has their bytes; says which."""
    place = object_store.dataset(settings)
    if place is None:
        return []
    notes = []
    for path, entry in sorted(_tree(place).entries.items()):
        if fault := _damage(place, entry):
            full = settings.processed / path
            data = b"" if not full.exists() else full.read_bytes() if full.suffix else _pack(full)
            if hashlib.sha256(data).hexdigest() == entry.sha256:
                place.put(entry.key, data)
                notes.append(f"{fault}: it is written again")
    return notes


def _damage(place: Place, entry: Entry) -> str | None:
    try:
        data = place.get(entry.key).data
    except AbsentError as error:
        return str(error)
    if hashlib.sha256(data).hexdigest() != entry.sha256:
        return f"{place.url}/{entry.key}: its bytes are not those that were published"
    return None


def _owner(folder: Path, place: Place) -> str:
    """A name for the folder, of one to work in for this place: where nothing is in it yet, it becomes one.

    Raises  SettingsError, when it is that of another, or a dataset of its own
    """
    whose = {"url": place.url, "endpoint": place.endpoint}
    is_copy = (folder / snapshots.CURRENT).is_symlink()
    try:
        mark = json.loads((folder / MARK).read_bytes())
    except FileNotFoundError:
        if is_copy:
            raise SettingsError(f"{folder} holds a dataset of its own: give another folder by --work") from None
        mark = {}
    except ValueError as error:
        raise SettingsError(f"{folder / MARK} is damaged: remove {folder}, it is only a copy") from error
    if {key: mark.get(key) for key in whose} == whose:
        return str(mark.get("folder"))
    if is_copy:
        raise SettingsError(
            f"{folder} is a copy of {mark.get('url')} at {mark.get('endpoint')}: give another by --work"
        )
    # A mark without a copy was left by a run that never reached what it named, by a wrong address say.
    mark = {**whose, "folder": uuid.uuid4().hex}
    files.write_whole(folder / MARK, files.canonical(mark))
    return str(mark["folder"])


def _tree(place: Place) -> Tree:
    """The dataset that is current; an empty one, when none is.

    Raises  StorageError, when it is of another version of the program, or damaged
    """
    for _ in range(TRIES):
        try:
            pointer = place.get(POINTER)
        except AbsentError:
            return Tree()
        with contextlib.suppress(AbsentError):  # a run has published and cleaned up since
            try:
                return _parsed(place, pointer)
            except (ValueError, KeyError, TypeError, AttributeError) as error:
                raise StorageError(f"{place.url}/{POINTER}, or the tree it names, is damaged: restore it") from error
    raise StorageError(f"{place.url} points to files that are gone: restore them")


def _parsed(place: Place, pointer: StoredObject) -> Tree:
    content = json.loads(pointer.data)
    if content.get("format") != FORMAT:
        raise StorageError(f"{place.url} has format {content.get('format')}, known is {FORMAT}: use its version")
    rows = json.loads(place.get(content["tree"]).data)
    if any(Path(path).is_absolute() or ".." in Path(path).parts for path in rows):
        raise ValueError("a path leads out of the folder")
    return Tree(
        content["sequence"], pointer.etag, content["snapshot_id"], {path: Entry(**row) for path, row in rows.items()}
    )


def _pull(folder: Path, place: Place) -> Tree:
    """Make the folder hold what is current in the bucket; unfinished work in it stays."""
    snapshots.prepare(folder)
    for _ in range(TRIES):
        known = _tree(place)
        with contextlib.suppress(AbsentError):  # a run has published and cleaned up since
            _fetch_all(folder, place, known)
            _settle(folder, known)
            return known
    raise StorageError(f"{place.url} changes faster than it can be copied: run again")


def _is_same(folder: Path, path: str, entry: Entry) -> bool:
    """Whether the folder has this file as it was published, told by size and time: no other program writes there."""
    try:
        status = _measured(folder / path).stat()
    except OSError:
        return False
    return (status.st_size, status.st_mtime_ns) == (entry.size, entry.mtime_ns)


def _measured(path: Path) -> Path:
    """What is looked at to see whether something has changed: of a piece its index, which holds the other digests."""
    return path if path.suffix else path / "index.json"


def _fetch_all(folder: Path, place: Place, known: Tree) -> None:
    missing = [path for path, entry in known.entries.items() if not _is_same(folder, path, entry)]
    object_store.each(lambda path: _fetch(folder, path, known.entries[path], place), missing)


def _fetch(folder: Path, path: str, entry: Entry, place: Place) -> None:
    data = place.get(entry.key).data
    if hashlib.sha256(data).hexdigest() != entry.sha256:
        raise StorageError(f"{place.url}/{entry.key} is damaged: its bytes are not those that were published")
    target = folder / path
    files.make_folder(target.parent)
    if target.suffix:
        files.write_whole(target, data)
    else:
        _unpack(target, data)
    os.utime(_measured(target), ns=(entry.mtime_ns, entry.mtime_ns))


def _pack(piece: Path) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
        for path in sorted(piece.iterdir()):
            archive.writestr(zipfile.ZipInfo(path.name), path.read_bytes())
    return buffer.getvalue()


def _unpack(piece: Path, data: bytes) -> None:
    aside = files.aside(piece.parent)
    aside.mkdir()
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        archive.extractall(aside)
    cache.remove(piece.parent, piece.name)
    aside.replace(piece)


def _settle(folder: Path, known: Tree) -> None:
    """Let the folder publish what the bucket does, and nothing of a run that ended before it could publish there."""
    for name in ("snapshots", operations.FOLDER):
        for path in (folder / name).iterdir() if (folder / name).is_dir() else ():
            if path.relative_to(folder).as_posix() not in known.entries:
                files.remove(path)
    if known.snapshot_id is None:
        (folder / snapshots.CURRENT).unlink(missing_ok=True)
    elif snapshots.current_id(folder) != known.snapshot_id:
        snapshots.restore(folder, known.snapshot_id)
    snapshots.drop(folder, snapshots.views_alone(folder))
    for content in snapshots.manifests(folder).values():
        snapshots.mend_view(folder, content)


def _push(folder: Path, place: Place, before: Tree) -> None:
    """Publish the folder in the bucket, if it differs from what was current when the run began."""
    name = snapshots.current_id(folder)
    if name is None and not (folder / operations.FOLDER).is_dir():
        return
    home = f"{before.sequence + 1:08d}-{uuid.uuid4().hex[:8]}"
    views = {
        f"objects/{part.sha256}.parquet": f"data/{home}/{part.table}/{part.view_name}"
        for content in snapshots.manifests(folder).values()
        for part in snapshots.parts_of(content)
    }

    def entry(path: str) -> Entry:
        return _put(folder, path, place, before.entries.get(path), views.get(path, f"state/{home}/{path}"))

    paths = sorted({*views, *_others(folder)})
    entries = dict(zip(paths, object_store.each(entry, paths), strict=True))
    if entries != before.entries:
        _commit(folder, place, before, Tree(before.sequence + 1, None, name, entries), home)


def _others(folder: Path) -> Iterator[str]:
    """Files of the dataset besides parts; of the cache what the current snapshot stands on."""
    known = state.load(folder)
    used = {cache.FOLDER / file.piece for file in known.files.values()} if known else set()
    paths = [*(folder / "snapshots").glob("*.json"), *(folder / operations.FOLDER).glob("[!.]*")]
    paths += [folder / state.FOLDER / f"{snapshots.current_id(folder)}.arrow"] if known else []
    yield from (path.relative_to(folder).as_posix() for path in paths)
    yield from (path.as_posix() for path in used)
    yield from (path.as_posix() for path in (tombstones.PATH, tombstones.COPY) if (folder / path).exists())


def _put(folder: Path, path: str, place: Place, before: Entry | None, key: str) -> Entry:
    """The entry of a file, which is written to the bucket unless it was there before."""
    if before and _is_same(folder, path, before):
        return before
    full = folder / path
    status = _measured(full).stat()
    data = full.read_bytes() if full.suffix else _pack(full)
    digest = hashlib.sha256(data).hexdigest()
    if before and before.sha256 == digest:
        return Entry(before.key, status.st_size, status.st_mtime_ns, digest)
    key = key if full.suffix else f"{key}.zip"
    place.put(key, data)
    return Entry(key, status.st_size, status.st_mtime_ns, digest)


def _commit(folder: Path, place: Place, before: Tree, after: Tree, home: str) -> None:
    """The one step, then the removal of what nothing needs any more."""
    tree = f"trees/{home}.json"
    place.put(tree, files.canonical({path: asdict(entry) for path, entry in after.entries.items()}))
    content: dict[str, Any] = {
        "format": FORMAT,
        "sequence": after.sequence,
        "writer": home,
        "published_at": datetime.now(UTC).isoformat(timespec="seconds"),
        "snapshot_id": after.snapshot_id,
        "tables": _tables(folder, after),
        "tree": tree,
    }
    if place.put_if(POINTER, files.canonical(content), before.etag) is None:
        raise LockedError(
            f"another run published to {place.url} meanwhile, so this one did not: run again, to publish on top of it;"
            " what it computed is kept"
        )
    _collect(place, after.sequence, {tree, *(entry.key for entry in after.entries.values())})


def _tables(folder: Path, after: Tree) -> dict[str, list[str]]:
    """The keys of the current part files of each table, in order."""
    tables: dict[str, list[str]] = {}
    if after.snapshot_id:
        for part in snapshots.parts_of(snapshots.read_manifest(folder)):
            tables.setdefault(part.table, []).append(after.entries[f"objects/{part.sha256}.parquet"].key)
    return tables


def _collect(place: Place, sequence: int, used: set[str]) -> None:
    """Remove what no kept snapshot needs, and what runs that ended before they could publish left behind."""
    keys = (item.key for under in ("data/", "state/", "trees/") for item in place.list(under))
    object_store.each(place.delete, [key for key in keys if key not in used and _sequence(key) <= sequence])


def _sequence(key: str) -> int:
    number = key.partition("/")[2][:8]
    # Above every sequence: what has no number is not ours to remove.
    return int(number) if number.isdigit() else 1 << 62
