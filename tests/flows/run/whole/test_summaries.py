"""The counts of parts are kept, counted again where they are missing or damaged, and gone with their part."""

from collections.abc import Callable
from pathlib import Path

import pyarrow as pa
import pytest

from broadsheet.flows.run.whole import summaries
from broadsheet.flows.store import snapshots
from broadsheet.transforms import pipeline
from broadsheet.transforms.tables.declared.dataset import ARTICLES
from broadsheet.transforms.tables.declared.names import ENTITIES

Pair = tuple[snapshots.Part, snapshots.Part | None]


@pytest.fixture
def pair(tmp_path: Path) -> Pair:
    """A part without a row, and its entities."""
    snapshots.prepare(tmp_path)
    articles = snapshots.add_part(tmp_path, ARTICLES.name, "tarn", ARTICLES.empty())
    return articles, snapshots.add_part(tmp_path, ENTITIES.name, "tarn", ENTITIES.empty())


@pytest.fixture
def counted(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """A number for each part that is counted."""
    calls: list[int] = []
    count = pipeline.summary

    def counting(articles: pa.Table, entities: pa.Table) -> pipeline.Summary:
        calls.append(articles.num_rows)
        return count(articles, entities)

    monkeypatch.setattr(pipeline, "summary", counting)
    return calls


def _kept(processed: Path) -> list[Path]:
    return sorted((processed / summaries.FOLDER).glob("*"))


def test_a_part_is_counted_once(tmp_path: Path, pair: Pair, counted: list[int]) -> None:
    first = list(summaries.of_parts(tmp_path, [pair]))
    assert list(summaries.of_parts(tmp_path, [pair])) == first
    assert counted == [0]


@pytest.mark.parametrize(
    "harm",
    [
        pytest.param(lambda path: path.unlink(), id="missing"),
        pytest.param(lambda path: path.write_bytes(path.read_bytes()[:-1]), id="cut"),
        pytest.param(lambda path: path.write_bytes(path.read_bytes().replace(b"type", b"tyqe")), id="flipped"),
        pytest.param(lambda path: path.write_bytes(b""), id="empty"),
    ],
)
def test_what_is_damaged_is_counted_again(
    tmp_path: Path, pair: Pair, counted: list[int], harm: Callable[[Path], object]
) -> None:
    first = list(summaries.of_parts(tmp_path, [pair]))
    harm(_kept(tmp_path)[0])
    assert list(summaries.of_parts(tmp_path, [pair])) == first
    assert counted == [0, 0]


def test_the_counts_of_a_part_go_with_it_and_all_where_something_is_forgotten(tmp_path: Path, pair: Pair) -> None:
    list(summaries.of_parts(tmp_path, [pair]))
    assert len(_kept(tmp_path)) == 1
    list(summaries.of_parts(tmp_path, [(pair[0], None)]))
    assert len(_kept(tmp_path)) == 1
    summaries.forget(tmp_path)
    assert _kept(tmp_path) == []
