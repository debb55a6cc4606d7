"""A backup is restored as it was; one that lost its hard links is mended."""

import shutil
import tarfile
from pathlib import Path
from typing import TYPE_CHECKING

from broadsheet.flows.health import verification
from broadsheet.flows.run import conductor, repairing
from broadsheet.flows.settings import RunOptions

if TYPE_CHECKING:
    from tests.flows.conftest import Desk


def _restored(desk: "Desk") -> list[str]:
    return list(verification.problems(desk.raw.parent / "processed"))


def test_an_archive_that_keeps_links_is_restored_as_it_was(desk: "Desk", tmp_path: Path) -> None:
    before = desk.ingest()
    published = desk.published()
    processed = desk.raw.parent / "processed"
    with tarfile.open(tmp_path / "backup.tar", "w") as archive:
        archive.add(processed, "processed")
    shutil.rmtree(processed)
    with tarfile.open(tmp_path / "backup.tar") as archive:
        archive.extractall(processed.parent, filter="tar")
    assert _restored(desk) == []
    assert desk.published() == published
    again = desk.ingest()
    assert (again.snapshot_id, again.is_new) == (before.snapshot_id, False)


def test_an_archive_that_loses_hard_links_is_mended(desk: "Desk", tmp_path: Path) -> None:
    desk.ingest()
    published = desk.published()
    processed = desk.raw.parent / "processed"
    shutil.copytree(processed, tmp_path / "backup", symlinks=True)
    shutil.rmtree(processed)
    shutil.copytree(tmp_path / "backup", processed, symlinks=True)
    lost = _restored(desk)
    assert lost
    assert {problem.partition(": ")[2].partition(": ")[2] for problem in lost} == {
        f"it is no link to its object: {verification.REMEDY}"
    }
    outcome = repairing.run(desk.settings(), conductor.Plain(lambda _: None), RunOptions.model_validate({}))
    assert outcome.failure is None
    assert _restored(desk) == []
    assert desk.published() == published


def test_a_backup_without_the_cache_is_computed_again(desk: "Desk") -> None:
    before = desk.ingest()
    shutil.rmtree(desk.raw.parent / "processed" / "_cache")
    assert desk.ingest().snapshot_id == before.snapshot_id
    assert _restored(desk) == []
