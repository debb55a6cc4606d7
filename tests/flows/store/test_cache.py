"""A finished batch is found again under the key of its content, and only as it was written."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pyarrow as pa
import pytest

from broadsheet.flows.raw.listings import Found
from broadsheet.flows.store import cache, layout
from broadsheet.transforms.errors import ContractError, StorageError
from broadsheet.transforms.staged import SOURCE


def _batch(*paths: str) -> dict[str, pa.Table]:
    words = pa.array([f"{path} {n}" for path in paths for n in (1, 2)], pa.string()).dictionary_encode()
    sources = pa.array([path for path in paths for _ in (1, 2)], pa.string()).dictionary_encode()
    return {
        "words": pa.table({"word": words, SOURCE: sources}),
        "article_index": pa.table({"raw_path": list(paths), "published_from": [_day(path) for path in paths]}),
        "rejects": pa.table({"raw_path": pa.array([], pa.string())}),
    }


def _day(path: str) -> date | None:
    month = path.partition("/")[0]
    return None if month == "undated" else date.fromisoformat(f"{month}-03")


def _write(folder: Path, tables: dict[str, pa.Table], key: str = "key") -> cache.Piece:
    found = [_found(path) for path in tables["article_index"]["raw_path"].to_pylist()]
    return cache.write(folder, key, tables, cache.order(found, {"code": "1"}))


def _found(path: str, sha256: str = "0") -> Found:
    return Found(path, path, sha256, 1, 1)


def test_rows_come_back_by_block_of_days_in_their_order(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(layout, "ARTICLES_PER_BLOCK", 2)
    batch = _write(tmp_path, _batch("2021-05/a", "2021-01/b", "2021-05/c"))
    assert batch == cache.find(tmp_path, "key")
    assert batch.rows == {"words": 6, "article_index": 3, "rejects": 0}
    assert list(batch.blocks["words"]) == ["737792-737792", "737912-737912"]
    later = replace(batch, blocks={"words": {"737912-737912": 1}})
    words = ["2021-05/a 1", "2021-05/a 2", "2021-05/c 1", "2021-05/c 2"]
    assert cache.read_blocks(tmp_path, later, "words")["word"].to_pylist() == words
    assert cache.read_blocks(tmp_path, batch, "words")["word"].to_pylist() == ["2021-01/b 1", "2021-01/b 2", *words]
    assert cache.read_blocks(tmp_path, replace(batch, blocks={"words": {}}), "words").num_rows == 0


def test_rows_without_a_day_are_a_block_of_their_own(tmp_path: Path) -> None:
    batch = _write(tmp_path, _batch("undated/a", "2021-01/b"))
    assert batch.blocks == {"words": {"737792-737792": 0, "unknown": 1}, "article_index": {"all": 0}, "rejects": {}}


def test_tables_without_blocks_are_read_whole_or_by_column(tmp_path: Path) -> None:
    piece = _write(tmp_path, _batch("2021-01/a", "2021-05/b"))
    assert cache.read_whole(tmp_path, piece, "article_index")["raw_path"].to_pylist() == ["2021-01/a", "2021-05/b"]
    assert cache.read_whole(tmp_path, piece, "article_index", ["published_from"]).num_columns == 1
    assert cache.read_whole(tmp_path, piece, "rejects").num_rows == 0
    assert cache.read_blocks(tmp_path, piece, "words").num_rows == 4


def test_a_piece_tells_its_files_and_what_computed_them(tmp_path: Path) -> None:
    _write(tmp_path, _batch("2021-01/a"))
    (piece,) = cache.pieces(tmp_path)
    assert (piece.key, piece.files, piece.versions) == ("key", {"2021-01/a": "0"}, {"code": "1"})


def test_a_damaged_table_is_refused_and_its_piece_removed(tmp_path: Path) -> None:
    piece = _write(tmp_path, _batch("2021-01/a"))
    path = tmp_path / "key" / "words.arrow"
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)
    with pytest.raises(StorageError, match="was damaged and is removed"):
        cache.read_blocks(tmp_path, piece, "words")
    assert list(cache.pieces(tmp_path)) == []


@pytest.mark.parametrize("name", ["words.arrow", "index.json"])
@pytest.mark.parametrize("data", [b"", b"torn"])
def test_a_torn_batch_is_not_there(tmp_path: Path, name: str, data: bytes) -> None:
    _write(tmp_path, _batch("2021-01/a"))
    (tmp_path / "key" / name).write_bytes(data)
    assert cache.find(tmp_path, "key") is None


def test_an_unfinished_batch_is_not_there(tmp_path: Path) -> None:
    assert cache.find(tmp_path, "key") is None


def test_a_batch_can_be_written_again(tmp_path: Path) -> None:
    first = _write(tmp_path, _batch("2021-01/a"))
    assert _write(tmp_path, _batch("2021-01/a")) == first


def test_a_row_of_no_article_is_a_fault_of_the_code(tmp_path: Path) -> None:
    tables = _batch("2021-01/a")
    tables["article_index"] = tables["article_index"].slice(0, 0)
    with pytest.raises(ContractError, match="2 rows of a batch belong to no article"):
        _write(tmp_path, tables)


def test_the_key_is_of_files_and_versions() -> None:
    keys = {
        cache.key_of([_found("a"), _found("b")], {"code": "1"}),
        cache.key_of([_found("a")], {"code": "1"}),
        cache.key_of([_found("a", "1")], {"code": "1"}),
        cache.key_of([_found("a")], {"code": "2"}),
    }
    assert len(keys) == 4
    assert cache.key_of([_found("a")], {"code": "1"}) in keys
