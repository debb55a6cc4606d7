"""From a whole dataset and a kind of damage at a place in it to whether it is found, mended, and never published."""

import random
import shutil
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from broadsheet.flows import files
from broadsheet.flows.health import trust, verification
from broadsheet.flows.run import conductor, ingest, repairing
from broadsheet.flows.settings import RunOptions, Settings, settings
from broadsheet.flows.store import cache, notes, snapshots, state

Damage = Callable[[Path, random.Random], None]

_TEXT = (
    "# Mill {0} of Ostrava Vale closes\n\nBy Pavla Horn\n\n2021-{1:02}-03\n\nThe mill closed after {2} years of work"
    ' for the whole valley.\n\n"We lost {2} days of trade," said Aron Weiss, who runs shop {0} beside it.\n'
)


@dataclass(frozen=True)
class Case:
    """A dataset of two snapshots, its copy that is damaged, and the raw files both are made of."""

    folder: Path

    @property
    def processed(self) -> Path:
        return self.folder / "processed"

    @property
    def settings(self) -> Settings:
        how = {"recogniser": "none", "parse": False, "executor": "inline", "max_reject_share": 0.9}
        return settings({"raw": self.folder / "raw", "processed": self.processed, **how})

    def ingest(self) -> ingest.Report:
        return ingest.run(self.settings, conductor.Plain(lambda _: None))

    def build(self) -> None:
        raw = self.folder / "raw"
        raw.mkdir(parents=True)
        (raw / "empty.md").touch()
        for number in range(6):
            (raw / f"mill-{number}.md").write_text(_TEXT.format(number, number + 1, number + 3))
        self.ingest()
        (raw / "mill-9.md").write_text(_TEXT.format(9, 9, 12))
        self.ingest()
        self._copy(self.processed, self.folder / "whole")

    def restore(self) -> None:
        """Undo all damage."""
        shutil.rmtree(self.processed)
        self._copy(self.folder / "whole", self.processed)
        trust.save(self.processed)  # a copy looks as if it had been touched, which a dataset that is damaged does not

    @staticmethod
    def _copy(source: Path, target: Path) -> None:
        # With hard links as they are, and nothing verified in this process before.
        subprocess.run(["cp", "-a", source, target], check=True)
        snapshots._is_digest.cache_clear()
        cache._holds.cache_clear()

    def files(self) -> list[Path]:
        """Each file once that a byte can be flipped in."""
        by_inode: dict[int, Path] = {}
        for path in sorted(self.processed.rglob("*")):
            if path.is_file() and not path.is_symlink() and path.stat().st_size:
                by_inode.setdefault(path.stat().st_ino, path)
        return sorted(by_inode.values())


def _first(folder: Path, pattern: str) -> Path:
    return sorted(folder.glob(pattern))[0]


def _older(processed: Path) -> Path:
    now = snapshots.current_id(processed)
    return next(path for path in sorted((processed / "snapshots").iterdir()) if path.stem != now)


def _object(processed: Path) -> Path:
    part = next(p for p in snapshots.parts_of(snapshots.read_manifest(processed)) if p.table == "sentences")
    return processed / "objects" / f"{part.sha256}.parquet"


PLACES: dict[str, Callable[[Path], Path]] = {
    "part of the view": lambda processed: _first(processed / "current" / "sentences", "*.parquet"),
    "object": _object,
    "manifest": lambda processed: processed / "snapshots" / f"{snapshots.current_id(processed)}.json",
    "older manifest": _older,
    "state": lambda processed: _first(processed / state.FOLDER, "*.arrow"),
    "table of a piece": lambda processed: _first(processed / cache.FOLDER, "*/sentences.arrow"),
    "index of a piece": lambda processed: _first(processed / cache.FOLDER, "*/index.json"),
    "operational table": lambda processed: processed / "_ops" / "files.parquet",
    "digests of the operational tables": lambda processed: processed / "_ops" / "digests.json",
    "a note": lambda processed: processed / notes.CODE,
    "the link to the current snapshot": lambda processed: processed / "current",
}


def _rewritten(change: Callable[[bytearray, random.Random], bytes | bytearray]) -> Damage:
    """Damage to the bytes of a file, in the same inode; a link becomes a link that leads elsewhere."""

    def damage(path: Path, chance: random.Random) -> None:
        if path.is_symlink():
            target = change(bytearray(str(path.readlink()).encode()), chance).decode("utf-8", "replace")
            path.unlink()
            path.symlink_to(target.replace("\0", "0") or "nowhere")
            return
        mode = path.stat().st_mode
        path.chmod(0o644)
        data = change(bytearray(path.read_bytes()), chance)
        with path.open("r+b") as stream:
            stream.write(data)
            stream.truncate(len(data))
        path.chmod(mode)

    return damage


def _flipped(at: int) -> Damage:
    def change(data: bytearray, chance: random.Random) -> bytearray:
        data[at] ^= 1 << chance.randrange(7)
        return data

    return _rewritten(change)


def _anywhere(data: bytearray, chance: random.Random) -> bytearray:
    data[chance.randrange(len(data))] ^= 1 << chance.randrange(7)
    return data


def _zeroed(data: bytearray, chance: random.Random) -> bytearray:
    start = chance.randrange(len(data))
    end = min(len(data), start + 64)
    data[start:end] = bytes(end - start)
    data[start - 1] ^= 1  # a block of zeros may have been there
    return data


def _remove(path: Path, _: random.Random) -> None:
    path.unlink()


def _moved(path: Path, _: random.Random) -> None:
    path.rename(path.with_name(f"old-{path.name}"))


def _folder(path: Path, _: random.Random) -> None:
    path.unlink()
    path.mkdir()


def _other(path: Path, _: random.Random) -> None:
    """The bytes of another file of the same kind of place."""
    if path.is_symlink():
        path.unlink()
        path.symlink_to("views/another")
        return
    path.unlink()
    path.write_bytes(b"PAR1 the bytes of something else PAR1")


def _dangling(path: Path, _: random.Random) -> None:
    path.unlink()
    path.symlink_to("nowhere")


KINDS: dict[str, Damage] = {
    "removed": _remove,
    "renamed": _moved,
    "emptied": _rewritten(lambda data, chance: b""),
    "cut to half": _rewritten(lambda data, chance: data[: len(data) // 2]),
    "cut by a byte": _rewritten(lambda data, chance: data[:-1]),
    "a byte longer": _rewritten(lambda data, chance: data + b"0"),
    "first byte flipped": _flipped(0),
    "last byte flipped": _flipped(-1),
    "a byte flipped": _rewritten(_anywhere),
    "64 bytes zeroed": _rewritten(_zeroed),
    "other bytes": _other,
    "a link that leads nowhere": _dangling,
    "a folder in its place": _folder,
}
# A note that is gone is made anew: nothing is lost with it.
_HARMLESS = {("removed", "a note"), ("renamed", "a note")}
CELLS = [(kind, place) for kind in KINDS for place in PLACES if (kind, place) not in _HARMLESS]


@dataclass(frozen=True)
class Verdict:
    """What became of damage: `is_found` by verify; `is_unpublished`: a run gave no damaged byte as current;
    `is_mended`: after a repair every byte is as it was, but for what `given_up` names.
    """

    is_found: bool
    is_unpublished: bool
    is_mended: bool
    given_up: tuple[str, ...]


def tried(case: Case, damage: Damage, path: Path, chance: random.Random) -> Verdict:
    """Damage a file, verify, ingest; damage it again, repair."""
    state_before = chance.getstate()
    damage(path, chance)
    is_found = bool(_problems(case.processed))
    case_is_sound = _published_soundly(case)
    case.restore()
    chance.setstate(state_before)
    damage(path, chance)
    outcome = repairing.run(case.settings, conductor.Plain(lambda _: None), RunOptions.model_validate({}))
    is_mended = outcome.failure is None and not _problems(case.processed) and _is_as_before(case)
    given_up = tuple(note for note in outcome.notes if "cannot be had back" in note or "it is removed" in note)
    case.restore()
    return Verdict(is_found, case_is_sound, is_mended, given_up)


def _problems(processed: Path) -> list[str]:
    return list(verification.problems(processed))


def _published_soundly(case: Case) -> bool:
    """Whether a run ends with a current snapshot of which each byte is as it should be."""
    report = case.ingest()
    content = snapshots.read_manifest(case.processed)
    parts = snapshots.parts_of(content)
    view = case.processed / "current"
    return report.snapshot_id == snapshots.current_id(case.processed) and all(
        files.digest(view / part.table / part.view_name) == part.sha256 for part in parts
    )


def _is_as_before(case: Case) -> bool:
    def published(processed: Path) -> dict[str, bytes]:
        view = (processed / "current").resolve()
        return {path.relative_to(view).as_posix(): path.read_bytes() for path in view.rglob("*") if path.is_file()}

    return published(case.processed) == published(case.folder / "whole")


def flips(case: Case, n: int, seed: int) -> Iterator[tuple[str, Verdict]]:
    """Single bytes flipped anywhere below the folder, one at a time."""
    chance = random.Random(seed)
    for _ in range(n):
        path = chance.choice(case.files())
        yield path.relative_to(case.processed).as_posix(), tried(case, KINDS["a byte flipped"], path, chance)
