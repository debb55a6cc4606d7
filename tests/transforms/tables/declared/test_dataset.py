"""The declarations themselves: keys, references, shared columns, and a fresh DATA.md."""

from collections import defaultdict
from pathlib import Path

import pyarrow as pa
import pytest

from broadsheet.transforms.tables.declared.columns import GROUPING
from broadsheet.transforms.tables.declared.dataset import ARTICLES, DATA_TABLES, TABLES, dictionary, dictionary_table
from broadsheet.transforms.tables.declared.operations import OPS_TABLES
from broadsheet.transforms.tables.schema import DAY, Column, TableSpec

ALL = (*TABLES, *OPS_TABLES)
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


@pytest.mark.parametrize("spec", DATA_TABLES, ids=lambda spec: spec.name)
def test_every_row_of_an_article_has_what_rows_are_grouped_by(spec: TableSpec) -> None:
    assert {column.name for column in GROUPING} == {"published_date", "publisher_domain"}
    assert set(GROUPING) <= set(spec.columns)


@pytest.mark.parametrize("spec", TABLES, ids=lambda spec: spec.name)
def test_a_day_is_told_by_its_name_and_its_type(spec: TableSpec) -> None:
    named = {name for name in spec.names if name.endswith("_date") or name.startswith("resolved_")}
    assert {column.name for column in spec.columns if column.type == DAY} >= named
    assert [column.name for column in spec.columns if column.type == pa.date32()] == []


def test_what_changes_with_later_articles_stands_in_articles_alone() -> None:
    assert [spec.name for spec in DATA_TABLES if any(c.of_collection for c in spec.columns)] == [ARTICLES.name]


def test_the_dictionary_explains_every_column_of_every_table() -> None:
    rows = dictionary_table().select(["table", "column"]).to_pylist()
    named = {spec.name: spec for spec in TABLES} | {f"_ops/{spec.name}": spec for spec in OPS_TABLES}
    assert [(row["table"], row["column"]) for row in rows] == [
        (name, column) for name, spec in named.items() for column in spec.names
    ]


def test_one_name_is_one_type_everywhere() -> None:
    types: dict[str, set[str]] = defaultdict(set)
    for spec in TABLES:
        for column in spec.columns:
            types[column.name].add(str(column.type))
    # The outlet's section of an article is not the section of a text, but both are categories.
    assert {name: kinds for name, kinds in types.items() if len(kinds) > 1} == {}


def test_data_tables_hold_no_clock() -> None:
    def is_clock(column: Column) -> bool:
        return column.name in {"run_id", "started_at", "finished_at", "first_seen_at", "last_seen_at", "mtime_ns"}

    assert [c.name for spec in TABLES for c in spec.columns if is_clock(c)] == []
