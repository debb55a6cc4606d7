"""What became of a raw file is told in one look."""

import zipfile
from typing import TYPE_CHECKING

import pytest

from broadsheet.flows.reports.whereabouts import where
from broadsheet.transforms.errors import RunError, SettingsError, StorageError

if TYPE_CHECKING:
    from tests.flows.conftest import Desk


def test_a_kept_file_by_its_path_below_the_raw_folder_or_whole(desk: "Desk") -> None:
    desk.ingest()
    lines = str(where(desk.settings(), "2021-02/ferry-1.md")).splitlines()
    assert lines[0].startswith("2021-02/ferry-1.md: kept, article ")
    assert lines[1:] == ["1 in all: 1 kept"]
    assert where(desk.settings(), str(desk.raw / "2021-02" / "ferry-1.md")).lines == (lines[0],)


def test_members_of_an_archive_and_why_one_was_refused(desk: "Desk") -> None:
    desk.put("a.md", 61)
    desk.put("b.md", 62)
    with zipfile.ZipFile(desk.raw / "many.zip", "w") as archive:
        for name in ("a.md", "b.md"):
            archive.write(desk.raw / name, name)
            (desk.raw / name).unlink()
        archive.writestr("c.md", "")
    desk.ingest()
    found = where(desk.settings(), "many.zip")
    assert sum(found.counts.values()) == len(found.lines) == 3
    assert found.counts == {"kept": 2, "rejected": 1}
    assert any("c.md" in line and "rejected (empty: " in line for line in found.lines)


def test_a_file_that_no_run_saw_is_told_so(desk: "Desk") -> None:
    desk.ingest()
    with pytest.raises(SettingsError, match=r"no run of this dataset saw absent.md: give its path below"):
        where(desk.settings(), "absent.md")


def test_a_file_for_which_a_first_run_failed_is_told_of_before_anything_is_published(desk: "Desk") -> None:
    for path in desk.raw.rglob("*.md"):
        path.write_text("")
    with pytest.raises(RunError, match="were rejected"):
        desk.ingest()
    assert str(where(desk.settings(), "2021-02/ferry-1.md")) == (
        "2021-02/ferry-1.md: rejected (empty: the file holds no text)\n1 in all: 1 rejected"
    )


def test_a_dataset_that_never_was_is_told_so(desk: "Desk") -> None:
    with pytest.raises(StorageError, match="nothing is published"):
        where(desk.settings(), "2021-02/ferry-1.md")
