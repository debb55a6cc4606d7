"""A part is finished in blocks of articles, and is the same in any."""

from typing import TYPE_CHECKING

import pyarrow as pa
import pytest

from broadsheet.flows.run import computation
from broadsheet.flows.store import parquet
from broadsheet.transforms import pipeline

if TYPE_CHECKING:
    from tests.flows.conftest import Desk


@pytest.mark.parametrize("size", [pytest.param(1, id="each article alone"), pytest.param(3, id="three together")])
def test_a_part_is_the_same_bytes_however_many_articles_are_finished_at_once(
    desk: "Desk", monkeypatch: pytest.MonkeyPatch, size: int
) -> None:
    for number in range(4):
        desk.put(f"more/no-day-{number}.md", 60 + number, day="")
    desk.put("more/copy.md", 60, day="2021-02-03")
    monkeypatch.setattr(parquet, "ROW_GROUP_ROWS", 7)
    whole = desk.ingest("whole")
    blocks: list[int] = []
    finish = pipeline.finish

    def spy(staged: dict[str, pa.Table], kept: pa.Table) -> object:
        blocks.append(kept.num_rows)
        return finish(staged, kept)

    monkeypatch.setattr(computation, "BLOCK_ARTICLES", size)
    monkeypatch.setattr(pipeline, "finish", spy)
    assert desk.ingest("blocks").snapshot_id == whole.snapshot_id
    assert desk.published("blocks") == desk.published("whole")
    assert max(blocks) == size
    assert sum(blocks) == whole.rows["articles"]
