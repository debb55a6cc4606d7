"""A run that finds damage leaves no trace of it: in the current snapshot, and in the views of those before it."""

from typing import TYPE_CHECKING

from broadsheet.flows.health import verification
from broadsheet.flows.store import snapshots

if TYPE_CHECKING:
    from pathlib import Path

    from tests.flows.conftest import Desk


def _object(processed: "Path", table: str) -> "Path":
    """The object of a table that two snapshots share."""
    contents = snapshots.manifests(processed).values()
    shared = set.intersection(*(set(snapshots.parts_of(content)) for content in contents))
    return processed / "objects" / f"{next(part.sha256 for part in shared if part.table == table)}.parquet"


def test_an_object_that_is_gone_is_linked_again_and_computed_by_nobody(desk: "Desk", computed: list[str]) -> None:
    processed = desk.raw.parent / "processed"
    desk.ingest()
    desk.put("new.md", 50)
    published = desk.ingest()
    computed.clear()
    _object(processed, "columns").unlink()
    report = desk.ingest()
    assert (report.snapshot_id, report.is_new, computed) == (published.snapshot_id, False, [])
    assert [note.partition(": ")[2] for note in report.mended] == ["its object was damaged: the view had its bytes"]
    assert list(verification.problems(processed)) == []


def test_a_damaged_object_that_snapshots_share_is_written_anew_for_all_of_them(desk: "Desk") -> None:
    processed = desk.raw.parent / "processed"
    desk.ingest()
    desk.put("new.md", 50)
    published = desk.ingest()
    path = _object(processed, "columns")
    path.chmod(0o644)
    path.write_bytes(path.read_bytes()[:-1] + b"?")
    assert desk.ingest().snapshot_id == published.snapshot_id
    assert list(verification.problems(processed)) == []
