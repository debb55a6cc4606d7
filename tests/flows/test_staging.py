"""A finished batch is found again under the key of its content, and only as it was written."""

from pathlib import Path

import pyarrow as pa
import pytest

from flows import staging
from flows.raw import Found
from transforms.errors import ContractError


def _batch(*paths: str) -> dict[str, pa.Table]:
    words = pa.array([f"{path} {n}" for path in paths for n in (1, 2)], pa.string()).dictionary_encode()
    sources = pa.array([path for path in paths for _ in (1, 2)], pa.string()).dictionary_encode()
    return {
        "words": pa.table({"word": words, staging.SOURCE: sources}),
        "article_index": pa.table({"raw_path": list(paths), "month": [path[:7] for path in paths]}),
        "rejects": pa.table({"raw_path": pa.array([], pa.string())}),
    }


def _found(path: str, sha256: str = "0") -> Found:
    return Found(path, path, sha256, 1, 1)


def test_rows_come_back_by_month_in_their_order(tmp_path: Path) -> None:
    batch = staging.write(tmp_path, "key", _batch("2021-02/a", "2021-01/b", "2021-02/c"))
    assert batch == staging.find(tmp_path, "key")
    assert batch.rows == {"words": 6, "article_index": 3, "rejects": 0}
    february = staging.read_month(tmp_path, batch, "words", "2021-02")
    assert february["word"].to_pylist() == ["2021-02/a 1", "2021-02/a 2", "2021-02/c 1", "2021-02/c 2"]
    assert staging.read_month(tmp_path, batch, "words", "2021-01").num_rows == 2
    assert staging.read_month(tmp_path, batch, "words", "1999-01").num_rows == 0


def test_tables_without_months_are_joined_over_batches(tmp_path: Path) -> None:
    batches = [staging.write(tmp_path, key, _batch(f"2021-01/{key}")) for key in ("k", "l")]
    assert staging.read_whole(tmp_path, batches, "article_index")["raw_path"].to_pylist() == ["2021-01/k", "2021-01/l"]
    assert staging.read_whole(tmp_path, batches, "rejects").num_rows == 0


@pytest.mark.parametrize("name", ["words.arrow", "index.json"])
@pytest.mark.parametrize("data", [b"", b"torn"])
def test_a_torn_batch_is_not_there(tmp_path: Path, name: str, data: bytes) -> None:
    staging.write(tmp_path, "key", _batch("2021-01/a"))
    (tmp_path / "key" / name).write_bytes(data)
    assert staging.find(tmp_path, "key") is None


def test_an_unfinished_batch_is_not_there(tmp_path: Path) -> None:
    assert staging.find(tmp_path, "key") is None


def test_a_batch_can_be_written_again(tmp_path: Path) -> None:
    first = staging.write(tmp_path, "key", _batch("2021-01/a"))
    assert staging.write(tmp_path, "key", _batch("2021-01/a")) == first


def test_a_row_of_no_article_is_a_fault_of_the_code(tmp_path: Path) -> None:
    tables = _batch("2021-01/a")
    tables["article_index"] = tables["article_index"].slice(0, 0)
    with pytest.raises(ContractError, match="2 rows of a batch belong to no article"):
        staging.write(tmp_path, "key", tables)


def test_the_key_is_of_files_and_versions() -> None:
    keys = {
        staging.key_of([_found("a"), _found("b")], {"code": "1"}),
        staging.key_of([_found("a")], {"code": "1"}),
        staging.key_of([_found("a", "1")], {"code": "1"}),
        staging.key_of([_found("a")], {"code": "2"}),
    }
    assert len(keys) == 4
    assert staging.key_of([_found("a")], {"code": "1"}) in keys
