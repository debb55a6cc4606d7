"""Many small pieces of the cache become few, and nothing that is published changes."""

import json
from collections import Counter
from pathlib import Path

import pytest

from broadsheet.flows.run import conductor, ingest
from broadsheet.flows.settings import RunOptions, validated
from broadsheet.flows.store import cache, compaction
from tests.flows.conftest import Desk


def _pieces(desk: Desk) -> list[int]:
    """The number of files of each piece."""
    return sorted(len(one.files) for one in cache.pieces(desk.raw.parent / "processed" / cache.FOLDER))


def _ingest(desk: Desk) -> ingest.Report:
    options = validated(RunOptions, {"prune": True, "max_prune_share": 1})
    return ingest.run(desk.settings(batch_size=8), conductor.Plain(lambda _: None), options)


def test_small_pieces_are_merged_once_there_are_many(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
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


def test_pieces_that_are_mostly_dead_are_written_anew(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compaction, "SMALL_PIECES", 4)
    _ingest(desk)
    for path in sorted(desk.raw.rglob("ferry-*.md"))[:7]:
        path.unlink()
    report = _ingest(desk)
    assert report.snapshot_id == desk.rebuilt()
    assert sum(_pieces(desk)) == report.account.files["found"]


@pytest.mark.parametrize(
    ("articles", "pieces"),
    [
        pytest.param(1, [4], id="four files of one article are half a batch"),
        pytest.param(3, [2, 2], id="two files of three articles are all that a batch of eight holds"),
        pytest.param(4, [1, 1, 1, 1], id="files of half a batch are not small"),
    ],
)
def test_a_file_of_many_articles_counts_as_many(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, articles: int, pieces: list[int]
) -> None:
    monkeypatch.setattr(compaction, "SMALL_PIECES", 4)
    monkeypatch.setattr(compaction, "SMALL_SHARE", 0.5)
    desk = Desk(tmp_path / "raw")
    desk.raw.mkdir()
    for file in range(4):
        lines = [_line(file * 10 + number) for number in range(articles)]
        (desk.raw / f"wire-{file}.jsonl").write_text("".join(lines))
    ingest.run(desk.settings(batch_size=1), conductor.Plain(lambda _: None))
    folder = tmp_path / "processed" / cache.FOLDER
    held = {piece.key: piece for piece in cache.pieces(folder)}
    owner = {path: piece.key for piece in held.values() for path in piece.files}
    merged = compaction.merged(folder, held, owner, batch_size=8)
    assert sorted(Counter(merged.values()).values()) == pieces
    assert {held[key].rows["articles"] for key in merged.values()} == {one * articles for one in pieces}


def _line(number: int) -> str:
    said = f"Bridge {number} over the Sand river opened again on Monday after {number + 2} weeks of repairs."
    return json.dumps({"title": f"Bridge {number} opens again", "text": said, "published": "2021-02-14"}) + "\n"
