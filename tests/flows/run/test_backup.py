"""A backup is restored as it was, by whatever tool; one that lost its links is mended, and says what it lost."""

import os
import shutil
import stat
import subprocess
import tarfile
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from broadsheet.flows.health import verification
from broadsheet.flows.run import conductor, repairing
from broadsheet.flows.settings import RunOptions
from broadsheet.transforms.errors import StorageError

if TYPE_CHECKING:
    from tests.flows.conftest import Desk

# From a folder to its copy in another, by way of a file aside.
Tool = Callable[[Path, Path, Path], None]


def _tar(folder: Path, aside: Path, restored: Path) -> None:
    with tarfile.open(aside / "backup.tar", "w") as archive:
        archive.add(folder, ".")
    with tarfile.open(aside / "backup.tar") as archive:
        # Pythons before 3.11.4 have no filters.
        archive.extraction_filter = getattr(tarfile, "tar_filter", None)
        archive.extractall(restored)


def _zip(folder: Path, aside: Path, restored: Path) -> None:
    """As `zip -y` and `unzip` do: a symbolic link is an entry with its mode and target; hard links are files of their
    own."""
    with zipfile.ZipFile(aside / "backup.zip", "w") as archive:
        for path in sorted(folder.rglob("*")):
            entry = zipfile.ZipInfo(path.relative_to(folder).as_posix() + ("/" if _is_folder(path) else ""))
            entry.external_attr = path.lstat().st_mode << 16
            archive.writestr(entry, _content(path))
    with zipfile.ZipFile(aside / "backup.zip") as archive:
        for entry in archive.infolist():
            mode = entry.external_attr >> 16
            path = restored / entry.filename
            path.parent.mkdir(parents=True, exist_ok=True)
            if stat.S_ISLNK(mode):
                path.symlink_to(archive.read(entry).decode())
            elif entry.is_dir():
                path.mkdir(exist_ok=True)
            else:
                path.write_bytes(archive.read(entry))
                path.chmod(stat.S_IMODE(mode))


def _is_folder(path: Path) -> bool:
    return path.is_dir() and not path.is_symlink()


def _content(path: Path) -> bytes:
    if path.is_symlink():
        return os.fsencode(path.readlink())
    return b"" if path.is_dir() else path.read_bytes()


def _rsync(folder: Path, _: Path, restored: Path) -> None:
    subprocess.run(["rsync", "-aH", f"{folder}/", f"{restored}/"], check=True)


def _zip_commands(folder: Path, aside: Path, restored: Path) -> None:
    subprocess.run(["zip", "-qry", aside / "backup.zip", "."], cwd=folder, check=True)
    subprocess.run(["unzip", "-q", aside / "backup.zip", "-d", restored], check=True)


def _needs(*commands: str) -> pytest.MarkDecorator:
    missing = [command for command in commands if shutil.which(command) is None]
    return pytest.mark.skipif(bool(missing), reason=f"not installed: {', '.join(missing)}")


def _copied(folder: Path, _: Path, restored: Path) -> None:
    shutil.copytree(folder, restored, symlinks=True)


def _copied_without_links(folder: Path, _: Path, restored: Path) -> None:
    shutil.copytree(folder, restored)


def _zip_of_the_library(folder: Path, aside: Path, restored: Path) -> None:
    shutil.unpack_archive(shutil.make_archive(str(aside / "backup"), "zip", folder), restored)


def _restored(desk: "Desk", aside: Path, tool: Tool) -> list[str]:
    """The dataset is backed up, lost and restored; what is wrong with it then."""
    processed = desk.raw.parent / "processed"
    aside.mkdir(exist_ok=True)
    restored = aside / "restored"
    tool(processed, aside, restored)
    shutil.rmtree(processed)
    restored.rename(processed)
    return list(verification.problems(processed))


@pytest.mark.parametrize(
    "tool",
    [
        pytest.param(_tar, id="tar"),
        pytest.param(_rsync, id="rsync", marks=_needs("rsync")),
    ],
)
def test_a_backup_that_keeps_links_is_restored_as_it_was(desk: "Desk", tmp_path: Path, tool: Tool) -> None:
    before = desk.ingest()
    published = desk.published()
    assert _restored(desk, tmp_path / "aside", tool) == []
    assert desk.published() == published
    again = desk.ingest()
    assert (again.snapshot_id, again.is_new, again.mended) == (before.snapshot_id, False, ())


LOSES_HARD_LINKS = {"it is no link to its object"}


@pytest.mark.parametrize(
    ("tool", "lost"),
    [
        pytest.param(_zip, LOSES_HARD_LINKS, id="zip"),
        pytest.param(_zip_commands, LOSES_HARD_LINKS, id="the commands zip and unzip", marks=_needs("zip", "unzip")),
        pytest.param(_copied, LOSES_HARD_LINKS, id="a copy without hard links"),
        pytest.param(
            _copied_without_links,
            LOSES_HARD_LINKS | {"current: the link is gone"},
            id="a copy without any links",
        ),
        pytest.param(
            _zip_of_the_library,
            LOSES_HARD_LINKS | {"current: the link is gone"},
            id="a zip of Python's library",
        ),
    ],
)
def test_a_backup_that_loses_links_says_so_and_is_mended(
    desk: "Desk", tmp_path: Path, tool: Tool, lost: set[str]
) -> None:
    before = desk.ingest()
    published = desk.published()
    problems = _restored(desk, tmp_path / "aside", tool)
    assert all(problem.endswith(verification.REMEDY) for problem in problems)
    assert {fault for fault in lost if not any(fault in problem for problem in problems)} == set()
    assert [problem for problem in problems if not any(fault in problem for fault in lost)] == []
    outcome = repairing.run(desk.settings(), conductor.Plain(lambda _: None), RunOptions.model_validate({}))
    assert outcome.failure is None
    assert list(verification.problems(desk.raw.parent / "processed")) == []
    assert desk.published() == published
    assert desk.ingest().snapshot_id == before.snapshot_id


def test_a_folder_in_place_of_the_link_that_is_no_copy_is_left_to_a_person(desk: "Desk") -> None:
    desk.ingest()
    current = desk.raw.parent / "processed" / "current"
    view = current.resolve()
    current.unlink()
    shutil.copytree(view, current)
    (current / "notes.txt").write_text("mine")
    with pytest.raises(StorageError, match="is a folder, where a link to the published snapshot belongs"):
        desk.ingest()
    assert (current / "notes.txt").read_text() == "mine"


def test_a_backup_without_the_cache_is_computed_again(desk: "Desk") -> None:
    before = desk.ingest()
    shutil.rmtree(desk.raw.parent / "processed" / "_cache")
    assert desk.ingest().snapshot_id == before.snapshot_id
    assert list(verification.problems(desk.raw.parent / "processed")) == []
