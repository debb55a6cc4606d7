"""Many small pieces of the cache become few, and nothing that is published changes."""

from typing import TYPE_CHECKING

import pytest

from flows import compaction, conductor, ingest, staging
from flows.settings import RunOptions, validated

if TYPE_CHECKING:
    from tests.flows.conftest import Desk


def _pieces(desk: "Desk") -> list[int]:
    """The number of files of each piece."""
    return sorted(len(one.files) for one in staging.pieces(desk.raw.parent / "processed" / staging.FOLDER))


def _ingest(desk: "Desk") -> ingest.Report:
    options = validated(RunOptions, {"prune": True, "max_prune_share": 1})
    return ingest.run(desk.settings(batch_size=8), conductor.Plain(lambda _: None), options)


def test_small_pieces_are_merged_once_there_are_many(desk: "Desk", monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compaction, "SMALL_PIECES", 4)
    _ingest(desk)
    assert _pieces(desk) == [3, 8]
    for number in range(3):
        desk.put(f"new-{number}.md", 50 + number)
        _ingest(desk)
    assert _pieces(desk) == [1, 1, 1, 3, 8]
    desk.put("new-3.md", 53)
    assert _ingest(desk).snapshot_id == desk.rebuilt()
    assert _pieces(desk) == [3, 4, 8]
    desk.put("new-0.md", 60)  # rows of a merged piece can be superseded, and rows beside them stay
    (desk.raw / "new-1.md").unlink()
    assert _ingest(desk).snapshot_id == desk.rebuilt()


def test_pieces_that_are_mostly_dead_are_written_anew(desk: "Desk", monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compaction, "SMALL_PIECES", 4)
    _ingest(desk)
    for path in sorted(desk.raw.rglob("ferry-*.md"))[:7]:
        path.unlink()
    report = _ingest(desk)
    assert report.snapshot_id == desk.rebuilt()
    assert sum(_pieces(desk)) == report.account.files["found"]
