"""What a twin leaves out: all text that nobody has declared a fact."""

import pyarrow as pa
import pytest

from broadsheet.transforms.tables.declared.dataset import DATA_TABLES
from broadsheet.transforms.tables.declared.wording import SECTION_COLUMNS, SLICES, withheld

SCHEMAS = {spec.name: spec.schema for spec in DATA_TABLES}


@pytest.mark.parametrize(
    ("table", "columns"),
    [
        pytest.param("sentences", ("text",), id="sentences"),
        pytest.param("mentions", ("surface",), id="mentions keep the role beside the name"),
        pytest.param("quotes", ("text", "speaker_surface", "cue"), id="quotations"),
        pytest.param("entities", (), id="names of persons are facts"),
    ],
)
def test_what_is_withheld(table: str, columns: tuple[str, ...]) -> None:
    assert withheld(table, SCHEMAS[table]) == columns


def test_a_column_nobody_declared_is_withheld() -> None:
    assert withheld("quotes", pa.schema([("gist", pa.string()), ("n", pa.int32())])) == ("gist",)


def test_sections_are_withheld_wherever_slices_are() -> None:
    assert set(SECTION_COLUMNS.values()) <= set(withheld("articles", SCHEMAS["articles"]))


@pytest.mark.parametrize("table", [name for name in SLICES if name in SCHEMAS])
def test_what_is_sliced_is_withheld_and_has_its_offsets(table: str) -> None:
    names = set(SCHEMAS[table].names)
    assert set(SLICES[table]) <= set(withheld(table, SCHEMAS[table]))
    assert set().union(*(bounds.columns for bounds in SLICES[table].values())) <= names
