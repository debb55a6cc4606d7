"""A table in blocks is written as it would be whole, in memory that does not grow with it."""

import subprocess
import sys
from pathlib import Path

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from broadsheet.flows import files
from broadsheet.flows.store import parquet, snapshots
from broadsheet.transforms.errors import StorageError
from broadsheet.transforms.tables.schema import CATEGORY, Column, TableSpec

PLACE = Column("place", CATEGORY, "Where.", null_means="nobody says")
KIND = Column("kind", CATEGORY, "Which.", values=("tern", "gull", "crow"))
SEEN = Column("n_seen", pa.int32(), "How many.", null_means="not counted")
BIRDS = TableSpec("birds", "sighting", ("kind",), (PLACE, KIND, SEEN))

rows = st.lists(
    st.fixed_dictionaries(
        {
            "place": st.sampled_from([None, "Vellmoor", "Alby", "Östra Kessby"]),
            "kind": st.sampled_from(KIND.values or ()),
            "n_seen": st.none() | st.integers(0, 9),
        }
    ),
    min_size=1,
    max_size=23,
)


def _blocks(made: list[pa.Table]) -> parquet.Blocks:
    blocks = parquet.Blocks(BIRDS.schema)
    for one in made:
        blocks.add(one)
    return blocks


@settings(max_examples=60, deadline=None)
@given(rows=rows, size=st.integers(1, 24), group=st.integers(1, 24))
def test_blocks_of_any_size_are_the_bytes_of_the_whole_table(
    tmp_path_factory: pytest.TempPathFactory, rows: list[dict[str, object]], size: int, group: int
) -> None:
    folder = tmp_path_factory.getbasetemp()
    blocks = _blocks([BIRDS.from_rows(rows[at : at + size]) for at in range(0, len(rows), size)])
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(parquet, "ROW_GROUP_ROWS", group)
        parquet.write(BIRDS.from_rows(rows), folder / "whole.parquet")
        parquet.write_groups(blocks.schema, blocks.groups(), folder / "blocks.parquet")
    assert blocks.num_rows == len(rows)
    assert files.digest(folder / "blocks.parquet") == files.digest(folder / "whole.parquet")


def test_a_table_without_rows_is_one_row_group_that_has_its_columns(tmp_path: Path) -> None:
    parquet.write(BIRDS.empty(), tmp_path / "t.parquet")
    (read,) = parquet.read_groups(tmp_path / "t.parquet")
    assert (read.column_names, read.num_rows) == (["place", "kind", "n_seen"], 0)


@pytest.mark.parametrize(
    "other",
    [
        pytest.param([], id="nothing"),
        pytest.param([{"kind": "gull"}], id="another row"),
        pytest.param([{"kind": "tern"}, {"kind": "tern"}], id="a row more"),
    ],
)
def test_what_reads_back_as_something_else_is_not_stored(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, other: list[dict[str, object]]
) -> None:
    monkeypatch.setattr(parquet, "ROW_GROUP_ROWS", 1)
    snapshots.prepare(tmp_path)
    monkeypatch.setattr(parquet, "read_groups", lambda _: iter([BIRDS.from_rows([one]) for one in other]))
    with pytest.raises(StorageError, match="birds 2021-01 does not read back as it was written"):
        snapshots.add_part(tmp_path, "birds", "2021-01", BIRDS.from_rows([{"kind": "tern"}]))
    assert list((tmp_path / "objects").iterdir()) == []


_STORE = """
import sys
from pathlib import Path
import pyarrow as pa
from broadsheet.flows.store import parquet, snapshots

parquet.ROW_GROUP_ROWS = 100
snapshots.prepare(store := Path(sys.argv[1]))
held = parquet.Blocks(pa.schema([("text", pa.string())]))
for number in range(int(sys.argv[2])):
    held.add(pa.table({"text": [f"{number} {row} ".ljust(50_000, "x") for row in range(20)]}))
print(snapshots.add_blocks(store, "texts", "2021-01", held).rows, pa.default_memory_pool().max_memory())
"""


def _stored(store: Path, blocks: int) -> list[int]:
    """Rows of a table that is stored in blocks of a megabyte, and the most memory that Arrow held meanwhile."""
    command = [sys.executable, "-c", _STORE, str(store), str(blocks)]
    return [int(said) for said in subprocess.run(command, check=True, capture_output=True, text=True).stdout.split()]


def test_four_times_the_blocks_take_no_more_memory_but_for_what_is_compressed(tmp_path: Path) -> None:
    (few, little), (many, as_little) = _stored(tmp_path, 20), _stored(tmp_path, 80)
    assert (few, many) == (400, 1_600)
    # The text compresses to next to nothing.
    # A row group is of 5 MB, and held as it came, joined, written and read back; the larger table is of 80 MB.
    assert as_little < 1.2 * little < 40_000_000
