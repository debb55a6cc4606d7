"""What a file of a knowledge base must be like."""

import pyarrow as pa
import pytest

from broadsheet.transforms.errors import SettingsError
from broadsheet.transforms.names.kb.table import checked

_ROW = {"name": ["Ada Quill"], "kb_id": ["Q1"], "type": ["PERSON"]}


def test_aliases_become_lists() -> None:
    table = checked(pa.table({**_ROW, "alias": ["A. Quill"]}))
    assert table.column_names == ["name", "kb_id", "type", "country", "geonames_id", "alias", "roles", "related"]
    nothing = dict.fromkeys(("country", "geonames_id", "roles", "related"))
    assert table.to_pylist() == [
        {"name": "Ada Quill", "kb_id": "Q1", "type": "PERSON", "alias": ["A. Quill"], **nothing}
    ]
    assert checked(pa.table(_ROW))["alias"].to_pylist() == [None]


@pytest.mark.parametrize(
    ("columns", "reason"),
    [
        pytest.param({"name": ["Ada"]}, "no column kb_id, type", id="missing columns"),
        pytest.param({**_ROW, "kb_id": [1]}, "kb_id is int64", id="a column that is no text"),
        pytest.param({**_ROW, "alias": [1]}, "alias is int64", id="an alias that is no text"),
        pytest.param({**_ROW, "name": [" "]}, "name is empty in row 1", id="an empty name"),
        pytest.param({**_ROW, "type": ["HUMAN"]}, "type is 'HUMAN' in row 1: give one of PERSON", id="a type"),
        pytest.param({**_ROW, "country": ["Peru"]}, "country is no code of two capitals in row 1", id="a country"),
        pytest.param({**_ROW, "geonames_id": ["Q7"]}, "geonames_id is no number .* in row 1", id="a GeoNames id"),
        pytest.param({name: values * 2 for name, values in _ROW.items()}, "more than once", id="a row twice"),
    ],
)
def test_faults_are_named(columns: dict[str, list[object]], reason: str) -> None:
    with pytest.raises(SettingsError, match=reason):
        checked(pa.table(columns))


def test_all_faults_are_named_at_once() -> None:
    with pytest.raises(SettingsError, match=r"name is empty in row 1; type is 'X' in row 2"):
        checked(pa.table({"name": ["", "Ada"], "kb_id": ["Q1", "Q2"], "type": ["PERSON", "X"]}))
