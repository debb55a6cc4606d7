"""Days are what pandas, polars and DuckDB take for days, and an analyst's questions need neither cast nor merge."""

import io
import json
import warnings
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

import broadsheet
from broadsheet.dataset import Dataset
from broadsheet.flows.run import conductor, ingest
from broadsheet.flows.settings import settings
from broadsheet.transforms.errors import StorageError
from broadsheet.transforms.tables.declared.columns import GROUPING
from broadsheet.transforms.tables.declared.dataset import DATA_TABLES, dictionary_table
from broadsheet.transforms.tables.schema import DAY, SCHEMA_VERSION

DAYS = {"ferry-0": "2021-01-10", "ferry-1": "2021-01-31", "ferry-2": "2021-03-02", "ferry-3": ""}
OUTLET = "vellmoorpost.example"


@pytest.fixture(scope="module")
def dataset(tmp_path_factory: pytest.TempPathFactory) -> Dataset:
    """Four articles, one of them without a day."""
    folder = tmp_path_factory.mktemp("days")
    raw = folder / "raw"
    raw.mkdir()
    for name, day in DAYS.items():
        (raw / f"{name}.md").write_text(
            f"---\ntitle: Łódka {name}\nurl: https://{OUTLET}/{name}\ndate: {day}\n---\n\n"
            f'The council voted on {name} yesterday. "We lost it," said Aron Weiss of Łódź, who runs a shop.\n'
        )
    given = {"raw": raw, "processed": folder / "data", "executor": "inline", "recogniser": "news-fast", "parse": False}
    ingest.run(settings(given), conductor.Plain(lambda _: None))
    return broadsheet.open(folder / "data")


@pytest.fixture
def articles(dataset: Dataset) -> pd.DataFrame:
    return dataset["articles"].sort_values("published_date", ignore_index=True)


def test_every_day_of_every_table_is_a_datetime(dataset: Dataset) -> None:
    for spec in DATA_TABLES:
        days = {column.name for column in spec.columns if column.type == DAY}
        frame = dataset[spec.name]
        assert {name for name in frame if str(frame[name].dtype) == "datetime64[us]"} == days
        assert {name for name in spec.names if name.endswith("_date") or name.startswith("resolved_")} <= days


def test_days_compare_with_text_and_timestamps(articles: pd.DataFrame) -> None:
    assert (articles["published_date"] >= "2021-01-31").sum() == 2
    assert (articles["published_date"] == pd.Timestamp("2021-01-10")).sum() == 1
    assert articles["published_date"].isin(pd.to_datetime(["2021-03-02"])).sum() == 1


def test_days_have_parts(articles: pd.DataFrame) -> None:
    assert articles["published_date"].dt.month.tolist()[:3] == [1, 1, 3]
    assert articles["published_date"].dt.to_period("M").astype(str).tolist()[:3] == ["2021-01", "2021-01", "2021-03"]


def test_rows_are_counted_by_month(dataset: Dataset) -> None:
    quotes = dataset["quotes"]
    assert quotes.resample("MS", on="published_date").size().tolist() == [2, 0, 1]
    by_outlet = quotes.groupby([pd.Grouper(key="published_date", freq="MS"), "publisher_domain"], observed=True)
    assert by_outlet.size().to_dict() == {
        (pd.Timestamp("2021-01-01"), OUTLET): 2,
        (pd.Timestamp("2021-03-01"), OUTLET): 1,
    }
    assert quotes["speaker_name"].tolist() == ["Aron Weiss"] * 4


def test_days_are_merged_with_the_last_of_others(articles: pd.DataFrame) -> None:
    rates = pd.DataFrame({"day": pd.to_datetime(["2021-01-01", "2021-02-01"]), "rate": [1, 2]})
    rows = pd.merge_asof(articles.dropna(subset="published_date"), rates, left_on="published_date", right_on="day")
    assert rows["rate"].tolist() == [1, 1, 2]


def test_rows_are_chosen_by_timestamps_while_they_are_read(dataset: Dataset) -> None:
    since = [("published_date", ">=", pd.Timestamp("2021-01-31"))]
    assert len(pd.read_parquet(dataset.path("articles"), filters=since)) == 2
    assert len(dataset.read("articles", ["title"], since)) == 2


def test_days_survive_json_and_csv(articles: pd.DataFrame) -> None:
    columns = ["article_id", "published_date", "publisher_domain", "n_syllables", "is_wire"]
    rows = json.loads(articles[columns].to_json(orient="records", date_format="iso"))
    assert [row["published_date"] for row in rows][2:] == ["2021-03-02T00:00:00.000", None]
    assert [row["article_id"] for row in rows] == articles["article_id"].tolist()
    told = pd.read_csv(io.StringIO(articles[columns].to_csv(index=False)), dtype=str)
    assert told["article_id"].tolist() == articles["article_id"].astype(str).tolist()
    assert told["n_syllables"].tolist() == articles["n_syllables"].astype(str).tolist()


def test_stata_keeps_integers_labels_and_days(dataset: Dataset, tmp_path: Path) -> None:
    quotes = dataset["quotes"].dropna(axis="columns", how="all")  # pandas writes no column that is all missing
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        quotes.to_stata(tmp_path / "quotes.dta", version=118, write_index=False)
    back = pd.read_stata(tmp_path / "quotes.dta")
    assert back["article_id"].astype("int64").tolist() == quotes["article_id"].tolist()
    assert back["published_date"].tolist()[:3] == quotes["published_date"].tolist()[:3]
    assert back["kind"].astype(str).tolist() == quotes["kind"].astype(str).tolist()


def test_stata_takes_long_names_and_labels_outside_latin_1(dataset: Dataset, tmp_path: Path) -> None:
    names = ["article_id", "title", "automated_readability_index_unquoted", "dale_chall_readability_score_unquoted"]
    with pytest.warns(pd.errors.InvalidColumnName):  # it shortens them, and says so
        dataset["articles"][names].to_stata(tmp_path / "articles.dta", version=118, write_index=False)
    back = pd.read_stata(tmp_path / "articles.dta")
    assert sorted(back["title"]) == [f"Łódka {name}" for name in DAYS]
    assert max(map(len, back.columns)) == 32


def test_polars_takes_days_for_days(dataset: Dataset) -> None:
    frame = pl.read_parquet(dataset.path("quotes") / "*.parquet")
    assert frame.schema["published_date"] == pl.Datetime("us")
    assert frame.filter(pl.col("published_date") >= date(2021, 1, 31)).height == 2
    by_month = frame.drop_nulls("published_date").sort("published_date").group_by_dynamic("published_date", every="1mo")
    assert by_month.agg(pl.len())["len"].to_list() == [2, 1]


def test_duckdb_takes_days_for_days(dataset: Dataset) -> None:
    rows = duckdb.execute(
        f"SELECT date_trunc('month', published_date) AS month, count(*) FROM '{dataset.path('quotes')}/*.parquet' "
        "WHERE published_date >= '2021-01-31' GROUP BY month ORDER BY month"
    ).fetchall()
    assert rows == [(datetime(2021, 1, 1), 1), (datetime(2021, 3, 1), 1)]


def test_attrs_are_small_and_flat(dataset: Dataset) -> None:
    plain = pd.read_parquet(dataset.path("quotes"))
    assert plain.attrs == {"table": "quotes", "schema_version": SCHEMA_VERSION, "dictionary": "columns"}
    assert dataset["quotes"].attrs == {**plain.attrs, "snapshot": dataset.snapshot}


def test_the_dictionary_is_a_table(dataset: Dataset) -> None:
    rows = pd.read_parquet(dataset.path("columns"))
    assert pa.Table.from_pandas(rows, preserve_index=False).num_rows == dictionary_table().num_rows
    (day,) = rows[(rows["table"] == "quotes") & (rows["column"] == "published_date")].to_dict("records")
    assert (day["type"], day["null_means"], day["since"]) == ("day", GROUPING[0].null_means, "2")
    ops = {f"_ops/{name}" for name in ("runs", "files", "rejects", "ids", "quality")}
    assert set(rows["table"].unique()) == {*dataset, *ops}


def test_a_frame_is_explained_on_request(dataset: Dataset) -> None:
    frame = dataset.read("sentences", ["published_date", "n_words"]).assign(own=1)
    told = dataset.dictionary(frame)
    assert told.index.tolist() == [("sentences", "published_date"), ("sentences", "n_words")]
    assert told["unit"].tolist()[1] == "count"
    assert len(dataset.dictionary("links")) == len(dataset["links"].columns)
    assert len(dataset.dictionary()) == dictionary_table().num_rows
    with pytest.raises(StorageError, match="no table None is explained"):
        dataset.dictionary(pd.DataFrame())


def _footers(dataset: Dataset) -> Iterator[tuple[str, Any]]:
    for path in sorted(dataset.path("articles").parent.rglob("*.parquet")):
        yield path.parent.name, pq.read_metadata(path)


def test_a_footer_says_only_what_a_reader_of_rows_needs(dataset: Dataset) -> None:
    sizes = {name: footer.serialized_size for name, footer in _footers(dataset)}
    assert max(sizes, key=sizes.__getitem__) == "articles"
    assert sizes["articles"] <= 60_000
    for _, footer in _footers(dataset):
        assert footer.metadata.keys() == {b"ARROW:schema"}
        schema = footer.schema.to_arrow_schema()
        assert [field.metadata for field in schema if field.metadata] == []
        assert schema.metadata.keys() == {b"pandas", b"PANDAS_ATTRS"}


def test_a_footer_has_statistics_of_keys_days_and_outlet_only(dataset: Dataset) -> None:
    for name, footer in _footers(dataset):
        group = footer.row_group(0)
        columns = [group.column(at) for at in range(group.num_columns)]
        with_statistics = {column.path_in_schema for column in columns if column.is_stats_set}
        days = {field.name for field in footer.schema.to_arrow_schema() if field.type == DAY}
        keys = {column for column in with_statistics if column.endswith(("_id", "_index"))}
        assert with_statistics <= keys | days | {"publisher_domain"}
        has_ids = footer.num_rows > 0 and "article_id" in footer.schema.names
        assert ("article_id" in with_statistics) == has_ids, name
