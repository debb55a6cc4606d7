"""What of a damaged store can be mended in place, and what must be computed again."""

from collections.abc import Collection
from dataclasses import dataclass, field
from pathlib import Path

from broadsheet.flows import files
from broadsheet.flows.health import trust
from broadsheet.flows.store import cache, journal, notes, snapshots, state, tombstones


@dataclass(slots=True)
class Mended:
    """What was done. `is_whole`: whether nothing of the current snapshot has to be computed or written again."""

    notes: list[str] = field(default_factory=list)
    is_whole: bool = True

    def lose(self, note: str) -> None:
        """Something is gone that only a run can bring back."""
        self.notes.append(note)
        self.is_whole = False


def mend(processed: Path) -> Mended:
    """Before a run: mend the current snapshot as far as objects and manifests go. Call it under the lock.

    Digests are computed only where a look does not tell that nothing was touched.
    """
    mended = Mended()
    _mend_pointer(processed, mended)
    name = snapshots.current_id(processed)
    journal.settle(processed, name)
    for note in journal.mend(processed):
        mended.lose(note)
    if name is None:
        return mended
    if fault := snapshots.manifest_fault(processed, name):
        mended.lose(f"{fault}: it is written anew")
        return mended
    if trust.is_untouched(processed):
        return mended
    content = snapshots.read_manifest(processed, name)
    _mend_objects(processed, content, mended)
    mended.notes += snapshots.mend_view(processed, content)
    if mended.is_whole:
        trust.save(processed)
    return mended


def mend_all(processed: Path) -> Mended:
    """As `mend`, with every digest of the store and its cache computed; what is damaged of the cache is removed."""
    mended = mend(processed)
    name = snapshots.current_id(processed)
    if name and (fault := state.fault(processed, name)):
        mended.lose(f"{fault}: it is written anew")
    for note, fault in list(notes.faults(processed)):
        notes.remove(processed, note)
        lost = "a backfill that was stopped begins anew" if note == notes.BACKFILL else "it is written anew"
        mended.notes.append(f"{note}: {fault}: {lost}")
    for fault in list(tombstones.faults(processed)):
        mended.notes.append(f"{fault}: it is written anew from its copy")
        tombstones.save(processed, tombstones.load(processed))
    folder = processed / cache.FOLDER
    for key, fault in list(cache.faults(folder)):
        cache.remove(folder, key)
        mended.lose(f"{cache.FOLDER}/{key}: {fault}: it is removed, its files are computed again")
    for content in snapshots.manifests(processed).values():
        _mend_objects(processed, content, mended)
    return mended


def mend_kept(processed: Path) -> list[str]:
    """After a run: mend the kept snapshots besides the current one, and give up those of which parts are lost."""
    alone = snapshots.views_alone(processed)
    snapshots.drop(processed, alone)
    notes = [f"views/{name}: its manifest is gone, so the snapshot cannot be had back: it is removed" for name in alone]
    readable = snapshots.manifests(processed)
    for name in snapshots.names(processed):
        if fault := snapshots.manifest_fault(processed, name):
            snapshots.drop(processed, [name])
            notes.append(f"{fault}: the snapshot cannot be had back, and is removed")
        elif any(not snapshots.holds(processed, part) for part in snapshots.parts_of(readable[name])):
            snapshots.drop(processed, [name])
            notes.append(f"snapshot {name} lacks parts that no code here computes: it is removed")
        else:
            notes += snapshots.mend_view(processed, readable[name])
    if snapshots.current_id(processed):
        trust.save(processed)
    return notes


def mend_views(processed: Path) -> None:
    """After a run that found damage: let the views of all kept snapshots be links to the objects that are there now."""
    for content in snapshots.manifests(processed).values():
        snapshots.mend_view(processed, content)
    trust.save(processed)


def _mend_pointer(processed: Path, mended: Mended) -> None:
    """Let `current` lead to the newest snapshot that is whole, where it leads nowhere."""
    link = processed / snapshots.CURRENT
    if link.is_dir() and not link.is_symlink() and _is_copy(link, snapshots.manifests(processed).values()):
        files.remove(link)
    name = snapshots.current_id(processed)
    if name in snapshots.names(processed) or (processed / "views" / str(name)).is_dir():
        return
    for kept, content in reversed(snapshots.manifests(processed).items()):
        if all(snapshots.holds(processed, part) for part in snapshots.parts_of(content)):
            snapshots.restore(processed, kept)
            mended.notes.append(f"{snapshots.CURRENT} led nowhere: it leads to {kept}")
            return


def _is_copy(folder: Path, contents: Collection[snapshots.Manifest]) -> bool:
    """Whether each file in a folder is, name and bytes, one of a snapshot: as of a backup that follows the link."""
    present = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()}
    return not present or any(
        all(published.get(name) == files.digest(path) for name, path in present.items())
        for published in map(_digests, contents)
    )


def _digests(content: snapshots.Manifest) -> dict[str, str]:
    return {f"{part.table}/{part.view_name}": part.sha256 for part in snapshots.parts_of(content)}


def _mend_objects(processed: Path, content: snapshots.Manifest, mended: Mended) -> None:
    """Take objects that are gone or have other bytes from the view; where it has none, they are written again."""
    for part in snapshots.parts_of(content):
        if snapshots.holds(processed, part):
            continue
        if snapshots.recover_object(processed, content, part):
            mended.notes.append(f"{part.table}/{part.view_name}: its object was damaged: the view had its bytes")
        else:
            snapshots.remove_object(processed, part)
            mended.lose(f"{part.table}/{part.view_name}: its bytes were not those that were published")
