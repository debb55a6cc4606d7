"""Every column of every table has an exact value in the rows of one sample article; a new one needs one, too."""

import json
from typing import Any

import pytest

from broadsheet.transforms.tables.declared.dataset import DATA_TABLES
from broadsheet.transforms.tables.schema import SCHEMA_VERSION, TableSpec
from tests.transforms.tables.sample import EXPECTED, SCHEMAS, SINCE_FILE, Rows, renewed_since, rows, schema_digest

# What the sum of an int8 model's weights is depends on the processor in the second digit.
SCORES = {"score", "speaker_score", "salience", "place_score"}
# Versions of libraries are no business of a sample's.
VERSIONS = {"model_versions", "pipeline_version"}


@pytest.fixture(scope="module")
def expected() -> Rows:
    content: Rows = json.loads(EXPECTED.read_text("utf-8"))
    return content


@pytest.fixture(scope="module")
def computed() -> Rows:
    return rows()


def _comparable(row: dict[str, Any]) -> dict[str, Any]:
    return {
        name: pytest.approx(value, abs=0.05 if name in SCORES else 0.0002) if isinstance(value, float) else value
        for name, value in row.items()
        if name not in VERSIONS
    }


@pytest.mark.parametrize("spec", DATA_TABLES, ids=lambda spec: spec.name)
def test_the_rows_are_those_expected(spec: TableSpec, expected: Rows, computed: Rows) -> None:
    wanted = [_comparable(row) for row in expected[spec.name]]
    assert [{name: row[name] for name in row if name not in VERSIONS} for row in computed[spec.name]] == wanted


@pytest.mark.parametrize("spec", DATA_TABLES, ids=lambda spec: spec.name)
def test_every_declared_column_is_there(spec: TableSpec, expected: Rows) -> None:
    assert expected[spec.name]
    assert {tuple(row) for row in expected[spec.name]} == {tuple(column.name for column in spec.columns)}


def test_columns_change_with_the_schema_version() -> None:
    """One line for each version; a change of columns adds a line, since rows of two schemas are never mixed."""
    versions = dict(line.split() for line in SCHEMAS.read_text("utf-8").splitlines())
    assert list(versions)[-1] == SCHEMA_VERSION
    assert len(set(versions.values())) == len(versions)
    assert versions[SCHEMA_VERSION] == schema_digest(), "the columns changed: raise SCHEMA_VERSION, add its line"


def test_every_column_says_since_when_it_is_there() -> None:
    assert SINCE_FILE.read_text("utf-8") == renewed_since(), "run python tests/transforms/tables/sample.py"
