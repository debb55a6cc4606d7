"""What one declaration of a table gives: types, refusals, pandas dtypes, and a dictionary."""

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from broadsheet.transforms.errors import ColumnError, ConstraintError
from broadsheet.transforms.tables.schema import (
    CATEGORY,
    DAY,
    INSTANT,
    SCHEMA_VERSION,
    Column,
    TableSpec,
    dictionary_rows,
)

SPEC = TableSpec(
    "sightings",
    "sighting",
    ("id",),
    (
        Column("id", pa.int64(), "Key.", minimum=0),
        Column("n_birds", pa.int32(), "Birds seen.", "count", null_means="not counted", minimum=0, maximum=9),
        Column("kind", CATEGORY, "What was seen.", values=("heron", "gull", "tern"), null_means="not told"),
        Column("place", CATEGORY, "Where.", null_means="not told"),
        Column("day", DAY, "When.", null_means="not told"),
        Column("at", INSTANT, "When exactly.", null_means="not told"),
        Column("is_sure", pa.bool_(), "Sure.", null_means="not told"),
        Column("weight", pa.float32(), "Weight.", "kg", null_means="not weighed"),
        Column("note", pa.string(), "Note.", null_means="none"),
    ),
)
BIG = 2**53 - 1
FULL = {
    "id": BIG,
    "n_birds": 3,
    "kind": "gull",
    "place": "Orlova",
    "day": date(2023, 3, 14),
    "at": datetime(2023, 3, 14, 9, 5, tzinfo=UTC),
    "is_sure": True,
    "weight": 1.5,
    "note": "at dusk",
}


def one(**changes: Any) -> pa.Table:  # noqa: ANN401 - any value a column may take
    return SPEC.from_rows([{**FULL, **changes}])


def test_plain_pandas_reads_the_declared_dtypes(tmp_path: Path) -> None:
    pq.write_table(SPEC.from_rows([FULL, {"id": 1}]), tmp_path / "a.parquet")
    pq.write_table(SPEC.from_rows([{"id": 2, "place": "Kestrel"}]), tmp_path / "b.parquet")
    frame = pd.read_parquet(tmp_path)
    assert frame.dtypes.astype(str).to_dict() == {
        "id": "int64",
        "n_birds": "Int32",
        "kind": "category",
        "place": "category",
        "day": "datetime64[us]",
        "at": "datetime64[us, UTC]",
        "is_sure": "boolean",
        "weight": "Float32",
        "note": "str",
    }
    assert frame["id"].tolist() == [BIG, 1, 2]
    assert frame["n_birds"].isna().tolist() == [False, True, True]


@pytest.mark.parametrize(
    "options",
    [
        pytest.param({}, id="whole"),
        pytest.param({"columns": ["kind", "n_birds"]}, id="some columns"),
        pytest.param({"filters": [("kind", "==", "gull")]}, id="some rows"),
    ],
)
def test_attrs_are_small_and_flat_whatever_is_read(tmp_path: Path, options: dict[str, Any]) -> None:
    pq.write_table(one(), tmp_path / "a.parquet")
    frame = pd.read_parquet(tmp_path / "a.parquet", **options)
    assert frame.attrs == {"table": "sightings", "schema_version": SCHEMA_VERSION, "dictionary": "columns"}
    assert frame["n_birds"].dtype == "Int32"


def test_the_dictionary_is_rows_in_the_order_of_the_columns() -> None:
    rows = dictionary_rows({"birds/sightings": SPEC})
    assert [row["column"] for row in rows] == list(SPEC.names)
    assert rows[1:3] == [
        {
            "table": "birds/sightings",
            "column": "n_birds",
            "type": "int32",
            "unit": "count",
            "meaning": "Birds seen.",
            "null_means": "not counted",
            "source": None,
            "since": "2",
        },
        {
            "table": "birds/sightings",
            "column": "kind",
            "type": "category",
            "unit": None,
            "meaning": "What was seen. One of: heron, gull, tern.",
            "null_means": "not told",
            "source": None,
            "since": "2",
        },
    ]


def test_a_field_carries_no_metadata() -> None:
    assert {field.metadata for field in SPEC.schema} == {None}


def test_a_closed_vocabulary_is_whole_in_every_file() -> None:
    assert one()["kind"].chunk(0).dictionary.to_pylist() == ["heron", "gull", "tern"]


def test_an_open_vocabulary_is_sorted_and_holds_what_occurs() -> None:
    table = SPEC.from_rows([{"id": i, "place": place} for i, place in enumerate(("Q", None, "B", "Q"))])
    assert table["place"].chunk(0).dictionary.to_pylist() == ["B", "Q"]
    assert table["place"].to_pylist() == ["Q", None, "B", "Q"]


def test_a_value_outside_its_vocabulary_is_an_error_and_no_null() -> None:
    with pytest.raises(ConstraintError, match=r"column kind: not in its vocabulary: \['stork'\]"):
        one(kind="stork")


@pytest.mark.parametrize(
    ("columns", "message"),
    [
        pytest.param({"id": pa.array([1])}, "missing columns", id="a column is missing"),
        pytest.param({**dict.fromkeys(SPEC.names), "x": None}, r"undeclared columns \['x'\]", id="a column is extra"),
    ],
)
def test_a_table_is_built_whole_or_not_at_all(columns: dict[str, Any], message: str) -> None:
    with pytest.raises(ColumnError, match=message):
        SPEC.build(columns)


def test_a_column_is_never_cast_with_loss() -> None:
    with pytest.raises(ColumnError, match="column n_birds"):
        SPEC.build({**{name: one()[name] for name in SPEC.names}, "n_birds": pa.array([2**40])})


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        pytest.param({"id": -1}, "sightings.id: below 0", id="below its range"),
        pytest.param({"n_birds": 10}, "sightings.n_birds: above 9", id="above its range"),
        pytest.param({"id": None}, "sightings.id: 1 missing values in a column that has none", id="missing"),
        pytest.param({"note": ""}, "sightings.note: empty string in place of a null", id="empty string"),
        pytest.param({"weight": float("nan")}, "sightings.weight: NaN in place of a null", id="NaN"),
    ],
)
def test_every_broken_rule_is_named(changes: dict[str, Any], said: str) -> None:
    assert SPEC.problems(one(**changes)) == [said]


def test_a_repeated_key_is_named() -> None:
    assert SPEC.problems(SPEC.from_rows([FULL, FULL])) == ["sightings: 1 rows repeat the key id"]


def test_a_good_table_has_no_problems() -> None:
    assert SPEC.problems(SPEC.from_rows([FULL, {"id": 1}])) == []
    assert SPEC.problems(SPEC.empty()) == []


def test_the_schema_names_no_library_version() -> None:
    block = SPEC.schema.metadata[b"pandas"].decode()
    assert pa.__version__ not in block
    assert '"creator"' not in block
