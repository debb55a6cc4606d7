"""From the package's lists to entries and rows."""

from importlib.resources import files

import pytest

from broadsheet.transforms.vocabulary.lists import entries, rows

_NAMES = sorted(path.name for path in files("broadsheet.transforms").joinpath("lexicons").iterdir())
_LISTS = [name for name in _NAMES if name.endswith((".txt", ".tsv"))]
_TABLES = [name for name in _LISTS if name.endswith(".tsv")]


@pytest.mark.parametrize("name", _LISTS)
def test_entries_are_neither_comments_nor_empty(name: str) -> None:
    found = entries(name)
    assert found
    assert [entry for entry in found if "#" in entry or entry != entry.strip() or not entry] == []


@pytest.mark.parametrize("name", _TABLES)
def test_rows_of_a_table_are_of_one_width(name: str) -> None:
    assert len({len(row) for row in rows(name)}) == 1


def test_a_missing_cell_is_empty() -> None:
    assert ["NATO", ""] in rows("organisations.tsv")
    assert ["UN", "United Nations"] in rows("organisations.tsv")
