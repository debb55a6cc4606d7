"""The declarations themselves: keys, references, shared columns, and a fresh DATA.md."""

from collections import defaultdict
from pathlib import Path

import pytest

from broadsheet.transforms.tables.declared.dataset import DATA_TABLES, dictionary
from broadsheet.transforms.tables.declared.operations import OPS_TABLES
from broadsheet.transforms.tables.schema import Column, TableSpec

ALL = (*DATA_TABLES, *OPS_TABLES)
BY_NAME = {spec.name: spec for spec in ALL}


def test_the_printed_dictionary_is_fresh() -> None:
    page = Path(__file__).parents[4] / "DATA.md"
    assert page.read_text(encoding="utf-8") == dictionary(), "DATA.md is stale: run `broadsheet dictionary`"


@pytest.mark.parametrize("spec", ALL, ids=lambda spec: spec.name)
def test_a_key_is_never_null(spec: TableSpec) -> None:
    by_name = {column.name: column for column in spec.columns}
    assert [by_name[name].is_nullable for name in spec.key] == [False] * len(spec.key)


@pytest.mark.parametrize("spec", DATA_TABLES, ids=lambda spec: spec.name)
def test_references_lead_to_whole_keys(spec: TableSpec) -> None:
    for link in spec.foreign_keys:
        parent = BY_NAME[link.table]
        assert len(link.columns) == len(parent.key)
        assert link.columns[:1] == parent.key[:1] == ("article_id",)


@pytest.mark.parametrize("spec", ALL, ids=lambda spec: spec.name)
def test_every_column_says_what_it_is(spec: TableSpec) -> None:
    for column in spec.columns:
        assert column.description.endswith("."), column.name
        assert "|" not in column.description


def test_one_name_is_one_type_everywhere() -> None:
    types: dict[str, set[str]] = defaultdict(set)
    for spec in DATA_TABLES:
        for column in spec.columns:
            types[column.name].add(str(column.type))
    # The outlet's section of an article is not the section of a text, but both are categories.
    assert {name: kinds for name, kinds in types.items() if len(kinds) > 1} == {}


def test_data_tables_hold_no_clock() -> None:
    def is_clock(column: Column) -> bool:
        return column.name in {"run_id", "started_at", "finished_at", "first_seen_at", "last_seen_at", "mtime_ns"}

    assert [c.name for spec in DATA_TABLES for c in spec.columns if is_clock(c)] == []
