"""From a table of any columns to the rows of a knowledge base."""

from typing import Any

import pytest

from broadsheet.transforms.errors import SettingsError
from broadsheet.transforms.names.kb.tabular import headers, kb_rows

_NONE: dict[str, Any] = {"country": None, "geonames_id": None, "alias": [], "roles": [], "related": []}


@pytest.mark.parametrize(
    ("columns", "expected"),
    [
        pytest.param(["name", "kb_id", "type"], {"name": "name", "kb_id": "kb_id", "type": "type"}, id="our own"),
        pytest.param(
            ["item", "itemLabel", "Class", "altLabel"],
            {"name": "itemLabel", "kb_id": "item", "type": "Class", "alias": "altLabel"},
            id="those of a query of Wikidata",
        ),
        pytest.param(["QID", "title", "name", "P31"], {"name": "name", "kb_id": "QID", "type": "P31"}, id="the first"),
    ],
)
def test_columns_by_what_they_are_called(columns: list[str], expected: dict[str, str]) -> None:
    assert headers(columns) == expected


def test_a_column_that_is_missing_is_named() -> None:
    with pytest.raises(SettingsError, match="no column for kb_id, type"):
        headers(["name", "rope"])


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        pytest.param(
            {
                "label": "Ada Quill",
                "id": "http://tarn.example/entity/Q7",
                "class": "Q5",
                "aliases": "A. Quill|Ada Quill",
            },
            {**_NONE, "name": "Ada Quill", "kb_id": "Q7", "type": "PERSON", "alias": ["A. Quill"]},
            id="an item by its address, its class, aliases of a cell",
        ),
        pytest.param(
            {"label": "Tar", "id": "7", "class": "org", "country": "pe", "role": ["shop", "shop"]},
            {**_NONE, "name": "Tar", "kb_id": "7", "type": "ORG", "country": "PE", "roles": ["shop"]},
            id="a type of ours, a country, a list",
        ),
        pytest.param(
            {"label": "Sorn", "id": "8", "class": "LOC", "GeoNames": "Q1|4711", "country": "Peru"},
            {**_NONE, "name": "Sorn", "kb_id": "8", "type": "LOC", "geonames_id": "4711"},
            id="the first GeoNames id that is a number, no country by its name",
        ),
        pytest.param({"label": "Tar", "id": "7", "class": "Q1"}, None, id="no class that we know"),
        pytest.param({"label": " ", "id": "7", "class": "ORG"}, None, id="no name"),
        pytest.param({"label": "Tar", "id": None, "class": "ORG"}, None, id="no id"),
    ],
)
def test_the_row_of_a_row(row: dict[str, Any], expected: dict[str, Any] | None) -> None:
    assert list(kb_rows([row], headers(row))) == ([] if expected is None else [expected])
